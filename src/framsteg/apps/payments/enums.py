from django.db import models
from django.utils.translation import gettext_lazy as _


class PayeeKind(models.TextChoices):
    APPLICANT = "applicant", _("sökande")
    LANDLORD = "landlord", _("hyresvärd")


class OrderState(models.TextChoices):
    """Derived from the batch, never set."""

    ORDERED = "ordered", _("uppdrag")
    BATCHED = "batched", _("i utbetalningslista")
    ATTESTED = "attested", _("attesterad")
    EXPORTED = "exported", _("lämnad till bank")
