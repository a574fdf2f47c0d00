"""One journey, fetched for a user and shown part by part as consents allow."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from django.urls import reverse

from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import TEAM, has_role
from framsteg.apps.partners.enums import Shared
from framsteg.apps.partners.queries import shared_by_person
from framsteg.apps.pathway.models import (
    Activity,
    Aftercare,
    FollowUp,
    Journey,
)
from framsteg.apps.pathway.permissions import may_work, shared_of
from framsteg.apps.pathway.queries.model import status_of, statuses_of
from framsteg.apps.people.models import Household
from framsteg.apps.people.queries import shown_name
from framsteg.workingmodel import Status

Part = TypeVar("Part", bound=Model)


@dataclass(frozen=True)
class JourneyHead:
    """Whose journey a page is about; ``stage`` is empty where the plan is not shared with the user."""

    id: int
    household: str
    who: str
    stage: str
    may_work: bool


@dataclass(frozen=True)
class JourneyRow:
    """A journey in a household's list."""

    id: int
    url: str
    who: str
    stage: str  # "" where the plan is not shared
    opened_at: datetime
    ended_at: datetime | None
    consultant: str
    coach: str


def journey_for(user: User, journey_id: int, at: datetime) -> Journey:
    """Return a journey. :raises Http404: unless the user's role makes plans and the unit may open the household now"""
    if not has_role(user, TEAM):
        raise Http404
    rows = Journey.objects.filter(household__in=Household.objects.visible_to(user, at))
    related = ("household__caseworker", "household__unit", "person", "model_version", "consultant", "coach")
    journey = rows.select_related(*related).filter(pk=journey_id).first()
    if journey is None:
        raise Http404
    return journey


def journeys_of(household: Household) -> list[Journey]:
    """Return a household's journeys, ongoing ones first. The household is fetched for a user by the caller."""
    related = ("household", "person", "model_version", "consultant", "coach")
    rows = Journey.objects.filter(household=household).select_related(*related)
    return sorted(rows, key=lambda row: (row.ended_at is not None, -row.opened_at.timestamp()))


def journey_rows_for(user: User, household: Household, at: datetime) -> list[JourneyRow]:
    """Return a household's journeys as rows; names and stages only where they are shared with the user."""
    journeys = journeys_of(household)
    shared, statuses = shared_by_person(user, household.pk, at), statuses_of(journeys, at)
    return [_journey_row(user, row, shared[row.person_id], statuses[row.pk]) for row in journeys]


def activity_for(user: User, journey: Journey, activity_id: int) -> Activity:
    """Return an activity of a journey that was fetched for the user. :raises Http404:"""
    return _part_for(user, Activity.objects.filter(journey=journey), activity_id)


def follow_up_for(user: User, journey: Journey, follow_up_id: int) -> FollowUp:
    """Return a follow-up of a journey that was fetched for the user. :raises Http404:"""
    return _part_for(user, FollowUp.objects.filter(journey=journey), follow_up_id)


def aftercare_for(user: User, journey: Journey, aftercare_id: int) -> Aftercare:
    """Return an aftercare contact of a journey that was fetched for the user. :raises Http404:"""
    return _part_for(user, Aftercare.objects.filter(journey=journey), aftercare_id)


def staff_for(staff_id: int, role: Role) -> User:
    """Return an active member of staff with a role, to be given a journey. :raises Http404:"""
    staff = User.objects.filter(pk=staff_id, role=role, is_active=True).first()
    if staff is None:
        raise Http404
    return staff


def staff_choices() -> dict[str, list[tuple[int, str]]]:
    """Return the consultants and job coaches who can be given a journey, by role; one query."""
    staff = User.objects.filter(is_active=True, role__in=[Role.CONSULTANT, Role.JOB_COACH])
    choices: dict[str, list[tuple[int, str]]] = {Role.CONSULTANT: [], Role.JOB_COACH: []}
    for member in staff.order_by("last_name", "first_name", "pk"):
        choices[member.role].append((member.pk, str(member)))
    return choices


def journey_head(user: User, journey: Journey, now: datetime) -> JourneyHead:
    """Return whose journey it is, for the pages of one part of it."""
    shared = shared_of(user, journey, now)
    return JourneyHead(
        id=journey.pk,
        household=journey.household.number,
        who=who_of(user, journey, shared),
        stage=stage_label(status_of(journey, now), shared),
        may_work=may_work(user),
    )


def _journey_row(user: User, row: Journey, shared: frozenset[Shared], status: Status) -> JourneyRow:
    return JourneyRow(
        id=row.pk,
        url=reverse("pathway:journey", args=[row.pk]),
        who=who_of(user, row, shared),
        stage=stage_label(status, shared),
        opened_at=row.opened_at,
        ended_at=row.ended_at,
        consultant=str(row.consultant or ""),
        coach=str(row.coach or ""),
    )


def _part_for(user: User, rows: QuerySet[Part], pk: int) -> Part:
    """A part of a journey that is to be changed: for the kommun's own staff only."""
    part = rows.select_related("journey").filter(pk=pk).first()
    if part is None or not may_work(user):
        raise Http404
    return part


def who_of(user: User, journey: Journey, shared: frozenset[Shared]) -> str:
    """Return the person's name as far as protection and consent let the user see it."""
    return shown_name(user, journey.person, journey.household, named=Shared.CONTACT in shared)


def stage_label(status: Status, shared: frozenset[Shared]) -> str:
    """Return the name of the stage, or nothing where the plan is not shared."""
    return status.stage.label if status.stage and Shared.PLAN in shared else ""
