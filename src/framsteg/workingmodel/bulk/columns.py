"""The events of many journeys as columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..events import EventKind
from ..results import Event
from ..runs import utc
from .instants import Instants, instant

Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int8]
Rows = npt.NDArray[np.int64]
CODES = {kind: code for code, kind in enumerate(EventKind)}  # in the order of events at the same instant

_KINDS = len(CODES)


@dataclass(frozen=True)
class Columns:
    """
    One row for each event, in any order. `kind` is a place in `EventKind`, `at` microseconds since 1970 in UTC.

    `journey` is a number from 0 up to, but not including, `journeys`; `ref` is a place in `refs`.
    """

    journeys: int
    journey: Rows
    kind: Codes
    at: Instants
    ref: Rows
    refs: tuple[str, ...] = ("",)


def columns_of(histories: Sequence[Iterable[Event]]) -> Columns:
    """
    Return histories as columns; the number of a journey is its place.

    :raises ValueError: a time without time zone
    """
    refs: dict[str, int] = {"": 0}
    rows = [
        (place, CODES[event.kind], instant(utc(event.at, event.kind.value)), refs.setdefault(event.ref, len(refs)))
        for place, history in enumerate(histories)
        for event in history
    ]
    journey, kind, at, ref = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return Columns(len(histories), journey, kind.astype(np.int8), at, ref, tuple(refs))


def in_order(events: Columns, now: int) -> Columns:
    """Return what has happened up to an instant, by journey, time and place in `EventKind`."""
    if len(events.at) and events.at.max() > now:
        events = _taken(events, np.flatnonzero(events.at <= now))
    if not _is_in_order(events):
        events = _taken(events, np.lexsort((events.at * _KINDS + events.kind, events.journey)))
    return events


def _taken(events: Columns, rows: Rows) -> Columns:
    return replace(
        events, journey=events.journey[rows], kind=events.kind[rows], at=events.at[rows], ref=events.ref[rows]
    )


def _is_in_order(events: Columns) -> bool:
    journey, at, kind = (np.diff(column) for column in (events.journey, events.at, events.kind))
    return bool(np.all((journey > 0) | ((journey == 0) & ((at > 0) | ((at == 0) & (kind >= 0))))))


def latest(wanted: Bools, journey: Rows) -> Rows:
    """Return for each row the last wanted row before it in the same journey; -1 where there is none."""
    so_far = np.maximum.accumulate(np.where(wanted, np.arange(len(wanted)), -1))
    before = np.full(len(wanted), -1)
    before[1:] = so_far[:-1]
    return np.where((before >= 0) & (journey[before] == journey), before, -1)


def last_of_each(journey: Rows) -> Rows:
    """Return the last row of each journey that has one."""
    return np.flatnonzero(np.diff(journey, append=-1))
