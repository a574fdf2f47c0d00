"""Who works where."""

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.identity.models import Unit, User
from framsteg.apps.identity.permissions import check_manages_staff, check_role


@dataclass(frozen=True)
class StaffRow:
    """One account in the system manager's list."""

    id: int
    username: str
    name: str
    role: str
    unit: str
    is_active: bool


@dataclass(frozen=True)
class UnitRow:
    """One unit in the system manager's list."""

    name: str
    kind: str
    active: int  # accounts


@dataclass(frozen=True)
class LeftBehind:
    """The case numbers that a deactivated account is still responsible for."""

    name: str
    numbers: tuple[str, ...]


def staff_of_unit(unit: Unit, role: Role | None = None) -> list[User]:
    """Return the active staff of a unit by name, of one role where given."""
    staff = User.objects.filter(unit=unit, is_active=True)
    return list((staff.filter(role=role) if role else staff).order_by("last_name", "first_name", "pk"))


def labour_market_unit() -> Unit:
    """Return the unit that households are referred to (Jobbcentrum). :raises Http404: when none has been added"""
    return _first_unit(UnitKind.LABOUR_MARKET)


def units() -> QuerySet[Unit]:
    """Return every unit by name, for a form to choose from."""
    return Unit.objects.order_by("name")


def unit_rows(user: User) -> list[UnitRow]:
    """Return every unit with its number of active accounts. :raises NotAllowed:"""
    check_manages_staff(user)
    counted = units().annotate(active=Count("staff", filter=Q(staff__is_active=True)))
    return [UnitRow(unit.name, unit.get_kind_display(), unit.active) for unit in counted]


def staff_rows(user: User, text: str = "") -> list[StaffRow]:
    """Return all accounts, active first, whose name or user name contains ``text``. :raises NotAllowed:"""
    check_manages_staff(user)
    accounts = User.objects.select_related("unit").order_by("-is_active", "last_name", "first_name", "pk")
    if text:
        accounts = accounts.filter(
            Q(username__icontains=text) | Q(first_name__icontains=text) | Q(last_name__icontains=text)
        )
    return [
        StaffRow(one.pk, one.username, str(one), one.get_role_display(), one.unit.name, one.is_active)
        for one in accounts
    ]


def staff_for(user: User, staff_id: int) -> User:
    """Return one account for the system manager. :raises NotAllowed, Http404:"""
    check_manages_staff(user)
    found = User.objects.select_related("unit").filter(pk=staff_id).first()
    if found is None:
        raise Http404
    return found


def has_second_factor(staff: User) -> bool:
    """Tell whether the account asks for a one-time code beside the password."""
    return bool(Authenticator.objects.filter(user=staff).exists())


def as_form(staff: User) -> dict[str, object]:
    """Return an account as the form shows it."""
    return {
        "first_name": staff.first_name,
        "last_name": staff.last_name,
        "email": staff.email,
        "role": staff.role,
        "unit": staff.unit_id,
    }


def left_behind(user: User) -> list[LeftBehind]:
    """
    Return the households whose caseworker's account is deactivated: nobody may be without a caseworker unseen.

    Follows the households' own foreign key backwards, since this room knows no table above it.

    :raises NotAllowed: unless the user is system manager or unit manager
    """
    check_role(user, {Role.SYSTEM_MANAGER, Role.MANAGER}, _("se ärenden som saknar handläggare"))
    rows = (
        User.objects.filter(is_active=False, households__isnull=False)
        .order_by("last_name", "first_name", "pk", "households__number")
        .values_list("pk", "first_name", "last_name", "households__number")
    )
    return [LeftBehind(name, tuple(numbers)) for name, numbers in _grouped(rows)]


def account_of_provider(username: str) -> User | None:
    """Return the active account that the kommun's identity provider names, or None."""
    return User.objects.filter(username=username, is_active=True).first() if username else None


def demo_account(role: str) -> User:
    """Return the first active account of a role, for the demo's sign-in. :raises Http404:"""
    found = User.objects.filter(role=role, is_active=True).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def _first_unit(kind: UnitKind) -> Unit:
    unit = Unit.objects.filter(kind=kind).order_by("pk").first()
    if unit is None:
        raise Http404(f"Ingen enhet av slaget {kind.label} är upplagd.")
    return unit


def _grouped(rows: Iterable[tuple[int, str, str, str]]) -> list[tuple[str, list[str]]]:
    by_account: dict[int, tuple[str, list[str]]] = {}
    for key, first_name, last_name, number in rows:
        by_account.setdefault(key, (f"{first_name} {last_name}".strip(), []))[1].append(number)
    return list(by_account.values())
