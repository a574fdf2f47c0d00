"""Persons, households over time, and which units may open a household's file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core import personal_number as numbers
from framsteg.apps.core.errors import ActionDenied, Changed, NotAllowed
from framsteg.apps.identity.enums import UnitKind
from framsteg.apps.identity.models import Unit, User
from framsteg.apps.identity.permissions import CASE_WORK, check_role, has_role
from framsteg.apps.people.enums import AccessGround, MemberRole, Protection, Sex
from framsteg.apps.people.models import Access, Household, Membership, Person, PersonalAccess
from framsteg.apps.people.permissions import check_may_work_on, check_may_work_on_pathway

NUMBER_ATTEMPTS = 10  # two who open at the same moment take turns; ten in a row has another cause


class WrongNumber(ActionDenied):
    """The personal number does not stand its check."""


class PersonExists(ActionDenied):
    """The personal number is already in the register. The text names nobody."""


class NameMissing(ActionDenied):
    """A person who is not in the register is added with both names."""


class NumberTaken(ActionDenied):
    """Another household has the case number."""


class WrongUnit(ActionDenied):
    """The unit or the caseworker does not handle assistance for this household."""


class MembershipRefused(ActionDenied):
    """The household cannot have the member: the text says why."""


@dataclass(frozen=True)
class NewMember:
    """A person and the person's place in a household that is being opened."""

    person: Person
    role: MemberRole


@transaction.atomic
def add_person(
    *,
    personal_number: str,
    given_name: str,
    family_name: str,
    sex: Sex,
    protection: Protection = Protection.NONE,
    interpreter: str = "",
    by: User,
    at: datetime,
) -> Person:
    """
    Add a person to the register. ``personal_number`` is a personnummer or samordningsnummer as people write it.

    :raises NotAllowed, WrongNumber, PersonExists:
    """
    check_role(by, CASE_WORK, _("lägga till personer"))
    try:
        number = numbers.parse(personal_number, on=timezone.localdate(at))
    except ValueError as error:
        raise WrongNumber(str(error))
    try:
        with transaction.atomic():
            person = Person.objects.create(
                personal_number=number.digits,
                given_name=given_name.strip(),
                family_name=family_name.strip(),
                born=number.born,
                sex=sex,
                protection=protection,
                interpreter=interpreter,
            )
    except IntegrityError:
        raise PersonExists(_("Personen finns redan i registret. Sök på personnumret i stället för att lägga till."))
    record("people.person.added", by=by, at=at, about=person)
    return person


@transaction.atomic
def find_or_add_person(
    *,
    personal_number: str,
    given_name: str = "",
    family_name: str = "",
    protection: Protection = Protection.NONE,
    by: User,
    at: datetime,
) -> Person:
    """
    Return the person with the number; whoever is not in the register is added, with the sex that the number tells.

    What is typed about a person who is known changes nothing in the register.

    :raises NotAllowed, WrongNumber, NameMissing:
    """
    check_role(by, CASE_WORK, _("lägga till personer"))
    try:
        number = numbers.parse(personal_number, on=timezone.localdate(at))
    except ValueError as error:
        raise WrongNumber(str(error))
    known = Person.objects.filter(personal_number=number.digits).first()
    if known is not None:
        return known
    if not given_name.strip() or not family_name.strip():
        raise NameMissing(_("Fyll i förnamn och efternamn: personen finns inte i registret än."))
    return add_person(
        personal_number=number.digits,
        given_name=given_name,
        family_name=family_name,
        sex=Sex.WOMAN if number.is_woman else Sex.MAN,
        protection=protection,
        by=by,
        at=at,
    )


@transaction.atomic
def set_protection(*, person: Person, protection: Protection, version: int, by: User, at: datetime) -> Person:
    """
    Note that a person's data are protected, or no longer are (PROT-01).

    :raises NotAllowed, Changed:
    """
    check_role(by, CASE_WORK, _("ändra skyddade personuppgifter"))
    households = Household.objects.filter(memberships__person=person)
    if not households.visible_to(by, at).exists():
        raise NotAllowed(_("Personen finns inte i något hushåll som du har tillgång till."))
    saved = Person.objects.filter(pk=person.pk, version=version).update(protection=protection, version=F("version") + 1)
    if not saved:
        raise Changed
    for household in households.distinct():
        record("people.person.protection_set", by=by, at=at, about=person, household=household.number)
    person.refresh_from_db()
    return person


