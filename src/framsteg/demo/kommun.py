"""Demokommunen's units, staff and delegation order."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from framsteg.apps.decisions import actions as decisions
from framsteg.apps.decisions.enums import DecisionKind, DelegatedKind
from framsteg.apps.identity import actions as identity
from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.identity.models import Unit, User

PASSWORD = "demokommunen-2026"  # noqa: S105 - known on purpose; the demo holds nobody real

CASEWORKERS_LIMIT = Decimal(30000)  # kronor a month; above it the manager decides
CASEWORKERS_EXTRA = Decimal(5000)  # kronor beside the right (SoL 12 kap. 2 §)
MANAGERS_RECOVERY = Decimal(50000)  # kronor of a claim, decided or forgiven; above it the nämnd decides

STAFF = (  # user name, first and family name, role, unit
    ("sara", "Sara", "Lindqvist", Role.CASEWORKER, UnitKind.ASSISTANCE),
    ("samir", "Samir", "Haddad", Role.CASEWORKER, UnitKind.ASSISTANCE),
    ("sofia", "Sofia", "Bergström", Role.CASEWORKER, UnitKind.ASSISTANCE),
    ("stefan", "Stefan", "Ek", Role.CASEWORKER, UnitKind.ASSISTANCE),
    ("karin", "Karin", "Öberg", Role.CONSULTANT, UnitKind.LABOUR_MARKET),
    ("kofi", "Kofi", "Mensah", Role.CONSULTANT, UnitKind.LABOUR_MARKET),
    ("anna", "Anna", "Forsberg", Role.EMPLOYMENT_OFFICER, UnitKind.EMPLOYMENT_SERVICE),
    ("jonas", "Jonas", "Nyström", Role.JOB_COACH, UnitKind.LABOUR_MARKET),
    ("jamila", "Jamila", "Rahimi", Role.JOB_COACH, UnitKind.LABOUR_MARKET),
    ("eva", "Eva", "Sandström", Role.MANAGER, UnitKind.ASSISTANCE),
    ("erik", "Erik", "Holm", Role.ECONOMIST, UnitKind.SUPPORT),
    ("emma", "Emma", "Lund", Role.ECONOMIST, UnitKind.SUPPORT),
    ("gunnar", "Gunnar", "Åkesson", Role.LOG_REVIEWER, UnitKind.SUPPORT),
    ("sten", "Sten", "Wallin", Role.SYSTEM_MANAGER, UnitKind.SUPPORT),
)
UNITS = {
    UnitKind.ASSISTANCE: "Försörjningsstöd",
    UnitKind.LABOUR_MARKET: "Jobbcentrum",
    UnitKind.EMPLOYMENT_SERVICE: "Arbetsförmedlingen på Jobbcentrum",
    UnitKind.SUPPORT: "Stab",
}


@dataclass(frozen=True)
class Kommun:
    """The units by kind and the staff by role, in the order of ``STAFF``."""

    units: dict[str, Unit]
    staff: dict[str, list[User]]

    def one(self, role: Role, index: int = 0) -> User:
        """Return a member of staff with the role; the index goes round."""
        people = self.staff[role]
        return people[index % len(people)]

    @property
    def manager(self) -> User:
        return self.one(Role.MANAGER)


def build(at: datetime) -> Kommun:
    """Create units, staff and the delegation order through the actions."""
    units: dict[str, Unit] = {
        kind: identity.add_unit(name=name, kind=kind, by=None, at=at) for kind, name in UNITS.items()
    }
    staff: dict[str, list[User]] = {}
    for username, first_name, last_name, role, kind in STAFF:
        user = identity.add_staff(
            username=username,
            first_name=first_name,
            last_name=last_name,
            email=f"{username}@demokommunen.example",
            role=role,
            unit=units[kind],
            password=PASSWORD,
            by=None,
            at=at,
        )
        staff.setdefault(role, []).append(user)
    _delegate(date(at.year, 1, 1), staff[Role.SYSTEM_MANAGER][0], at)
    return Kommun(units, staff)


def read() -> Kommun:
    """Return what ``build`` created, in the same order."""
    by_name = {user.username: user for user in User.objects.select_related("unit")}
    staff: dict[str, list[User]] = {}
    for username, *_names, role, _kind in STAFF:
        staff.setdefault(role, []).append(by_name[username])
    return Kommun({unit.kind: unit for unit in Unit.objects.all()}, staff)


def _delegate(valid_from: date, by: User, at: datetime) -> None:
    """Caseworkers decide up to limits; above them, and for dismissals and what comes after a decision, the manager."""
    limits = (
        (DecisionKind.GRANT, CASEWORKERS_LIMIT),
        (DecisionKind.PARTIAL, CASEWORKERS_LIMIT),
        (DecisionKind.REFUSAL, None),
        (DelegatedKind.EXTRA, CASEWORKERS_EXTRA),
    )
    for number, (kind, up_to) in enumerate(limits, start=1):
        decisions.add_delegation(
            role=Role.CASEWORKER, kind=kind, up_to=up_to, valid_from=valid_from, reference=f"4.{number}", by=by, at=at
        )
    for number, kind in enumerate(DelegatedKind, start=11):
        up_to = MANAGERS_RECOVERY if kind in {DelegatedKind.RECOVERY, DelegatedKind.FORGIVENESS} else None
        decisions.add_delegation(
            role=Role.MANAGER, kind=kind, up_to=up_to, valid_from=valid_from, reference=f"4.{number}", by=by, at=at
        )
