"""
What `engine.status` says of each of many journeys of one model, for all of them at once.

A column for each thing and a row for each event or start of a clock. Nothing is done row by row but what a pause
changes. Equal to `status` for every history, which a test holds.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np

from ..events import EventKind
from ..results import DeadlineState, Pause
from ..runs import DIED, Clock, Run, begun, clocks, utc
from ..schema import WorkingModel
from ..unknown import UNKNOWN
from .columns import CODES, Codes, Columns, Rows, in_order, latest
from .instants import NONE, Instants, instant, moved, time_of
from .stages import exits_of, stages_of

STATES = tuple(DeadlineState)
_S = DeadlineState
_STATE = {state: code for code, state in enumerate(STATES)}
_START, _MEET, _END = 1, 2, 4


@dataclass(frozen=True)
class ClockRuns:
    """Every start of one clock, in order of journey and time. `state` is a place in `STATES`; `NONE` is no instant."""

    clock: Clock
    journey: Rows
    starts_at: Instants
    met_at: Instants
    ended_at: Instants
    due_at: Instants
    warns_at: Instants
    paused_since: Instants
    state: Codes


@dataclass(frozen=True)
class ManyStatuses:
    """Where each journey stands. `stage` is a place in the model's stages, -1 for none; `NONE` is no instant."""

    stage: Codes
    stage_since: Instants
    exited_at: Instants
    reopenings: Rows
    clocks: tuple[ClockRuns, ...]


def statuses_of_many(
    model: WorkingModel,
    events: Columns,
    now: datetime,
    holidays: Container[date] | None = None,
    pauses: Mapping[int, Sequence[Pause]] | None = None,
) -> ManyStatuses:
    """
    Return where the journeys of `events` stand at `now` under one model.

    :param pauses: for each journey that has any; what they change is counted one clock at a time
    :raises ValueError: a time without time zone
    """
    now = utc(now, "now")
    events = in_order(events, instant(now))
    stops = {journey: begun(now, some) for journey, some in (pauses or {}).items()}
    runs = []
    for clock in clocks(model):
        timed = _timed(_runs(clock, events), instant(now), holidays)
        _pause(timed, now, holidays, stops)
        runs.append(timed)
    stage, since = stages_of(model, events)
    return ManyStatuses(stage, since, *exits_of(events), tuple(runs))


def _runs(clock: Clock, events: Columns) -> ClockRuns:
    """Return when a clock started, and what met or ended each start, as `runs` finds it event by event."""
    roles = _roles(clock, events)
    rows = np.flatnonzero(roles)
    roles, journey, at = roles[rows], events.journey[rows], events.at[rows]
    starts, meets, stops = (roles & bits != 0 for bits in (_START, _MEET, _MEET | _END))
    again = meets & ~starts if clock.repeats else np.zeros_like(meets)  # runs after it exactly if it ran before
    told = latest(~again, journey)
    ran = (told >= 0) & starts[told]
    begins = np.flatnonzero(np.where(again, ran, starts & (~ran | stops)))
    begins = begins[
        (np.diff(journey[begins], append=-1) != 0) | (np.diff(at[begins], append=0) != 0)
    ]  # once at an instant
    ends = np.append(np.flatnonzero(ran & stops), len(rows))  # the last is no row, and ends nothing
    end = ends[np.searchsorted(ends, begins, side="right")]
    at, meets, journeys = np.append(at, NONE), np.append(meets, False), np.append(journey, -1)
    end[journeys[end] != journey[begins]] = len(rows)
    return ClockRuns(
        clock=clock,
        journey=journey[begins],
        starts_at=at[begins],
        met_at=np.where(meets[end], at[end], NONE),
        ended_at=np.where(meets[end], NONE, at[end]),
        **{column: np.full(len(begins), NONE) for column in ("due_at", "warns_at", "paused_since")},
        state=np.full(len(begins), _STATE[DeadlineState.UNKNOWN], dtype=np.int8),
    )


def _roles(clock: Clock, events: Columns) -> Codes:
    """Return what each event is to a clock: whether it starts, meets or ends it, as bits."""
    table = np.zeros(len(CODES), dtype=np.int8)
    table[CODES[clock.starts_on]] |= _START
    table[CODES[clock.met_by]] |= _MEET
    for kind in clock.ends_on:
        table[CODES[kind]] |= _END
    roles: Codes = table[events.kind]
    if clock.ref is not None:
        known = events.refs.index(clock.ref) if clock.ref in events.refs else -1
        roles[(events.kind == CODES[clock.met_by]) & (events.ref != known)] &= ~_MEET
    if clock.starts_on is EventKind.EXITED and DIED in events.refs:
        roles[(events.kind == CODES[EventKind.EXITED]) & (events.ref == events.refs.index(DIED))] &= ~_START
    return roles


def _timed(runs: ClockRuns, now: int, holidays: Container[date] | None) -> ClockRuns:
    clock = runs.clock
    if clock.within is UNKNOWN:
        return runs
    due_at = moved(runs.starts_at, clock.within, 1, holidays)
    warns_at = runs.warns_at if clock.warn_before is UNKNOWN else moved(due_at, clock.warn_before, -1, holidays)
    state = np.select(
        [
            (runs.met_at != NONE) & (runs.met_at <= due_at),
            runs.met_at != NONE,
            runs.ended_at != NONE,
            now > due_at,
            (warns_at != NONE) & (now >= warns_at),
        ],
        [_STATE[state] for state in (_S.MET, _S.MET_LATE, _S.ENDED, _S.LATE, _S.WARNING)],
        _STATE[_S.PENDING],
    )
    return replace(runs, due_at=due_at, warns_at=warns_at, state=state.astype(np.int8))


def _pause(
    runs: ClockRuns, now: datetime, holidays: Container[date] | None, stops: Mapping[int, Sequence[Pause]]
) -> None:
    """Write what pauses change, as `status` counts it."""
    for row in np.flatnonzero(np.isin(runs.journey, list(stops))) if stops else ():
        started = time_of(runs.starts_at[row])
        assert started is not None, "a run has started"
        run = Run(runs.clock, started, time_of(runs.met_at[row]), time_of(runs.ended_at[row]))
        one = run.status(now, holidays, stops[int(runs.journey[row])])
        for column, at in (
            (runs.due_at, one.due_at),
            (runs.warns_at, one.warns_at),
            (runs.paused_since, one.paused_since),
        ):
            column[row] = NONE if at is None else instant(at)
        runs.state[row] = _STATE[one.state]