@transaction.atomic
def open_household(
    *,
    number: str | None = None,
    unit: Unit,
    members: Sequence[NewMember],
    since: date,
    caseworker: User | None = None,
    by: User,
    at: datetime,
) -> Household:
    """
    Open a household's case with its members and give its unit access.

    :param number: the case number in an earlier system; None gives the year's next, ``2025-00001``
    :param since: the first day on which the members form the household
    :raises NotAllowed, WrongUnit, NumberTaken, MembershipRefused:
    """
    check_role(by, CASE_WORK, _("öppna hushåll"))
    if unit.pk != by.unit_id:
        raise NotAllowed(_("Du kan bara öppna hushåll i din egen enhet."))
    if unit.kind != UnitKind.ASSISTANCE:
        raise WrongUnit(_("Hushåll öppnas i en enhet som handlägger försörjningsstöd."))
    if [member.role for member in members].count(MemberRole.APPLICANT) != 1:
        raise MembershipRefused(_("Ett hushåll ska ha en sökande. Välj vem av personerna det är."))
    if caseworker is not None:
        _check_caseworker(caseworker, unit)
    household = _create_household(number, unit, caseworker, at)
    for member in members:
        _create_membership(household, member.person, member.role, since)
    _open(household, unit, AccessGround.RESPONSIBLE, None, at)
    record("people.household.opened", by=by, at=at, about=household, household=household.number, members=len(members))
    return household


@transaction.atomic
def assign_caseworker(
    *, household: Household, caseworker: User | None, version: int, by: User, at: datetime
) -> Household:
    """
    Give the household a caseworker of its own unit; None puts it back in the queue.

    :raises NotAllowed, WrongUnit, Changed:
    """
    check_may_work_on(by, household, at)
    if caseworker is not None:
        _check_caseworker(caseworker, household.unit)
    rows = Household.objects.filter(pk=household.pk, version=version)
    if not rows.update(caseworker=caseworker, version=F("version") + 1):
        raise Changed
    record(
        "people.caseworker.assigned",
        by=by,
        at=at,
        about=household,
        household=household.number,
        caseworker=caseworker.username if caseworker else None,
    )
    household.refresh_from_db()
    return household


@transaction.atomic
def add_member(
    *, household: Household, person: Person, role: MemberRole, since: date, by: User, at: datetime
) -> Membership:
    """
    Add a person to the household from a day on.

    :raises NotAllowed, MembershipRefused:
    """
    check_may_work_on(by, household, at)
    membership = _create_membership(household, person, role, since)
    record("people.member.added", by=by, at=at, about=membership, household=household.number)
    return membership


@transaction.atomic
def move_in(
    *,
    household: Household,
    personal_number: str,
    given_name: str = "",
    family_name: str = "",
    role: MemberRole,
    since: date,
    by: User,
    at: datetime,
) -> Membership:
    """
    Add to the household the person with a number, known or new to the register.

    :raises NotAllowed, WrongNumber, NameMissing, MembershipRefused:
    """
    check_may_work_on(by, household, at)
    person = find_or_add_person(
        personal_number=personal_number, given_name=given_name, family_name=family_name, by=by, at=at
    )
    return add_member(household=household, person=person, role=role, since=since, by=by, at=at)


@transaction.atomic
def end_membership(*, household: Household, person: Person, until: date, by: User, at: datetime) -> Membership:
    """
    End a person's time in the household; ``until`` is the last day.

    :raises NotAllowed, MembershipRefused:
    """
    check_may_work_on(by, household, at)
    membership = Membership.objects.filter(household=household, person=person, until=None).first()
    if membership is None:
        raise MembershipRefused(_("Personen har redan lämnat hushållet."))
    membership.until = until
    _validate(membership)
    membership.save(update_fields=["until"])
    record("people.member.ended", by=by, at=at, about=membership, household=household.number)
    return membership


