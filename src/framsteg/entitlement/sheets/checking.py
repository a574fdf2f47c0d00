"""Calculate the cases of a book and compare with what the kommun expects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from framsteg.entitlement.calculate import calculate
from framsteg.entitlement.result import Result
from framsteg.entitlement.sheets.reading import SheetCase


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure: the field of the result, what was expected and what came out; None is not known."""

    field: str
    expected: str | Decimal
    found: str | Decimal | None

    @property
    def agrees(self) -> bool:
        """True when the two are the same to the öre."""
        return self.expected == self.found


@dataclass(frozen=True, slots=True)
class Checked:
    """A case with its calculation and the figures compared."""

    case: SheetCase
    result: Result
    comparisons: tuple[Comparison, ...]

    @property
    def passed(self) -> bool:
        """True when every figure agrees."""
        return all(comparison.agrees for comparison in self.comparisons)


def check(cases: Iterable[SheetCase]) -> tuple[Checked, ...]:
    """Calculate each case with the law of its month and compare every expected figure."""
    return tuple(_checked(case) for case in cases)


def _checked(case: SheetCase) -> Checked:
    result = calculate(case.case)
    found = {
        "outcome": result.outcome.value,
        "norm": result.norm,
        "assistance": result.assistance,
        "surplus": result.surplus,
    }
    comparisons = tuple(Comparison(field, expected, found[field]) for field, expected in case.expected.items())
    return Checked(case, result, comparisons)
