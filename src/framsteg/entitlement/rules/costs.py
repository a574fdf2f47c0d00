"""Costs beside the norm: försörjningsstöd (COST-02, COST-03) and livsföring i övrigt (COST-05, COST-06)."""

from __future__ import annotations

from framsteg.entitlement.facts import Case, Cost
from framsteg.entitlement.kinds import CostKind
from framsteg.entitlement.parameters import Parameters
from framsteg.entitlement.result import Section, Step, kronor
from framsteg.entitlement.rules import Lines


def cost_lines(case: Case, law: Parameters) -> Lines:
    """Yield a line for each cost of försörjningsstöd, with the accepted amount."""
    for cost in case.costs:
        if cost.kind.is_livelihood:
            rule = "COST-02" if cost.kind is CostKind.RENT else "COST-03"
            yield _line(rule, Section.COST, cost, law.law["livelihood"])


def other_need_lines(case: Case, law: Parameters) -> Lines:
    """Yield a line for each cost of livsföring i övrigt, which comes after försörjningsstöd."""
    for cost in case.costs:
        if not cost.kind.is_livelihood:
            rule = "COST-06" if cost.kind is CostKind.DEBT else "COST-05"
            yield _line(rule, Section.OTHER_NEED, cost, law.law["other_need"])


def _line(rule: str, section: Section, cost: Cost, source: str) -> Step:
    return Step(rule, section, cost.kind.label, cost.counted, _because(cost), source)


def _because(cost: Cost) -> str:
    if cost.counted < cost.applied:
        why = f"Sökt {kronor(cost.applied)}, godtaget {kronor(cost.counted)}."
        return f"{why} {cost.reason}" if cost.reason else f"{why} Skäl är inte angivet."
    if cost.kind is CostKind.DEBT:
        return f"Skulder är bara i undantagsfall en kostnad. {cost.reason or 'Godtagen som sökt.'}"
    return cost.reason or "Godtagen som sökt."
