"""What a registration can begin from: the household's persons and its application for the month before."""

from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils import timezone

from framsteg.apps.applications.enums import IncomeKind
from framsteg.apps.applications.queries import Line, facts, latest_of, lines_of
from framsteg.apps.identity.models import User
from framsteg.apps.people.models import Household, Person
from framsteg.apps.people.permissions import may_work_on
from framsteg.apps.people.queries import (
    Member,
    household_for,
    household_of,
    member_persons,
    members_on,
    persons_by_number,
)
from framsteg.entitlement.month import Month

SAME_EACH_MONTH = {  # paid by decision with the same amount month after month; the others are asked for anew
    IncomeKind.CHILD_ALLOWANCE,
    IncomeKind.HOUSING_ALLOWANCE,
    IncomeKind.MAINTENANCE_SUPPORT,
    IncomeKind.PENSION,
    IncomeKind.SICKNESS_COMPENSATION,
    IncomeKind.STUDY_GRANT,
    IncomeKind.DISABILITY_COST_ALLOWANCE,
}


def household_to_register(user: User, number: str, at: datetime) -> Household:
    """Return the household. :raises Http404: unless the user may do case work in it"""
    household = household_for(user, number, at)
    if not may_work_on(user, household, at):
        raise Http404
    return household


def known_household(user: User, number: str, at: datetime) -> tuple[bool, Household | None]:
    """
    Tell whether a twelve-digit personal number is in the register, and the person's household if the user may see it.

    A person who is known but not visible may live in another unit's household, or in none.
    """
    person = persons_by_number([number]).get(number)
    return person is not None, household_of(user, person, at) if person else None


def first_values(household: Household, at: datetime) -> dict[str, Any]:
    """
    Return the first values of the registration page for a household, by set of rows.

    Persons, costs, assets and kinds of income come from the latest application, with the amounts that counted then. The
    days on which incomes were received do not, nor the amounts of those that vary: they are filled in anew.
    """
    today = timezone.localdate(at)
    members = members_on(household, today)
    persons = member_persons(household, today)
    places = {member.person_id: str(place) for place, member in enumerate(members, start=1)}
    latest = latest_of(household)
    if latest is None:
        return {
            "form": {"household": household.number, "month": str(Month.of(today)), **_arrived(at)},
            "persons": [_person(member, persons[member.person_id], {}) for member in members],
        }
    earlier = facts(latest)
    by_person = {row["person_id"]: row for row in earlier["persons"]}
    return {
        "form": {
            "household": household.number,
            "earlier_month": str(latest.month),
            "month": str(latest.month.next),
            "other_residents": earlier["other_residents"],
            **_arrived(at),
        },
        "persons": [
            _person(member, persons[member.person_id], by_person.get(member.person_id, {})) for member in members
        ],
        "costs": [{"kind": row["kind"], "applied": row["counts"], "note": row["note"]} for row in earlier["costs"]],
        "incomes": [
            {
                "person": places[row["person_id"]],
                "kind": row["kind"],
                "net": row["net"] if row["kind"] in SAME_EACH_MONTH else None,
            }
            for row in earlier["incomes"]
            if row["person_id"] in places
        ],
        "assets": [
            {"person": places[row["person_id"]], "kind": row["kind"], "amount": row["amount"]}
            for row in earlier["assets"]
            if row["person_id"] in places
        ],
    }


def earlier_lines(user: User, household: Household, month: Month) -> list[Line]:
    """Return what the household's application for a month told, to compare with. Five queries."""
    earlier = latest_of(household, before=month.next)
    return lines_of(user, earlier) if earlier and earlier.month == month else []


def empty_values(at: datetime, *, number: str = "") -> dict[str, Any]:
    """Return the first values of the page for a new household; ``number`` is the applicant's, if it is known."""
    return {
        "form": {"month": str(Month.of(timezone.localdate(at))), **_arrived(at)},
        "persons": [{"personal_number": number, "role": "applicant"}] if number else [],
    }


def _arrived(at: datetime) -> dict[str, Any]:
    now = timezone.localtime(at)
    return {"received_on": now.date(), "received_time": now.time().replace(second=0, microsecond=0)}


def _person(member: Member, person: Person, earlier: Any) -> dict[str, Any]:
    return {
        "personal_number": member.personal_number,
        "role": member.role,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "protection": person.protection,
        "obstacle": earlier.get("obstacle", ""),
        "days": earlier.get("days"),
        "lunch_away": earlier.get("lunch_away", False),
        "lma": earlier.get("lma", False),
    }
