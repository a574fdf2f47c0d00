"""A figure that is never bare: value, unit, period, definition, source and what it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from framsteg.entitlement.month import Month

NO_DATA = "uppgift saknas"


class ComparisonError(ValueError):
    """Two figures that must not be set beside each other; the text says why in Swedish."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure means: data from ``definitions.yaml`` or ``measures.yaml``, shown wherever the figure is shown."""

    id: str
    name: str
    text: str
    unit: str
    source: str  # who has defined it so, not where the numbers come from
    not_for: str  # what the figure must not be used for


@dataclass(frozen=True, slots=True)
class Period:
    """
    The whole months a figure covers, both included. A month and a year are different kinds of period.

    :raises ValueError: when the last month lies before the first
    """

    first: Month
    last: Month

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"Perioden slutar ({self.last.label}) innan den börjar ({self.first.label}).")

    @classmethod
    def of_month(cls, month: Month) -> Period:
        """Return the period that is one month."""
        return cls(month, month)

    @classmethod
    def of_year(cls, year: int) -> Period:
        """Return the period that is one calendar year."""
        return cls(Month(year, 1), Month(year, 12))

    @property
    def months(self) -> int:
        """Number of months in the period."""
        return self.last.months_since(self.first) + 1

    @property
    def kind(self) -> str:
        """What the period is called: ``månad``, ``kalenderår`` or ``12 månader``; only periods of one kind compare."""
        if self.months == 1:
            return "månad"
        if self.months == 12 and self.first.month == 1:
            return "kalenderår"
        return f"{self.months} månader"

    @property
    def label(self) -> str:
        """The period as a person writes it: ``mars 2025``, ``2025`` or ``april 2024–mars 2025``."""
        if self.kind == "månad":
            return self.first.label
        if self.kind == "kalenderår":
            return str(self.first.year)
        return f"{self.first.label}–{self.last.label}"


@dataclass(frozen=True, slots=True)
class Figure:
    """
    One number with everything a reader needs to judge it.

    ``value`` None means that the figure is not known ("uppgift saknas"): it is never 0. ``source`` says where the
    numbers come from, ``scope`` whom or what they cover, ``denominator`` how many a share is counted on.
    """

    value: Decimal | int | None
    period: Period
    definition: Definition
    source: str
    scope: str = ""
    denominator: int | None = None
    compared_with: Figure | None = None

    def __post_init__(self) -> None:
        # A float would bring binary rounding into kronor, and a bool would pass for a count.
        if isinstance(self.value, bool) or not isinstance(self.value, Decimal | int | None):
            raise TypeError(f"{self.definition.id}: värdet ska vara Decimal, int eller None, inte {self.value!r}.")

    @property
    def unit(self) -> str:
        """The unit, which belongs to the definition."""
        return self.definition.unit

    @property
    def text(self) -> str:
        """The figure rounded for reading: ``1 234 hushåll``, ``62,5 procent`` or ``uppgift saknas``."""
        return NO_DATA if self.value is None else f"{swedish_number(self.value)} {self.unit}"

    def against(self, other: Figure) -> Figure:
        """
        Return this figure set beside another of the same definition and the same kind of period.

        :raises ComparisonError: month against year, different lengths, or figures that are defined differently
        """
        mine, theirs = self.definition, other.definition
        if self.period.kind != other.period.kind:
            raise ComparisonError(
                f"{mine.name}: {self.period.label} ({self.period.kind}) kan inte jämföras med "
                f"{other.period.label} ({other.period.kind}). Jämför månad med månad och år med år."
            )
        if mine != theirs:
            raise ComparisonError(
                f"”{mine.name}” ({mine.unit}) kan inte jämföras med ”{theirs.name}” ({theirs.unit}): "
                "de är olika definierade."
            )
        return replace(self, compared_with=other)

    @property
    def change(self) -> Decimal | None:
        """Difference from what it is compared with, in the figure's unit; None when either is unknown."""
        before = self.compared_with
        if before is None or before.value is None or self.value is None:
            return None
        return Decimal(self.value) - Decimal(before.value)

    @property
    def change_percent(self) -> Decimal | None:
        """The change in per cent of what it is compared with, one decimal; None when unknown or counted from 0."""
        change, before = self.change, self.compared_with
        if change is None or before is None or not before.value:
            return None
        return (100 * change / abs(Decimal(before.value))).quantize(Decimal("0.1"))


def swedish_number(value: Decimal | int) -> str:
    """
    Write a number for reading: no-break space between thousands, decimal comma, a true minus sign.

    A Decimal is rounded, halves away from zero: to whole numbers from 100, otherwise to one decimal.
    """
    if isinstance(value, Decimal):
        value = value.quantize(Decimal(1) if abs(value) >= 100 else Decimal("0.1"), ROUND_HALF_UP)
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",").replace("-", "−")


@cache
def definitions() -> Mapping[str, Definition]:
    """Return every definition of the kommun's own figures, by id, in the order of ``definitions.yaml``."""
    raw = yaml.safe_load(files("framsteg.policylab").joinpath("definitions.yaml").read_text(encoding="utf-8"))
    return MappingProxyType({name: Definition(id=name, **fields) for name, fields in raw.items()})


def definition(id: str) -> Definition:
    """
    Return one definition.

    :raises KeyError: when there is no such definition; the text lists those that exist
    """
    try:
        return definitions()[id]
    except KeyError:
        raise KeyError(f"Det finns ingen definition ”{id}”. De som finns är: {', '.join(definitions())}.") from None
