"""
When a deadline falls due. The only place that knows what an hour, a day and a working day are.

All answers are aware datetimes in Swedish time (Europe/Stockholm). "Now" is never asked for.
"""

import calendar
from collections.abc import Container, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import cast
from zoneinfo import ZoneInfo

import holidays

from .duration import Duration

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_SATURDAY = 5
_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)
Span = tuple[datetime, datetime]


@cache
def swedish_holidays() -> Container[date]:
    """
    Return the days when a Swedish office is closed besides weekends: red days (lag 1989:253 om allmänna helgdagar) and
    midsommarafton, julafton and nyårsafton, which the `holidays` package calls de facto.
    """
    return cast(Container[date], holidays.country_holidays("SE", categories=("public", "de_facto")))


def falls_due(
    start: datetime, within: Duration, holidays: Container[date] | None = None, pauses: Sequence[Span] = ()
) -> datetime:
    """
    Return the last instant that is in time for a clock that starts at `start`.

    Hours are elapsed hours, also over a clock change. Days, weeks and months keep the local time of day; a time that
    the clock change skips moves an hour forward. The day of the start is never counted as a working day.

    A clock of hours stands still for as long as it is paused. For the other units a day is whole: one on which the
    clock stood still, if only for a part of it, is not counted, as the day of the start is not. A pause that begins
    after the due instant does nothing.

    :param holidays: days that are not working days; Swedish ones unless told
    :param pauses: (since, until) in UTC, none empty or before `start`, apart from each other and in order
    :raises ValueError: `start` has no time zone
    """
    due_at = _move(start, within, 1, holidays)
    if not pauses:
        return due_at
    if within.unit == "hours":
        return _later_by_time(due_at, pauses)
    return _later_by_days(start.astimezone(STOCKHOLM), due_at, pauses, _closed(within, holidays))


def warns_at(due_at: datetime, before: Duration, holidays: Container[date] | None = None) -> datetime:
    """
    Return the instant to warn: `before` ahead of `due_at`, counted as in `falls_due`.

    :raises ValueError: `due_at` has no time zone
    """
    return _move(due_at, before, -1, holidays)


def _later_by_time(due_at: datetime, pauses: Sequence[Span]) -> datetime:
    due_at = due_at.astimezone(UTC)
    for since, until in pauses:
        if since <= due_at:
            due_at += until - since
    return due_at.astimezone(STOCKHOLM)


def _later_by_days(
    start: datetime, due_at: datetime, pauses: Sequence[Span], closed: Container[date] | None
) -> datetime:
    """Move the due day by the days that stood still. `closed` None: every day is counted, not only working days."""
    day, told = (
        due_at.date(),
        start.date(),
    )  # `told`: the last day that is dealt with; the start's never counted
    for since, until in pauses:
        if since > due_at.astimezone(UTC):
            break
        last = (until - _TICK).astimezone(STOCKHOLM).date()
        lost = _days(max(since.astimezone(STOCKHOLM).date(), told + _DAY), last)
        told = max(told, last)
        if closed is None:
            day += _DAY * len(lost)
        else:
            day = _working_days_from(day, sum(_is_working_day(d, closed) for d in lost), 1, closed)
        due_at = _at(day, start)
    return due_at


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _move(start: datetime, by: Duration, direction: int, holidays: Container[date] | None) -> datetime:
    if start.tzinfo is None:
        raise ValueError("Tidpunkten saknar tidszon; ange en tidpunkt med tidszon.")
    if by.unit == "hours":
        return (start.astimezone(UTC) + timedelta(hours=direction * by.amount)).astimezone(STOCKHOLM)
    local = start.astimezone(STOCKHOLM)
    return _at(day_from(local.date(), by, direction, holidays), local)


def day_from(day: date, by: Duration, direction: int, holidays: Container[date] | None) -> date:
    """Return the day that lies a length of time, but not one of hours, after (1) or before (-1) a day."""
    closed = _closed(by, holidays)
    if closed is not None:
        return _working_days_from(day, by.amount, direction, closed)
    if by.unit == "months":
        return _months_from(day, direction * by.amount)
    return day + timedelta(days=direction * by.amount * (7 if by.unit == "weeks" else 1))


def _at(day: date, local: datetime) -> datetime:
    moved = datetime.combine(day, local.time().replace(fold=0), STOCKHOLM)  # of a repeated hour, the first
    return moved.astimezone(UTC).astimezone(STOCKHOLM)  # there and back, so that a skipped time becomes a real one


def _closed(by: Duration, holidays: Container[date] | None) -> Container[date] | None:
    """Return the days that are no working days besides weekends; None when every day is counted."""
    if by.unit != "working_days":
        return None
    return swedish_holidays() if holidays is None else holidays


def _months_from(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _working_days_from(day: date, left: int, direction: int, closed: Container[date]) -> date:
    while left:
        day += timedelta(days=direction)
        if _is_working_day(day, closed):
            left -= 1
    return day


def _is_working_day(day: date, closed: Container[date]) -> bool:
    return day.weekday() < _SATURDAY and day not in closed
