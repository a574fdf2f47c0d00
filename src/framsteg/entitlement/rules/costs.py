"""
Costs beside the norm: försörjningsstöd (COST-02, COST-03) and livsföring i övrigt (COST-05 to COST-07).

Assistance beyond the right (ENT-02) has lines of its own. A guideline is told in a sentence and never cuts.
"""

from __future__ import annotations

from decimal import Decimal

from framsteg.entitlement.facts import Case, Cost
from framsteg.entitlement.kinds import Basis, CostKind
from framsteg.entitlement.parameters import Parameters, practice_origin
from framsteg.entitlement.parameters.kommuner import kommun_data, rent_guideline
from framsteg.entitlement.parameters.schema import Practice
from framsteg.entitlement.result import Section, Step, kronor
from framsteg.entitlement.rules import Lines
from framsteg.entitlement.rules.trace import cost_fact

_OTHER_NEED_RULES = {CostKind.DEBT: "COST-06", CostKind.BROADBAND: "COST-07"}
_BROADBAND = {
    "own_cost": "Kommunens praxis: bredband är en egen kostnad.",
    "in_norm": "Kommunens praxis: bredband ingår i normens post för telefon.",
}


def cost_lines(case: Case, law: Parameters) -> Lines:
    """Yield a line for each cost of försörjningsstöd, with the accepted amount."""
    for cost in case.costs:
        if cost.kind is CostKind.RENT and cost.basis is Basis.RIGHT:
            sentence, origin = _guideline(case)
            yield _line("COST-02", Section.COST, cost, law.law["livelihood"], sentence, origin)
        elif cost.kind.is_livelihood and cost.basis is Basis.RIGHT:
            yield _line("COST-03", Section.COST, cost, law.law["livelihood"])


def other_need_lines(case: Case, law: Parameters, practice: Practice) -> Lines:
    """Yield a line for each cost of livsföring i övrigt, which comes after försörjningsstöd."""
    for cost in case.costs:
        if cost.kind.is_livelihood or cost.basis is not Basis.RIGHT:
            continue
        rule = _OTHER_NEED_RULES.get(cost.kind, "COST-05")
        sentence = parameter = ""
        if cost.kind is CostKind.BROADBAND:
            sentence, parameter = _BROADBAND[practice.broadband], practice_origin(practice, "broadband")
        yield _line(rule, Section.OTHER_NEED, cost, law.law["other_need"], sentence, parameter)


def extra_lines(case: Case, law: Parameters) -> list[Step]:
    """ENT-02: return a line for each cost that a person grants beyond the right, kept apart from it."""
    source = law.law.get("extra", "")
    return [
        _line("ENT-02", Section.EXTRA, cost, source, "Beviljas utöver rätten till bistånd.")
        for cost in case.costs
        if cost.basis is Basis.EXTRA
    ]


def _line(rule: str, section: Section, cost: Cost, source: str, sentence: str = "", parameter: str = "") -> Step:
    because = " ".join(filter(None, (_because(cost), _share(cost), sentence)))
    return Step(
        rule,
        section,
        cost.kind.label,
        cost.counted,
        because,
        source,
        parameter=parameter,
        facts=(cost_fact(cost),),
        applied=cost.applied,
    )


def _because(cost: Cost) -> str:
    if cost.agreed < cost.applied:
        why = f"Sökt {kronor(cost.applied)}, godtaget {kronor(cost.agreed)}."
        return f"{why} {cost.reason}" if cost.reason else f"{why} Skäl är inte angivet."
    if cost.kind is CostKind.DEBT:
        return f"Skulder är bara i undantagsfall en kostnad. {cost.reason or 'Godtagen som sökt.'}"
    return cost.reason or "Godtagen som sökt."


def _share(cost: Cost) -> str:
    """COST-02: an adult child or a lodger pays its own part (HFD 2020 ref. 40)."""
    share = cost.household_share
    if share is None:
        return ""
    return (
        f"Hushållets andel är {share.numerator}/{share.denominator} av {kronor(cost.agreed)}; vuxna barn och"
        " inneboende svarar för sin del (HFD 2020 ref. 40)."
    )


def _guideline(case: Case) -> tuple[str, str]:
    """Return a sentence when the household's rent is above the kommun's guideline, and the guideline's origin."""
    guideline, kommun = rent_guideline(case.kommun, case.month), kommun_data(case.kommun)
    if guideline is None or kommun is None:
        return "", ""
    children = sum(person.is_child for person in case.persons)
    limit = guideline.limit(persons=len(case.persons), children=children)
    if limit is None:
        return "", ""
    origin = f"riktlinje för hyra, {kommun.name}, {guideline.validity}, säkerhet {guideline.confidence}"
    above = _rent(case) - limit
    if above <= 0:
        return "", origin
    sentence = (
        f"Hyran är {kronor(above)} över riktlinjen i {kommun.name}, {kronor(limit)}. Riktlinjen binder inte: en"
        " handläggare bedömer vad som är skäligt."
    )
    return sentence, origin


def _rent(case: Case) -> Decimal:
    """Return the whole rent that was applied for, however many lines it is written on."""
    rents = (cost for cost in case.costs if cost.kind is CostKind.RENT and cost.basis is Basis.RIGHT)
    return sum((cost.applied for cost in rents), Decimal(0))
