from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import CASE_FILE, NOT_PERSONAL


class ModelVersion(models.Model):
    """A working model as it stood when a journey started under it: the YAML text itself, so it can never move."""

    model_id = models.CharField("arbetsmodell", max_length=80)
    version = models.CharField("version", max_length=40)
    checksum = models.CharField("kontrollsumma", max_length=64, unique=True)  # SHA-256 of the text
    text = models.TextField("modellfil")
    kept_at = models.DateTimeField("sparad")

    class DataPolicy:
        personal: set[str] = set()
        retention = NOT_PERSONAL

    class Meta:
        verbose_name = "version av arbetsmodell"
        verbose_name_plural = "versioner av arbetsmodeller"


class JourneyQuerySet(models.QuerySet["Journey"]):
    def ongoing(self) -> Self:
        return self.filter(ended_at=None)


class Journey(models.Model):
    """
    One adult's way through the working model, from the application to an exit with a destination.

    The journey keeps the model version it started under. Stage and deadlines are computed from its events, never set;
    ``ended_at`` mirrors the exit, so that the database can hold «one ongoing journey per person».
    """

    household = models.ForeignKey("people.Household", on_delete=models.PROTECT, related_name="journeys")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="journeys")
    model_version = models.ForeignKey("pathway.ModelVersion", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("påbörjad")
    opened_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    consultant = models.ForeignKey(
        "identity.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="arbetsmarknadskonsulent",
    )
    coach = models.ForeignKey(
        "identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="jobbcoach"
    )
    ended_at = models.DateTimeField("avslutad", null=True, blank=True)

    objects = JourneyQuerySet.as_manager()

    class DataPolicy:
        personal = {"household", "person"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "väg"
        verbose_name_plural = "vägar"
        constraints = [
            models.UniqueConstraint(
                name="journey_one_ongoing",
                fields=["person"],
                condition=Q(ended_at=None),
                violation_error_message=_("Personen har redan en pågående väg."),
            ),
            models.CheckConstraint(
                name="journey_ends_after_it_opens",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("opened_at")),
                violation_error_message=_("Avslutet ligger före början."),
            ),
        ]


class JourneyEvent(models.Model):
    """Something that happened on the journey, in the working model's words. The engine reads these and nothing else."""

    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="events")
    kind = models.CharField("händelse", max_length=40)
    at = models.DateTimeField("tidpunkt")
    ref = models.CharField("vad i modellen", max_length=60, blank=True)  # an aftercare check, a meeting, or a death
    noted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"journey", "kind", "at", "ref"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "händelse på vägen"
        verbose_name_plural = "händelser på vägen"
        indexes = [models.Index(fields=["journey", "at"], name="journeyevent_in_order")]


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def open(self) -> Self:
        return self.filter(met_at=None, closed_at=None)

    def late(self, at: datetime) -> Self:
        return self.open().filter(due_at__lt=at, paused_since=None)


class Deadline(models.Model):
    """
    A clock of the working model that has started for a journey. Written from the engine's answer, never by hand.

    ``due_at`` is copied here so that lists can be sorted by it and a later model never moves it. ``closed_at`` is the
    exit that ended the clock before it was met.
    """

    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="deadlines")
    deadline_id = models.CharField("frist", max_length=60)
    label = models.CharField("frist", max_length=160)
    owner_role = models.CharField("ansvarig roll", max_length=40)
    escalate_to = models.CharField("lyfts till", max_length=40, blank=True)  # role id; "" = okänd in the model
    starts_at = models.DateTimeField("startade")
    due_at = models.DateTimeField("senast")
    warns_at = models.DateTimeField("varnar", null=True, blank=True)  # None: the model does not say
    paused_since = models.DateTimeField("stannad sedan", null=True, blank=True)
    met_at = models.DateTimeField("uppfylld", null=True, blank=True)
    closed_at = models.DateTimeField("upphörde", null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class DataPolicy:
        personal = {"journey", "starts_at", "due_at", "met_at"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "frist"
        verbose_name_plural = "frister"
        constraints = [
            models.UniqueConstraint(
                name="deadline_started_once",
                fields=["journey", "deadline_id", "starts_at"],
                violation_error_message=_("Fristen löper redan."),
            ),
            models.CheckConstraint(
                name="deadline_due_after_start",
                condition=Q(due_at__gt=F("starts_at")),
                violation_error_message=_("Tidsgränsen måste ligga efter starten."),
            ),
        ]
        indexes = [models.Index(fields=["met_at", "closed_at", "due_at"], name="deadline_open_by_due")]


class Referral(models.Model):
    """One handover of a person to Jobbcentrum. The limit is copied here, so a later model never moves it."""

    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="referrals")
    unit = models.ForeignKey("identity.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="hänvisad till")
    made_at = models.DateTimeField("hänvisad")
    made_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField("första dag")
    closed_at = models.DateTimeField("avslutad", null=True, blank=True)

    class DataPolicy:
        personal = {"journey", "made_at", "first_day"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "hänvisning"
        verbose_name_plural = "hänvisningar"
        constraints = [
            models.UniqueConstraint(
                name="referral_one_open_per_unit",
                fields=["journey", "unit"],
                condition=Q(closed_at=None),
                violation_error_message=_("Det finns redan en öppen hänvisning."),
            ),
        ]
