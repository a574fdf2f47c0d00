from decimal import Decimal
from pathlib import PurePath
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.applications.enums import (
    AssetKind,
    Channel,
    CostKind,
    Evidence,
    IncomeKind,
    Obstacle,
    PaperKind,
)
from framsteg.apps.core.fields import MoneyField, MonthField
from framsteg.apps.core.policy import CASE_FILE
from framsteg.apps.people.enums import MemberRole


class Application(models.Model):
    """
    What one household applied for, for one month, with the facts that it gave. Nothing here is judged.

    ``token`` comes from the form: the same form sent twice gives the same application, never two. ``days`` is how much
    of the month the household applies for, when it moves in or is released (NORM-11).
    """

    household = models.ForeignKey("people.Household", on_delete=models.PROTECT, related_name="applications")
    month = MonthField("månad")
    received_at = models.DateTimeField("inkommen")
    registered_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField("sätt", max_length=10, choices=Channel.choices)
    other_residents = models.PositiveSmallIntegerField("andra boende i bostaden", default=0)
    days = models.PositiveSmallIntegerField("dagar i månaden", null=True, blank=True)  # None: the whole month
    urgent = models.BooleanField("akut", default=False)
    token = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class DataPolicy:
        personal = {"household", "month", "received_at", "days"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "ansökan"
        verbose_name_plural = "ansökningar"
        constraints = [
            models.UniqueConstraint(
                name="application_once_a_month",
                fields=["household", "month"],
                violation_error_message=_("Hushållet har redan en ansökan för månaden. Komplettera den i stället."),
            ),
            models.CheckConstraint(
                name="application_days_in_a_month",
                condition=Q(days=None) | Q(days__gte=1, days__lte=31),
                violation_error_message=_("Antalet dagar ska vara mellan 1 och 31."),
            ),
        ]
        indexes = [models.Index(fields=["received_at"], name="application_by_received")]


class Applicant(models.Model):
    """
    A household member as the application tells it: part of the month, lunch away, and the obstacle of an adult.

    ``lma`` is true for who has the support of the act on reception of asylum seekers (1994:137) (ENT-05).
    """

    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField("roll i hushållet", max_length=12, choices=MemberRole.choices)
    days = models.PositiveSmallIntegerField("dagar i månaden", null=True, blank=True)  # None: the whole month
    lunch_away = models.BooleanField("äter lunch borta fem dagar i veckan", default=False)
    lma = models.BooleanField("omfattas av LMA", default=False)
    obstacle = models.CharField("försörjningshinder", max_length=25, choices=Obstacle.choices, blank=True)

    class DataPolicy:
        personal = {"person", "role", "days", "lunch_away", "lma", "obstacle"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "person i ansökan"
        verbose_name_plural = "personer i ansökan"
        constraints = [
            models.UniqueConstraint(
                name="applicant_once",
                fields=["application", "person"],
                violation_error_message=_("Personen finns redan i ansökan."),
            ),
            models.CheckConstraint(
                name="applicant_days_in_a_month",
                condition=Q(days=None) | Q(days__gte=1, days__lte=31),
                violation_error_message=_("Antalet dagar ska vara mellan 1 och 31."),
            ),
        ]


class Fact(models.Model):
    """A declared fact. ``noted_on`` is the day it came in: with the application, or with its latest correction."""

    noted_on = models.DateField("uppgiften noterad")

    class Meta:
        abstract = True


class VerifiableFact(Fact):
    """
    A declared amount that a person may have verified against something else. Both stay, side by side.

    A check has an amount, what was looked at, the day and who did it: all four or none.
    """

    verified_amount = models.DecimalField("kontrollerat belopp", max_digits=12, decimal_places=2, null=True, blank=True)
    verified_source = models.CharField("kontrollerad mot", max_length=25, choices=Evidence.choices, blank=True)
    verified_on = models.DateField("kontrollerad den", null=True, blank=True)
    verified_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        """What pages call the row: ``cost-12``."""
        return f"{self._meta.model_name}-{self.pk}"

    @property
    def declared(self) -> Decimal:
        """The amount as the household told it."""
        raise NotImplementedError

    @property
    def counts(self) -> Decimal:
        """The verified amount where there is one, else the declared one."""
        return self.declared if self.verified_amount is None else self.verified_amount


WHOLE_CHECK = Q(verified_amount=None, verified_source="", verified_on=None, verified_by=None) | (
    Q(verified_amount__gte=0, verified_on__isnull=False, verified_by__isnull=False) & ~Q(verified_source="")
)


class Cost(VerifiableFact):
    """
    A cost applied for, and what a paper showed of it. What is accepted is the decision's affair.

    An assessment (``decisions.Override``) begins from ``counts``.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="costs")
    kind = models.CharField("kostnad", max_length=20, choices=CostKind.choices)
    applied = MoneyField("sökt belopp")
    note = models.CharField("anteckning", max_length=200, blank=True)

    class DataPolicy:
        personal = {"kind", "applied", "note", "verified_amount", "verified_source"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "kostnad"
        verbose_name_plural = "kostnader"
        constraints = [
            models.CheckConstraint(
                name="cost_not_negative",
                condition=Q(applied__gte=0),
                violation_error_message=_("En kostnad kan inte vara mindre än 0 kronor."),
            ),
            models.CheckConstraint(
                name="cost_verified_whole",
                condition=WHOLE_CHECK,
                violation_error_message=_("En kontroll behöver belopp, vad det kontrollerades mot, dag och vem."),
            ),
        ]

    @property
    def declared(self) -> Decimal:
        return self.applied


class Income(VerifiableFact):
    """
    An income after tax, with the day it was received: the day decides which month it belongs to (INC-04).

    ``net`` is what the household declared; a calculation takes ``counts``.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="incomes")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("inkomst", max_length=30, choices=IncomeKind.choices)
    net = MoneyField("belopp efter skatt")
    received = models.DateField("mottagen")

    class DataPolicy:
        personal = {"person", "kind", "net", "received", "verified_amount", "verified_source"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "inkomst"
        verbose_name_plural = "inkomster"
        constraints = [
            models.CheckConstraint(
                name="income_not_negative",
                condition=Q(net__gte=0),
                violation_error_message=_("En inkomst kan inte vara mindre än 0 kronor."),
            ),
            models.CheckConstraint(
                name="income_verified_whole",
                condition=WHOLE_CHECK,
                violation_error_message=_("En kontroll behöver belopp, vad det kontrollerades mot, dag och vem."),
            ),
        ]

    @property
    def declared(self) -> Decimal:
        return self.net


class Asset(Fact):
    """Something the household owns that may be turned into money."""

    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="assets")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("tillgång", max_length=12, choices=AssetKind.choices)
    amount = MoneyField("belopp")

    class DataPolicy:
        personal = {"person", "kind", "amount"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "tillgång"
        verbose_name_plural = "tillgångar"
        constraints = [
            models.CheckConstraint(
                name="asset_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message=_("En tillgång kan inte vara mindre än 0 kronor."),
            ),
        ]

    @property
    def declared(self) -> Decimal:
        """The worth as the household told it."""
        return self.amount


def paper_path(paper: "Paper", filename: str) -> str:
    """Return a name that tells nothing: what a person calls a file may hold a name or a diagnosis."""
    month = f"{paper.received_at:%Y/%m}" if paper.received_at else "awaited"
    return f"{month}/{uuid4().hex}{PurePath(filename).suffix.lower()}"


class Paper(models.Model):
    """A paper that came in with the application, or that was asked for and is awaited (no ``received_at``)."""

    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField("handling", max_length=20, choices=PaperKind.choices)
    asked_for_at = models.DateTimeField("begärd", null=True, blank=True)
    asked_for_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField("senast", null=True, blank=True)
    received_at = models.DateTimeField("inkommen", null=True, blank=True)
    file = models.FileField("fil", upload_to=paper_path, blank=True)
    token = models.UUIDField(
        unique=True, null=True, editable=False
    )  # the form that left it: a double click is one paper

    class DataPolicy:
        personal = {"kind", "file"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "handling"
        verbose_name_plural = "handlingar"
        constraints = [
            models.CheckConstraint(
                name="paper_asked_for_or_received",
                condition=Q(asked_for_at__isnull=False) | Q(received_at__isnull=False),
                violation_error_message=_("En handling är antingen begärd eller inkommen."),
            ),
            models.CheckConstraint(
                name="paper_asked_for_by_someone",
                condition=Q(asked_for_at=None, asked_for_by=None)
                | Q(asked_for_at__isnull=False, asked_for_by__isnull=False),
                violation_error_message=_("En begäran behöver både tidpunkt och vem som begärde."),
            ),
            models.UniqueConstraint(
                name="paper_awaited_once",
                fields=["application", "kind"],
                condition=Q(received_at=None),
                violation_error_message=_("Handlingen är redan begärd och inväntas."),
            ),
        ]
        indexes = [models.Index(fields=["received_at", "due_on"], name="paper_awaited_by_due")]


class Draft(models.Model):
    """
    A registration form as far as it was filled in, so that a lost session loses nothing. Not a part of any file.

    Only its user can open it. It goes when the application is registered, or when the user throws it away.
    """

    token = models.UUIDField(editable=False)
    user = models.ForeignKey("identity.User", on_delete=models.CASCADE, related_name="+")
    data = models.JSONField("innehåll")  # field name → list of texts
    saved_at = models.DateTimeField("sparat")

    class DataPolicy:
        personal = {"user", "data"}
        retention = CASE_FILE  # at the longest; see ``actions.DRAFT_KEPT``

    class Meta:
        verbose_name = "utkast"
        verbose_name_plural = "utkast"
        constraints = [
            models.UniqueConstraint(
                name="draft_once_per_form",
                fields=["token", "user"],
                violation_error_message=_("Utkastet finns redan."),
            ),
        ]
