"""Incomes of the month before (INC-01 to INC-04, INC-09) and children's own incomes (CHILD-01, INC-03)."""

from __future__ import annotations

from decimal import Decimal

from framsteg.entitlement.facts import Case, Income, Person
from framsteg.entitlement.kinds import NOT_COUNTED, OWN_WORK, IncomeKind
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import ParameterError, Parameters, child_wage_origin, disregarded_child_wage
from framsteg.entitlement.result import MissingFact, Section, Step, kronor
from framsteg.entitlement.rules import Lines
from framsteg.entitlement.rules.trace import assessment, income_fact


def income_lines(person: Person, case: Case, law: Parameters, own_need: Decimal | None) -> Lines:
    """
    Yield a line for each income of the person; what does not count is shown with 0 and the reason.

    ``own_need`` is a child's personal norm in kronor: its means never count above it (INC-03). None for an adult.
    """
    incomes = [income for income in case.incomes if income.person == person.id]
    lines = [*(_child(incomes, law) if person.is_child else _adult(incomes, law))]
    yield from lines
    means = sum((line.amount for line in lines if isinstance(line, Step)), Decimal(0))
    if own_need is not None and means > own_need:
        why = f"Barnets inkomster räknas högst upp till barnets eget behov, {kronor(own_need)}."
        label = f"Över barnets behov ({person.id})"
        yield Step("INC-03", Section.INCOME, label, own_need - means, why, law.law["right"])


def _adult(incomes: list[Income], law: Parameters) -> Lines:
    for income in incomes:
        yield _left_out(income, law) or _counted(income, law)


def _child(incomes: list[Income], law: Parameters) -> Lines:
    """Own work counts above one prisbasbelopp per calendar year, taken in the order it came in; the rest in full."""
    earned_before = sum(
        (income.assessed for income in incomes if _earned_earlier_this_year(income, law.month)), Decimal(0)
    )
    for income in sorted(incomes, key=lambda income: income.received):
        if left_out := _left_out(income, law):
            yield left_out
        elif income.kind in OWN_WORK:
            yield _child_work(income, earned_before, law)
            earned_before += income.assessed
        else:
            yield _counted(income, law)


def _child_work(income: Income, earned_before: Decimal, law: Parameters) -> Step | MissingFact:
    """CHILD-01: only what passes the year's limit with this income may count."""
    year = Month.of(income.received)
    try:
        limit = disregarded_child_wage(year)
    except ParameterError as unknown:
        changes = "Hur mycket av barnets lön som räknas."
        return MissingFact(f"price_base_amount.{year.year}", str(unknown), "Ange årets prisbasbelopp.", changes)
    above = max(Decimal(0), earned_before + income.assessed - limit)
    counted = min(income.assessed, above)
    why = f"Barns och skolungdomars egna arbetsinkomster räknas inte upp till {kronor(limit)} under {year.year}."
    if counted:
        why += f" {kronor(counted)} ligger över gränsen och får räknas."
    why += _assessment(income)
    return Step(
        "CHILD-01",
        Section.INCOME,
        _label(income),
        counted,
        why,
        law.law["child_income"],
        parameter=child_wage_origin(year),
        facts=(income_fact(income),),
    )


def _left_out(income: Income, law: Parameters) -> Step | None:
    """INC-02, INC-04, NORM-13: a line of 0 for what is never counted or came in another month."""
    came, counts = Month.of(income.received), law.month.previous
    if income.kind is IncomeKind.LEISURE_CARD:
        rule, why, source = "NORM-13", "Fritidskortet räknas inte och sänker inte normen.", law.law["leisure_card"]
    elif income.kind in NOT_COUNTED:
        rule, why, source = "INC-02", f"{income.kind.label} räknas inte som inkomst.", law.law["right"]
    elif came != counts:
        rule, source = "INC-04", law.law["income_window"]
        why = f"Räknas inte: kom i {came.label}. För {law.month.label} räknas inkomster som kom i {counts.label}."
    else:
        return None
    return Step(rule, Section.INCOME, _label(income), Decimal(0), why, source, facts=(income_fact(income),))


def _counted(income: Income, law: Parameters) -> Step | MissingFact:
    if income.kind is IncomeKind.JOB_PREMIUM and income.counted is None:
        return _premium(income)
    why = f"Kom i {Month.of(income.received).label}, månaden före; räknas efter skatt.{_assessment(income)}"
    source = law.law["income_window"]
    return Step("INC-01", Section.INCOME, _label(income), income.assessed, why, source, facts=(income_fact(income),))


def _premium(income: Income) -> MissingFact:
    """INC-09: no source says how a job premium counts when försörjningsstöd is sought again."""
    return MissingFact(
        fact=f"job_premium.{income.person}",
        because=f"Hur jobbpremien på {kronor(income.net)} ska räknas är inte känt ({income.person}).",
        remedy="En jurist måste säga om den räknas. Bedöm sedan hur mycket av den som räknas, med skälet.",
        changes=f"Inkomsterna, med högst {kronor(income.net)}.",
    )


def _earned_earlier_this_year(income: Income, month: Month) -> bool:
    """Say whether own work was paid in the calendar year of the counted month, before that month."""
    came, counts = Month.of(income.received), month.previous
    return income.kind in OWN_WORK and came.year == counts.year and came < counts


def _assessment(income: Income) -> str:
    if income.counted is None:
        return ""
    return f" Inkomsten är {kronor(income.net)}. {assessment(income.counted, income.reason)}"


def _label(income: Income) -> str:
    return f"{income.kind.label} ({income.person})"
