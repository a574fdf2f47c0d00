from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import CASE_FILE
from framsteg.apps.core.sql import moment
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.people.enums import AccessGround, MemberRole, Protection, Sex


class Person(models.Model):
    """One person. The personal number is kept with century and without hyphen: ``199001012385``."""

    personal_number = models.CharField("personnummer", max_length=12, unique=True)
    given_name = models.CharField("förnamn", max_length=80)
    family_name = models.CharField("efternamn", max_length=80, db_index=True)
    born = models.DateField("född")
    sex = models.CharField("kön", max_length=5, choices=Sex.choices)
    protection = models.CharField(
        "skyddade personuppgifter", max_length=12, choices=Protection.choices, default=Protection.NONE
    )
    interpreter = models.CharField("tolkspråk", max_length=40, blank=True)  # FL 13 §
    version = models.PositiveIntegerField(default=1)

    class DataPolicy:
        personal = {"personal_number", "given_name", "family_name", "born", "sex", "protection", "interpreter"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        constraints = [
            models.CheckConstraint(
                name="person_number_is_twelve_digits",
                condition=Q(personal_number__regex=r"^[0-9]{12}$"),
                violation_error_message=_("Personnumret skrivs med tolv siffror."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def is_protected(self) -> bool:
        return self.protection != Protection.NONE


class HouseholdQuerySet(models.QuerySet["Household"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """
        Keep the households whose file the user's unit has a ground to open now.

        A household with a protected member is shown to its own caseworker, to staff with a personal access to it and to
        the manager of the responsible unit only.
        """
        return self.filter(VisibleTo(user, at))


class VisibleTo(models.Func):
    """
    The condition of ``visible_to``, for the household of a query.

    Most pages ask it several times, so it is written out: as nested querysets it was half of what a desk cost.
    """

    output_field = models.BooleanField()
    sql = """EXISTS (
        SELECT 1 FROM people_access a
        WHERE a.household_id = {household} AND a.unit_id = %s AND a.since <= %s AND (a.until IS NULL OR a.until > %s)
        AND (
            {caseworker} = %s
            OR a.ground = %s
            OR NOT EXISTS (
                SELECT 1 FROM people_membership m JOIN people_person p ON p.id = m.person_id
                WHERE m.household_id = a.household_id AND p.protection <> %s
            )
            OR EXISTS (
                SELECT 1 FROM people_personalaccess s
                WHERE s.household_id = a.household_id AND s.staff_id = %s
                AND s.since <= %s AND (s.until IS NULL OR s.until > %s)
            )
        )
    )"""

    def __init__(self, user: User, at: datetime) -> None:
        super().__init__(F("pk"), F("caseworker"))
        self.user, self.at = user, at

    def as_sql(self, compiler: Any, connection: Any, *_given: Any, **_context: Any) -> tuple[str, tuple[Any, ...]]:
        household, caseworker = (compiler.compile(column)[0] for column in self.get_source_expressions())
        now, user = moment(self.at), self.user
        managed = AccessGround.RESPONSIBLE.value if user.role == Role.MANAGER else ""
        params = (user.unit_id, now, now, user.pk, managed, Protection.NONE.value, user.pk, now, now)
        return self.sql.format(household=household, caseworker=caseworker), params


class Household(models.Model):
    """
    One household's case with the kommun. ``number`` is the case number that letters, addresses and logs use.

    Who belongs to it when is told by ``Membership``; which units may open it by ``Access``.
    """

    number = models.CharField("ärendenummer", max_length=20, unique=True)
    opened_at = models.DateTimeField("öppnat")
    unit = models.ForeignKey("identity.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="enhet")
    caseworker = models.ForeignKey(
        "identity.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="households",
        verbose_name="socialsekreterare",
    )
    version = models.PositiveIntegerField(default=1)

    objects = HouseholdQuerySet.as_manager()

    class DataPolicy:
        personal = {"number", "caseworker"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "hushåll"
        verbose_name_plural = "hushåll"

    def __str__(self) -> str:
        return self.number


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> Self:
        """Keep the memberships in force on a day; ``until`` is the last day."""
        return self.filter(Q(since__lte=day), Q(until=None) | Q(until__gte=day))


class Membership(models.Model):
    """A person's time in a household. A child may live in two households (växelvis boende); an adult in one."""

    household = models.ForeignKey("people.Household", on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("roll i hushållet", max_length=12, choices=MemberRole.choices)
    since = models.DateField("från och med")
    until = models.DateField("till och med", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class DataPolicy:
        personal = {"household", "person", "role", "since", "until"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "hushållsmedlem"
        verbose_name_plural = "hushållsmedlemmar"
        constraints = [
            models.CheckConstraint(
                name="membership_period_forward",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("Sista dagen ligger före första dagen."),
            ),
            models.UniqueConstraint(
                name="membership_adult_in_one_household",
                fields=["person"],
                condition=Q(until=None, role__in=[MemberRole.APPLICANT, MemberRole.CO_APPLICANT]),
                violation_error_message=_("Personen är redan vuxen i ett annat hushåll."),
            ),
            models.UniqueConstraint(
                name="membership_one_applicant",
                fields=["household"],
                condition=Q(until=None, role=MemberRole.APPLICANT),
                violation_error_message=_("Hushållet har redan en sökande."),
            ),
            models.UniqueConstraint(
                name="membership_once_at_a_time",
                fields=["household", "person"],
                condition=Q(until=None),
                violation_error_message=_("Personen finns redan i hushållet."),
            ),
        ]


class AccessQuerySet(models.QuerySet["Access"]):
    def open_at(self, at: datetime) -> Self:
        return self.filter(Q(since__lte=at), Q(until=None) | Q(until__gt=at))


class Access(models.Model):
    """A unit's ground to open a household's file, from–until. Without an open row there is no access."""

    household = models.ForeignKey("people.Household", on_delete=models.PROTECT, related_name="accesses")
    unit = models.ForeignKey("identity.Unit", on_delete=models.PROTECT, related_name="+")
    ground = models.CharField("grund", max_length=12, choices=AccessGround.choices)
    since = models.DateTimeField("från")
    until = models.DateTimeField("till", null=True, blank=True)

    objects = AccessQuerySet.as_manager()

    class DataPolicy:
        personal = {"household"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "behörighetsgrund"
        verbose_name_plural = "behörighetsgrunder"
        constraints = [
            models.UniqueConstraint(
                name="access_one_open_per_ground",
                fields=["household", "unit", "ground"],
                condition=Q(until=None),
                violation_error_message=_("Enheten har redan den grunden."),
            ),
        ]


class PersonalAccess(models.Model):
    """
    One member of staff who works with a household that has a protected member, from–until.

    Without it nobody but the caseworker and the manager opens the file: as few as possible, each by name (PROT-02).
    """

    household = models.ForeignKey("people.Household", on_delete=models.PROTECT, related_name="personal_accesses")
    staff = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField("från")
    until = models.DateTimeField("till", null=True, blank=True)

    objects = AccessQuerySet.as_manager()

    class DataPolicy:
        personal = {"household", "staff"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "personlig behörighet"
        verbose_name_plural = "personliga behörigheter"
        constraints = [
            models.UniqueConstraint(
                name="personalaccess_one_open",
                fields=["household", "staff"],
                condition=Q(until=None),
                violation_error_message=_("Personen har redan behörighet till hushållet."),
            ),
        ]
