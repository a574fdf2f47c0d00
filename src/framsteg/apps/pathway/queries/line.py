"""A person's way as a line: what is passed, now and ahead; what is late on every side; what a gate holds back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from framsteg.apps.pathway.enums import Owner
from framsteg.apps.pathway.queries.exits import ExitPart
from framsteg.apps.pathway.queries.follow_up import FollowUpPart
from framsteg.apps.pathway.queries.has import events_of
from framsteg.apps.pathway.queries.model import party_of, role_label
from framsteg.apps.pathway.queries.plan import PlanPage
from framsteg.workingmodel import DeadlineState, Event, Status, WorkingModel

MISSED = (DeadlineState.LATE, DeadlineState.MET_LATE)


@dataclass(frozen=True)
class Stop:
    """A stage. ``state``: ``done``, ``current``, ``upcoming`` or ``skipped`` (passed without being entered)."""

    label: str
    state: str
    at: datetime | None  # when it was last entered


@dataclass(frozen=True)
class Late:
    """Something that is not done in time. ``since`` is when it should have been; ``done`` that it was, afterwards."""

    what: str
    who: str  # the role, name or unit whose it is
    since: date | datetime
    done: bool
    url: str


@dataclass(frozen=True)
class Side:
    """One side's duties that are late, or were; the three sides are shown alike."""

    owner: str
    label: str
    rows: tuple[Late, ...]


@dataclass(frozen=True)
class Held:
    """What a gate holds back. ``why`` tells what to do about it."""

    gate: str
    why: str


@dataclass(frozen=True)
class Line:
    """The journey at a glance. ``lacks`` is what is to be done before the stage is left."""

    stops: tuple[Stop, ...]
    lacks: tuple[str, ...]
    held: tuple[Held, ...]


def line_of(model: WorkingModel, status: Status, history: Sequence[Event], now: datetime) -> Line:
    """Return the stages of the model as a journey has passed them, and what its gates hold back."""
    entered = {event.kind: event.at for event in sorted(history, key=lambda event: event.at) if event.at <= now}
    ids = [stage.id for stage in model.stages]
    place = ids.index(status.stage.id) if status.stage else -1
    stops = tuple(
        Stop(stage.label, _state(index, place, stage.enters_on in entered), entered.get(stage.enters_on))
        for index, stage in enumerate(model.stages)
    )
    lacks = tuple(kind.missing for kind in status.stage.lacks) if status.stage and not status.exited_at else ()
    return Line(stops, lacks, () if status.exited_at else _held(model, status))


def sides_of(
    journey: int,
    model: WorkingModel,
    *,
    clocks: Status | None,
    plan: PlanPage | None,
    follow_up: FollowUpPart | None,
    exit: ExitPart | None,
) -> tuple[Side, ...]:
    """Return what is late on each side, of the parts that may be shown (None: may not); the oldest first."""
    late = [
        *(_late_clocks(model, clocks) if clocks else ()),
        *(_late_lines(journey, plan) if plan else ()),
        *(_late_contacts(follow_up, exit)),
    ]
    return tuple(
        Side(owner.value, str(owner.label), tuple(sorted((row for o, row in late if o is owner), key=_order)))
        for owner in Owner
    )


def _state(index: int, place: int, was_entered: bool) -> str:
    if index == place:
        return "current"
    if was_entered:
        return "done"
    return "skipped" if index < place else "upcoming"


def _held(model: WorkingModel, status: Status) -> tuple[Held, ...]:
    """Only what the model has: a gate may stand before something that it knows nothing more of."""
    labels = {gate.id: gate.label for gate in model.gates}
    known = events_of(model)
    shown = (blocked for blocked in status.blocked if blocked.action.causes is None or blocked.action.causes in known)
    return tuple(Held(labels[blocked.gate], blocked.because) for blocked in shown)


def _late_clocks(model: WorkingModel, status: Status) -> Iterable[tuple[Owner, Late]]:
    for clock in status.deadlines:
        if clock.state in MISSED and clock.due_at:
            done = clock.state is DeadlineState.MET_LATE
            late = Late(clock.label, role_label(model, clock.owner), clock.due_at, done, "#frister")
            yield party_of(model, clock.owner), late


def _late_lines(journey: int, plan: PlanPage) -> Iterable[tuple[Owner, Late]]:
    url = reverse("pathway:plan", args=[journey])
    for line in plan.lines:
        if line.late and line.due_on:
            yield Owner(line.owner), Late(line.text, line.owner_name, line.due_on, False, url)


def _late_contacts(follow_up: FollowUpPart | None, exit: ExitPart | None) -> Iterable[tuple[Owner, Late]]:
    """What the kommun has booked with the person is the kommun's to hold."""
    for row in follow_up.rows if follow_up else ():
        if row.days_late:
            what = _("Uppföljning (%(mode)s)") % {"mode": row.mode}
            yield Owner.KOMMUN, Late(what, row.held_by, row.planned_on, row.held_at is not None, "#uppfoljningar")
    for contact in exit.contacts if exit else ():
        if contact.late and contact.is_ours:  # the model's own are clocks
            yield Owner.KOMMUN, Late(contact.label, "", contact.planned_on, False, "#avslut")


def _order(late: Late) -> tuple[bool, str]:
    return late.done, late.since.isoformat()
