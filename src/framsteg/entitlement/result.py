"""The answer of a calculation: an outcome, the amounts, and the ordered steps that led there with their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

_ORE = Decimal("0.01")
_SETTLED = Decimal("1E-12")  # below this only traces of thirds and thirtieths are left, which may not turn a rounding


class Outcome(StrEnum):
    """Whether there is a right to assistance (SoL 12 kap. 1 §), or too little is known to say."""

    RIGHT = "right"
    NO_RIGHT = "no_right"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The outcome in Swedish."""
        return {
            "right": "Rätt till bistånd",
            "no_right": "Ingen rätt till bistånd",
            "unknown": "Går inte att avgöra",
        }[self]


class Section(StrEnum):
    """
    The part of the calculation that a step belongs to, in the order of the page.

    EXTRA is assistance beyond the right (SoL 12 kap. 2 §): never a term of the calculation of the right.
    """

    NORM = "norm"
    COST = "cost"
    INCOME = "income"
    OTHER_NEED = "other_need"
    ASSET = "asset"
    EXTRA = "extra"
    SUM = "sum"

    @property
    def label(self) -> str:
        """The heading in Swedish."""
        return {
            "norm": "Riksnorm",
            "cost": "Kostnader utöver normen",
            "income": "Inkomster",
            "other_need": "Livsföring i övrigt",
            "asset": "Tillgångar",
            "extra": "Bistånd utöver rätten",
            "sum": "Sammanställning",
        }[self]


@dataclass(frozen=True, slots=True)
class Step:
    """
    One line of the calculation.

    ``amount`` is kronor with the sign of its own section: norm, costs, incomes and assets are positive, what is left
    out of an income is negative. ``rule`` is an id such as NORM-04, ``source`` the paragraph in force for the month.
    ``parameter`` is the dated value used, with its validity and confidence. ``facts`` are the facts used, each with
    its source and the day it was noted where that is known. ``applied`` is what was applied for, on a cost's line:
    what is not granted of it is ``applied - amount``. All three are empty on results stored before they existed.
    """

    rule: str
    section: Section
    label: str
    amount: Decimal
    because: str
    source: str
    parameter: str = ""
    facts: tuple[str, ...] = ()
    applied: Decimal | None = None

    @property
    def rejected(self) -> Decimal:
        """What was applied for and is not granted on the line, kronor; 0 where nothing was applied for."""
        return Decimal(0) if self.applied is None else self.applied - self.amount

    def as_json(self) -> dict[str, Any]:
        """Return the step in primitives, amounts as text with two decimals; what is not set is left out."""
        stored: dict[str, Any] = {
            "rule": self.rule,
            "label": self.label,
            "amount": str(ore(self.amount)),
            "because": self.because,
            "source": self.source,
            "section": self.section.value,
        }
        if self.parameter:
            stored["parameter"] = self.parameter
        if self.facts:
            stored["facts"] = list(self.facts)
        if self.applied is not None:
            stored["applied"] = str(ore(self.applied))
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Step:
        """Read back what ``as_json`` gave, now or before the later fields existed."""
        return cls(
            rule=stored["rule"],
            section=Section(stored["section"]),
            label=stored["label"],
            amount=Decimal(stored["amount"]),
            because=stored["because"],
            source=stored["source"],
            parameter=stored.get("parameter", ""),
            facts=tuple(stored.get("facts", ())),
            applied=_amount(stored.get("applied")),
        )


@dataclass(frozen=True, slots=True)
class MissingFact:
    """
    What must be known before the outcome can be, why it is not, and what to do about it.

    ``changes`` says what in the calculation it would change.
    """

    fact: str
    because: str
    remedy: str
    changes: str = ""

    def as_json(self) -> dict[str, str]:
        """Return the missing fact in primitives; ``changes`` only when it is set."""
        stored = {"fact": self.fact, "because": self.because, "remedy": self.remedy}
        return stored | {"changes": self.changes} if self.changes else stored


@dataclass(frozen=True, slots=True)
class Result:
    """
    The proposal for one household and month; kronor with two decimals.

    ``assistance`` and ``surplus`` are None when the outcome is unknown, and ``norm`` too when the norm is what is not
    known: no figure is not 0. Steps are rounded one by one for reading; the sum is rounded once, from exact amounts.
    ``extra`` is what a person grants beyond the right (SoL 12 kap. 2 §), never a part of ``assistance``.
    """

    outcome: Outcome
    assistance: Decimal | None
    norm: Decimal | None
    surplus: Decimal | None
    steps: tuple[Step, ...]
    missing: tuple[MissingFact, ...]
    extra: Decimal = Decimal("0.00")

    def in_section(self, section: Section) -> tuple[Step, ...]:
        """Return the steps of one section, in order."""
        return tuple(step for step in self.steps if step.section is section)

    def as_json(self) -> dict[str, Any]:
        """Return the result in primitives, amounts as text with two decimals; ``extra`` only when there is one."""
        stored: dict[str, Any] = {
            "outcome": self.outcome.value,
            "assistance": _text(self.assistance),
            "norm": _text(self.norm),
            "surplus": _text(self.surplus),
            "steps": [step.as_json() for step in self.steps],
            "missing": [fact.as_json() for fact in self.missing],
        }
        return stored | {"extra": str(ore(self.extra))} if self.extra else stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Result:
        """Read back what ``as_json`` gave, for a result that is stored with its decision."""
        return cls(
            outcome=Outcome(stored["outcome"]),
            assistance=_amount(stored["assistance"]),
            norm=_amount(stored["norm"]),
            surplus=_amount(stored["surplus"]),
            steps=tuple(map(Step.from_json, stored["steps"])),
            missing=tuple(MissingFact(**fact) for fact in stored["missing"]),
            extra=Decimal(stored.get("extra", "0.00")),
        )


def settled(amount: Decimal) -> Decimal:
    """Return the amount without the last decimals that a division such as 1/3 leaves, before it is rounded."""
    return amount.quantize(_SETTLED, ROUND_HALF_UP)


def ore(amount: Decimal) -> Decimal:
    """Round to whole öre, half up."""
    return settled(amount).quantize(_ORE, ROUND_HALF_UP)


def kronor(amount: Decimal) -> str:
    """Write an amount for reading in Swedish: ``5 500 kr``, ``4 346,67 kr``; a hard space keeps it on one line."""
    whole = amount == amount.to_integral_value()
    written = f"{amount:,.0f}" if whole else f"{ore(amount):,.2f}"
    return written.replace(",", "\u00a0").replace(".", ",").replace("-", "\u2212") + "\u00a0kr"


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(ore(amount))


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
