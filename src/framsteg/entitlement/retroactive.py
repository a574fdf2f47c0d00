"""
Late or corrected facts: a new calculation beside the paid one, month by month, and a proposal that a person handles.

Nothing is carried out and nothing is set off: what was paid too much never lowers another month (HFD 2013 ref. 18).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from framsteg.entitlement.calculate import calculate
from framsteg.entitlement.facts import Case
from framsteg.entitlement.kinds import Labelled
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters.schema import Practice
from framsteg.entitlement.rerun import LineChange, changed_lines
from framsteg.entitlement.result import Result, kronor


class ProposalKind(Labelled):
    """What a person is asked to try."""

    SUPPLEMENT = "supplement", "Komplettering"
    RECOVERY = "recovery", "Återkrav"
    NOTHING = "nothing", "Ingenting"


@dataclass(frozen=True, slots=True)
class Paid:
    """A month as it was: the facts, what was calculated, and what was paid out, kronor; None is not known."""

    case: Case
    result: Result
    amount: Decimal | None

    @classmethod
    def as_calculated(cls, case: Case, result: Result) -> Paid:
        """Return a month in which exactly the calculated assistance was paid."""
        return cls(case, result, result.assistance)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a person may try, the amount in kronor, and why, in Swedish."""

    kind: ProposalKind
    amount: Decimal
    because: str


@dataclass(frozen=True, slots=True)
class Difference:
    """
    One month: what was paid, what the corrected facts give, and the lines that changed.

    ``difference`` is new assistance minus paid, kronor: above 0 too little was paid. None when either is not known.
    """

    month: Month
    paid: Decimal | None
    result: Result
    difference: Decimal | None
    lines: tuple[LineChange, ...]
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Span:
    """Months in a row with the same difference, kronor per month, and their sum."""

    first: Month
    last: Month
    difference: Decimal | None
    total: Decimal | None
    kind: ProposalKind


def compare(
    paid: Sequence[Paid], corrected: Iterable[Case], *, practice: Practice | None = None
) -> tuple[Difference, ...]:
    """
    Return a difference for each corrected month, in order of time.

    An income counts in the month after it came (INC-04): a corrected wage of February belongs in the facts of March.

    :raises ValueError: when a month stands twice among the paid or the corrected ones
    """
    by_month = {month.case.month: month for month in paid}
    cases = sorted(corrected, key=lambda case: case.month)
    if len(by_month) < len(paid) or len({case.month for case in cases}) < len(cases):
        raise ValueError("En månad står två gånger. Ange varje månad en gång.")
    return tuple(_difference(case, by_month.get(case.month), practice) for case in cases)


def spans(differences: Sequence[Difference]) -> tuple[Span, ...]:
    """Gather months in a row that have the same difference and proposal; the differences stand in order of time."""
    numbered = ((d, at) for at, d in enumerate(differences))

    def same(row: tuple[Difference, int]) -> tuple[object, ...]:
        difference, at = row
        return (difference.difference, difference.proposal.kind, difference.month - at)

    return tuple(_span([row for row, _ in group]) for _, group in groupby(numbered, key=same))


def _span(months: Sequence[Difference]) -> Span:
    each = months[0].difference
    total = None if each is None else each * len(months)
    return Span(months[0].month, months[-1].month, each, total, months[0].proposal.kind)


def _difference(case: Case, paid: Paid | None, practice: Practice | None) -> Difference:
    result = calculate(case, practice=practice)
    amount = paid.amount if paid else None
    known = result.assistance is not None and amount is not None
    difference = result.assistance - amount if result.assistance is not None and amount is not None else None
    lines = changed_lines(paid.result.steps, result.steps) if paid else ()
    proposal = _proposal(case.month, difference, paid, result) if known else _nothing_known(paid, result)
    return Difference(case.month, amount, result, difference, lines, proposal)


def _proposal(month: Month, difference: Decimal | None, paid: Paid | None, result: Result) -> Proposal:
    if not difference:
        return Proposal(ProposalKind.NOTHING, Decimal(0), "De rättade uppgifterna ger samma belopp som betalades ut.")
    if difference > 0:
        why = f"Hushållet fick {kronor(difference)} för lite för {month.label}. Pröva ett nytt beslut som kompletterar."
        return Proposal(ProposalKind.SUPPLEMENT, difference, why + _chain(paid, result))
    why = (
        f"Hushållet fick {kronor(-difference)} för mycket för {month.label}. Återkrav prövas bara på en av lagens"
        " grunder (33 kap.), och beloppet räknas aldrig av mot annat bistånd (HFD 2013 ref. 18)."
    )
    return Proposal(ProposalKind.RECOVERY, -difference, why + _chain(paid, result))


def _chain(paid: Paid | None, result: Result) -> str:
    """Tell when the right itself came or went, since later months count months with assistance (JOB-01, JOB-05)."""
    if paid is None or paid.result.outcome is result.outcome:
        return ""
    return " Rätten till bistånd ändras, så jobbstimulansen i senare månader kan ändras; räkna om dem också."


def _nothing_known(paid: Paid | None, result: Result) -> Proposal:
    if paid is None:
        why = "Månaden har ingen tidigare beräkning. Den prövas som en ansökan för sig."
    elif paid.amount is None:
        why = "Det är inte känt vad som betalades ut. Ta reda på det först."
    else:
        why = " ".join(
            ["Det nya beloppet går inte att räkna ut.", *(f"{m.because} {m.remedy}" for m in result.missing)]
        )
    return Proposal(ProposalKind.NOTHING, Decimal(0), why)
