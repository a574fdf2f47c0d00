"""The norm of the household with what is higher or lower in the single case, by a person's judgement (NORM-12)."""

from __future__ import annotations

from decimal import Decimal

from framsteg.entitlement.facts import Adjustment, Case
from framsteg.entitlement.kinds import Direction
from framsteg.entitlement.parameters import Parameters
from framsteg.entitlement.parameters.schema import NormTable, Practice
from framsteg.entitlement.result import MissingFact, Section, Step, kronor
from framsteg.entitlement.rules.norm import personal_norms, shared_line

_NOTHING = Decimal(0)


def household_norm(
    case: Case, norm: NormTable, law: Parameters, practice: Practice
) -> tuple[list[Step | MissingFact], dict[str, Decimal]]:
    """
    Return the lines of the norm, and each child's own need: its personal norm, higher and lower included (INC-03).

    Kronor per month, exact. A child whose norm is not known has no need in the answer.
    """
    personal, shared = personal_norms(case, norm, law, practice), shared_line(case, norm, law, practice)
    lines: list[Step | MissingFact] = [*personal.values(), shared]
    amounts = {name: line.amount for name, line in personal.items() if isinstance(line, Step)}
    for name in personal:
        changes = _changes(case, name, amounts.get(name), law)
        lines += changes
        if name in amounts:
            amounts[name] += sum((line.amount for line in changes), _NOTHING)
    known = len(amounts) == len(personal)
    lines += _changes(case, None, sum(amounts.values(), shared.amount) if known else None, law)
    return lines, {child.id: amounts[child.id] for child in case.persons if child.is_child and child.id in amounts}


def _changes(case: Case, person: str | None, norm: Decimal | None, law: Parameters) -> list[Step]:
    """
    Return the lines that change the norm of one person, or of the household when ``person`` is None.

    What is higher comes first, so that the order of the file changes nothing; what is lower takes at most what is
    there. ``norm`` is None when it is not known: then nothing is limited, and the outcome is unknown anyway.
    """
    lines: list[Step] = []
    chosen = [row for row in case.adjustments if row.person == person]
    for row in sorted(chosen, key=lambda row: row.direction is Direction.LOWER):
        change = row.amount
        if row.direction is Direction.LOWER:
            change = -change if norm is None else -min(change, norm)
        norm = None if norm is None else norm + change
        lines.append(_line(row, change, law))
    return lines


def _line(adjustment: Adjustment, change: Decimal, law: Parameters) -> Step:
    item = f", {adjustment.item}" if adjustment.item else ""
    limited = ""
    if abs(change) < adjustment.amount:
        limited = f" Angivet {kronor(adjustment.amount)}, men normen blir aldrig lägre än 0."
    return Step(
        "NORM-12",
        Section.NORM,
        f"{adjustment.direction.label.capitalize()}{item} ({adjustment.person or 'hushållet'})",
        change,
        f"Särskilda skäl, bedömda av en handläggare: {adjustment.reason}{limited}",
        law.law["norm_deviation"],
        facts=(f"{adjustment.direction.label.capitalize()}: {kronor(adjustment.amount)}",),
    )
