"""What is done on one page but written in several rooms: it goes through as a whole, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction

from framsteg.apps.applications.actions import (
    NewApplicant,
    NewAsset,
    NewCost,
    NewIncome,
    NewPaper,
    Stay,
    Verified,
    discard_draft,
    save_draft,
)
from framsteg.apps.applications.enums import AssetKind, Channel, IncomeKind, Obstacle
from framsteg.apps.applications.models import Application
from framsteg.apps.applications.queries import registered
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.decisions.actions import correct_application as correct
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.actions import receive_application
from framsteg.apps.people.actions import NewMember, add_member, find_or_add_person
from framsteg.apps.people.actions import open_household as open_case
from framsteg.apps.people.enums import MemberRole, Protection
from framsteg.apps.people.models import Household, Person
from framsteg.apps.people.queries import member_persons, persons_by_number
from framsteg.entitlement.month import Month

KEY_SALT = "framsteg.draft"
KEY_LASTS = timedelta(hours=24)  # a form that has been open longer than a day is filled in anew


@dataclass(frozen=True)
class PersonRow:
    """A person as typed: found by the twelve-digit number, or added with the names."""

    number: str
    role: MemberRole
    given_name: str = ""
    family_name: str = ""
    protection: Protection = Protection.NONE
    days: int | None = None
    lunch_away: bool = False
    obstacle: Obstacle | str = ""
    lma: bool = False


@dataclass(frozen=True)
class IncomeRow:
    """An income as typed; ``number`` is its person's, ``id`` the row that a correction changes."""

    number: str
    kind: IncomeKind
    net: Decimal
    received: date
    id: int | None = None
    verified: Verified | None = None


@dataclass(frozen=True)
class AssetRow:
    """An asset as typed; ``number`` is its person's, ``id`` the row that a correction changes."""

    number: str
    kind: AssetKind
    amount: Decimal
    id: int | None = None


def register_application(*, token: UUID, by: User, at: datetime, **typed: Any) -> Application:
    """
    Register an application with everything that was typed: see ``_register`` for what that is.

    The same ``token`` again, as from a double click, returns the application it made, also when both come at once.

    :raises ActionDenied: from the rooms below; nothing has then been written
    """
    try:
        return _register(token=token, by=by, at=at, **typed)
    except ActionDenied:
        earlier = registered(by, token, at)
        if earlier is None:
            raise
        return earlier


@transaction.atomic
def correct_application(
    *,
    application: Application,
    version: int,
    stay: Stay,
    persons: Sequence[PersonRow],
    costs: Sequence[NewCost],
    incomes: Sequence[IncomeRow],
    assets: Sequence[AssetRow],
    by: User,
    at: datetime,
) -> Application:
    """
    Correct the facts of an application that is not decided; a person who was left out is added to the household too.

    :raises ActionDenied: from the rooms below, ``Changed`` and ``AlreadyDecided`` among them; nothing is then written
    """
    _add_missing(application.household, persons, application.month, by, at)
    found = persons_by_number(row.number for row in persons)
    return correct(
        application=application,
        version=version,
        stay=stay,
        members=_applicants(persons, found),
        costs=costs,
        incomes=_incomes(incomes, found),
        assets=_assets(assets, found),
        by=by,
        at=at,
    )


@transaction.atomic
def open_household(*, persons: Sequence[PersonRow], since: date, mine: bool, by: User, at: datetime) -> Household:
    """
    Open a household with its persons, new ones added to the register.

    :param mine: ``by`` becomes its caseworker; otherwise it is put in the queue, unless somebody in it is protected
    :raises ActionDenied: from ``people``
    """
    members = [NewMember(_find_or_add(row, by, at), row.role) for row in persons]
    mine = mine or any(member.person.is_protected for member in members)
    return open_case(unit=by.unit, members=members, since=since, caseworker=by if mine else None, by=by, at=at)


def draft_key(user: User, token: UUID) -> str:
    """Return the proof that a form was drawn for a user: it lets the form be kept when the session has ended."""
    return signing.dumps([user.pk, str(token)], salt=KEY_SALT)


def keep_for_later(*, key: str, data: dict[str, list[str]], at: datetime) -> UUID:
    """
    Keep what somebody without a session sent, as a draft of the user for whom the form was drawn.

    :return: the draft's token
    :raises PermissionDenied: when the key is wrong or too old, or the account is closed
    """
    try:
        user_id, token = signing.loads(key, salt=KEY_SALT, max_age=KEY_LASTS)
    except signing.BadSignature:
        raise PermissionDenied
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise PermissionDenied
    save_draft(token=UUID(token), data=data, by=user, at=at)
    return UUID(token)


@transaction.atomic
def _register(
    *,
    household: Household | None,
    persons: Sequence[PersonRow],
    month: Month,
    received_at: datetime,
    channel: Channel,
    costs: Sequence[NewCost],
    incomes: Sequence[IncomeRow],
    assets: Sequence[AssetRow],
    papers: Sequence[NewPaper],
    stay: Stay,
    urgent: bool,
    mine: bool,
    token: UUID,
    by: User,
    at: datetime,
) -> Application:
    earlier = registered(by, token, at)
    if earlier is not None:
        return earlier
    if household is None:
        household = open_household(persons=persons, since=month.first_day, mine=mine, by=by, at=at)
    else:
        _add_missing(household, persons, month, by, at)
    found = persons_by_number(row.number for row in persons)
    application = receive_application(
        household=household,
        month=month,
        received_at=received_at,
        channel=channel,
        members=_applicants(persons, found),
        costs=costs,
        incomes=_incomes(incomes, found),
        assets=_assets(assets, found),
        papers=papers,
        other_residents=stay.other_residents,
        days=stay.days,
        urgent=urgent,
        token=token,
        by=by,
        at=at,
    )
    discard_draft(token=token, by=by, at=at)
    return application


def _applicants(rows: Sequence[PersonRow], found: dict[str, Person]) -> list[NewApplicant]:
    return [NewApplicant(found[row.number], row.role, row.days, row.lunch_away, row.obstacle, row.lma) for row in rows]


def _incomes(rows: Sequence[IncomeRow], found: dict[str, Person]) -> list[NewIncome]:
    return [NewIncome(found[row.number], row.kind, row.net, row.received, row.id, row.verified) for row in rows]


def _assets(rows: Sequence[AssetRow], found: dict[str, Person]) -> list[NewAsset]:
    return [NewAsset(found[row.number], row.kind, row.amount, row.id) for row in rows]


def _add_missing(household: Household, persons: Sequence[PersonRow], month: Month, by: User, at: datetime) -> None:
    present = member_persons(household, month.last_day)
    numbers = {person.personal_number for person in present.values()}
    for row in persons:
        if row.number not in numbers:
            person = _find_or_add(row, by, at)
            add_member(household=household, person=person, role=row.role, since=month.first_day, by=by, at=at)


def _find_or_add(row: PersonRow, by: User, at: datetime) -> Person:
    return find_or_add_person(
        personal_number=row.number,
        given_name=row.given_name,
        family_name=row.family_name,
        protection=row.protection,
        by=by,
        at=at,
    )
