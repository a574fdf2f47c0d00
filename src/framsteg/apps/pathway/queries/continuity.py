"""Named contacts: who has how many persons, how long the same contact has lasted, and who has none."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import CASE_WORK, check_role, has_role
from framsteg.apps.identity.queries import staff_of_unit
from framsteg.apps.pathway.enums import Tie
from framsteg.apps.pathway.models import Handover, Journey, ModelVersion
from framsteg.apps.pathway.queries.model import model_of, parsed
from framsteg.apps.pathway.queries.roles import STAFF_ROLE, contact_of, tie_of
from framsteg.apps.people.models import Household
from framsteg.apps.people.queries import shown_name
from framsteg.workingmodel import UNKNOWN
from framsteg.workingmodel.frame import Role as ModelRole

_FIELDS = {Tie.CASEWORKER: "household__caseworker", Tie.CONSULTANT: "consultant", Tie.COACH: "coach"}
_WITHOUT = Q(household__caseworker=None)  # a consultant or a coach is missed only once there has been one
for _field in _FIELDS.values():
    _WITHOUT |= Q(**{f"{_field}__is_active": False})
OFTEN = 2  # persons who have changed contact at least so often are listed by case
Passed = dict[tuple[int, str], list[Handover]]  # by journey and tie, in order


@dataclass(frozen=True)
class Load:
    """
    How many persons one member of staff is the contact of. Every case counts as 1: no model gives weights as numbers.

    ``most`` and ``aim`` are the lowest of the models' ``max_cases`` and ``target_cases``; None is okänd.
    """

    staff_id: int
    name: str
    tie: str
    cases: int
    most: int | None
    aim: int | None
    weighting: str  # the models' words on how cases are weighed; "" is okänd
    median_days: int | None  # how long the contact has lasted; None: no cases
    longest_days: int | None
    changes: int  # hand-overs that these persons have been through, with any contact of the kind

    @property
    def over(self) -> bool:
        return self.most is not None and self.cases > self.most


@dataclass(frozen=True)
class Changed:
    """A person who has changed contact often."""

    journey_id: int
    household: str
    who: str
    changes: int


@dataclass(frozen=True)
class Ownerless:
    """A person on the way without a contact that works here. ``after`` is the last hand-over's key, 0 when none."""

    journey_id: int
    household: str
    who: str
    tie_value: str  # ``Tie``
    what: str
    after: int

    @property
    def tie(self) -> str:
        return str(Tie(self.tie_value).label)


@dataclass(frozen=True)
class Overload:
    """A member of staff with more cases than the model's ``max_cases``."""

    staff_id: int
    name: str
    cases: int
    most: int


@dataclass(frozen=True)
class Caseload:
    """The manager's page of contacts."""

    loads: tuple[Load, ...]
    changed: tuple[Changed, ...]
    ownerless: tuple[Ownerless, ...]


@dataclass(frozen=True)
class HandoverRow:
    """Who came after whom, and why."""

    who: str
    tie: str
    former: str
    successor: str
    reason: str
    handed_at: datetime
    handed_by: str


def caseload_for(user: User, at: datetime) -> Caseload:
    """
    Return who has how many, over the whole kommun; names of persons only where the user may see them. Four queries.

    :raises NotAllowed: unless the user is a manager
    """
    check_role(user, {Role.MANAGER}, _("se ärenden per handläggare"))
    journeys, passed = list(_with_contacts(Journey.objects.ongoing())), _passed(_handovers())
    visible = set(Household.objects.visible_to(user, at).values_list("pk", flat=True))
    return Caseload(
        loads=tuple(_loads(journeys, passed, at)),
        changed=tuple(_changed(user, [row for row in journeys if row.household_id in visible], passed)),
        ownerless=tuple(_ownerless(user, [row for row in journeys if row.household_id in visible], passed)),
    )


def overloaded() -> list[Overload]:
    """Return who has more cases than a model that they follow allows, for scheduled work. Five queries."""
    versions = {version.pk: parsed(version) for version in ModelVersion.objects.all()}
    cases: dict[int, int] = defaultdict(int)
    caps: dict[int, list[int]] = defaultdict(list)
    for tie, field in _FIELDS.items():
        rows = Journey.objects.ongoing().exclude(**{field: None}).values_list(field, "model_version").order_by()
        for staff, version, count in rows.annotate(count=Count("pk")):
            cases[staff] += count
            most = _lowest([role for role in versions[version].roles if tie_of(role.id) is tie], "max_cases")
            caps[staff] += [] if most is None else [most]
    names = User.objects.in_bulk(caps)
    return [
        Overload(staff, str(names[staff]), count, min(caps[staff]))
        for staff, count in sorted(cases.items())
        if caps[staff] and count > min(caps[staff])
    ]


