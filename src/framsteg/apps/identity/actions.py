"""
Who works here, and who has signed in.

Accounts are added, changed and deactivated by the system manager, never removed: the log and old decisions name them.
``by=None`` is the installation itself: the first account, and the demo.
"""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import Primitive, record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.identity.models import Unit, User
from framsteg.apps.identity.permissions import check_manages_staff


class NameTaken(ActionDenied):
    """Another unit or account has the name."""


class NotAnAddress(ActionDenied):
    """The e-mail address cannot be one."""


class AlreadyManaged(ActionDenied):
    """There is a system manager, who adds the other accounts."""


class OwnAccount(ActionDenied):
    """The system manager may not shut herself out."""


@transaction.atomic
def add_unit(*, name: str, kind: UnitKind, by: User | None, at: datetime) -> Unit:
    """Add a unit of the kommun or of a partner. :raises NotAllowed, NameTaken:"""
    _check_manages_staff(by)
    try:
        with transaction.atomic():
            unit = Unit.objects.create(name=name, kind=kind)
    except IntegrityError:
        raise NameTaken(_("Det finns redan en enhet som heter %(name)s. Välj ett annat namn.") % {"name": name})
    record("identity.unit.added", by=by, at=at, about=unit, unit_kind=kind)
    return unit


@transaction.atomic
def add_staff(
    *,
    username: str,
    first_name: str,
    last_name: str,
    email: str,
    role: Role,
    unit: Unit,
    password: str | None,
    by: User | None,
    at: datetime,
) -> User:
    """
    Add an account. Without a password it can sign in through the kommun's identity provider only.

    :raises NotAllowed, NameTaken, NotAnAddress:
    """
    _check_manages_staff(by)
    _check_address(email)
    staff = User(username=username, first_name=first_name, last_name=last_name, email=email, role=role, unit=unit)
    staff.date_joined = at
    staff.set_password(password)
    try:
        with transaction.atomic():
            staff.save()
    except IntegrityError:
        raise NameTaken(_("Användarnamnet %(name)s är upptaget. Välj ett annat.") % {"name": username})
    record("identity.staff.added", by=by, at=at, about=staff, staff_role=role, unit=unit.pk)
    return staff


def check_unmanaged() -> None:
    """:raises AlreadyManaged: when there is an active system manager"""
    if User.objects.filter(role=Role.SYSTEM_MANAGER, is_active=True).exists():
        raise AlreadyManaged(_("Det finns redan en systemförvaltare, som lägger till konton på sidan Personal."))


@transaction.atomic
def add_first_manager(
    *, username: str, first_name: str, last_name: str, email: str, unit_name: str, password: str, by: None, at: datetime
) -> User:
    """
    Add the account that all others are added from, and its unit when there is none of that name.

    ``by`` is the installation itself: nobody can be signed in yet. It works only while no system manager is active, so
    that whoever reaches the server's command line later cannot make an account past the one who answers for them.

    :raises AlreadyManaged, NameTaken, NotAnAddress:
    """
    check_unmanaged()
    unit = Unit.objects.filter(name=unit_name).first() or add_unit(name=unit_name, kind=UnitKind.SUPPORT, by=by, at=at)
    return add_staff(
        username=username,
        first_name=first_name,
        last_name=last_name,
        email=email,
        role=Role.SYSTEM_MANAGER,
        unit=unit,
        password=password,
        by=by,
        at=at,
    )


@transaction.atomic
def change_staff(
    *, staff: User, first_name: str, last_name: str, email: str, role: Role, unit: Unit, by: User | None, at: datetime
) -> User:
    """
    Change an account's name, role or unit; the log keeps the old role and unit.

    :raises NotAllowed, NotAnAddress, OwnAccount: the own role cannot be changed
    """
    _check_manages_staff(by)
    _check_address(email)
    kept = User.objects.select_for_update().get(pk=staff.pk)
    if by is not None and kept.pk == by.pk and kept.role != role:
        raise OwnAccount(_("Du kan inte ändra din egen roll. Be en annan systemförvaltare."))
    before: dict[str, Primitive] = {"role_before": kept.role, "unit_before": kept.unit_id}
    kept.first_name, kept.last_name, kept.email, kept.role, kept.unit = first_name, last_name, email, role, unit
    kept.save(update_fields=["first_name", "last_name", "email", "role", "unit"])
    record("identity.staff.changed", by=by, at=at, about=kept, household="", **before, role=role, unit=unit.pk)
    return kept


@transaction.atomic
def set_password(*, staff: User, password: str, by: User | None, at: datetime) -> None:
    """
    Give an account a new password, which its owner then changes. Open sessions of the account end.

    :raises NotAllowed:
    """
    _check_manages_staff(by)
    staff.set_password(password)
    staff.save(update_fields=["password"])
    record("identity.password.set", by=by, at=at, about=staff)


@transaction.atomic
def remove_second_factor(*, staff: User, by: User | None, at: datetime) -> None:
    """
    Take away the one-time code and the spare codes of somebody who has lost the phone; the password remains.

    The owner turns a new code on under «Mitt konto».

    :raises NotAllowed, OwnAccount: one's own is turned off under «Mitt konto», where the password is asked for
    """
    _check_manages_staff(by)
    if by is not None and staff.pk == by.pk:
        raise OwnAccount(_("Din egen engångskod stänger du av under Mitt konto."))
    removed, _kinds = Authenticator.objects.filter(user=staff).delete()
    if removed:
        record("identity.second_factor.removed", by=by, at=at, about=staff)


@transaction.atomic
def deactivate_staff(*, staff: User, by: User | None, at: datetime) -> None:
    """
    Close an account. Its open sessions end at the next click.

    Households it was responsible for are listed by ``queries.left_behind`` until somebody else has them.

    :raises NotAllowed, OwnAccount:
    """
    _check_manages_staff(by)
    if by is not None and staff.pk == by.pk:
        raise OwnAccount(_("Du kan inte avsluta ditt eget konto. Be en annan systemförvaltare."))
    if User.objects.filter(pk=staff.pk, is_active=True).update(is_active=False):
        record("identity.staff.deactivated", by=by, at=at, about=staff)
    staff.is_active = False


@transaction.atomic
def reactivate_staff(*, staff: User, by: User | None, at: datetime) -> None:
    """Open a closed account again, after leave for instance. :raises NotAllowed:"""
    _check_manages_staff(by)
    if User.objects.filter(pk=staff.pk, is_active=False).update(is_active=True):
        record("identity.staff.reactivated", by=by, at=at, about=staff)
    staff.is_active = True


def note_sign_in(*, by: User, at: datetime, way: str) -> None:
    """Write that somebody signed in; ``way`` is password, provider or demo."""
    record("identity.session.started", by=by, at=at, way=way)


def note_sign_out(*, by: User, at: datetime) -> None:
    """Write that somebody signed out."""
    record("identity.session.ended", by=by, at=at)


def note_failed_sign_in(*, username: str, by: None, at: datetime, way: str) -> None:
    """
    Write that a sign-in failed, and for which account.

    A name that no account has is not written: people type their password in the wrong field.
    """
    account = User.objects.filter(username=username).first()
    record(
        "identity.session.refused", by=by, at=at, about=account, account=account.username if account else "", way=way
    )


def _check_manages_staff(by: User | None) -> None:
    if by is not None:
        check_manages_staff(by)


def _check_address(email: str) -> None:
    try:
        if email:
            EmailValidator()(email)
    except ValidationError:
        raise NotAnAddress(
            _("%(email)s är ingen e-postadress. Skriv den som namn@kommunen.se eller lämna tomt.") % {"email": email}
        )
