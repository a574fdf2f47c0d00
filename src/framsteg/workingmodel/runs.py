"""The clocks of a model, and when each of them started, was met or ended in a journey. The rules stand in `engine`."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from .clock import Span, falls_due, warns_at
from .duration import Duration
from .ending import Destination
from .events import EventKind
from .results import DeadlineState, DeadlineStatus, Event, Pause
from .schema import WorkingModel
from .unknown import UNKNOWN, Unknown

_EXIT = frozenset({EventKind.EXITED})
DIED = Destination.DECEASED.value  # the reference of an exit that starts nothing: nobody asks how it goes


@dataclass(frozen=True)
class Clock:
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


def clocks(model: WorkingModel) -> Iterator[Clock]:
    """Yield what runs on time in a model: deadlines, follow-ups and aftercare checks."""
    for d in model.deadlines:
        yield Clock(d.id, d.label, d.owner, d.starts_on, d.met_by, d.within, d.warn_before, d.escalate_to)
    for follow_up in model.follow_ups:
        stage = next(stage for stage in model.stages if stage.id == follow_up.stage)
        other_stages = frozenset(s.enters_on for s in model.stages if s is not stage)
        yield Clock(
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
            yield Clock(
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
class Run:
    """One clock that was started at an instant."""

    clock: Clock
    starts_at: datetime
    met_at: datetime | None = None
    ended_at: datetime | None = None

    def status(self, now: datetime, holidays: Container[date] | None, pauses: Sequence[Pause]) -> DeadlineStatus:
        clock = self.clock
        due_at = warned_at = None
        stood = _stood_still(pauses, clock.id, self.starts_at, self.met_at or self.ended_at or now)
        if clock.within is not UNKNOWN:
            due_at = falls_due(self.starts_at, clock.within, holidays, stood).astimezone(UTC)
            if clock.warn_before is not UNKNOWN:
                warned_at = warns_at(due_at, clock.warn_before, holidays).astimezone(UTC)
        paused_since = self._paused_since(now, due_at, stood, pauses)
        return DeadlineStatus(
            id=clock.id,
            label=clock.label,
            owner=clock.owner,
            starts_at=self.starts_at,
            due_at=due_at,
            warns_at=warned_at,
            met_at=self.met_at,
            ended_at=self.ended_at,
            state=DeadlineState.PAUSED if paused_since and due_at else self._state(now, due_at, warned_at),
            escalate_to=None if isinstance(clock.escalate_to, Unknown) else clock.escalate_to,
            paused_since=paused_since,
        )

    def _paused_since(
        self, now: datetime, due_at: datetime | None, stood: Sequence[Span], pauses: Sequence[Pause]
    ) -> datetime | None:
        """Return since when a running clock that is not late stands still."""
        if self.met_at or self.ended_at or (due_at is not None and now > due_at):
            return None
        if not any(_stops(pause, self.clock.id) and _lasts(pause, now) for pause in pauses):
            return None
        return stood[-1][0] if stood and stood[-1][1] == now else now

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


def begun(now: datetime, pauses: Iterable[Pause]) -> list[Pause]:
    """Return the pauses that have begun at `now`, in UTC."""
    found = []
    for pause in pauses:
        until = None if pause.until is None else utc(pause.until, "pausens slut")
        since = utc(pause.since, "pausens början")
        if since <= now:
            found.append(Pause(since, until, pause.deadline_id))
    return found


def utc(at: datetime, what: str) -> datetime:
    """:raises ValueError: a time without time zone"""
    if at.tzinfo is None:
        raise ValueError(f"Tidpunkten för {what} saknar tidszon; ange en tidpunkt med tidszon.")
    return at.astimezone(UTC)


def _stops(pause: Pause, clock_id: str) -> bool:
    return pause.deadline_id in ("", clock_id)


def _lasts(pause: Pause, now: datetime) -> bool:
    return pause.since <= now and (pause.until is None or now < pause.until)


def _stood_still(pauses: Sequence[Pause], clock_id: str, start: datetime, stop: datetime) -> list[Span]:
    """Return when a clock that ran from `start` to `stop` stood still: in order, pauses that meet or overlap as one."""
    stood: list[Span] = []
    spans = ((max(p.since, start), min(p.until or stop, stop)) for p in pauses if _stops(p, clock_id))
    for since, until in sorted(spans):
        if since >= until:
            continue
        if stood and since <= stood[-1][1]:
            stood[-1] = (stood[-1][0], max(stood[-1][1], until))
        else:
            stood.append((since, until))
    return stood


def runs_of(model: WorkingModel, events: Sequence[Event]) -> list[Run]:
    """Return each time that each clock started, in order of start; `events` in order of time."""
    runs = [run for clock in clocks(model) for run in _runs_of_clock(clock, events)]
    return sorted(runs, key=lambda run: run.starts_at)


def _runs_of_clock(clock: Clock, events: Sequence[Event]) -> list[Run]:
    runs: list[Run] = []
    running: Run | None = None
    for event in events:
        restarts = event.kind is clock.starts_on and (event.kind, event.ref) != (EventKind.EXITED, DIED)
        if running is not None:
            if event.kind is clock.met_by and clock.ref in (None, event.ref):
                running.met_at, running = event.at, None
                restarts = restarts or clock.repeats
            elif event.kind in clock.ends_on:
                running.ended_at, running = event.at, None
        if restarts and running is None:
            if runs and runs[-1].starts_at == event.at:
                runs.pop()  # met and started again at one instant: it started once
            running = Run(clock, event.at)
            runs.append(running)
    return runs
