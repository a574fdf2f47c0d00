from django.db import models
from django.utils.translation import gettext_lazy as _


class What(models.TextChoices):
    """Which part of the log the reviewer looks at."""

    ALL = "", _("allt")
    READS = "reads", _("läsningar av akter")
    CHANGES = "changes", _("ändringar och inloggningar")
