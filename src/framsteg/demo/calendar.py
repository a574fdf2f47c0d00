"""The demo's virtual clock: what shall happen when, played in order."""

import heapq
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Calendar:
    """
    Dated calls, played in order of time. A call may put new ones in; what lies after the end is not played.
    """

    def __init__(self, until: datetime) -> None:
        self.until = until
        self._queue: list[tuple[datetime, int, Callable[..., None], tuple[Any, ...]]] = []
        self._order = count()  # two calls at the same time are played in the order they were put in

    def put(self, at: datetime, call: Callable[..., None], *args: Any) -> None:
        """Plan ``call(at, *args)``. A time after the end is left out: it has not happened yet."""
        if at <= self.until:
            heapq.heappush(self._queue, (at, next(self._order), call, args))

    def play(self, progress: Callable[[datetime], None]) -> None:
        """Make every call in order; ``progress`` is told the virtual time of each."""
        while self._queue:
            at, _, call, args = heapq.heappop(self._queue)
            call(at, *args)
            progress(at)


def clock(day: date, hour: int, minute: int = 0) -> datetime:
    """Return an hour of a day in Sweden."""
    return datetime.combine(day, time(hour, minute), STOCKHOLM)


def weekday(day: date) -> date:
    """Return the day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def weekdays_after(day: date, days: int) -> date:
    """
    Return the weekday that lies ``days`` weekdays after a day, or before it where ``days`` is negative.

    Red days are not left out: the demo works them.
    """
    step = timedelta(days=1 if days >= 0 else -1)
    for _ in range(abs(days)):
        day += step
        while day.weekday() > 4:
            day += step
    return weekday(day)


def monday_after(day: date) -> date:
    """Return the first Monday after a day."""
    return day + timedelta(days=7 - day.weekday())
