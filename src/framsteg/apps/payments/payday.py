"""
When assistance is paid: the 27th, or the working day before when banks are closed that day.

Practice, not law (source: Sundsvall's public code for ekonomiskt bistånd); who makes a list may choose another day.
"""

from datetime import date, timedelta

from framsteg.workingmodel.clock import swedish_holidays

DAY = 27


def next_pay_day(today: date) -> date:
    """Return the nearest ordinary pay day that is not before ``today``."""
    day = pay_day(today.year, today.month)
    if day >= today:
        return day
    return pay_day(today.year + today.month // 12, today.month % 12 + 1)


def pay_day(year: int, month: int) -> date:
    """Return the month's ordinary pay day: never a Saturday, a Sunday, a red day or midsommar-, jul- or nyårsafton."""
    day = date(year, month, DAY)
    while not is_bank_day(day):
        day -= timedelta(days=1)
    return day


def is_bank_day(day: date) -> bool:
    """Tell whether money can be paid out on the day."""
    return day.weekday() < 5 and day not in swedish_holidays()
