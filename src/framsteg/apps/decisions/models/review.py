"""What happens to a decision after it is made: it may be amended for the better, and it may be appealed."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.fields import MoneyField
from framsteg.apps.core.policy import CASE_FILE
from framsteg.apps.decisions.enums import AmendmentGround, AppealVerdict, Judgement, WithdrawnHow


class Amendment(models.Model):
    """
    A new decision in place of one that stands, never to the person's disadvantage. Never changed.

    ``granted`` and ``granted_extra`` are the new totals for the month; what is more than before is paid besides. Less
    money has no place here: that is recovery, with its own grounds (SoL 33 kap.), and FL 37 § guards what was granted.
    ``obviously_wrong`` says that the decision was so in an essential respect and could be changed quickly and simply
    (FL 38 §): a decision that is appealed is changed in no other case (FL 39 §).
    """

    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="amendments")
    ground = models.CharField("grund", max_length=14, choices=AmendmentGround.choices)
    obviously_wrong = models.BooleanField("uppenbart felaktigt", default=False)
    calculation = models.ForeignKey(
        "decisions.Calculation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    granted_before = MoneyField("beviljat före")
    granted = MoneyField("beviljat belopp")
    extra_before = MoneyField("beviljat före enligt 12 kap. 2 §")
    granted_extra = MoneyField("beviljat enligt 12 kap. 2 §")
    reasons = models.TextField("motivering")
    decided_at = models.DateTimeField("beslutat")
    decided_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey("decisions.Delegation", on_delete=models.PROTECT, related_name="+")
    letter = models.TextField("beslutsbrev")

    @property
    def total(self) -> Decimal:
        """What the month gives after the amendment, kronor."""
        return self.granted + self.granted_extra

    @property
    def difference(self) -> Decimal:
        """What the amendment gives more than before, kronor; this is paid."""
        return self.total - self.granted_before - self.extra_before

    class DataPolicy:
        personal = {"granted_before", "granted", "extra_before", "granted_extra", "reasons", "letter"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "ändringsbeslut"
        verbose_name_plural = "ändringsbeslut"
        constraints = [
            models.CheckConstraint(
                name="amendment_never_for_the_worse",
                condition=Q(granted__gte=F("granted_before"), granted_extra__gte=F("extra_before")),
                violation_error_message=_("Ett ändringsbeslut ger aldrig mindre än beslutet det ändrar."),
            ),
            models.CheckConstraint(
                name="amendment_by_court_is_not_our_own",
                condition=~Q(ground=AmendmentGround.COURT, obviously_wrong=True),
                violation_error_message=_("Domstolens avgörande verkställs; nämnden prövar inte om beslutet var fel."),
            ),
            models.CheckConstraint(
                name="amendment_has_reasons",
                condition=~Q(reasons=""),
                violation_error_message=_("Skriv beslutets motivering (FL 32 §)."),
            ),
        ]


class AmendmentReceipt(models.Model):
    """
    The day on which the person got an amended decision. It can be appealed for itself, three weeks from that day.

    A row of its own, because the amendment is never changed.
    """

    amendment = models.OneToOneField("decisions.Amendment", on_delete=models.PROTECT, related_name="receipt")
    received_on = models.DateField("mottaget")
    noted_at = models.DateTimeField("antecknat")
    noted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"amendment", "received_on"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "mottagande av ändringsbeslut"
        verbose_name_plural = "mottaganden av ändringsbeslut"


class Appeal(models.Model):
    """
    An appeal of a decision, from the day it came in to what the court said.

    The nämnd checks whether it came in time (FL 45 §), reconsiders (FL 38–39 §§) and forwards it (FL 46 §). Each step
    is a column of its own with its time. An appeal that was late is dismissed in a decision of its own. Who appealed
    may take the appeal back: before it is forwarded it ends with that; after, the court is told and ends it.
    """

    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="appeals")
    came_in_on = models.DateField("kom in")
    came_to_court_on = models.DateField("kom in till domstolen", null=True, blank=True)
    wrong_information = models.BooleanField("felaktig överklagandehänvisning", default=False)
    what = models.TextField("vad som begärs")
    noted_at = models.DateTimeField("antecknat")
    noted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField("tiden", max_length=8, choices=AppealVerdict.choices, blank=True)
    checked_at = models.DateTimeField("tiden prövad", null=True, blank=True)
    checked_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reconsidered_at = models.DateTimeField("omprövat", null=True, blank=True)
    reconsidered_by = models.ForeignKey(
        "identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reconsidered_note = models.TextField("omprövningens skäl", blank=True)
    amendment = models.ForeignKey(
        "decisions.Amendment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    forwarded_at = models.DateTimeField("överlämnat till domstolen", null=True, blank=True)
    forwarded_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    judgement = models.CharField("domstolens avgörande", max_length=10, choices=Judgement.choices, blank=True)
    judged_on = models.DateField("avgjort", null=True, blank=True)
    judgement_note = models.TextField("vad domstolen sade", blank=True)
    withdrawn_on = models.DateField("återkallat", null=True, blank=True)
    withdrawn_how = models.CharField("hur det återkallades", max_length=7, choices=WithdrawnHow.choices, blank=True)
    withdrawn_note = models.TextField("vad den enskilde sade", blank=True)
    withdrawal_noted_at = models.DateTimeField("återkallelsen antecknad", null=True, blank=True)
    withdrawal_noted_by = models.ForeignKey(
        "identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    passed_on_at = models.DateTimeField("återkallelsen skickad till domstolen", null=True, blank=True)
    passed_on_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class DataPolicy:
        personal = {"came_in_on", "what", "reconsidered_note", "judgement", "judgement_note", "withdrawn_note"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "överklagande"
        verbose_name_plural = "överklaganden"
        constraints = [
            models.UniqueConstraint(
                name="appeal_once_a_day",
                fields=["decision", "came_in_on"],
                condition=Q(withdrawn_on=None),
                violation_error_message=_("Överklagandet är redan antecknat."),
            ),
            models.CheckConstraint(
                name="appeal_checked_by_someone",
                condition=Q(checked_at=None, checked_by=None, verdict="")
                | (Q(checked_at__isnull=False, checked_by__isnull=False) & ~Q(verdict="")),
                violation_error_message=_("En prövning av tiden behöver utfall, tidpunkt och vem som gjorde den."),
            ),
            models.CheckConstraint(
                name="appeal_reconsidered_with_reasons",
                condition=Q(reconsidered_at=None, reconsidered_by=None, amendment=None)
                | (Q(reconsidered_at__isnull=False, reconsidered_by__isnull=False) & ~Q(reconsidered_note="")),
                violation_error_message=_("En omprövning behöver skäl, tidpunkt och vem som gjorde den."),
            ),
            models.CheckConstraint(
                name="appeal_forwarded_after_reconsideration",
                condition=Q(forwarded_at=None, forwarded_by=None)
                | (
                    Q(forwarded_at__isnull=False, forwarded_by__isnull=False, reconsidered_at__isnull=False)
                    & ~Q(verdict__in=["", AppealVerdict.LATE])
                ),
                violation_error_message=_("Ett överklagande omprövas innan det lämnas över."),
            ),
            models.CheckConstraint(
                name="appeal_judged_after_forwarding",
                condition=Q(judgement="", judged_on=None) | Q(judged_on__isnull=False, forwarded_at__isnull=False),
                violation_error_message=_("Domstolen avgör det som har lämnats över."),
            ),
            models.CheckConstraint(
                name="appeal_withdrawn_by_someone_in_words",
                condition=Q(
                    withdrawn_on=None,
                    withdrawn_how="",
                    withdrawn_note="",
                    withdrawal_noted_at=None,
                    withdrawal_noted_by=None,
                )
                | (
                    Q(withdrawn_on__gte=F("came_in_on"))
                    & Q(withdrawal_noted_at__isnull=False, withdrawal_noted_by__isnull=False)
                    & ~Q(withdrawn_how="")
                    & ~Q(withdrawn_note="")
                ),
                violation_error_message=_("En återkallelse har dag, sätt, anteckning och vem som antecknade den."),
            ),
            models.CheckConstraint(
                name="appeal_withdrawal_passed_on_to_court",
                condition=Q(passed_on_at=None, passed_on_by=None)
                | Q(
                    passed_on_at__isnull=False,
                    passed_on_by__isnull=False,
                    withdrawn_on__isnull=False,
                    forwarded_at__isnull=False,
                ),
                violation_error_message=_(
                    "Bara när överklagandet är överlämnat skickas en återkallelse till domstolen."
                ),
            ),
            models.CheckConstraint(
                name="appeal_withdrawn_is_not_forwarded",
                condition=Q(withdrawn_on=None) | Q(forwarded_at=None) | Q(forwarded_at__lte=F("withdrawal_noted_at")),
                violation_error_message=_("Ett överklagande som är återkallat lämnas inte över."),
            ),
        ]


class AppealDismissal(models.Model):
    """
    A decision not to take up an appeal that came too late (FL 45 §). It can itself be appealed. Never changed.

    ``heard`` says what the person answered when asked about the time, or why it was obvious not to ask (FL 25 §).
    """

    appeal = models.OneToOneField("decisions.Appeal", on_delete=models.PROTECT, related_name="dismissal")
    heard = models.TextField("så har den enskilde fått yttra sig")
    reasons = models.TextField("motivering")
    decided_at = models.DateTimeField("beslutat")
    decided_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey("decisions.Delegation", on_delete=models.PROTECT, related_name="+")
    letter = models.TextField("beslutsbrev")

    class DataPolicy:
        personal = {"heard", "reasons", "letter"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "avvisning av överklagande"
        verbose_name_plural = "avvisningar av överklaganden"
        constraints = [
            models.CheckConstraint(
                name="appeal_dismissal_has_reasons",
                condition=~Q(reasons=""),
                violation_error_message=_("Skriv beslutets motivering (FL 32 §)."),
            ),
            models.CheckConstraint(
                name="appeal_dismissal_heard",
                condition=~Q(heard=""),
                violation_error_message=_("Skriv hur den enskilde har fått yttra sig (FL 25 §)."),
            ),
        ]


class Announcement(models.Model):
    """
    The day the minutes that hold a decision by SoL 12 kap. 2 § were announced on the kommun's board.

    The three weeks for laglighetsprövning run from it (KL 13 kap.). A row of its own, as the receipt is.
    """

    decision = models.OneToOneField("decisions.Decision", on_delete=models.PROTECT, related_name="announcement")
    announced_on = models.DateField("tillkännagivet")
    noted_at = models.DateTimeField("antecknat")
    noted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"announced_on"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "tillkännagivande"
        verbose_name_plural = "tillkännagivanden"
