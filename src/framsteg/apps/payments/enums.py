from django.db import models


class PayeeKind(models.TextChoices):
    APPLICANT = "applicant", "sökande"
    LANDLORD = "landlord", "hyresvärd"


class OrderState(models.TextChoices):
    """Derived from the batch, never set."""

    ORDERED = "ordered", "uppdrag"
    BATCHED = "batched", "i utbetalningslista"
    ATTESTED = "attested", "attesterad"
    EXPORTED = "exported", "lämnad till bank"
