"""A calendar month: the unit that the law, the norm and the case work all count in."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_WRITTEN = re.compile(r"(\d{4})-(\d{2})")

_NAMES = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """
    One calendar month. Months compare in time, hash, and may be counted with.

    :raises ValueError: when the month is not 1–12 or the year not 1–9999
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1 <= self.year <= 9999):
            raise ValueError(f"{self.year}-{self.month} är ingen månad: skriv år och månad som 2025-03.")

    @classmethod
    def parse(cls, text: str) -> Month:
        """
        Read ``"2025-03"``.

        :raises ValueError: with a Swedish sentence that says how a month is written
        """
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"”{text}” är ingen månad: skriv år och månad som 2025-03.")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month that the day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def range(cls, first: Month, last: Month) -> Iterator[Month]:
        """Yield every month from ``first`` to ``last``, both included; nothing when ``last`` is earlier."""
        for number in range(first._number, last._number + 1):
            yield cls._from_number(number)

    @property
    def label(self) -> str:
        """The month as a person writes it in Swedish: ``mars 2025``."""
        return f"{_NAMES[self.month - 1]} {self.year}"

    @property
    def days(self) -> int:
        """Number of days in the month, 28–31."""
        return calendar.monthrange(self.year, self.month)[1]

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return date(self.year, self.month, self.days)

    @property
    def previous(self) -> Month:
        """The month before."""
        return self - 1

    @property
    def next(self) -> Month:
        """The month after."""
        return self + 1

    def months_since(self, other: Month) -> int:
        """Return how many months this month lies after ``other``; negative when it lies before."""
        return self._number - other._number

    def __add__(self, months: int) -> Month:
        return self._from_number(self._number + months)

    def __sub__(self, months: int) -> Month:
        return self._from_number(self._number - months)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def _number(self) -> int:
        """Months since year 0, so that months can be counted as whole numbers."""
        return self.year * 12 + self.month - 1

    @classmethod
    def _from_number(cls, number: int) -> Month:
        year, month = divmod(number, 12)
        return cls(year, month + 1)
