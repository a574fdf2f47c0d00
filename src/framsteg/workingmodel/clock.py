"""
When a deadline falls due. The only place that knows what an hour, a day and a working day are.

All answers are aware datetimes in Swedish time (Europe/Stockholm). "Now" is never asked for.
"""

import calendar
from collections.abc import Container
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import cast
from zoneinfo import ZoneInfo

import holidays

from .duration import Duration

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_SATURDAY = 5


@cache
def swedish_holidays() -> Container[date]:
    """
    Return the days when a Swedish office is closed besides weekends: red days (lag 1989:253 om allmänna helgdagar) and
    midsommarafton, julafton and nyårsafton, which the `holidays` package calls de facto.
    """
    return cast(Container[date], holidays.country_holidays("SE", categories=("public", "de_facto")))


def falls_due(start: datetime, within: Duration, holidays: Container[date] | None = None) -> datetime:
    """
    Return the last instant that is in time for a clock that starts at `start`.

    Hours are elapsed hours, also over a clock change. Days, weeks and months keep the local time of day; a time that
    the clock change skips moves an hour forward. The day of the start is never counted as a working day.

    :param holidays: days that are not working days; Swedish ones unless told
    :raises ValueError: `start` has no time zone
    """
    return _move(start, within, 1, holidays)


def warns_at(due_at: datetime, before: Duration, holidays: Container[date] | None = None) -> datetime:
    """
    Return the instant to warn: `before` ahead of `due_at`, counted as in `falls_due`.

    :raises ValueError: `due_at` has no time zone
    """
    return _move(due_at, before, -1, holidays)


def _move(start: datetime, by: Duration, direction: int, closed: Container[date] | None) -> datetime:
    if start.tzinfo is None:
        raise ValueError("Tidpunkten saknar tidszon; ange en tidpunkt med tidszon.")
    if by.unit == "hours":
        return (start.astimezone(UTC) + timedelta(hours=direction * by.amount)).astimezone(STOCKHOLM)
    local = start.astimezone(STOCKHOLM)
    match by.unit:
        case "days":
            day = local.date() + timedelta(days=direction * by.amount)
        case "weeks":
            day = local.date() + timedelta(weeks=direction * by.amount)
        case "months":
            day = _months_from(local.date(), direction * by.amount)
        case "working_days":
            day = _working_days_from(
                local.date(), by.amount, direction, swedish_holidays() if closed is None else closed
            )
    moved = datetime.combine(day, local.time(), STOCKHOLM)
    return moved.astimezone(UTC).astimezone(STOCKHOLM)  # there and back, so that a skipped time becomes a real one


def _months_from(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _working_days_from(day: date, left: int, direction: int, closed: Container[date]) -> date:
    while left:
        day += timedelta(days=direction)
        if day.weekday() < _SATURDAY and day not in closed:
            left -= 1
    return day
