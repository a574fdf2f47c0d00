from django.db import models
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import AUDIT_LOG


class Event(models.Model):
    """
    One thing that was done or read, by whom, when.

    No foreign keys and only text, so that the log neither blocks nor dies with what it is about. ``household`` is the
    case number: the log reviewer finds every read of one file by it. The database refuses UPDATE and DELETE.
    """

    at = models.DateTimeField("tidpunkt", db_index=True)
    by = models.CharField("användare", max_length=150)  # user name; "system" for scheduled work
    by_role = models.CharField("roll", max_length=30, blank=True)
    kind = models.CharField("händelse", max_length=80)  # room.thing.verb, e.g. decisions.decision.made
    about = models.CharField("gäller", max_length=80, blank=True)  # model and key, e.g. decisions.Decision:17
    household = models.CharField("ärendenummer", max_length=20, blank=True)
    details = models.JSONField("uppgifter", default=dict)  # primitives only; never free text about a person

    class DataPolicy:
        personal = {"by", "household"}
        retention = AUDIT_LOG

    class Meta:
        verbose_name = "logghändelse"
        verbose_name_plural = "logghändelser"
        indexes = [
            models.Index(fields=["household", "at"], name="event_by_household"),
            models.Index(fields=["by", "at"], name="event_by_user"),
            models.Index(fields=["kind", "at"], name="event_by_kind"),
        ]


class LogReview(models.Model):
    """
    A log reviewer's check of the reads in a period: what was looked at and what it led to.

    The checks shall be systematic and recurring (lag 2001:454, 10 §), so they leave rows of their own.
    """

    reviewed_at = models.DateTimeField("granskad")
    reviewed_by = models.CharField("granskare", max_length=150)
    period_from = models.DateField("från och med")
    period_to = models.DateField("till och med")
    user = models.CharField("användare", max_length=150, blank=True)
    household = models.CharField("ärendenummer", max_length=20, blank=True)
    reads = models.PositiveIntegerField("antal läsningar")
    remark = models.TextField("iakttagelse", blank=True)
    needs_follow_up = models.BooleanField("följs upp", default=False)

    class DataPolicy:
        personal = {"reviewed_by", "user", "household", "remark"}
        retention = AUDIT_LOG

    class Meta:
        verbose_name = "loggranskning"
        verbose_name_plural = "loggranskningar"
        constraints = [
            models.CheckConstraint(
                name="logreview_period_forward",
                condition=models.Q(period_to__gte=models.F("period_from")),
                violation_error_message=_("Periodens slut ligger före dess början."),
            ),
        ]