def ownerless() -> list[Ownerless]:
    """Return who is on the way without a contact that works here, for scheduled work: without names. Two queries."""
    journeys = list(_with_contacts(Journey.objects.ongoing().filter(_WITHOUT)))
    return list(_ownerless(None, journeys, _passed(_handovers().filter(journey__in=journeys))))


def handovers_of(user: User, household: Household) -> list[HandoverRow]:
    """Return who has been whose contact in a household that was fetched for the user, the latest first. One query."""
    rows = Handover.objects.filter(journey__household=household)
    related = ("journey__person", "former", "successor", "handed_by")
    return [
        HandoverRow(
            who=shown_name(user, row.journey.person, household),
            tie=str(Tie(row.tie).label),
            former=str(row.former or ""),
            successor=str(row.successor),
            reason=row.reason,
            handed_at=row.handed_at,
            handed_by=str(row.handed_by),
        )
        for row in rows.select_related(*related).order_by("-handed_at", "-pk")
    ]


def caseworker_choices(household: Household) -> dict[int, User]:
    """Return who can be a household's caseworker, by key. One query."""
    return {staff.pk: staff for staff in staff_of_unit(household.unit) if has_role(staff, CASE_WORK)}


def _with_contacts(journeys: QuerySet[Journey]) -> QuerySet[Journey]:
    related = ("household__caseworker", "person", "model_version", "consultant", "coach")
    return journeys.select_related(*related).order_by("pk")


def _handovers() -> QuerySet[Handover]:
    return Handover.objects.filter(journey__ended_at=None).order_by("handed_at", "pk")


def _passed(rows: QuerySet[Handover]) -> Passed:
    """Return hand-overs in order, by journey and tie. One query."""
    passed: Passed = defaultdict(list)
    for row in rows:
        passed[row.journey_id, row.tie].append(row)
    return passed


def _loads(journeys: list[Journey], passed: Passed, at: datetime) -> Iterable[Load]:
    mine: dict[int, list[tuple[Tie, Journey]]] = defaultdict(list)
    for journey in journeys:
        for tie in Tie:
            if contact := contact_of(journey, tie):
                mine[contact.pk].append((tie, journey))
    staff = User.objects.filter(Q(pk__in=mine) | Q(is_active=True, role__in=STAFF_ROLE.values()))
    for member in staff.order_by("role", "last_name", "first_name", "pk"):
        yield _load(member, mine[member.pk], passed, at)


def _load(member: User, mine: list[tuple[Tie, Journey]], passed: Passed, at: datetime) -> Load:
    days = [_days(journey, tie, passed, at) for tie, journey in mine]
    roles = [role for tie, journey in mine for role in model_of(journey).roles if tie_of(role.id) is tie]
    changes = sum(row.former_id is not None for tie, journey in mine for row in passed[journey.pk, tie])
    return Load(
        staff_id=member.pk,
        name=str(member) if member.is_active else _("%(name)s (har slutat)") % {"name": member},
        tie=str(member.get_role_display()),
        cases=len(mine),
        most=_lowest(roles, "max_cases"),
        aim=_lowest(roles, "target_cases"),
        weighting=" ".join(dict.fromkeys(str(r.weighting) for r in roles if r.weighting is not UNKNOWN)),
        median_days=round(median(days)) if days else None,
        longest_days=max(days, default=None),
        changes=changes,
    )


def _lowest(roles: list[ModelRole], name: str) -> int | None:
    return min((value for role in roles if (value := getattr(role, name)) is not UNKNOWN), default=None)


def _days(journey: Journey, tie: Tie, passed: Passed, at: datetime) -> int:
    rows = passed[journey.pk, tie]
    since = rows[-1].handed_at if rows else journey.opened_at
    return (timezone.localdate(at) - timezone.localdate(since)).days


def _changed(user: User, journeys: list[Journey], passed: Passed) -> Iterable[Changed]:
    rows = []
    for journey in journeys:
        count = sum(row.former_id is not None for tie in Tie for row in passed[journey.pk, tie])
        if count >= OFTEN:
            who = shown_name(user, journey.person, journey.household)
            rows.append(Changed(journey.pk, journey.household.number, who, count))
    return sorted(rows, key=lambda row: (-row.changes, row.household))


def _ownerless(user: User | None, journeys: list[Journey], passed: Passed) -> Iterable[Ownerless]:
    for journey in journeys:
        for tie in Tie:
            if what := _lacks(journey, tie):
                rows = passed[journey.pk, tie]
                who = shown_name(user, journey.person, journey.household) if user else ""
                after = rows[-1].pk if rows else 0
                yield Ownerless(journey.pk, journey.household.number, who, tie.value, what, after)


def _lacks(journey: Journey, tie: Tie) -> str:
    """Return what is wrong with a contact, "" when nothing is. See ``_WITHOUT``."""
    contact = contact_of(journey, tie)
    if contact is not None and not contact.is_active:
        return _("%(name)s har slutat") % {"name": contact}
    return _("ingen är utsedd") if contact is None and tie is Tie.CASEWORKER else ""
