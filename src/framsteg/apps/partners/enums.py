from django.db import models
from django.utils.translation import gettext_lazy as _


class Shared(models.TextChoices):
    """What a consent may cover. Money and law are not on the list: they are never shared by consent alone here."""

    CONTACT = "contact", _("namn och kontaktuppgifter")
    PLAN = "plan", _("handlingsplan")
    MAPPING = "mapping", _("kartläggning")
    ATTENDANCE = "attendance", _("närvaro")
    ACTIVITIES = "activities", _("insatser och uppföljningar")
