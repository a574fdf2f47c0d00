from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    """Why somebody is told."""

    WARNING = "warning", _("går snart ut")
    LATE = "late", _("har gått ut")
    ESCALATION = "escalation", _("lyfts")
    WORKLOAD = "workload", _("för många ärenden")
    OWNERLESS = "ownerless", _("saknar handläggare")
