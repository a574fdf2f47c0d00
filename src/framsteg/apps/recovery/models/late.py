"""Facts that came in after the decision, the new calculations beside the paid ones, and what a person did with each."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.fields import MoneyField, MonthField
from framsteg.apps.core.policy import CASE_FILE
from framsteg.apps.recovery.enums import Proposal


class LateFacts(models.Model):
    """One occasion when facts of decided months came in or were corrected. Never changed, and nothing decided is."""

    household = models.ForeignKey("people.Household", on_delete=models.PROTECT, related_name="late_facts")
    what = models.TextField("vad som har kommit fram")
    source = models.CharField("varifrån", max_length=200)
    came_in_on = models.DateField("kom in")
    noted_at = models.DateTimeField("antecknat")
    noted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    token = models.UUIDField(unique=True)

    class DataPolicy:
        personal = {"household", "what", "source", "came_in_on"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "sena uppgifter"
        verbose_name_plural = "sena uppgifter"
        constraints = [
            models.CheckConstraint(
                name="late_facts_say_what_and_whence",
                condition=~Q(what="") & ~Q(source=""),
                violation_error_message=_("Skriv vad som har kommit fram och varifrån uppgiften kommer."),
            ),
        ]


class Recalculation(models.Model):
    """
    A decided month calculated again on corrected facts, beside the calculation that was decided. Never changed.

    ``granted`` and ``paid`` are as they stood then, kronor, without assistance by 12 kap. 2 §. ``difference`` is the
    new assistance minus ``granted``; None when too little is known to calculate.
    """

    late_facts = models.ForeignKey("recovery.LateFacts", on_delete=models.PROTECT, related_name="months")
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="recalculations")
    month = MonthField("månad")
    facts = models.JSONField("rättade uppgifter")
    result = models.JSONField("ny beräkning")
    granted = MoneyField("beviljat")
    paid = MoneyField("utbetalt")
    difference = models.DecimalField("skillnad", max_digits=12, decimal_places=2, null=True, blank=True)
    proposal = models.CharField("förslag", max_length=10, choices=Proposal.choices)
    because = models.TextField("varför")

    class DataPolicy:
        personal = {"decision", "facts", "result", "granted", "paid", "difference", "proposal", "because"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "omräkning"
        verbose_name_plural = "omräkningar"
        constraints = [
            models.UniqueConstraint(
                name="recalculation_once_a_month",
                fields=["late_facts", "decision"],
                violation_error_message=_("Månaden är redan omräknad på de uppgifterna."),
            ),
            models.CheckConstraint(
                name="recalculation_proposal_follows_difference",
                condition=Q(proposal=Proposal.SUPPLEMENT, difference__gt=0)
                | Q(proposal=Proposal.RECOVERY, difference__lt=0)
                | Q(proposal=Proposal.NOTHING, difference=None)
                | Q(proposal=Proposal.NOTHING, difference=0),
                violation_error_message=_("Förslaget följer av skillnaden."),
            ),
        ]


class Handling(models.Model):
    """
    What a named person did with the difference of one month, and why. Never changed.

    A supplement points to its amendment and a recovery to its claim; nothing has its reason.
    """

    recalculation = models.OneToOneField("recovery.Recalculation", on_delete=models.PROTECT, related_name="handling")
    kind = models.CharField("åtgärd", max_length=10, choices=Proposal.choices)
    reason = models.TextField("skäl")
    amendment = models.OneToOneField(
        "decisions.Amendment", on_delete=models.PROTECT, null=True, blank=True, related_name="handling"
    )
    claim = models.ForeignKey(
        "recovery.Claim", on_delete=models.PROTECT, null=True, blank=True, related_name="handlings"
    )
    handled_at = models.DateTimeField("hanterat")
    handled_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"recalculation", "kind", "reason"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "åtgärd efter omräkning"
        verbose_name_plural = "åtgärder efter omräkning"
        constraints = [
            models.CheckConstraint(
                name="handling_points_to_what_was_done",
                condition=Q(kind=Proposal.SUPPLEMENT, amendment__isnull=False, claim=None)
                | Q(kind=Proposal.RECOVERY, amendment=None, claim__isnull=False)
                | Q(kind=Proposal.NOTHING, amendment=None, claim=None),
                violation_error_message=_("Komplettering har ett ändringsbeslut och återkrav ett krav."),
            ),
            models.CheckConstraint(
                name="handling_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Skriv skälet."),
            ),
        ]
