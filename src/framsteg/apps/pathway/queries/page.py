"""The journey's page: what the user may see of it, part by part, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import localtime

from framsteg import workingmodel
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import may_see_money
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway.enums import Attendance, Theme
from framsteg.apps.pathway.models import (
    Activity,
    DayAttendance,
    Enrolment,
    Journey,
    Mapping,
    Referral,
)
from framsteg.apps.pathway.permissions import may_work, shared_of
from framsteg.apps.pathway.queries.exits import ExitPart, exit_part
from framsteg.apps.pathway.queries.follow_up import FollowUpPart, follow_up_part
from framsteg.apps.pathway.queries.has import Has, what_has
from framsteg.apps.pathway.queries.instrument import AssessmentRow, assessments_of
from framsteg.apps.pathway.queries.journey import stage_label, who_of
from framsteg.apps.pathway.queries.line import Line, Side, line_of, sides_of
from framsteg.apps.pathway.queries.meeting import MeetingPart, meeting_part
from framsteg.apps.pathway.queries.model import history_of, model_of, pauses_of, role_label
from framsteg.apps.pathway.queries.plan import PlanPage, plan_for, plan_page
from framsteg.apps.pathway.queries.versions import key_of
from framsteg.workingmodel import Action, WorkingModel


@dataclass(frozen=True)
class ClockRow:
    """A deadline as it stands; one that is late or was is among ``sides`` too."""

    label: str
    owner: str  # the role
    starts_at: datetime
    due_at: datetime | None  # None: the model does not say (okänd)
    met_at: datetime | None
    ended_at: datetime | None
    state: str
    state_label: str


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
    model_url: str
    opened_at: datetime
    ended_at: datetime | None
    shared: frozenset[Shared]
    may_work: bool
    may_see_money: bool
    has: Has
    stage: str
    line: Line | None
    sides: tuple[Side, ...]  # what is late on each side, of the parts that are shared
    clocks: tuple[ClockRow, ...] | None
    blocked: str  # why an activity cannot start yet, with what to do; "" when it can
    consultant: str
    coach: str
    referral: dict[str, Any] | None
    enrolment: EnrolmentRow | None
    assessments: tuple[AssessmentRow, ...] | None
    mappings: tuple[dict[str, Any], ...] | None
    plan: PlanPage | None
    activities: tuple[dict[str, Any], ...] | None
    follow_up: FollowUpPart | None
    meeting: MeetingPart | None
    exit: ExitPart | None

    @property
    def not_shared(self) -> tuple[str, ...]:
        """The parts that no consent covers for this user."""
        return tuple(str(part.label) for part in Shared if part not in self.shared and part is not Shared.CONTACT)

    @property
    def may_start(self) -> bool:
        """Whether the first day can be registered: there is a programme, and a referral where the model has one."""
        return bool(self.has.programme) and (self.referral is not None or not self.has.referral)

    # A part is shown where it is shared and the model has it, or has had it: a moved journey keeps what was done.

    @property
    def shows_programme(self) -> bool:
        has = self.has.referral or self.has.programme or self.referral or self.enrolment
        return Shared.ATTENDANCE in self.shared and bool(has)

    @property
    def shows_mapping(self) -> bool:
        return self.mappings is not None and bool(self.has.mapping or self.mappings)

    @property
    def shows_assessments(self) -> bool:
        return self.assessments is not None and bool(self.has.assessments or self.assessments)

    @property
    def shows_meetings(self) -> bool:
        return self.meeting is not None and bool(self.meeting.kinds or self.meeting.rows)

    @property
    def shows_plan(self) -> bool:
        return Shared.PLAN in self.shared and bool(self.has.plan or self.plan)

    @property
    def shows_activities(self) -> bool:
        return self.activities is not None and bool(self.has.activities or self.activities)

    @property
    def shows_follow_ups(self) -> bool:
        return self.follow_up is not None and bool(self.has.follow_ups or self.follow_up.rows)


def journey_page(user: User, journey: Journey, now: datetime) -> JourneyPage:
    """Return what the user may see of a journey at ``now``, with a fixed number of queries."""
    shared, model, today = shared_of(user, journey, now), model_of(journey), localtime(now).date()
    history = history_of(journey)
    status = workingmodel.status(model, history, now, pauses=pauses_of(journey))
    has_work, has_plan = Shared.ACTIVITIES in shared, Shared.PLAN in shared
    has_days = Shared.ATTENDANCE in shared
    plan = _plan(user, journey, now) if has_plan else None
    follow_up = follow_up_part(journey, model, status, today) if has_work else None
    exit = exit_part(journey, model, today) if has_work else None
    clocks = status if has_plan else None
    return JourneyPage(
        id=journey.pk,
        household=journey.household.number,
        who=who_of(user, journey, shared),
        model=f"{model.meta.label}, version {model.meta.version}",
        model_url=reverse("pathway:model", args=[key_of(journey.model_version)]),
        opened_at=journey.opened_at,
        ended_at=journey.ended_at,
        shared=shared,
        may_work=may_work(user),
        may_see_money=may_see_money(user),
        has=what_has(model),
        stage=stage_label(status, shared),
        line=line_of(model, status, history, now) if has_plan else None,
        sides=sides_of(journey.pk, model, clocks=clocks, plan=plan, follow_up=follow_up, exit=exit),
        clocks=tuple(_clock(model, clock) for clock in status.deadlines) if has_plan else None,
        blocked=str(status.may(Action.START_ACTIVITY) or ""),
        consultant=str(journey.consultant or "") if has_plan else "",
        coach=str(journey.coach or "") if has_plan else "",
        referral=_referral(journey) if has_days else None,
        enrolment=_enrolment(journey) if has_days else None,
        assessments=assessments_of(journey) if Shared.MAPPING in shared else None,
        mappings=_mappings(journey) if Shared.MAPPING in shared else None,
        plan=plan,
        activities=_activities(journey) if has_work else None,
        follow_up=follow_up,
        meeting=meeting_part(journey, model, notes=may_work(user)) if has_plan else None,
        exit=exit,
    )


def _clock(model: WorkingModel, clock: Any) -> ClockRow:
    return ClockRow(
        label=clock.label,
        owner=role_label(model, clock.owner),
        starts_at=clock.starts_at,
        due_at=clock.due_at,
        met_at=clock.met_at,
        ended_at=clock.ended_at,
        state=clock.state.value,
        state_label=clock.state.label,
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
    rows = Activity.objects.filter(journey=journey).select_related("offer").order_by("-starts_on", "-pk")
    return tuple(
        {
            "id": row.pk,
            "label": row.offer.label if row.offer else "",
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
