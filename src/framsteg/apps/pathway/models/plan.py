from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import CASE_FILE
from framsteg.apps.pathway.enums import Owner, Party


class Mapping(models.Model):
    """
    A kartläggning: the person's own words and the worker's view, kept apart, theme by theme.

    ``answers`` is a list of ``{"theme", "person", "worker"}``; the themes are ours (an own initial assessment).
    """

    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="mappings")
    held_at = models.DateTimeField("genomförd")
    held_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField("svar", default=list)
    summary = models.TextField("sammanfattning")

    class DataPolicy:
        personal = {"journey", "answers", "summary"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "kartläggning"
        verbose_name_plural = "kartläggningar"


class Plan(models.Model):
    """
    A version of the handlingsplan. A plan somebody has signed is never edited: a new version is made from it.

    ``goal`` is in the person's own words.
    """

    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField("version av planen")
    goal = models.TextField("mål med personens egna ord")
    made_at = models.DateTimeField("upprättad")
    made_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    review_on = models.DateField("ses över senast", null=True, blank=True)  # the plan expires if nobody looks at it
    replaced_at = models.DateTimeField("ersatt", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class DataPolicy:
        personal = {"journey", "goal"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "handlingsplan"
        verbose_name_plural = "handlingsplaner"
        constraints = [
            models.UniqueConstraint(
                name="plan_number_once",
                fields=["journey", "number"],
                violation_error_message=_("Den versionen av planen finns redan."),
            ),
            models.UniqueConstraint(
                name="plan_one_current",
                fields=["journey"],
                condition=Q(replaced_at=None),
                violation_error_message=_("Det finns redan en gällande plan."),
            ),
        ]


class PlanLine(models.Model):
    """
    One line of the plan. It binds whoever owns it: the person, the kommun or a partner.

    A line is an agreement, or a condition with its legal ground and the day the person was told of it.
    """

    plan = models.ForeignKey("pathway.Plan", on_delete=models.PROTECT, related_name="lines")
    # The same line in the first version that had it, so that versions are compared line by line; None in that version.
    origin = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="ursprung",
    )
    text = models.CharField("vad som ska göras", max_length=240)
    owner = models.CharField("vem som ansvarar", max_length=8, choices=Owner.choices)
    owner_name = models.CharField("namn eller enhet", max_length=120, blank=True)
    starts_on = models.DateField("börjar", null=True, blank=True)
    due_on = models.DateField("klart senast", null=True, blank=True)
    hours_per_week = models.PositiveSmallIntegerField("timmar i veckan", null=True, blank=True)
    place = models.CharField("plats", max_length=160, blank=True)
    support = models.CharField("stöd som behövs", max_length=240, blank=True)
    adaptation = models.CharField("anpassning", max_length=240, blank=True)
    legal_ground = models.CharField("rättslig grund om det är ett villkor", max_length=80, blank=True)  # "" = agreement
    informed_on = models.DateField("personen fick veta", null=True, blank=True)  # of the condition and its ground
    follow_up_on = models.DateField("följs upp", null=True, blank=True)
    evidence = models.CharField("hur det visas", max_length=240, blank=True)
    done_on = models.DateField("klart", null=True, blank=True)
    result = models.CharField("resultat", max_length=240, blank=True)
    next_step = models.CharField("nästa steg", max_length=240, blank=True)

    class DataPolicy:
        personal = {"text", "owner_name", "support", "adaptation", "evidence", "result", "next_step"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "rad i planen"
        verbose_name_plural = "rader i planen"
        constraints = [
            models.CheckConstraint(
                name="planline_due_after_start",
                condition=Q(due_on=None) | Q(starts_on=None) | Q(due_on__gte=F("starts_on")),
                violation_error_message=_("Raden är klar innan den börjar."),
            ),
            models.CheckConstraint(
                name="planline_hours_in_a_week",
                condition=Q(hours_per_week=None) | Q(hours_per_week__lte=40),
                violation_error_message=_("Högst 40 timmar i veckan."),
            ),
            models.CheckConstraint(
                name="planline_condition_is_told",
                condition=Q(legal_ground="", informed_on=None) | (~Q(legal_ground="") & Q(informed_on__isnull=False)),
                violation_error_message=_("Ett villkor har både rättslig grund och dagen då personen fick veta det."),
            ),
        ]


class Signature(models.Model):
    """One party's signature on a plan. Staff sign for themselves; how the person signed is written down."""

    plan = models.ForeignKey("pathway.Plan", on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField("part", max_length=20, choices=Party.choices)
    name = models.CharField("namn", max_length=160)
    how = models.CharField("hur", max_length=80)
    signed_at = models.DateTimeField("undertecknad")
    signed_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"name"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "underskrift"
        verbose_name_plural = "underskrifter"
        constraints = [
            models.UniqueConstraint(
                name="signature_once_per_party",
                fields=["plan", "party"],
                violation_error_message=_("Parten har redan undertecknat."),
            ),
        ]
