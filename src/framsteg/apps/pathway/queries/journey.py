"""One journey, fetched for a user and shown part by part as consents allow."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Count, Model, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import TEAM, has_role
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway.enums import Attendance, Theme
from framsteg.apps.pathway.models import (
    Activity,
    Aftercare,
    DayAttendance,
    Enrolment,
    Exit,
    FollowUp,
    Journey,
    Mapping,
    Referral,
)
from framsteg.apps.pathway.permissions import may_work, shared_by_person, shared_of
from framsteg.apps.pathway.queries.model import model_of, party_of, role_label, status_of, statuses_of
from framsteg.apps.pathway.queries.plan import PlanPage, plan_for, plan_page
from framsteg.apps.people.models import Household
from framsteg.apps.people.queries import shown_name
from framsteg.workingmodel import Action, DeadlineState, Status, WorkingModel

Part = TypeVar("Part", bound=Model)


@dataclass(frozen=True)
class ClockRow:
    """A deadline as it stands. ``missed`` is the owner's miss, shown as plainly as an absence."""

    label: str
    owner: str  # the role
    party: str  # whose miss it is when it is not kept: an ``Owner`` value
    starts_at: datetime
    due_at: datetime | None  # None: the model does not say (okänd)
    met_at: datetime | None
    ended_at: datetime | None
    state: str
    state_label: str
    missed: bool


@dataclass(frozen=True)
class EnrolmentRow:
    """The weeks at Jobbcentrum so far. ``days`` pairs each kind of attendance with its number of days."""

    starts_on: date
    ends_on: date
    ended_on: date | None
    days: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class JourneyPage:
    """
    What the user may see of a journey. A part that is not shared is None and was not fetched; ``shared`` says which.
    """

    id: int
    household: str
    who: str
    model: str
    opened_at: datetime
    ended_at: datetime | None
    shared: frozenset[Shared]
    may_work: bool
    stage: str
    stages: tuple[dict[str, str], ...] | None
    lacks: tuple[str, ...]
    clocks: tuple[ClockRow, ...] | None
    blocked: str  # why an activity cannot start yet, with what to do; "" when it can
    consultant: str
    coach: str
    referral: dict[str, Any] | None
    enrolment: EnrolmentRow | None
    mappings: tuple[dict[str, Any], ...] | None
    plan: PlanPage | None
    activities: tuple[dict[str, Any], ...] | None
    follow_ups: tuple[dict[str, Any], ...] | None
    exit: dict[str, Any] | None
    aftercare: tuple[dict[str, Any], ...] | None

    @property
    def not_shared(self) -> tuple[str, ...]:
        """The parts that no consent covers for this user."""
        return tuple(str(part.label) for part in Shared if part not in self.shared and part is not Shared.CONTACT)

    @property
    def misses(self) -> tuple[ClockRow, ...]:
        return tuple(clock for clock in self.clocks or () if clock.missed)


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
        who=_who(user, journey, shared),
        stage=_stage_label(status_of(journey, now), shared),
        may_work=may_work(user),
    )


def journey_page(user: User, journey: Journey, now: datetime) -> JourneyPage:
    """Return what the user may see of a journey at ``now``, with a fixed number of queries."""
    shared = shared_of(user, journey, now)
    status = status_of(journey, now)
    model = model_of(journey)
    has_work, has_plan = Shared.ACTIVITIES in shared, Shared.PLAN in shared
    has_days = Shared.ATTENDANCE in shared
    blocked = status.may(Action.START_ACTIVITY)
    return JourneyPage(
        id=journey.pk,
        household=journey.household.number,
        who=_who(user, journey, shared),
        model=f"{model.meta.label}, version {model.meta.version}",
        opened_at=journey.opened_at,
        ended_at=journey.ended_at,
        shared=shared,
        may_work=may_work(user),
        stage=_stage_label(status, shared),
        stages=_stages(model, status) if has_plan else None,
        lacks=tuple(kind.missing for kind in status.stage.lacks) if has_plan and status.stage else (),
        clocks=tuple(_clock(model, clock) for clock in status.deadlines) if has_plan else None,
        blocked=str(blocked or ""),
        consultant=str(journey.consultant or "") if has_plan else "",
        coach=str(journey.coach or "") if has_plan else "",
        referral=_referral(journey) if has_days else None,
        enrolment=_enrolment(journey) if has_days else None,
        mappings=_mappings(journey) if Shared.MAPPING in shared else None,
        plan=_plan(user, journey, now) if has_plan else None,
        activities=_activities(journey) if has_work else None,
        follow_ups=_follow_ups(journey, localtime(now).date()) if has_work else None,
        exit=_exit(journey) if has_work else None,
        aftercare=_aftercare(journey, localtime(now).date()) if has_work else None,
    )