@transaction.atomic
def open_access(
    *,
    household: Household,
    unit: Unit,
    ground: AccessGround,
    until: datetime | None = None,
    by: User,
    at: datetime,
) -> Access:
    """
    Give a unit a ground to open the household's file, now until a time or until it is closed.

    The same ground to the same time twice is one ground. :raises NotAllowed:
    """
    check_may_work_on_pathway(by, household, at)
    same = Access.objects.open_at(at).filter(household=household, unit=unit, ground=ground, until=until).first()
    if same is not None:
        return same
    access = _open(household, unit, ground, until, at)
    record(
        "people.access.opened", by=by, at=at, about=access, household=household.number, unit=unit.name, ground=ground
    )
    return access


@transaction.atomic
def close_access(*, household: Household, unit: Unit, ground: AccessGround, by: User, at: datetime) -> int:
    """Close a unit's ground at once. Returns how many rows were open. :raises NotAllowed:"""
    check_may_work_on_pathway(by, household, at)
    rows = Access.objects.open_at(at).filter(household=household, unit=unit, ground=ground)
    closed = rows.update(until=at)
    if closed:
        record("people.access.closed", by=by, at=at, household=household.number, unit=unit.name, ground=ground)
    return closed


@transaction.atomic
def entrust(*, household: Household, staff: User, by: User, at: datetime) -> None:
    """
    Let one member of staff work with a household that has a protected member; elsewhere the unit's access is enough.

    :raises NotAllowed:
    """
    check_may_work_on_pathway(by, household, at)
    if not household.memberships.exclude(person__protection=Protection.NONE).exists():
        return
    _row, new = PersonalAccess.objects.get_or_create(
        household=household, staff=staff, until=None, defaults={"since": at}
    )
    if new:
        record("people.access.entrusted", by=by, at=at, household=household.number, staff=staff.username)


@transaction.atomic
def release(*, household: Household, staff: User, by: User, at: datetime) -> None:
    """
    Take back what ``entrust`` gave, when somebody else works with the household instead: as few as possible (PROT-02).

    :raises NotAllowed:
    """
    check_may_work_on_pathway(by, household, at)
    if PersonalAccess.objects.open_at(at).filter(household=household, staff=staff).update(until=at):
        record("people.access.closed", by=by, at=at, household=household.number, staff=staff.username)


def _create_household(number: str | None, unit: Unit, caseworker: User | None, at: datetime) -> Household:
    """Create the row; without a number, the year's next free one, tried again when another transaction took it."""
    for _attempt in range(1 if number else NUMBER_ATTEMPTS):
        try:
            with transaction.atomic():
                return Household.objects.create(
                    number=number or _next_number(timezone.localdate(at).year),
                    opened_at=at,
                    unit=unit,
                    caseworker=caseworker,
                )
        except IntegrityError:
            continue
    raise NumberTaken(_("Ärendenumret är upptaget. Försök igen."))


def _next_number(year: int) -> str:
    taken = Household.objects.filter(number__regex=rf"^{year}-[0-9]{{5}}$").aggregate(last=Max("number"))["last"]
    return f"{year}-{int(taken[5:]) + 1 if taken else 1:05d}"


def _create_membership(household: Household, person: Person, role: MemberRole, since: date) -> Membership:
    membership = Membership(household=household, person=person, role=role, since=since)
    try:
        with transaction.atomic():
            membership.save()
    except IntegrityError:  # only then is it asked which constraint
        _validate(membership)
        raise MembershipRefused(_("Personen har nyss lagts till i ett hushåll av någon annan. Läs in sidan igen."))
    return membership


def _validate(membership: Membership) -> None:
    """Let the model's constraints speak: their sentences are written for the user."""
    try:
        membership.validate_constraints()
    except ValidationError as error:
        raise MembershipRefused(" ".join(error.messages))


def _open(household: Household, unit: Unit, ground: AccessGround, until: datetime | None, at: datetime) -> Access:
    return Access.objects.create(household=household, unit=unit, ground=ground, since=at, until=until)


def _check_caseworker(caseworker: User, unit: Unit) -> None:
    if not has_role(caseworker, CASE_WORK) or caseworker.unit_id != unit.pk:
        raise WrongUnit(_("Handläggaren ska vara socialsekreterare eller enhetschef i hushållets enhet."))
