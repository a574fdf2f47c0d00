"""Jobbstimulans: the part of an adult's net wage that is left out (JOB-01 to JOB-06)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from framsteg.entitlement.facts import Case, Income
from framsteg.entitlement.kinds import IncomeKind
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import Parameters
from framsteg.entitlement.parameters.schema import JobIncentive
from framsteg.entitlement.result import Section, Step
from framsteg.entitlement.rules import Lines
from framsteg.entitlement.rules.trace import income_fact


def job_incentive_lines(case: Case, law: Parameters) -> Lines:
    """
    Yield a line for each adult with wage in the month before: the share left out, or why nothing is.

    Wage only, not benefits or own business (JOB-04); never for children and school-youth (JOB-03). Before 2013-07 there
    was no such rule, and no line.
    """
    rule = law.job_incentive
    if rule is None:
        return
    started = window_start(case.assistance_months, case.month, rule)
    months = f"Månader med försörjningsstöd som är kända: {len(set(case.assistance_months))}"
    for adult in (person for person in case.persons if not person.is_child):
        wages = [income for income in case.incomes if income.person == adult.id and _counts(income, case.month)]
        if not wages:
            continue
        if started is None:
            amount = Decimal(0)
            why = f"Ingen jobbstimulans: den kräver {rule.qualifying_months} månader i följd med försörjningsstöd."
        else:
            amount = -rule.share * sum(income.assessed for income in wages)
            last = started + (rule.window_months - 1)
            why = f"{rule.share * 100:.0f} % av nettolönen räknas inte, från {started.label} till och med {last.label}."
        yield Step(
            "JOB-01",
            Section.INCOME,
            f"Jobbstimulans ({adult.id})",
            amount,
            why,
            law.law["job_incentive"],
            parameter=law.job_incentive_origin,
            facts=(*map(income_fact, wages), months),
        )


def window_start(assistance_months: Iterable[Month], month: Month, rule: JobIncentive) -> Month | None:
    """
    Return the first month of the window that covers ``month``, or None.

    JOB-01: the window opens the month after six months in a row. JOB-02: it runs two years without stop, also through
    months without assistance; after it six new months in a row are needed. JOB-05: one month without breaks the chain.
    """
    opens: Month | None = None
    in_a_row, expected = 0, None
    for received in sorted({m for m in assistance_months if m < month}):
        if opens is not None and received < opens + rule.window_months:
            continue  # a running window neither stops nor qualifies for the next
        in_a_row = in_a_row + 1 if received == expected else 1
        expected = received.next
        if in_a_row == rule.qualifying_months:
            opens, in_a_row, expected = received.next, 0, None
    covers = opens is not None and month < opens + rule.window_months
    return opens if covers else None


def _counts(income: Income, month: Month) -> bool:
    return income.kind is IncomeKind.WAGE and Month.of(income.received) == month.previous