def _journey_row(user: User, row: Journey, shared: frozenset[Shared], status: Status) -> JourneyRow:
    return JourneyRow(
        id=row.pk,
        url=reverse("pathway:journey", args=[row.pk]),
        who=_who(user, row, shared),
        stage=_stage_label(status, shared),
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


def _who(user: User, journey: Journey, shared: frozenset[Shared]) -> str:
    return shown_name(user, journey.person, journey.household, named=Shared.CONTACT in shared)


def _stage_label(status: Status, shared: frozenset[Shared]) -> str:
    return status.stage.label if status.stage and Shared.PLAN in shared else ""


def _stages(model: WorkingModel, status: Status) -> tuple[dict[str, str], ...]:
    ids = [stage.id for stage in model.stages]
    current = ids.index(status.stage.id) if status.stage else -1
    return tuple(
        {
            "name": stage.label,
            "state": "done" if place < current else "current" if place == current else "upcoming",
            "note": _since(status) if place == current else "",
        }
        for place, stage in enumerate(model.stages)
    )


def _since(status: Status) -> str:
    return f"sedan {date_format(localtime(status.stage.since), 'j F')}" if status.stage else ""


def _clock(model: WorkingModel, clock: Any) -> ClockRow:
    return ClockRow(
        label=clock.label,
        owner=role_label(model, clock.owner),
        party=party_of(model, clock.owner).value,
        starts_at=clock.starts_at,
        due_at=clock.due_at,
        met_at=clock.met_at,
        ended_at=clock.ended_at,
        state=clock.state.value,
        state_label=clock.state.label,
        missed=clock.state in (DeadlineState.LATE, DeadlineState.MET_LATE),
    )


def _referral(journey: Journey) -> dict[str, Any] | None:
    row = Referral.objects.filter(journey=journey).select_related("unit", "made_by").order_by("-made_at").first()
    if row is None:
        return None
    return {
        "unit": str(row.unit),
        "made_at": row.made_at,
        "made_by": str(row.made_by),
        "first_day": row.first_day,
        "closed_at": row.closed_at,
    }


def _enrolment(journey: Journey) -> EnrolmentRow | None:
    row = Enrolment.objects.filter(journey=journey).first()
    counts = dict(
        DayAttendance.objects.filter(enrolment__journey=journey)
        .values_list("attendance")
        .annotate(days=Count("pk"))
        .order_by()
    )
    if row is None:
        return None
    days = tuple((str(kind.label), counts.get(kind.value, 0)) for kind in Attendance)
    return EnrolmentRow(row.starts_on, row.ends_on, row.ended_on, days)


def _mappings(journey: Journey) -> tuple[dict[str, Any], ...]:
    rows = Mapping.objects.filter(journey=journey).select_related("held_by").order_by("-held_at")
    return tuple(
        {
            "held_at": row.held_at,
            "held_by": str(row.held_by),
            "summary": row.summary,
            "answers": [{**answer, "label": Theme(answer["theme"]).label} for answer in row.answers],
        }
        for row in rows
    )


def _plan(user: User, journey: Journey, now: datetime) -> PlanPage | None:
    plan = plan_for(user, journey, now)
    return plan_page(user, journey, plan, now) if plan else None


def _activities(journey: Journey) -> tuple[dict[str, Any], ...]:
    rows = Activity.objects.filter(journey=journey).order_by("-starts_on", "-pk")
    return tuple(
        {
            "id": row.pk,
            "kind": row.get_kind_display(),
            "place": row.place,
            "workplace": row.get_workplace_display(),
            "hours_per_week": row.hours_per_week,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "ended_on": row.ended_on,
            "result": row.result,
        }
        for row in rows
    )


def _follow_ups(journey: Journey, today: date) -> tuple[dict[str, Any], ...]:
    rows = FollowUp.objects.filter(journey=journey).select_related("held_by").order_by("-planned_on", "-pk")
    return tuple(
        {
            "id": row.pk,
            "planned_on": row.planned_on,
            "mode": row.get_mode_display(),
            "held_at": row.held_at,
            "held_by": str(row.held_by or ""),
            "note": row.note,
            "late": row.held_at is None and row.planned_on < today,
        }
        for row in rows
    )


def _exit(journey: Journey) -> dict[str, Any] | None:
    row = Exit.objects.filter(journey=journey).select_related("noted_by").first()
    if row is None:
        return None
    return {
        "destination": row.get_destination_display(),
        "detail": row.detail,
        "exited_on": row.exited_on,
        "noted_by": str(row.noted_by),
    }


def _aftercare(journey: Journey, today: date) -> tuple[dict[str, Any], ...]:
    rows = Aftercare.objects.filter(journey=journey).select_related("held_by").order_by("planned_on")
    return tuple(
        {
            "id": row.pk,
            "planned_on": row.planned_on,
            "held_at": row.held_at,
            "held_by": str(row.held_by or ""),
            "still_self_supporting": row.still_self_supporting,
            "note": row.note,
            "late": row.held_at is None and row.planned_on < today,
        }
        for row in rows
    )
