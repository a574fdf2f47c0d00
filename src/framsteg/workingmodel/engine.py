"""
Where a journey stands: from (model, history, now) to stage, deadlines and what is blocked. Pure; nothing is stored.

The rules, in one place:

* Only events up to `now` count, in order of time, however they come in the sequence.
* A start event starts a clock, unless the same clock is already running: nobody gets more time by registering again.
* The first `met_by` event after the start meets the clock, in time up to and including the due instant.
* A clock that is stopped and starts again at the instant when it started has started once there, the latter time.
* An exit ends every running clock, and starts those of the aftercare; one whose `ref` says that the person has died
  starts none. A reopening starts none by itself: clocks keep what they had become, and only later events start new
  ones. It takes the journey back to the stage it left, unless the model has a stage of its own for it.
* While a pause lasts, a clock stands still: one clock (`deadline_id`) or all of them. Of a pause only the part from the
  clock's start to its end counts; pauses that meet or overlap are one; one that begins when the time has run out does
  nothing, as what is late stays late. A pause that has not begun at `now` has not happened; one that has not ended at
  `now` is open, whatever end is written for it. A clock of hours gets back exactly the time it stood still. For days,
  working days, weeks and months a day is whole, and one on which the clock stood still, if only in part, is not
  counted, as the day on which the time began is not: so nobody loses a day to a pause (our rule; the sources state
  none). The warning is counted back from the moved due time.
* A gate is open once its event has happened in the journey, also before a reopening: an exit does not undo a mapping.
"""

from collections.abc import Container, Iterable, Iterator
from datetime import UTC, date, datetime

from .elements import Stage
from .events import EventKind
from .results import Blocked, Event, Pause, StageStatus, Status
from .runs import begun, runs_of, utc
from .schema import WorkingModel

_ORDER = {kind: index for index, kind in enumerate(EventKind)}


def status(
    model: WorkingModel,
    history: Iterable[Event],
    now: datetime,
    holidays: Container[date] | None = None,
    pauses: Iterable[Pause] = (),
) -> Status:
    """
    Return where a journey stands at `now`, from what has happened in it.

    :param now: aware datetime; later events are left out
    :param holidays: days that are not working days; Swedish ones unless told
    :param pauses: when clocks have stood still, in any order
    :raises ValueError: a time without time zone
    """
    now = utc(now, "now")
    events = _until(now, history)
    stops = begun(now, pauses)
    exited_at, reopenings = _exit_of(events)
    return Status(
        stage=_stage(model, events),
        deadlines=tuple(run.status(now, holidays, stops) for run in runs_of(model, events)),
        blocked=tuple(_blocked(model, events)),
        exited_at=exited_at,
        reopenings=reopenings,
    )


def _until(now: datetime, history: Iterable[Event]) -> list[Event]:
    """Return what has happened up to `now`, in order; in UTC, as Python compares two local times by their digits."""
    events = [e if e.at.tzinfo is UTC else Event(e.kind, utc(e.at, e.kind.value), e.ref) for e in history]
    return sorted((e for e in events if e.at <= now), key=lambda e: (e.at, _ORDER[e.kind], e.ref))


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


def _blocked(model: WorkingModel, events: list[Event]) -> Iterator[Blocked]:
    for gate in model.gates:
        if any(event.kind is gate.requires and gate.meeting in (None, event.ref) for event in events):
            continue
        why = f"{gate.requires.missing}. {gate.reason} {gate.requires.remedy} först."
        for action in gate.before:
            yield Blocked(action, gate.id, gate.requires, f"Det går inte att {action.label} än: {why}")
