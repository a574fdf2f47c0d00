"""What if a fact were another: one change, how assistance answers to an income, and where the household leaves it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError

from framsteg.entitlement.calculate import calculate
from framsteg.entitlement.facts import Case
from framsteg.entitlement.faults import shown
from framsteg.entitlement.kinds import AssetKind, CostKind, IncomeKind
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters.schema import Practice
from framsteg.entitlement.rows import Asset, Cost, Income

HUNDRED = Decimal(100)
"""The marginal effect is told per 100 kronor."""

_WRITTEN = re.compile(
    r"(?:(?P<person>[^.=+\-\s]+)\.)?(?P<kind>[a-z_]+)(?P<sign>\+=|-=|=)(?P<amount>\d{1,10}(?:\.\d{1,2})?)"
)
_KINDS: dict[str, IncomeKind | CostKind | AssetKind] = {
    kind.value: kind for kinds in (AssetKind, CostKind, IncomeKind) for kind in kinds
}
_HIGHEST_INCOME = 1_000_000  # kronor a month; who has assistance above it does not leave it by this income

R = TypeVar("R", bound=Income | Cost | Asset)


class WhatIfError(ValueError):
    """The change cannot be made. The text is a Swedish sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change that was read: whose, of what, how, and how much in kronor. ``person`` is empty for a cost."""

    person: str
    kind: IncomeKind | CostKind | AssetKind
    sign: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Point:
    """An income after tax, the assistance then, and the household's total means of the month; None is not known."""

    income: Decimal
    assistance: Decimal | None
    means: Decimal | None


@dataclass(frozen=True, slots=True)
class Response:
    """
    How assistance answers to one income of one person, kronor a month.

    ``income`` is what it is in the case, ``marginal`` what the household keeps of 100 kronor more, and ``exit_income``
    the lowest income in whole kronor with which there is no right to assistance; None when no income leads there or
    the outcome is not known.
    """

    person: str
    kind: IncomeKind
    points: tuple[Point, ...]
    income: Decimal
    marginal: Decimal | None
    exit_income: Decimal | None

    def as_json(self) -> dict[str, Any]:
        """Return the response in primitives, amounts as text."""
        points = [
            {"income": str(p.income), "assistance": _text(p.assistance), "means": _text(p.means)} for p in self.points
        ]
        return {
            "person": self.person,
            "kind": self.kind.value,
            "income": str(self.income),
            "marginal_per_100": _text(self.marginal),
            "exit_income": _text(self.exit_income),
            "points": points,
        }


def read_change(case: Case, written: str) -> Change:
    """
    Read ``wage+=4000``, ``b.wage=0``, ``rent-=500`` or ``bank=9000``. Without a person it is the first adult's.

    :raises WhatIfError: when it is not written so, or there is no such kind or person
    """
    match = _WRITTEN.fullmatch("".join(written.split()))
    if match is None:
        raise WhatIfError(
            f"”{shown(written)}” är ingen ändring. Skriv slag, +=, -= eller =, och kronor: wage+=4000 eller b.wage=0."
        )
    kind = _KINDS.get(match["kind"])
    if kind is None:
        near = get_close_matches(match["kind"], _KINDS, n=1)
        hint = f" Menade du {near[0]}?" if near else ""
        raise WhatIfError(f"Slaget ”{match['kind']}” finns inte.{hint} Möjliga är: {', '.join(sorted(_KINDS))}.")
    amount = Decimal(match["amount"])
    if isinstance(kind, CostKind):
        if match["person"]:
            raise WhatIfError(f"En kostnad är hushållets. Skriv {kind.value}{match['sign']}{amount} utan person.")
        return Change("", kind, match["sign"], amount)
    ids = [person.id for person in case.persons]
    person = match["person"] or next((p.id for p in case.persons if not p.is_child), ids[0])
    if person not in ids:
        raise WhatIfError(f"Ingen person har id ”{shown(person)}”. Personerna är: {', '.join(ids)}.")
    return Change(person, kind, match["sign"], amount)


def change(case: Case, written: str) -> Case:
    """
    Return the case with one change, such as ``wage+=4000``.

    Only incomes of the month before are changed: those are what counts (INC-04). ``+=`` adds a row; ``-=`` and ``=``
    put one row in the place of those there were, a cost with its accepted amount. What is put there counts in full: a
    person's assessment was of the amount that was.

    :raises WhatIfError: when the change cannot be read or would leave less than nothing
    """
    return apply(case, read_change(case, written))


def apply(case: Case, wanted: Change) -> Case:
    """
    Return the case with the change.

    :raises WhatIfError: when it would leave less than nothing, or more than a case may hold
    """
    try:
        return _applied(case, wanted)
    except ValidationError as refused:
        raise WhatIfError(f"{wanted.amount} kr är för mycket. Skriv ett lägre belopp.") from refused


