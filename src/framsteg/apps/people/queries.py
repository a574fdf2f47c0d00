"""Reading persons and households, always for a user."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framsteg.apps.core import personal_number as numbers
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import CASE_WORK, PATHWAY_WORK, TEAM, check_role, has_role
from framsteg.apps.people.enums import MemberRole, Protection
from framsteg.apps.people.models import Access, Household, Membership, Person
from framsteg.apps.people.permissions import may_see_identity

MAX_HITS = 50
_ROLE_ORDER = {role: place for place, role in enumerate(MemberRole.values)}
_CASE_NUMBER = re.compile(r"\d{4}-\d{1,6}")
_NAME = re.compile(r"[^\W\d_]{2,}(?:[ '’-]+[^\W\d_]+)*")

# The parts of a case, the address of each and who has use of it. Money and law stay on the assistance side.
TABS = (
    (gettext_lazy("Översikt"), "workbench:household", TEAM),
    (gettext_lazy("Ansökningar"), "applications:list", CASE_WORK),
    (gettext_lazy("Beslut"), "decisions:list", CASE_WORK),
    (gettext_lazy("Väg till arbete"), "pathway:household", TEAM),
    (gettext_lazy("Utbetalningar"), "payments:household", CASE_WORK),
    (gettext_lazy("Efterkontroll"), "recovery:household", CASE_WORK),
    (gettext_lazy("Personer"), "people:members", CASE_WORK),
    (gettext_lazy("Samtycken"), "partners:consents", PATHWAY_WORK),
)


class SearchRefused(ActionDenied):
    """The text is neither a name, a personal number nor a case number: nothing else may be searched for."""


@dataclass(frozen=True)
class Member:
    """A person in a household on a day. Not masked: a page shows it through ``shown_name``."""

    person_id: int
    name: str
    personal_number: str
    born: date
    role: MemberRole
    protected: bool


@dataclass(frozen=True)
class HouseholdRow:
    """A household in a list. ``who`` is its adults' names, masked where the user may not see them."""

    number: str
    who: str
    opened_at: datetime
    caseworker: str


SearchHit = HouseholdRow


@dataclass(frozen=True)
class MembershipRow:
    """A person's time in a household, for the page about its persons."""

    person_id: int
    name: str
    personal_number: str
    born: date | None
    role: str
    since: date
    until: date | None
    protection: Protection
    version: int


@dataclass(frozen=True)
class AccessRow:
    """A unit's ground to open the file."""

    unit: str
    ground: str
    since: datetime
    until: datetime | None


def household_for(user: User, number: str, at: datetime) -> Household:
    """Return the household by its case number. :raises Http404: unless the user may open it now"""
    if not has_role(user, TEAM):
        raise Http404
    rows = Household.objects.visible_to(user, at).select_related("caseworker", "unit")
    household = rows.filter(number=number).first()
    if household is None:
        raise Http404
    return household


def members_on(household: Household, day: date) -> list[Member]:
    """Return the household's members on a day: adults first, then children, the eldest first. One query."""
    rows = Membership.objects.filter(household=household).on(day).select_related("person")
    return [_member(row) for row in sorted(rows, key=_in_order)]


def member_persons(household: Household, day: date) -> dict[int, Person]:
    """Return the persons of the household on a day by key, for actions that need the rows. One query."""
    return {row.person_id: row.person for row in household.memberships.on(day).select_related("person")}


def shown_name(user: User, person: Person | Member, household: Household, *, named: bool | None = None) -> str:
    """
    Return the person's name as the user may see it in this household.

    :param named: whether a consent shares the name with the user; None: the kommun's own staff see it, the employment
        service does not
    """
    protected = person.is_protected if isinstance(person, Person) else person.protected
    if protected and not may_see_identity(user, household):
        return _("Skyddad person")
    if not (user.role != Role.EMPLOYMENT_OFFICER if named is None else named):
        return _("Namnet delas inte")
    return person.name


def shown_number(user: User, person: Person | Member, household: Household) -> str:
    """Return the personal number, or nothing where the user may not see it. It is never shared outside the kommun."""
    protected = person.is_protected if isinstance(person, Person) else person.protected
    if user.role == Role.EMPLOYMENT_OFFICER or (protected and not may_see_identity(user, household)):
        return ""
    return person.personal_number


def case_header(
    household: Household, user: User, at: datetime, *, tab: str = "", named: Collection[int] | None = None
) -> dict[str, Any]:
    """
    Return what ``layout/case.html`` shows about the household, one query.

    :param tab: the URL name of the tab that the page belongs to, e.g. ``applications:list``
    :param named: keys of the persons whose names are shared with the user; see ``partners.queries.case_header``
    """
    members = members_on(household, timezone.localdate(at))
    return {
        "number": household.number,
        "persons": [
            {
                "name": shown_name(user, member, household, named=None if named is None else member.person_id in named),
                "number": shown_number(user, member, household),
            }
            for member in members
        ],
        "names": "",
        "caseworker": str(household.caseworker) if household.caseworker else _("Ingen än"),
        "stage": "",
        "protected": any(member.protected for member in members),
        "tabs": [
            {"label": str(label), "url": reverse(name, args=[household.number]), "current": name == tab}
            for label, name, roles in TABS
            if has_role(user, roles)
        ],
    }


