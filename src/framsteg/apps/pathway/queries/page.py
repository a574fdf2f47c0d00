"""The journey's page: what the user may see of it, part by part, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from framsteg.apps.identity.models import User
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
from framsteg.apps.pathway.permissions import may_work, shared_of
from framsteg.apps.pathway.queries.journey import stage_label, who_of
from framsteg.apps.pathway.queries.model import model_of, party_of, role_label, status_of
from framsteg.apps.pathway.queries.plan import PlanPage, plan_for, plan_page
from framsteg.workingmodel import Action, DeadlineState, Status, WorkingModel


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
    ends_on: date | None  # None: okänd
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
        who=who_of(user, journey, shared),
        model=f"{model.meta.label}, version {model.meta.version}",
        opened_at=journey.opened_at,
        ended_at=journey.ended_at,
        shared=shared,
        may_work=may_work(user),
        stage=stage_label(status, shared),
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
    return _("sedan %(day)s") % {"day": date_format(localtime(status.stage.since), "j F")} if status.stage else ""


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
    row = Exit.objects.filter(journey=journey, resumed_at=None).select_related("noted_by").first()
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
