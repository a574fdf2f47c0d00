from django.db import models


class Shared(models.TextChoices):
    """What a consent may cover. Money and law are not on the list: they are never shared by consent alone here."""

    CONTACT = "contact", "namn och kontaktuppgifter"
    PLAN = "plan", "handlingsplan"
    MAPPING = "mapping", "kartläggning"
    ATTENDANCE = "attendance", "närvaro"
    ACTIVITIES = "activities", "insatser och uppföljningar"
