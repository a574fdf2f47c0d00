from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.fields import MoneyField, MonthField
from framsteg.apps.core.policy import CASE_FILE, NOT_PERSONAL
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.identity.enums import Role


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def in_force(self, on: date) -> Self:
        return self.filter(valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gte=on))


class Delegation(models.Model):
    """One line of the nämnd's delegation order: which role may make which decision, up to which amount."""

    role = models.CharField("roll", max_length=30, choices=Role.choices)
    kind = models.CharField("beslut", max_length=10, choices=DecisionKind.choices)
    up_to = models.DecimalField(  # None: no limit
        "högst belopp", max_digits=12, decimal_places=2, null=True, blank=True
    )
    valid_from = models.DateField("gäller från")
    valid_to = models.DateField("gäller till", null=True, blank=True)
    reference = models.CharField("punkt i delegationsordningen", max_length=40)

    objects = DelegationQuerySet.as_manager()

    def covers(self, amount: Decimal, on: date) -> bool:
        """Tell whether the line is in force on a day and reaches up to an amount, kronor."""
        in_force = self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
        return in_force and (self.up_to is None or amount <= self.up_to)

    class DataPolicy:
        personal: set[str] = set()
        retention = NOT_PERSONAL

    class Meta:
        verbose_name = "delegation"
        verbose_name_plural = "delegationer"
        constraints = [
            models.UniqueConstraint(
                name="delegation_once",
                fields=["role", "kind", "valid_from"],
                violation_error_message=_("Delegationen finns redan från det datumet."),
            ),
            models.CheckConstraint(
                name="delegation_period_forward",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Sista dagen ligger före första dagen."),
            ),
        ]


class Override(models.Model):
    """
    A caseworker's own assessment of one cost: what is accepted of it, and why.

    The latest one for a cost counts; the earlier stay readable. The reason is written to the person in the decision.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="overrides")
    cost = models.ForeignKey("applications.Cost", on_delete=models.PROTECT, related_name="overrides")
    accepted = MoneyField("godtaget belopp")
    reason = models.TextField("skäl")
    made_at = models.DateTimeField("bedömt")
    made_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"accepted", "reason"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "bedömning av kostnad"
        verbose_name_plural = "bedömningar av kostnader"
        constraints = [
            models.CheckConstraint(
                name="override_not_negative",
                condition=Q(accepted__gte=0),
                violation_error_message=_("Godtaget belopp kan inte vara mindre än 0 kronor."),
            ),
            models.CheckConstraint(
                name="override_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Skriv skälet till bedömningen."),
            ),
        ]


class Calculation(models.Model):
    """
    One calculation: the facts used and the result with its steps, as they stood. Never changed, never removed.

    ``facts`` is the case file and ``result`` the trace of ``entitlement.calculate``, both as JSON; with them the
    calculation can be run again years later and compared with what was said then.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="calculations")
    application_version = models.PositiveIntegerField("ansökans version")
    facts = models.JSONField("uppgifter")
    result = models.JSONField("resultat")
    made_at = models.DateTimeField("beräknad")
    made_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"facts", "result"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "beräkning"
        verbose_name_plural = "beräkningar"


class Hearing(models.Model):
    """
    The person is told what a decision against her would rest on, and given time to answer (FL 25 §).

    Without an answer, the time must have passed before the decision. The right to speak before the nämnd (SoL 14:8)
    is told too.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="hearings")
    calculation = models.ForeignKey("decisions.Calculation", on_delete=models.PROTECT, related_name="+")
    text = models.TextField("underlag till den enskilde")
    sent_at = models.DateTimeField("skickad")
    sent_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    reply_by = models.DateField("svar senast")
    reply = models.TextField("svar", blank=True)
    replied_at = models.DateTimeField("svar inkom", null=True, blank=True)
    reply_noted_by = models.ForeignKey(
        "identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class DataPolicy:
        personal = {"text", "reply"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "kommunicering"
        verbose_name_plural = "kommuniceringar"
        constraints = [
            models.CheckConstraint(
                name="hearing_reply_noted_by_someone",
                condition=Q(replied_at=None, reply_noted_by=None)
                | Q(replied_at__isnull=False, reply_noted_by__isnull=False),
                violation_error_message=_("Ett svar behöver både tidpunkt och vem som antecknade det."),
            ),
        ]


class Decision(models.Model):
    """
    A decision by a named person under a delegation, with reasons, and the letter as it was sent. Never changed.

    One decision per application. What is appealed or reconsidered becomes rows of its own.
    """

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="decision")
    household = models.ForeignKey("people.Household", on_delete=models.PROTECT, related_name="decisions")
    month = MonthField("månad")
    calculation = models.ForeignKey("decisions.Calculation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("beslut", max_length=10, choices=DecisionKind.choices)
    granted = MoneyField("beviljat belopp")
    reasons = models.TextField("motivering")
    decided_at = models.DateTimeField("beslutat")
    decided_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey("decisions.Delegation", on_delete=models.PROTECT, related_name="+")
    letter = models.TextField("beslutsbrev")  # HTML as sent

    class DataPolicy:
        personal = {"household", "kind", "granted", "reasons", "letter"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "beslut"
        verbose_name_plural = "beslut"
        constraints = [
            models.CheckConstraint(
                name="decision_amount_follows_kind",
                condition=Q(kind__in=[DecisionKind.GRANT, DecisionKind.PARTIAL], granted__gt=0)
                | Q(kind__in=[DecisionKind.REFUSAL, DecisionKind.DISMISSAL], granted=0),
                violation_error_message=_("Bifall och delavslag ger ett belopp; avslag och avvisning ger inget."),
            ),
            models.CheckConstraint(
                name="decision_has_reasons",
                condition=~Q(reasons=""),
                violation_error_message=_("Skriv beslutets motivering (FL 32 §)."),
            ),
        ]
        indexes = [
            models.Index(fields=["month"], name="decision_by_month"),
            models.Index(fields=["decided_at"], name="decision_by_time"),
        ]


class Receipt(models.Model):
    """
    The day on which the person got the decision. The three weeks for an appeal run from it (FL 44 §).

    A row of its own, because the decision is never changed.
    """

    decision = models.OneToOneField("decisions.Decision", on_delete=models.PROTECT, related_name="receipt")
    received_on = models.DateField("mottaget")
    noted_at = models.DateTimeField("antecknat")
    noted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"decision", "received_on"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "mottagande"
        verbose_name_plural = "mottaganden"