def _applied(case: Case, wanted: Change) -> Case:
    kind, amount = wanted.kind, wanted.amount
    if isinstance(kind, IncomeKind):
        concerned = [row for row in case.incomes if _concerns(row, wanted, case.month)]
        total = _new_total(sum((row.net for row in concerned), Decimal(0)), wanted)
        received = concerned[0].received if concerned else case.month.previous.last_day
        made = Income(person=wanted.person, kind=kind, net=amount if wanted.sign == "+=" else total, received=received)
        return case.model_copy(update={"incomes": _with(case.incomes, concerned, made, wanted)})
    if isinstance(kind, CostKind):
        costs = [row for row in case.costs if row.kind is kind]
        total = _new_total(sum((row.counted for row in costs), Decimal(0)), wanted)
        cost = Cost(kind=kind, applied=amount if wanted.sign == "+=" else total.quantize(Decimal("0.01")))
        return case.model_copy(update={"costs": _with(case.costs, costs, cost, wanted)})
    assets = [row for row in case.assets if (row.person, row.kind) == (wanted.person, kind)]
    total = _new_total(sum((row.amount for row in assets), Decimal(0)), wanted)
    asset = Asset(person=wanted.person, kind=kind, amount=amount if wanted.sign == "+=" else total)
    return case.model_copy(update={"assets": _with(case.assets, assets, asset, wanted)})


def _concerns(row: Income, wanted: Change, month: Month) -> bool:
    same = (row.person, row.kind) == (wanted.person, wanted.kind)
    return same and Month.of(row.received) == month.previous


def _new_total(held: Decimal, wanted: Change) -> Decimal:
    total = {"+=": held + wanted.amount, "-=": held - wanted.amount, "=": wanted.amount}[wanted.sign]
    if total < 0:
        raise WhatIfError(f"Det finns bara {held} kr i {wanted.kind.value} att minska. Skriv högst det beloppet.")
    return total


def _with(rows: Sequence[R], concerned: Sequence[R], made: R, wanted: Change) -> tuple[R, ...]:
    """Return the rows with the new one: beside the others when it adds, at the place of the first one else."""
    if wanted.sign == "+=" or not concerned:
        return (*rows, made)
    first = next(at for at, row in enumerate(rows) if row is concerned[0])
    kept = [row for row in rows if not any(row is other for other in concerned)]
    return (*kept[:first], made, *kept[first:])


def response(
    case: Case, person: str, kind: IncomeKind, upto: int, step: int, *, practice: Practice | None = None
) -> Response:
    """
    Return how assistance answers when the person's income of that kind is 0, ``step``, … ``upto`` kronor.

    An income counts in the month after it came (INC-04): what is varied is what came in the month before, and means are
    all incomes of that month, counted or not, with the assistance of the case's month.

    :raises WhatIfError: when the person is not in the household, or ``step`` is not positive
    """
    if step <= 0 or upto < 0:
        raise WhatIfError("Ange ett steg över 0 och en övre gräns som inte är under 0.")
    if person not in {member.id for member in case.persons}:
        raise WhatIfError(f"Ingen person har id ”{shown(person)}”.")
    curve = _Curve(case, person, kind, practice)
    points = tuple(curve.at(Decimal(income)) for income in range(0, upto + 1, step))
    here, further = curve.at(curve.income), curve.at(curve.income + HUNDRED)
    marginal = None if here.means is None or further.means is None else further.means - here.means
    return Response(person, kind, points, curve.income, marginal, curve.exit())


@dataclass(frozen=True, slots=True)
class _Curve:
    """Assistance as a function of one income of one person."""

    case: Case
    person: str
    kind: IncomeKind
    practice: Practice | None

    @property
    def income(self) -> Decimal:
        """What the income is in the case."""
        wanted = Change(self.person, self.kind, "=", Decimal(0))
        rows = (row.net for row in self.case.incomes if _concerns(row, wanted, self.case.month))
        return sum(rows, Decimal(0))

    def at(self, income: Decimal) -> Point:
        case = apply(self.case, Change(self.person, self.kind, "=", income))
        assistance = calculate(case, practice=self.practice).assistance
        return Point(income, assistance, None if assistance is None else assistance + means_of(case))

    def exit(self) -> Decimal | None:
        """Find the lowest whole income without right by halving: more income never gives more assistance."""
        if (highest := self.at(Decimal(_HIGHEST_INCOME))).assistance is None or highest.assistance:
            return None
        below, above = -1, _HIGHEST_INCOME
        while above - below > 1:
            middle = (below + above) // 2
            if self.at(Decimal(middle)).assistance:
                below = middle
            else:
                above = middle
        return Decimal(above)


def means_of(case: Case) -> Decimal:
    """Return all incomes that came in the month before, counted or not, kronor."""
    rows = (row.net for row in case.incomes if Month.of(row.received) == case.month.previous)
    return sum(rows, Decimal(0))


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
