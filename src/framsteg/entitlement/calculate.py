"""From the facts of a case to a proposal: the order of the calculation, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from itertools import chain

from framsteg.entitlement.facts import Case
from framsteg.entitlement.parameters import ParameterError, Parameters, default_practice, norm_table, parameters_for
from framsteg.entitlement.parameters.schema import NormTable, Practice
from framsteg.entitlement.result import MissingFact, Outcome, Result, Section, Step, ore, settled
from framsteg.entitlement.rules.adjustments import household_norm
from framsteg.entitlement.rules.assets import asset_lines
from framsteg.entitlement.rules.costs import cost_lines, extra_lines, other_need_lines
from framsteg.entitlement.rules.incomes import income_lines
from framsteg.entitlement.rules.job_incentive import job_incentive_lines
from framsteg.entitlement.rules.scope import lma_line, mixed_lma, unknown_regime
from framsteg.entitlement.rules.surpluses import surplus_lines

_NOTHING = Decimal(0)


def calculate(case: Case, *, practice: Practice | None = None) -> Result:
    """
    Return the proposal for the household and month of the case.

    Norm, costs of försörjningsstöd and incomes of the month before come first, then livsföring i övrigt, then assets
    and carried surplus (rules 3.6). Assistance beyond the right is kept apart in ``extra``. What cannot be known makes
    the outcome unknown and is listed in ``missing``: a norm or a regime, a household that the LMA covers in part, a
    child's norm without lunch, a prisbasbelopp, how a job premium counts.

    Units: kronor per calendar month. Exact amounts until one rounding at the end, as ``practice`` says.
    """
    chosen = practice or default_practice()
    law = parameters_for(case.month)
    extra = extra_lines(case, law)
    norm, gaps = _norm_or_gaps(case)
    if norm is None or gaps:
        result = Result(Outcome.UNKNOWN, None, None, None, (), tuple(gaps))
    elif all(person.lma for person in case.persons):
        nothing = ore(_NOTHING)
        result = Result(Outcome.NO_RIGHT, nothing, nothing, nothing, (lma_line(law),), ())
    else:
        result = _assess(case, norm, law, chosen)
    return _with_extra(result, extra, law, chosen) if extra else result


def _norm_or_gaps(case: Case) -> tuple[NormTable | None, list[MissingFact]]:
    """Return the norm of the month, and what keeps the calculation from being made at all."""
    gaps = [gap for gap in (unknown_regime(case.month), mixed_lma(case)) if gap]
    try:
        return norm_table(case.month, case.kommun), gaps
    except ParameterError as unknown:
        remedy, changes = "Räkna för en månad vars riksnorm är känd.", "Normen och därmed hela beloppet."
        return None, [MissingFact(f"riksnorm.{case.month.year}", str(unknown), remedy, changes), *gaps]


def _assess(case: Case, norm: NormTable, law: Parameters, practice: Practice) -> Result:
    lines = [*_lines(case, norm, law, practice)]
    steps = [line for line in lines if isinstance(line, Step)]
    missing = tuple(line for line in lines if isinstance(line, MissingFact))
    norm_known = not any(fact.fact.startswith("riksnorm.") for fact in missing)
    norm_total = ore(_total(steps, Section.NORM)) if norm_known else None
    if missing:
        return Result(Outcome.UNKNOWN, None, norm_total, None, _readable(steps), missing)
    return _conclude(steps, law, practice, norm_total)


def _lines(case: Case, norm: NormTable, law: Parameters, practice: Practice) -> Iterable[Step | MissingFact]:
    """Apply the rules in the order of the calculation."""
    norm_lines, needs = household_norm(case, norm, law, practice)
    incomes = {person.id: [*income_lines(person, case, law, needs.get(person.id))] for person in case.persons}
    unmet = {name: need - _total(incomes[name], Section.INCOME) for name, need in needs.items()}
    yield from norm_lines
    yield from cost_lines(case, law)
    yield from chain.from_iterable(incomes.values())
    yield from job_incentive_lines(case, law)
    yield from other_need_lines(case, law, practice)
    yield from asset_lines(case, law, practice, unmet)
    yield from surplus_lines(case, law, practice)


def _conclude(steps: list[Step], law: Parameters, practice: Practice, norm: Decimal | None) -> Result:
    """ENT-01: compare means with needs. Assets cover what incomes do not; they never make a surplus."""
    before_other = _total(steps, Section.INCOME) - _total(steps, Section.NORM, Section.COST)
    balance = before_other - _total(steps, Section.OTHER_NEED)
    assets = max(_NOTHING, _total(steps, Section.ASSET))
    assistance = _rounded(max(_NOTHING, -balance - assets), practice)
    surplus = _rounded(max(_NOTHING, balance), practice)

    def total(label: str, amount: Decimal, why: str) -> Step:
        return Step("ENT-01", Section.SUM, label, amount, why, law.law["right"])

    steps.append(total("Inkomster minus norm och kostnader", before_other, _shortfall_or_surplus(before_other)))
    if any(step.section is Section.OTHER_NEED for step in steps):
        steps.append(total("Efter livsföring i övrigt", balance, _shortfall_or_surplus(balance)))
    if assistance:
        steps.append(total("Bistånd", assistance, "Behovet som hushållet inte kan täcka på annat sätt."))
    elif surplus:
        steps.append(total("Överskott", surplus, "Inkomsterna är högre än behovet."))
    else:
        steps.append(total("Bistånd", _rounded(_NOTHING, practice), "Inkomster och tillgångar täcker behovet."))
    outcome = Outcome.RIGHT if assistance else Outcome.NO_RIGHT
    return Result(outcome, assistance, norm, surplus, _readable(steps), ())


def _with_extra(result: Result, extra: Sequence[Step], law: Parameters, practice: Practice) -> Result:
    """ENT-02: add what is granted beyond the right, as lines and a sum of their own."""
    amount = _rounded(_total(extra, Section.EXTRA), practice)
    why = "Beviljas av en handläggare; ingår inte i rätten och överklagas på annat sätt."
    source = law.law.get("extra", "")
    last = Step("ENT-02", Section.SUM, "Bistånd utöver rätten", amount, why, source)
    calculation = [step for step in result.steps if step.section is not Section.SUM]
    sums = [step for step in result.steps if step.section is Section.SUM]
    return replace(result, extra=amount, steps=(*calculation, *_readable(extra), *sums, last))


def _shortfall_or_surplus(balance: Decimal) -> str:
    return "Underskott: inkomsterna räcker inte." if balance < 0 else "Inget underskott."


def _rounded(amount: Decimal, practice: Practice) -> Decimal:
    """NORM-07: round the final sum once; always shown with two decimals."""
    amount = settled(amount)
    if practice.rounding == "krona":
        amount = amount.quantize(Decimal(1), ROUND_HALF_UP)
    elif practice.rounding == "upwards":
        amount = amount.quantize(Decimal(1), ROUND_CEILING)
    return ore(amount)


def _readable(steps: Iterable[Step]) -> tuple[Step, ...]:
    return tuple(replace(step, amount=ore(step.amount)) for step in steps)


def _total(lines: Iterable[Step | MissingFact], *sections: Section) -> Decimal:
    return sum((line.amount for line in lines if isinstance(line, Step) and line.section in sections), _NOTHING)
