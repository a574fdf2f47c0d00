"""How Framsteg writes money, numbers, dates and durations. Pure functions; templates reach them as filters."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

Number = Decimal | float | int


class MonthLike(Protocol):
    """Anything with a year and a month: ``Month``, a date, a datetime."""

    @property
    def year(self) -> int: ...
    @property
    def month(self) -> int: ...


def swedish_number(value: Number, decimals: int = 0) -> str:
    """Return ``value`` with decimal comma and no-break spaces between thousands: ``11830.5, 1`` → ``11 830,5``."""
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,}".replace(",", NBSP).replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def kronor(amount: Number, *, always_ore: bool = False) -> str:
    """Return an amount in kronor: ``11 830 kr``; öre are shown when there are any, or always when asked for."""
    exact = Decimal(str(amount)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    has_ore = exact != exact.to_integral_value()
    return f"{swedish_number(exact, 2 if has_ore or always_ore else 0)}{NBSP}kr"


def month_label(month: MonthLike) -> str:
    """Return the month in words: ``mars 2026``."""
    return date_format(date(month.year, month.month, 1), "F Y")


def swedish_date(day: date) -> str:
    """Return the day in words, in Swedish time for a datetime: ``27 mars 2026``."""
    return date_format(_local(day), "j F Y")


def swedish_datetime(moment: date) -> str:
    """Return day and time in words: ``27 mars 2026 kl. 15.00``. A plain date has no time to show."""
    if not isinstance(moment, datetime):
        return swedish_date(moment)
    local = _local(moment)
    return _("%(date)s kl. %(time)s") % {"date": date_format(local, "j F Y"), "time": date_format(local, "H.i")}


def whole_day(moment: date) -> date:
    """Return the last whole day when a limit is its last minute, 23.59, or the midnight that ends it."""
    if isinstance(moment, datetime):
        local = _local(moment)
        if isinstance(local, datetime) and (local.hour, local.minute) == (23, 59):
            return local.date()
        if isinstance(local, datetime) and (local.hour, local.minute) == (0, 0):
            return local.date() - timedelta(days=1)
    return moment


def day_if_midnight(moment: date) -> date:
    """Return the day when a moment is its first minute: what was noted for a day has no time of day to show."""
    if isinstance(moment, datetime):
        local = _local(moment)
        if isinstance(local, datetime) and (local.hour, local.minute) == (0, 0):
            return local.date()
    return moment


def person_number(number: str) -> str:
    """Return a personnummer or samordningsnummer as ``YYYYMMDD-NNNN``; anything else is returned unchanged."""
    digits = number.replace("-", "").replace("+", "").replace(" ", "")
    return f"{digits[:8]}-{digits[8:]}" if len(digits) == 12 and digits.isdecimal() else number


def duration(length: timedelta) -> str:
    """Return a length of time in its largest whole unit: ``2 dygn``, ``5 timmar``, ``40 minuter``."""
    minutes = int(abs(length).total_seconds() // 60)
    if minutes >= 24 * 60:
        days = minutes // (24 * 60)
        return ngettext("%(count)d dygn", "%(count)d dygn", days) % {"count": days}
    if minutes >= 60:
        hours = minutes // 60
        return ngettext("%(count)d timme", "%(count)d timmar", hours) % {"count": hours}
    return ngettext("%(count)d minut", "%(count)d minuter", minutes) % {"count": minutes}


def days(count: int) -> str:
    """Return a number of calendar days: ``1 dag``, ``3 dagar``."""
    return ngettext("%(count)d dag", "%(count)d dagar", count) % {"count": count}


def _local(moment: date) -> date:
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def day_in_address(text: str) -> date | None:
    """Return the day that an address names, or None where it names none that the calendar pages can show around."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 < day.year < 2200 else None  # a week before and after must exist too
