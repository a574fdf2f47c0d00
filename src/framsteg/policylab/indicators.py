"""The follow-up of payments: from one row per household and month to what a manager follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from framsteg.entitlement.month import Month
from framsteg.policylab.figures import Figure, Period, definition

ORE = Decimal("0.01")
LENGTH_CLASSES = {"1–3": range(1, 4), "4–6": range(4, 7), "7–9": range(7, 10), "10–12": range(10, 13)}
# Months of data, this month included, before the figure is certain. Where fewer exist, the figure is not shown.
HISTORY = {"new": 13, "returned": 13, "long_term_10_of_12": 12, "very_long_27_of_36": 36}


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """What one household was paid for one need month, in kronor; negative is recovery. Several rows are summed."""

    household: Hashable
    month: Month
    amount: Decimal


@dataclass(slots=True)
class MonthFollowUp:
    """
    One month's figures; the definitions are in ``definitions.yaml`` under the same names.

    None means not known. ``months_of_data`` counts the months of data up to and including this one.
    """

    month: Month
    months_of_data: int
    households: int = 0
    amount: Decimal = Decimal("0.00")
    new: int | None = None
    returned: int = 0
    ended: int | None = None
    long_term_10_of_12: int | None = None
    long_term_calendar_year: int = 0
    very_long_27_of_36: int = 0
    length_classes: dict[str, int] | None = None  # households by months paid of the last 12: "1–3" … "10–12"

    @property
    def mean_amount(self) -> Decimal | None:
        """Kronor per household, to the öre; None when no household was paid."""
        return _to_ore(self.amount / self.households) if self.households else None

    def figure(self, id: str, *, source: str, scope: str = "") -> Figure:
        """
        Return one of the month's figures with its definition; None where too little data lies before the month.

        ``id`` is a field or ``mean_amount``, but not ``length_classes``, which is a table. ``source`` says where the
        rows come from, for instance "Kommunens utbetalningar".
        """
        needed = self.month.month if id == "long_term_calendar_year" else HISTORY.get(id, 1)
        value = getattr(self, id) if self.months_of_data >= needed else None
        return Figure(value, Period.of_month(self.month), definition(id), source, scope)


@dataclass(slots=True)
class YearFollowUp:
    """One calendar year's figures; ``months_of_data`` below 12 means that the year is not whole."""

    year: int
    months_of_data: int = 0
    households: int = 0
    amount: Decimal = Decimal("0.00")
    long_term_calendar_year: int = 0
    household_months: int = field(default=0, repr=False)

    @property
    def mean_months(self) -> Decimal | None:
        """Months with payment per household in the year, one decimal; None when no household was paid."""
        if not self.households:
            return None
        return (Decimal(self.household_months) / self.households).quantize(Decimal("0.1"), ROUND_HALF_UP)


def monthly(
    rows: Iterable[PaymentRow], *, first: Month | None = None, last: Month | None = None
) -> list[MonthFollowUp]:
    """
    Follow up every month from ``first`` to ``last``, months without payments included.

    The bounds say which months the data cover; without them the data are taken to begin and end with their rows.

    :raises ValueError: when a row lies outside the bounds
    """
    ledger = _Ledger(rows, first, last)
    months = [_begin(ledger, index) for index in range(ledger.length)]
    for bits in ledger.paid:
        _count(months, bits)
    return months


def yearly(rows: Iterable[PaymentRow], *, first: Month | None = None, last: Month | None = None) -> list[YearFollowUp]:
    """Follow up every calendar year the data touch; the bounds are those of ``monthly``."""
    ledger = _Ledger(rows, first, last)
    years: dict[int, YearFollowUp] = {}
    masks: dict[int, int] = defaultdict(int)
    for index in range(ledger.length):
        year = (ledger.first + index).year
        row = years.setdefault(year, YearFollowUp(year))
        row.months_of_data += 1
        row.amount += ledger.amounts[index]
        masks[year] |= 1 << index
    for year, mask in masks.items():
        counts = [count for bits in ledger.paid if (count := (bits & mask).bit_count())]
        years[year].households = len(counts)
        years[year].household_months = sum(counts)
        years[year].long_term_calendar_year = sum(count >= 10 for count in counts)
    return list(years.values())


