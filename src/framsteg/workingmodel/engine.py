"""
Where a journey stands: from (model, history, now) to stage, deadlines and what is blocked. Pure; nothing is stored.

The rules, in one place:

* Only events up to `now` count, in order of time, however they come in the sequence.
* A start event starts a clock, unless the same clock is already running: nobody gets more time by registering again.
* The first `met_by` event after the start meets the clock, in time up to and including the due instant.
* An exit ends every running clock. A reopening starts none by itself: clocks keep what they had become, and only later
  events start new ones. It takes the journey back to the stage it left, unless the model has a stage of its own for it.
* A gate is open once its event has happened in the journey, also before a reopening: an exit does not undo a mapping.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from .clock import falls_due, warns_at
from .duration import Duration
from .elements import Stage
from .events import EventKind
from .results import Blocked, DeadlineState, DeadlineStatus, Event, StageStatus, Status
from .schema import WorkingModel
from .unknown import UNKNOWN, Unknown

_ORDER = {kind: index for index, kind in enumerate(EventKind)}
_EXIT = frozenset({EventKind.EXITED})


def status(
    model: WorkingModel, history: Iterable[Event], now: datetime, holidays: Container[date] | None = None
) -> Status:
    """
    Return where a journey stands at `now`, from what has happened in it.

    :param now: aware datetime; later events are left out
    :param holidays: days that are not working days; Swedish ones unless told
    :raises ValueError: a time without time zone
    """
    now = _utc(now, "now")
    events = _until(now, history)
    happened = {event.kind for event in events}
    exited_at, reopenings = _exit_of(events)
    return Status(
        stage=_stage(model, events),
        deadlines=tuple(run.status(now, holidays) for run in _runs(model, events)),
        blocked=tuple(_blocked(model, happened)),
        exited_at=exited_at,
        reopenings=reopenings,
    )


def _until(now: datetime, history: Iterable[Event]) -> list[Event]:
    """Return what has happened up to `now`, in order; in UTC, as Python compares two local times by their digits."""
    events = [e if e.at.tzinfo is UTC else Event(e.kind, _utc(e.at, e.kind.value), e.ref) for e in history]
    return sorted((e for e in events if e.at <= now), key=lambda e: (e.at, _ORDER[e.kind], e.ref))


def _utc(at: datetime, what: str) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"Tidpunkten för {what} saknar tidszon; ange en tidpunkt med tidszon.")
    return at.astimezone(UTC)


def _exit_of(events: list[Event]) -> tuple[datetime | None, int]:
    exited_at, reopenings = None, 0
    for event in events:
        if event.kind is EventKind.EXITED:
            exited_at = event.at
        elif event.kind is EventKind.REOPENED:
            exited_at = None
            reopenings += 1
    return exited_at, reopenings


def _stage(model: WorkingModel, events: list[Event]) -> StageStatus | None:
    entered_by = {stage.enters_on: stage for stage in model.stages}
    current: Stage | None = None
    since: datetime | None = None
    left: Stage | None = None  # the stage that the latest exit left
    for event in events:
        entered = entered_by.get(event.kind)
        if event.kind is EventKind.EXITED:
            left = left if current is entered_by.get(EventKind.EXITED) else current
        elif event.kind is EventKind.REOPENED:
            entered, left = entered or left or current, None
        elif entered is None:
            continue
        if entered is not current:
            current, since = entered, event.at
    if current is None or since is None:
        return None
    happened = {event.kind for event in events}
    lacks = tuple(kind for kind in current.exit_requires if kind not in happened)
    return StageStatus(current.id, current.label, since, lacks)


@dataclass(frozen=True)
class _Clock:
    """What a deadline, a follow-up and an aftercare check have in common."""

    id: str
    label: str
    owner: str
    starts_on: EventKind
    met_by: EventKind
    within: Duration | Unknown
    warn_before: Duration | Unknown = UNKNOWN
    escalate_to: str | Unknown = UNKNOWN
    ends_on: frozenset[EventKind] = _EXIT
    repeats: bool = False  # when met, it starts again
    ref: str | None = None  # met only by an event with this reference


def _clocks(model: WorkingModel) -> Iterator[_Clock]:
    for d in model.deadlines:
        yield _Clock(d.id, d.label, d.owner, d.starts_on, d.met_by, d.within, d.warn_before, d.escalate_to)
    for follow_up in model.follow_ups:
        stage = next(stage for stage in model.stages if stage.id == follow_up.stage)
        other_stages = frozenset(s.enters_on for s in model.stages if s is not stage)
        yield _Clock(
            follow_up.id,
            follow_up.label,
            follow_up.owner,
            stage.enters_on,
            EventKind.FOLLOW_UP_HELD,
            follow_up.every,
            ends_on=_EXIT | other_stages,
            repeats=True,
        )
    if model.aftercare is not UNKNOWN and model.aftercare.checks is not UNKNOWN:
        for check in model.aftercare.checks:
            yield _Clock(
                check.id,
                check.label,
                check.owner,
                EventKind.EXITED,
                EventKind.AFTERCARE_HELD,
                check.after,
                ends_on=frozenset({EventKind.REOPENED}),
                ref=check.id,
            )


@dataclass
class _Run:
    """One clock that was started at an instant."""

    clock: _Clock
    starts_at: datetime
    met_at: datetime | None = None
    ended_at: datetime | None = None

    def status(self, now: datetime, holidays: Container[date] | None) -> DeadlineStatus:
        clock = self.clock
        due_at = warned_at = None
        if clock.within is not UNKNOWN:
            due_at = falls_due(self.starts_at, clock.within, holidays).astimezone(UTC)
            if clock.warn_before is not UNKNOWN:
                warned_at = warns_at(due_at, clock.warn_before, holidays).astimezone(UTC)
        return DeadlineStatus(
            id=clock.id,
            label=clock.label,
            owner=clock.owner,
            starts_at=self.starts_at,
            due_at=due_at,
            warns_at=warned_at,
            met_at=self.met_at,
            ended_at=self.ended_at,
            state=self._state(now, due_at, warned_at),
            escalate_to=None if isinstance(clock.escalate_to, Unknown) else clock.escalate_to,
        )

    def _state(self, now: datetime, due_at: datetime | None, warned_at: datetime | None) -> DeadlineState:
        if due_at is None:
            return DeadlineState.UNKNOWN
        if self.met_at is not None:
            return DeadlineState.MET if self.met_at <= due_at else DeadlineState.MET_LATE
        if self.ended_at is not None:
            return DeadlineState.ENDED
        if now > due_at:
            return DeadlineState.LATE
        return DeadlineState.WARNING if warned_at is not None and now >= warned_at else DeadlineState.PENDING


def _runs(model: WorkingModel, events: list[Event]) -> list[_Run]:
    runs = [run for clock in _clocks(model) for run in _runs_of(clock, events)]
    return sorted(runs, key=lambda run: run.starts_at)


def _runs_of(clock: _Clock, events: list[Event]) -> list[_Run]:
    runs: list[_Run] = []
    running: _Run | None = None
    for event in events:
        restarts = event.kind is clock.starts_on
        if running is not None:
            if event.kind is clock.met_by and clock.ref in (None, event.ref):
                running.met_at, running = event.at, None
                restarts = restarts or clock.repeats
            elif event.kind in clock.ends_on:
                running.ended_at, running = event.at, None
        if restarts and running is None:
            running = _Run(clock, event.at)
            runs.append(running)
    return runs


def _blocked(model: WorkingModel, happened: set[EventKind]) -> Iterator[Blocked]:
    for gate in model.gates:
        if gate.requires in happened:
            continue
        why = f"{gate.requires.missing}. {gate.reason} {gate.requires.remedy} först."
        for action in gate.before:
            yield Blocked(action, gate.id, gate.requires, f"Det går inte att {action.label} än: {why}")
