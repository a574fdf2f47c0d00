from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import CASE_FILE
from framsteg.apps.pathway.enums import ActivityKind, CheckKind, Destination, FollowUpMode, Progress, Workplace


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def booked(self) -> Self:
        """Those that are still to be held."""
        return self.filter(held_at=None, cancelled_at=None)


class FollowUp(models.Model):
    """
    A follow-up that is booked, and later held, where the next one is booked. Held late, it is the kommun's miss.

    ``kommun_commits`` stands beside ``person_commits``: both sides answer for it at the next one.
    """

    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="follow_ups")
    planned_on = models.DateField("planerad")
    mode = models.CharField("form", max_length=10, choices=FollowUpMode.choices)
    booked_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField("genomförd", null=True, blank=True)
    held_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField("anteckning", blank=True)
    progress = models.CharField("framsteg", max_length=8, choices=Progress.choices, blank=True)
    person_commits = models.TextField("personen gör till nästa gång", blank=True)
    kommun_commits = models.TextField("vi gör till nästa gång", blank=True)
    cancelled_at = models.DateTimeField("avbokad", null=True, blank=True)  # the journey ended before it was held

    objects = FollowUpQuerySet.as_manager()

    class DataPolicy:
        personal = {"journey", "note", "progress", "person_commits", "kommun_commits"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "uppföljning"
        verbose_name_plural = "uppföljningar"
        constraints = [
            models.CheckConstraint(
                name="followup_held_by_someone",
                condition=Q(held_at=None, held_by=None) | Q(held_at__isnull=False, held_by__isnull=False),
                violation_error_message=_("En genomförd uppföljning behöver både tidpunkt och vem som höll den."),
            ),
            models.CheckConstraint(
                name="followup_held_or_cancelled",
                condition=Q(held_at=None) | Q(cancelled_at=None),
                violation_error_message=_("En genomförd uppföljning kan inte avbokas."),
            ),
        ]
        indexes = [models.Index(fields=["held_at", "planned_on"], name="followup_open_by_day")]


class ActivityQuerySet(models.QuerySet["Activity"]):
    def between(self, first: date, last: date) -> Self:
        """Activities that go on some day of a period, both days included."""
        until = Q(ended_on__gte=first) | Q(ended_on=None) & (Q(ends_on=None) | Q(ends_on__gte=first))
        return self.filter(until, starts_on__lte=last)


class Activity(models.Model):
    """An activity at a named place, from–until; ``seat`` is its place in the catalogue, where it has one."""

    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField("insats", max_length=24, choices=ActivityKind.choices)
    offer = models.ForeignKey(
        "pathway.Offer", on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
    seat = models.ForeignKey("pathway.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="activities")
    place = models.CharField("arbetsplats", max_length=160)
    workplace = models.CharField("slag av arbetsplats", max_length=12, choices=Workplace.choices)
    hours_per_week = models.PositiveSmallIntegerField("timmar i veckan")
    starts_on = models.DateField("börjar")
    ends_on = models.DateField("slutar", null=True, blank=True)
    ended_on = models.DateField("slutade", null=True, blank=True)
    result = models.CharField("resultat", max_length=240, blank=True)
    started_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    objects = ActivityQuerySet.as_manager()

    class DataPolicy:
        personal = {"journey", "place", "result"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "insats"
        verbose_name_plural = "insatser"
        constraints = [
            models.UniqueConstraint(
                name="activity_one_in_a_seat",
                fields=["seat"],
                condition=Q(ended_on=None),
                violation_error_message=_("Platsen är upptagen."),
            ),
            models.CheckConstraint(
                name="activity_seat_is_of_an_offer",
                condition=Q(seat=None) | Q(offer__isnull=False),
                violation_error_message=_("En plats hör till en insats i katalogen."),
            ),
            models.CheckConstraint(
                name="activity_period_forward",
                condition=(Q(ends_on=None) | Q(ends_on__gte=F("starts_on")))
                & (Q(ended_on=None) | Q(ended_on__gte=F("starts_on"))),
                violation_error_message=_("Sista dagen ligger före första dagen."),
            ),
            models.CheckConstraint(
                name="activity_hours_in_a_week",
                condition=Q(hours_per_week__gte=1, hours_per_week__lte=40),
                violation_error_message=_("Timmarna i veckan ska vara mellan 1 och 40."),
            ),
        ]

    @property
    def last_day(self) -> date | None:
        """The day it ended or is planned to end; None: not known."""
        return self.ended_on or self.ends_on

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.last_day is None or day <= self.last_day)


class Exit(models.Model):
    """The end of a journey, always with a destination. ``resumed_at``: the person came back, and it goes on."""

    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="exits")
    destination = models.CharField("vart", max_length=20, choices=Destination.choices)
    detail = models.CharField("närmare", max_length=160, blank=True)
    exited_on = models.DateField("avslut")
    noted_at = models.DateTimeField("antecknat")
    noted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    resumed_at = models.DateTimeField("återupptagen", null=True, blank=True)
    resumed_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class DataPolicy:
        personal = {"journey", "destination", "detail"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "avslut"
        verbose_name_plural = "avslut"
        constraints = [
            models.UniqueConstraint(
                name="exit_one_in_force",
                fields=["journey"],
                condition=Q(resumed_at=None),
                violation_error_message=_("Vägen är redan avslutad."),
            ),
            models.CheckConstraint(
                name="exit_resumed_by_someone",
                condition=Q(resumed_at=None, resumed_by=None) | Q(resumed_at__isnull=False, resumed_by__isnull=False),
                violation_error_message=_("En återupptagen väg behöver både tidpunkt och vem som återupptog den."),
            ),
        ]


class AftercareQuerySet(models.QuerySet["Aftercare"]):
    def planned(self) -> Self:
        """Those that are still to be held."""
        return self.filter(held_at=None, cancelled_at=None)


class Aftercare(models.Model):
    """
    A contact after an exit: does it hold? Or, for who did not apply again: how are you?

    ``check_id`` is the model's check, or the house's own where the model is silent (``queries.aftercare``).
    """

    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="aftercare")
    exit = models.ForeignKey("pathway.Exit", on_delete=models.PROTECT, related_name="aftercare")
    kind = models.CharField("slag", max_length=8, choices=CheckKind.choices, default=CheckKind.HOLDS)
    check_id = models.CharField("kontroll i modellen", max_length=60, blank=True)
    planned_on = models.DateField("planerad")
    booked_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField("genomförd", null=True, blank=True)
    held_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    still_self_supporting = models.BooleanField("försörjer sig fortfarande", null=True, blank=True)
    cancelled_at = models.DateTimeField("behövs inte längre", null=True, blank=True)  # the person came back
    note = models.TextField("anteckning", blank=True)

    objects = AftercareQuerySet.as_manager()

    class DataPolicy:
        personal = {"journey", "still_self_supporting", "note"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "eftervård"
        verbose_name_plural = "eftervård"
        constraints = [
            models.CheckConstraint(
                name="aftercare_held_by_someone",
                condition=Q(held_at=None, held_by=None) | Q(held_at__isnull=False, held_by__isnull=False),
                violation_error_message=_("En genomförd kontroll behöver både tidpunkt och vem som gjorde den."),
            ),
            models.CheckConstraint(
                name="aftercare_held_or_cancelled",
                condition=Q(held_at=None) | Q(cancelled_at=None),
                violation_error_message=_("En genomförd kontroll kan inte avbokas."),
            ),
        ]


class Meeting(models.Model):
    """
    A meeting with set participants, as the working model asks for (``meeting_id``), or another one.

    ``participants`` are role ids of the model, ``person`` among them when she took part.
    """

    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="meetings")
    meeting_id = models.CharField("möte i modellen", max_length=60, blank=True)
    held_at = models.DateTimeField("hölls")
    held_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    participants = models.JSONField("deltagare", default=list)
    note = models.TextField("anteckning", blank=True)

    class DataPolicy:
        personal = {"journey", "participants", "note"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "möte"
        verbose_name_plural = "möten"
