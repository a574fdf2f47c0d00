"""What a caseworker judges of the facts, and what is calculated on them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.fields import MoneyField
from framsteg.apps.core.policy import CASE_FILE
from framsteg.apps.decisions.enums import Basis, Direction


class Override(models.Model):
    """
    A caseworker's own assessment of one cost: what is accepted of it, on which ground, and why.

    The latest one for a cost counts; the earlier stay readable. The reason is written to the person in the decision.
    ``share`` is the household's part of a cost that others in the dwelling share, as "2/3"; empty is the whole of it.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="overrides")
    cost = models.ForeignKey("applications.Cost", on_delete=models.PROTECT, related_name="overrides")
    accepted = MoneyField("godtaget belopp")
    basis = models.CharField("grund", max_length=5, choices=Basis.choices, default=Basis.RIGHT)
    share = models.CharField("hushållets del", max_length=7, blank=True)
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


class MeansOverride(models.Model):
    """
    A caseworker's own assessment of one income or asset: how much of it counts, and why.

    The latest one for a row counts; the earlier stay readable. A home or a car counts only by such an assessment.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    income = models.ForeignKey(
        "applications.Income", on_delete=models.PROTECT, null=True, blank=True, related_name="overrides"
    )
    asset = models.ForeignKey(
        "applications.Asset", on_delete=models.PROTECT, null=True, blank=True, related_name="overrides"
    )
    counted = MoneyField("belopp som räknas")
    reason = models.TextField("skäl")
    made_at = models.DateTimeField("bedömt")
    made_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"counted", "reason"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "bedömning av inkomst eller tillgång"
        verbose_name_plural = "bedömningar av inkomster och tillgångar"
        constraints = [
            models.CheckConstraint(
                name="means_override_of_one_row",
                condition=Q(income=None, asset__isnull=False) | Q(income__isnull=False, asset=None),
                violation_error_message=_("En bedömning gäller en inkomst eller en tillgång."),
            ),
            models.CheckConstraint(
                name="means_override_not_negative",
                condition=Q(counted__gte=0),
                violation_error_message=_("Belopp som räknas kan inte vara mindre än 0 kronor."),
            ),
            models.CheckConstraint(
                name="means_override_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Skriv skälet till bedömningen."),
            ),
        ]


class NormAdjustment(models.Model):
    """
    A higher or lower norm in the single case, with its reason (SoL 12 kap. 7 § third paragraph, NORM-12).

    ``person`` empty is the whole household. A row that is taken back keeps who did it and when.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="adjustments")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    direction = models.CharField("riktning", max_length=6, choices=Direction.choices)
    amount = MoneyField("belopp")
    item = models.CharField("avser", max_length=60, blank=True)
    reason = models.TextField("skäl")
    made_at = models.DateTimeField("bedömt")
    made_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField("återtagen", null=True, blank=True)
    withdrawn_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class DataPolicy:
        personal = {"person", "amount", "item", "reason"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "avvikelse från riksnormen"
        verbose_name_plural = "avvikelser från riksnormen"
        constraints = [
            models.CheckConstraint(
                name="norm_adjustment_above_nothing",
                condition=Q(amount__gt=0),
                violation_error_message=_("Skriv ett belopp över 0 kronor."),
            ),
            models.CheckConstraint(
                name="norm_adjustment_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Skriv skälet till avvikelsen."),
            ),
            models.CheckConstraint(
                name="norm_adjustment_withdrawn_by_someone",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                violation_error_message=_("Ett återtagande behöver både tidpunkt och vem som gjorde det."),
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
