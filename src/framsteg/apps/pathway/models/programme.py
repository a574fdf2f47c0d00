from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import CASE_FILE
from framsteg.apps.pathway.enums import Attendance


class Enrolment(models.Model):
    """A person's weeks at Jobbcentrum, from the first day to the last planned day."""

    journey = models.OneToOneField("pathway.Journey", on_delete=models.PROTECT, related_name="enrolment")
    starts_on = models.DateField("första dag")
    ends_on = models.DateField("sista dag")
    ended_on = models.DateField("slutade", null=True, blank=True)

    class DataPolicy:
        personal = {"journey", "starts_on", "ends_on", "ended_on"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "tid på Jobbcentrum"
        verbose_name_plural = "tider på Jobbcentrum"
        constraints = [
            models.CheckConstraint(
                name="enrolment_period_forward",
                condition=Q(ends_on__gte=F("starts_on")) & (Q(ended_on=None) | Q(ended_on__gte=F("starts_on"))),
                violation_error_message=_("Sista dagen ligger före första dagen."),
            ),
        ]


class DayAttendance(models.Model):
    """
    One person's day at Jobbcentrum as the staff noted it.

    It is evidence and nothing more: no code path leads from here to an amount. A correction leaves from and to in the
    event log.
    """

    enrolment = models.ForeignKey("pathway.Enrolment", on_delete=models.PROTECT, related_name="days")
    day = models.DateField("dag")
    attendance = models.CharField("närvaro", max_length=12, choices=Attendance.choices)
    noted_at = models.DateTimeField("antecknad")
    noted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"enrolment", "day", "attendance"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "närvaro"
        verbose_name_plural = "närvaro"
        constraints = [
            models.UniqueConstraint(
                name="attendance_once_a_day",
                fields=["enrolment", "day"],
                violation_error_message=_("Dagen är redan antecknad."),
            ),
        ]
