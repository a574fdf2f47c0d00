"""When many clocks fall due at once. An instant is a whole number of microseconds since 1970 in UTC, in a column."""

from collections.abc import Callable, Container
from datetime import UTC, date, datetime, timedelta

import numpy as np
import numpy.typing as npt

from ..clock import STOCKHOLM, day_from
from ..duration import Duration

Instants = npt.NDArray[np.int64]
NONE = np.iinfo(np.int64).min  # no instant
_HOUR = 3_600_000_000
_DAY = 24 * _HOUR
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant(at: datetime) -> int:
    """Return a time as an instant."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def time_of(at: int) -> datetime | None:
    """Return an instant as a time in UTC; None for none."""
    return None if at == NONE else _EPOCH + timedelta(microseconds=int(at))


def moved(starts: Instants, by: Duration, direction: int, holidays: Container[date] | None) -> Instants:
    """Return the instants that lie a length of time after (1) or before (-1) others, by the rules in `clock`."""
    if by.unit == "hours":
        return starts + direction * by.amount * _HOUR
    local = starts + _offsets(starts // _HOUR, _offset)
    days = _each(
        local // _DAY, lambda day: _number(day_from(_EPOCH.date() + timedelta(days=day), by, direction, holidays))
    )
    wall = days * _DAY + local % _DAY
    return wall - _offsets(wall // _HOUR, _offset_by_the_wall)


def _number(day: date) -> int:
    return (day - _EPOCH.date()).days


def _offsets(hours: Instants, ask: Callable[[int], int]) -> Instants:
    """Ask for the first hour of each day, and on the days when the clocks change for each hour."""
    day = hours // 24
    offsets = _each(day, lambda number: ask(24 * number))
    changes = offsets != _each(day, lambda number: ask(24 * number + 24))
    offsets[changes] = _each(hours[changes], ask)
    return offsets


def _offset(hour: int) -> int:
    """How far Swedish time is ahead in an hour since 1970 in UTC. The clocks change on whole hours (since 1916)."""
    return _microseconds((_EPOCH + timedelta(hours=hour)).astimezone(STOCKHOLM))


def _offset_by_the_wall(hour: int) -> int:
    """The same for an hour as the clock on the wall shows it: a repeated one is the first, a skipped one is later."""
    return _microseconds((_EPOCH + timedelta(hours=hour)).replace(tzinfo=STOCKHOLM))


def _microseconds(local: datetime) -> int:
    return (local.utcoffset() or timedelta()) // timedelta(microseconds=1)


def _each(values: Instants, answer: Callable[[int], int]) -> Instants:
    """Ask once for each value that is there: hours and days, of which there are few however many the clocks."""
    if not len(values):
        return values
    first = int(values.min())
    there = np.zeros(int(values.max()) - first + 1, dtype=bool)
    there[values - first] = True
    table = np.zeros(len(there), dtype=np.int64)
    table[there] = [answer(int(value)) for value in np.flatnonzero(there) + first]
    return table[values - first]
