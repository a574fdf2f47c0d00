from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import CASE_FILE
from framsteg.apps.pathway.enums import Attendance, ReportedBy


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def between(self, first: date, last: date) -> Self:
        """Who is enrolled on some day of a period, both days included."""
        until = Q(ended_on__gte=first) | Q(ended_on=None) & (Q(ends_on=None) | Q(ends_on__gte=first))
        return self.filter(until, starts_on__lte=last)


class Enrolment(models.Model):
    """
    A person's time at Jobbcentrum, from the first day to the last planned day.

    ``ends_on`` None: the working model does not say how long the time is (okänd), so it goes on until it is ended.
    """

    journey = models.OneToOneField("pathway.Journey", on_delete=models.PROTECT, related_name="enrolment")
    cohort = models.ForeignKey(
        "pathway.Cohort", on_delete=models.PROTECT, null=True, blank=True, related_name="enrolments"
    )
    starts_on = models.DateField("första dag")
    ends_on = models.DateField("sista dag", null=True, blank=True)
    ended_on = models.DateField("slutade", null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class DataPolicy:
        personal = {"journey", "starts_on", "ends_on", "ended_on"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "tid på Jobbcentrum"
        verbose_name_plural = "tider på Jobbcentrum"
        constraints = [
            models.CheckConstraint(
                name="enrolment_period_forward",
                condition=(Q(ends_on=None) | Q(ends_on__gte=F("starts_on")))
                & (Q(ended_on=None) | Q(ended_on__gte=F("starts_on"))),
                violation_error_message=_("Sista dagen ligger före första dagen."),
            ),
        ]

    @property
    def last_day(self) -> date | None:
        """The day it ended or is planned to end; None: not known."""
        return self.ended_on or self.ends_on

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.last_day is None or day <= self.last_day)


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


class ActivityDay(models.Model):
    """One person's day in an activity, as ``DayAttendance`` is for a day at Jobbcentrum: evidence and nothing more."""

    activity = models.ForeignKey("pathway.Activity", on_delete=models.PROTECT, related_name="days")
    day = models.DateField("dag")
    attendance = models.CharField("närvaro", max_length=12, choices=Attendance.choices)
    noted_at = models.DateTimeField("antecknad")
    noted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"activity", "day", "attendance"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "närvaro i insats"
        verbose_name_plural = "närvaro i insatser"
        constraints = [
            models.UniqueConstraint(
                name="activityday_once",
                fields=["activity", "day"],
                violation_error_message=_("Dagen är redan antecknad."),
            ),
        ]


class AbsenceReport(models.Model):
    """That a person told beforehand that she cannot come. It is her own statement; staff note attendance."""

    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="absence_reports")
    first_day = models.DateField("från och med")
    last_day = models.DateField("till och med")
    reason = models.CharField("skäl med egna ord", max_length=240)
    how = models.CharField("hur", max_length=10, choices=ReportedBy.choices)
    reported_at = models.DateTimeField("anmäld")
    noted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"journey", "first_day", "last_day", "reason"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "frånvaroanmälan"
        verbose_name_plural = "frånvaroanmälningar"
        constraints = [
            models.CheckConstraint(
                name="absencereport_period_forward",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("Sista dagen ligger före första dagen."),
            ),
        ]


class Evidence(models.Model):
    """
    Attendance over a time, handed to a named caseworker with a receipt. ``days`` counts each kind of day.

    What it says is frozen when it is sent. It informs a person who assesses; no amount follows from it.
    """

    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="evidence")
    first_day = models.DateField("från och med")
    last_day = models.DateField("till och med")
    days = models.JSONField("dagar", default=dict)  # {attendance or "not_registered": number of days}
    note = models.TextField("kommentar", blank=True)
    sent_at = models.DateTimeField("lämnat")
    sent_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField("kvitterat", null=True, blank=True)
    received_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class DataPolicy:
        personal = {"journey", "days", "note"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "underlag om närvaro"
        verbose_name_plural = "underlag om närvaro"
        constraints = [
            models.CheckConstraint(
                name="evidence_period_forward",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("Sista dagen ligger före första dagen."),
            ),
            models.CheckConstraint(
                name="evidence_received_by_someone",
                condition=Q(received_at=None, received_by=None)
                | Q(received_at__isnull=False, received_by__isnull=False),
                violation_error_message=_("Ett kvitterat underlag behöver både tidpunkt och vem som kvitterade."),
            ),
        ]