def search(user: User, text: str, at: datetime) -> list[SearchHit]:
    """
    Return the households that a name, a personal number or a case number leads to; at most ``MAX_HITS``.

    The employment service, which is not given names and numbers, searches on case numbers.

    :raises NotAllowed: for roles without case work or pathway work
    :raises SearchRefused: for anything else than the three
    """
    check_role(user, TEAM, _("söka efter hushåll"))
    wanted = " ".join(text.split())
    households = Household.objects.visible_to(user, at)
    if _CASE_NUMBER.fullmatch(wanted):
        return household_rows(user, households.filter(number=wanted), at)
    if user.role == Role.EMPLOYMENT_OFFICER:
        raise SearchRefused(_("Sök på ärendenummer, till exempel 2025-00001."))
    persons = Membership.objects.filter(_search_condition(wanted, timezone.localdate(at)))
    return household_rows(user, households.filter(pk__in=persons.values("household")), at)


def without_caseworker(user: User, at: datetime) -> list[HouseholdRow]:
    """Return the unit's households that nobody owns, the one who has waited longest first. Two queries."""
    check_role(user, CASE_WORK, _("se kön"))
    rows = Household.objects.visible_to(user, at).filter(unit=user.unit_id, caseworker=None)
    return household_rows(user, rows.order_by("opened_at", "pk"), at, limit=None)


def household_rows(
    user: User, households: QuerySet[Household], at: datetime, *, limit: int | None = MAX_HITS
) -> list[HouseholdRow]:
    """Return households as rows of a list with the names of their adults. Two queries."""
    now = Membership.objects.on(timezone.localdate(at)).filter(role__in=MemberRole.adults()).select_related("person")
    rows = households.select_related("caseworker").prefetch_related(
        Prefetch("memberships", queryset=now, to_attr="now")
    )
    if not rows.query.order_by:
        rows = rows.order_by("number")
    return [
        HouseholdRow(
            number=row.number,
            who=", ".join(shown_name(user, member.person, row) for member in sorted(row.now, key=_in_order)),
            opened_at=row.opened_at,
            caseworker=str(row.caseworker) if row.caseworker else "",
        )
        for row in rows[:limit]
    ]


def membership_rows(user: User, household: Household) -> list[MembershipRow]:
    """Return everybody who is or was in the household, those who are first. One query."""
    rows = list(household.memberships.select_related("person"))
    rows.sort(key=lambda row: (row.until is not None, *_in_order(row)))
    return [
        MembershipRow(
            person_id=row.person_id,
            name=shown_name(user, row.person, household),
            personal_number=shown_number(user, row.person, household),
            born=row.person.born if shown_number(user, row.person, household) else None,
            role=row.get_role_display(),
            since=row.since,
            until=row.until,
            protection=Protection(row.person.protection),
            version=row.person.version,
        )
        for row in rows
    ]


def person_in(household: Household, person_id: int) -> Person | None:
    """Return a person who is or was in the household."""
    return Person.objects.filter(pk=person_id, memberships__household=household).distinct().first()


def access_rows(household: Household, at: datetime) -> list[AccessRow]:
    """Return which units may open the file now and why. One query."""
    rows = Access.objects.open_at(at).filter(household=household).select_related("unit").order_by("since", "pk")
    return [AccessRow(str(row.unit), row.get_ground_display(), row.since, row.until) for row in rows]


def persons_by_number(digits: Iterable[str]) -> dict[str, Person]:
    """
    Return the persons with exactly these twelve-digit numbers, for a form in which the numbers were typed.

    Nothing of a person found here may be shown unless the person's household is visible to the user. One query.
    """
    return {person.personal_number: person for person in Person.objects.filter(personal_number__in=list(digits))}


def household_of(user: User, person: Person, at: datetime) -> Household | None:
    """Return the household in which the person lives now, if it is visible to the user; an adult has one at most."""
    memberships = Membership.objects.on(timezone.localdate(at)).filter(person=person)
    rows = Household.objects.visible_to(user, at).filter(pk__in=memberships.values("household"))
    return rows.select_related("caseworker", "unit").order_by("number").first()


def _search_condition(text: str, on: date) -> Q:
    if any(character.isdigit() for character in text):
        try:
            return Q(person__personal_number=numbers.parse(text, on=on).digits)
        except ValueError as error:
            raise SearchRefused(str(error))
    if not _NAME.fullmatch(text):
        raise SearchRefused(_("Sök på namn, personnummer, samordningsnummer eller ärendenummer."))
    condition = Q()
    for word in text.split():
        either = Q()
        for written in {word, word.capitalize()}:  # SQLite folds the case of a–z only, so "åsa" must become "Åsa" here
            for field in ("person__given_name", "person__family_name"):
                either |= Q(**{f"{field}__istartswith": written}) | Q(**{f"{field}__icontains": f" {written}"})
        condition &= either
    return condition


def _member(row: Membership) -> Member:
    person = row.person
    return Member(
        person_id=person.pk,
        name=person.name,
        personal_number=person.personal_number,
        born=person.born,
        role=MemberRole(row.role),
        protected=person.is_protected,
    )


def _in_order(row: Membership) -> tuple[int, date, int]:
    return _ROLE_ORDER[row.role], row.person.born, row.pk
