"""Units and staff for tests. Every call gives a new row; names only have to differ."""

from itertools import count

from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.identity.models import Unit, User

_number = count(1)

HOME = {  # the kind of unit in which a role works when a test does not say
    Role.CASEWORKER: UnitKind.ASSISTANCE,
    Role.MANAGER: UnitKind.ASSISTANCE,
    Role.CONSULTANT: UnitKind.LABOUR_MARKET,
    Role.JOB_COACH: UnitKind.LABOUR_MARKET,
    Role.EMPLOYMENT_OFFICER: UnitKind.EMPLOYMENT_SERVICE,
    Role.ECONOMIST: UnitKind.SUPPORT,
    Role.LOG_REVIEWER: UnitKind.SUPPORT,
    Role.SYSTEM_MANAGER: UnitKind.SUPPORT,
}


def make_unit(kind: UnitKind = UnitKind.ASSISTANCE, *, name: str = "") -> Unit:
    return Unit.objects.create(kind=kind, name=name or f"{UnitKind(kind).label} {next(_number)}")


def make_staff(role: Role = Role.CASEWORKER, unit: Unit | None = None, **fields: object) -> User:
    """Make an active account; without ``unit`` it gets a new unit of the kind where the role works."""
    number = next(_number)
    names = {"username": f"{role}{number}", "first_name": "Anställd", "last_name": f"Nummer{number}"}
    user = User(role=role, unit=unit or make_unit(HOME[Role(role)]), **(names | fields))
    user.set_unusable_password()
    user.save()
    return user
