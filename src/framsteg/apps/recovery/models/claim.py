"""A claim to pay back assistance (återkrav), from its ground to its end. It has no way back into a calculation."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.fields import MoneyField, MonthField
from framsteg.apps.core.policy import CASE_FILE
from framsteg.apps.recovery.enums import Body, ClaimState, Ground


class Claim(models.Model):
    """
    What the nämnd considers to claim back, on which ground, and how far it has come.

    ``amount`` is what was decided, kronor, None before. ``stated_ground`` quotes the decision on assistance and
    ``served_on`` is the day that was served (SoL 33 kap. 2–3 §§). ``would_lack_means`` None is not found out.
    """

    household = models.ForeignKey("people.Household", on_delete=models.PROTECT, related_name="claims")
    ground = models.CharField("grund", max_length=20, choices=Ground.choices)
    reason = models.TextField("vad som hänt")
    stated_ground = models.TextField("grunden så som beslutet anger den", blank=True)
    served_on = models.DateField("beslutet delgivet", null=True, blank=True)
    opened_at = models.DateTimeField("upptaget")
    opened_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    would_lack_means = models.BooleanField("skulle sakna medel till sin försörjning", null=True, blank=True)
    exceptional_reasons = models.BooleanField("synnerliga skäl mot återkrav", default=False)
    circumstances = models.TextField("vad utredningen visar", blank=True)
    children = models.TextField("barnens situation", blank=True)
    amount = models.DecimalField("krävt belopp", max_digits=12, decimal_places=2, null=True, blank=True)
    reasons = models.TextField("motivering", blank=True)
    authority = models.CharField("enligt", max_length=80, blank=True)  # in the words of the letter
    delegation = models.ForeignKey(  # None with an authority: decided before the order had a kind for claims
        "decisions.Delegation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    letter = models.TextField("brev", blank=True)  # HTML as sent
    decided_at = models.DateTimeField("beslutat", null=True, blank=True)
    decided_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sue_decided_on = models.DateField("beslut att föra talan", null=True, blank=True)
    sue_body = models.CharField("beslutat av", max_length=9, choices=Body.choices, blank=True)
    sue_reference = models.CharField("paragraf i protokollet", max_length=80, blank=True)
    sued_on = models.DateField("talan väckt", null=True, blank=True)
    closed_at = models.DateTimeField("avslutat", null=True, blank=True)
    closed_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_because = models.TextField("skäl för att avsluta", blank=True)
    token = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    class DataPolicy:
        personal = {
            "household",
            "ground",
            "reason",
            "stated_ground",
            "served_on",
            "would_lack_means",
            "exceptional_reasons",
            "circumstances",
            "children",
            "amount",
            "reasons",
            "letter",
            "closed_because",
        }
        retention = CASE_FILE

    class Meta:
        verbose_name = "återkrav"
        verbose_name_plural = "återkrav"
        constraints = [
            models.CheckConstraint(
                name="claim_says_what_happened",
                condition=~Q(reason=""),
                violation_error_message=_("Skriv vad som hänt och hur det visar grunden."),
            ),
            models.CheckConstraint(
                name="claim_decided_with_reasons",
                condition=Q(decided_at=None, decided_by=None, amount=None, reasons="", authority="", letter="")
                | (
                    Q(decided_at__isnull=False, decided_by__isnull=False, amount__gt=0)
                    & ~Q(reasons="")
                    & ~Q(authority="")
                    & ~Q(letter="")
                ),
                violation_error_message=_("Ett beslut om återkrav har belopp, motivering, vem som beslutat och brev."),
            ),
            models.CheckConstraint(
                name="claim_delegated_when_decided",
                condition=Q(delegation=None) | Q(decided_at__isnull=False),
                violation_error_message=_("Bara ett beslutat återkrav är beslutat enligt en delegation."),
            ),
            models.CheckConstraint(
                name="claim_sued_by_the_right_body",
                condition=Q(sue_decided_on=None, sue_body="", sue_reference="", sued_on=None)
                | (
                    Q(sue_decided_on__isnull=False, decided_at__isnull=False)
                    & ~Q(sue_body="")
                    & ~Q(sue_reference="")
                    & ~Q(sue_body=Body.DELEGATE, ground__in=[Ground.WRONG_INFORMATION, Ground.SHOULD_HAVE_KNOWN])
                ),
                violation_error_message=_("Beslut att föra talan fattas av nämnden eller ett utskott (SoL 30:6)."),
            ),
            models.CheckConstraint(
                name="claim_sued_after_decision",
                condition=Q(sued_on=None) | Q(sued_on__gte=F("sue_decided_on")),
                violation_error_message=_("Talan väcks efter beslutet att föra talan."),
            ),
            models.CheckConstraint(
                name="claim_closed_with_reason",
                condition=Q(closed_at=None, closed_by=None, closed_because="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(closed_because="")),
                violation_error_message=_("Ett avslutat krav säger varför och vem som avslutade det."),
            ),
        ]

    @property
    def state(self) -> ClaimState:
        if self.closed_at:
            return ClaimState.CLOSED
        if self.sued_on:
            return ClaimState.SUED
        if self.sue_decided_on:
            return ClaimState.TO_BE_SUED
        return ClaimState.DECIDED if self.decided_at else ClaimState.OPEN


class ClaimMonth(models.Model):
    """One month of a claim: what is considered of it, kronor, and the last day to bring the action. Never changed."""

    claim = models.ForeignKey("recovery.Claim", on_delete=models.PROTECT, related_name="months")
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="claim_months")
    month = MonthField("månad")
    amount = MoneyField("belopp")
    granted_on = models.DateField("beviljat")
    cost_arose_on = models.DateField("kostnaden uppkom")
    last_day = models.DateField("sista dag att väcka talan")

    class DataPolicy:
        personal = {"claim", "decision", "amount"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "månad i återkrav"
        verbose_name_plural = "månader i återkrav"
        constraints = [
            models.UniqueConstraint(
                name="claim_month_once",
                fields=["claim", "decision"],
                violation_error_message=_("Månaden finns redan i kravet."),
            ),
            models.CheckConstraint(
                name="claim_month_above_nothing",
                condition=Q(amount__gt=0),
                violation_error_message=_("Skriv ett belopp över 0 kronor."),
            ),
        ]


class ClaimHearing(models.Model):
    """The person is told what a claim would rest on, and given time to answer, before it is decided (FL 25 §)."""

    claim = models.ForeignKey("recovery.Claim", on_delete=models.PROTECT, related_name="hearings")
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
        verbose_name = "kommunicering av återkrav"
        verbose_name_plural = "kommuniceringar av återkrav"
        constraints = [
            models.CheckConstraint(
                name="claim_hearing_reply_noted_by_someone",
                condition=Q(replied_at=None, reply_noted_by=None)
                | Q(replied_at__isnull=False, reply_noted_by__isnull=False),
                violation_error_message=_("Ett svar behöver både tidpunkt och vem som antecknade det."),
            ),
        ]


class Forgiveness(models.Model):
    """A part of a claim, or all of it, that the nämnd gives up, with its reasons (REC-06). Never changed."""

    claim = models.ForeignKey("recovery.Claim", on_delete=models.PROTECT, related_name="forgiven")
    amount = MoneyField("eftergivet belopp")
    reasons = models.TextField("motivering")
    forgiven_at = models.DateTimeField("eftergivet")
    forgiven_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey(  # None: given up before the order had a kind for it
        "decisions.Delegation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class DataPolicy:
        personal = {"claim", "amount", "reasons"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "eftergift"
        verbose_name_plural = "eftergifter"
        constraints = [
            models.CheckConstraint(
                name="forgiveness_above_nothing",
                condition=Q(amount__gt=0) & ~Q(reasons=""),
                violation_error_message=_("En eftergift har ett belopp över 0 kronor och en motivering."),
            ),
        ]


class Repayment(models.Model):
    """Money that the person has paid back, kronor. Never changed."""

    claim = models.ForeignKey("recovery.Claim", on_delete=models.PROTECT, related_name="repayments")
    amount = MoneyField("återbetalt belopp")
    paid_on = models.DateField("betalt")
    noted_at = models.DateTimeField("antecknat")
    noted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"claim", "amount", "paid_on"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "återbetalning"
        verbose_name_plural = "återbetalningar"
        constraints = [
            models.CheckConstraint(
                name="repayment_above_nothing",
                condition=Q(amount__gt=0),
                violation_error_message=_("Skriv ett belopp över 0 kronor."),
            ),
        ]
