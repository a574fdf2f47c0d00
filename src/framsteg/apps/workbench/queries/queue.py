"""The queue: applications that wait for a decision, and households that nobody owns."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application
from framsteg.apps.core.formats import month_label
from framsteg.apps.decisions import queries as decisions
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import CASE_WORK, check_role
from framsteg.apps.identity.queries import staff_of_unit
from framsteg.apps.people import queries as people
from framsteg.apps.people.models import Household
from framsteg.apps.people.queries import HouseholdRow

PER_PAGE = 50


@dataclass(frozen=True)
class Waiting:
    """One undecided application. ``days`` are calendar days since it came in."""

    application_id: int
    household: str
    who: str
    month: str
    received_at: datetime
    days: int
    caseworker: str
    urgent: bool


@dataclass(frozen=True)
class Queue:
    """Households that nobody owns, and one page of what waits. ``page.paginator.count`` is all that waits."""

    orphans: list[HouseholdRow]
    waiting: list[Waiting]
    page: Page[Application]
    caseworkers: list[User]


def queue_for(user: User, at: datetime, page_number: str) -> Queue:
    """
    Return the unit's queue, the longest wait first.

    :raises NotAllowed: unless the user works with assistance
    """
    check_role(user, CASE_WORK, _("se kön"))
    page = Paginator(decisions.undecided_in_unit(user, at), PER_PAGE).get_page(page_number)
    applications = page.object_list
    households = Household.objects.filter(pk__in={application.household_id for application in applications})
    names = {row.number: row.who for row in people.household_rows(user, households, at, limit=None)}
    waiting = [
        Waiting(
            application_id=application.pk,
            household=application.household.number,
            who=names[application.household.number],
            month=month_label(application.month),
            received_at=application.received_at,
            days=(at - application.received_at).days,
            caseworker=str(application.household.caseworker or ""),
            urgent=application.urgent,
        )
        for application in applications
    ]
    return Queue(people.without_caseworker(user, at), waiting, page, staff_of_unit(user.unit, Role.CASEWORKER))


def caseworker_for(user: User, key: str) -> User:
    """Return a caseworker of the user's unit by the key a form sent. :raises Http404: for anybody else"""
    found = [person for person in staff_of_unit(user.unit, Role.CASEWORKER) if str(person.pk) == key]
    if not found:
        raise Http404
    return found[0]