class _Ledger:
    """Net amounts per month, and for each household a bitmap where bit i is set when month i was paid."""

    def __init__(self, rows: Iterable[PaymentRow], first: Month | None, last: Month | None) -> None:
        net: dict[tuple[Hashable, Month], Decimal] = defaultdict(Decimal)
        for row in rows:
            net[row.household, row.month] += row.amount
        seen = {month for _, month in net}
        bounds = seen | {month for month in (first, last) if month is not None}
        self.first = first or min(bounds, default=Month(1, 1))
        end = last or max(bounds, default=self.first)
        self.length = end.months_since(self.first) + 1 if bounds else 0
        outside = sorted(month for month in seen if not self.first <= month <= end)
        if outside:
            raise ValueError(
                f"Det finns utbetalningar för {outside[0].label}, utanför {self.first.label}–{end.label}. "
                "Ändra gränserna eller ta bort raderna."
            )
        self.amounts = [Decimal("0.00")] * self.length
        bitmaps: dict[Hashable, int] = defaultdict(int)
        for (household, month), amount in net.items():
            index = month.months_since(self.first)
            self.amounts[index] += amount
            if amount > 0:
                bitmaps[household] |= 1 << index
        self.paid = list(bitmaps.values())


def _begin(ledger: _Ledger, index: int) -> MonthFollowUp:
    """Return a month where everything that can be counted stands at 0 and the rest at None."""
    row = MonthFollowUp(ledger.first + index, months_of_data=index + 1, amount=_to_ore(ledger.amounts[index]))
    row.new = 0 if index >= 12 else None
    row.ended = 0 if index < ledger.length - 2 else None
    if index >= 11:
        row.long_term_10_of_12 = 0
        row.length_classes = dict.fromkeys(LENGTH_CLASSES, 0)
    return row


def _count(months: list[MonthFollowUp], bits: int) -> None:
    """Add one household to every month it concerns: from its first payment until 36 months after its last."""
    start = (bits & -bits).bit_length() - 1
    for index in range(start, min(len(months), bits.bit_length() + 35)):
        row = months[index]
        past = bits & ((2 << index) - 1)  # this month and before
        if bits >> index & 1:
            _count_paid(row, bits, index)
        _count_lengths(row, paid_of_12=(past >> max(index - 11, 0)).bit_count())
        if (past >> max(index - row.month.month + 1, 0)).bit_count() >= 10:
            row.long_term_calendar_year += 1
        if (past >> max(index - 35, 0)).bit_count() >= 27:
            row.very_long_27_of_36 += 1


def _count_paid(row: MonthFollowUp, bits: int, index: int) -> None:
    """Count a household that was paid this month: as one, and as new, returned or ended."""
    row.households += 1
    before = bits & ((1 << index) - 1)
    in_12 = before >> max(index - 12, 0)
    in_2 = before >> max(index - 2, 0)
    if row.new is not None and not in_12:
        row.new += 1
    if in_12 and not in_2:
        row.returned += 1
    if row.ended is not None and not bits >> (index + 1) & 0b11:
        row.ended += 1


def _count_lengths(row: MonthFollowUp, *, paid_of_12: int) -> None:
    """Place a household in the class of how many of the last 12 months were paid; the longest is long-term."""
    if row.length_classes is None or row.long_term_10_of_12 is None or not paid_of_12:
        return
    name = next(name for name, months in LENGTH_CLASSES.items() if paid_of_12 in months)
    row.length_classes[name] += 1
    row.long_term_10_of_12 += paid_of_12 >= 10


def _to_ore(amount: Decimal) -> Decimal:
    return amount.quantize(ORE, ROUND_HALF_UP)
