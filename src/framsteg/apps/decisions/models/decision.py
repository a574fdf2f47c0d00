"""From hearing to decision and the day it was received."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.fields import MoneyField, MonthField
from framsteg.apps.core.policy import CASE_FILE
from framsteg.apps.decisions.enums import DecisionKind


class Hearing(models.Model):
    """
    The person is told what a decision against her would rest on, and given time to answer (FL 25 §).

    Without an answer, the time must have passed before the decision. The right to speak before the nämnd (SoL 14:8)
    is told too.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="hearings")
    calculation = models.ForeignKey(  # None: about a dismissal, which tries nothing in substance
        "decisions.Calculation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
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


class Injunction(models.Model):
    """
    The person is asked to mend an application that cannot be tried as it is, or it may be dismissed (FL 20 §).

    Help comes first (FL 6 §): ``help_given`` says what was done before. Missing evidence alone is no ground to dismiss.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="injunctions")
    flaw = models.TextField("vad som brister")
    help_given = models.TextField("hjälp som har getts")
    sent_at = models.DateTimeField("skickat")
    sent_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    reply_by = models.DateField("svar senast")
    mended_at = models.DateTimeField("avhjälpt", null=True, blank=True)
    mended_noted_by = models.ForeignKey(
        "identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class DataPolicy:
        personal = {"flaw", "help_given"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "föreläggande"
        verbose_name_plural = "förelägganden"
        constraints = [
            models.CheckConstraint(
                name="injunction_says_what_and_how",
                condition=~Q(flaw="") & ~Q(help_given=""),
                violation_error_message=_("Skriv vad som brister och vilken hjälp som har getts."),
            ),
        ]


class OralRequest(models.Model):
    """The person wants to speak before the nämnd (SoL 14 kap. 8 §): no decision before she has, or has declined."""

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="oral_requests")
    asked_at = models.DateTimeField("begärt")
    noted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("avslutat", null=True, blank=True)
    closed_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    held = models.BooleanField("hölls", null=True, blank=True)  # False: the person declined
    note = models.TextField("anteckning", blank=True)

    class DataPolicy:
        personal = {"asked_at", "held", "note"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "begäran att få tala inför nämnden"
        verbose_name_plural = "begäranden att få tala inför nämnden"
        constraints = [
            models.UniqueConstraint(
                name="oral_request_one_open",
                fields=["application"],
                condition=Q(closed_at=None),
                violation_error_message=_("Det finns redan en öppen begäran."),
            ),
            models.CheckConstraint(
                name="oral_request_closed_with_answer",
                condition=Q(closed_at=None, closed_by=None, held=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False, held__isnull=False),
                violation_error_message=_("En avslutad begäran säger om samtalet hölls och vem som antecknade det."),
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
    calculation = models.ForeignKey(  # None: a dismissal, which tries nothing in substance
        "decisions.Calculation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField("beslut", max_length=10, choices=DecisionKind.choices)
    granted = MoneyField("beviljat belopp")
    granted_extra = MoneyField("beviljat enligt 12 kap. 2 §", default=0)  # beside the right; another way to appeal
    not_heard_because = models.TextField("skäl att inte kommunicera", blank=True)
    reasons = models.TextField("motivering")
    children = models.TextField("barnens situation", blank=True)  # what was weighed before a decision against them
    decided_at = models.DateTimeField("beslutat")
    decided_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey("decisions.Delegation", on_delete=models.PROTECT, related_name="+")
    letter = models.TextField("beslutsbrev")  # HTML as sent

    @property
    def total(self) -> Decimal:
        """All that the decision grants, by right and beside it, kronor; this is paid."""
        return self.granted + self.granted_extra

    class DataPolicy:
        personal = {
            "household",
            "kind",
            "granted",
            "granted_extra",
            "not_heard_because",
            "reasons",
            "children",
            "letter",
        }
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
                name="decision_extra_not_negative",
                condition=Q(granted_extra__gte=0),
                violation_error_message=_("Belopp kan inte vara mindre än 0 kronor."),
            ),
            models.CheckConstraint(
                name="decision_calculated_unless_dismissed",
                condition=Q(calculation__isnull=False) | Q(kind=DecisionKind.DISMISSAL),
                violation_error_message=_("Bara en avvisning fattas utan beräkning."),
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
