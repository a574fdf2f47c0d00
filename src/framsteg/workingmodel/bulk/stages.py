"""Which stage each of many journeys is in, and whether it has been left. The rules stand in `engine`."""

import numpy as np

from ..events import EventKind
from ..schema import WorkingModel
from .columns import CODES, Codes, Columns, Rows, last_of_each, latest
from .instants import NONE, Instants

_EXITED, _REOPENED = CODES[EventKind.EXITED], CODES[EventKind.REOPENED]


def exits_of(events: Columns) -> tuple[Instants, Rows]:
    """Return when each journey was left, `NONE` for those that go on, and how often it was reopened."""
    rows = np.flatnonzero((events.kind == _EXITED) | (events.kind == _REOPENED))
    exited_at = np.full(events.journeys, NONE)
    last = rows[last_of_each(events.journey[rows])]
    last = last[events.kind[last] == _EXITED]
    exited_at[events.journey[last]] = events.at[last]
    reopened = events.journey[rows][events.kind[rows] == _REOPENED]
    return exited_at, np.bincount(reopened, minlength=events.journeys)


def stages_of(model: WorkingModel, events: Columns) -> tuple[Codes, Instants]:
    """Return the stage of each journey (place in the model, -1 for none) and since when; `NONE` for none."""
    entered = np.full(len(CODES), -1, dtype=np.int8)
    for place, one in enumerate(model.stages):
        entered[CODES[one.enters_on]] = place
    tells = entered >= 0
    tells[[_EXITED, _REOPENED]] = True
    rows = np.flatnonzero(tells[events.kind])
    kind, journey = events.kind[rows], events.journey[rows]
    stage: Codes = entered[kind]
    if entered[_REOPENED] < 0:
        _take_back(stage, kind, journey, int(entered[_EXITED]))
    before = latest(np.ones(len(rows), dtype=bool), journey)
    changes = stage != np.where(before >= 0, stage[before], -1)
    last = last_of_each(journey)
    since = np.maximum.accumulate(np.where(changes, np.arange(len(rows)), -1))[last]
    current = np.full(events.journeys, -1, dtype=np.int8)
    current[journey[last]] = stage[last]
    since_at = np.full(events.journeys, NONE)
    is_in = stage[last] >= 0
    since_at[journey[last][is_in]] = events.at[rows[since[is_in]]]
    return current, since_at


def _take_back(stage: Codes, kind: Codes, journey: Rows, exit_stage: int) -> None:
    """
    Write the stage that each reopening goes back to: the one before the exit since the last reopening, else no other.

    The first reopening of every journey, then the second, and so on, as one may lead back to what another led to.
    """
    exits, reopens = kind == _EXITED, kind == _REOPENED
    every = np.ones(len(kind), dtype=bool)
    previous, left, goes_on = latest(every, journey), latest(exits, journey), latest(~exits, journey)
    stage_left = np.where(left >= 0, goes_on[left], -1)
    stage_left[left < latest(reopens, journey)] = -1  # no exit since the last reopening
    rows = np.flatnonzero(reopens)
    first = np.searchsorted(journey[rows], journey[rows])  # of the journey
    turn = np.arange(len(rows)) - first
    for number in range(int(turn.max(initial=-1)) + 1):
        now = rows[turn == number]
        was = np.where(stage_left[now] >= 0, stage[stage_left[now]], -1)
        was[was == exit_stage] = -1
        same = np.where(previous[now] >= 0, stage[previous[now]], -1)
        stage[now] = np.where(was >= 0, was, same)
