"""Work pays: the window of jobbstimulans and the calendar year of children's own work. Amounts stand in the tables."""

import pytest
from tests.entitlement.households import adult, child, couple, household, kr, months, pupil, wage

from framsteg.entitlement import Month, Section, calculate
from framsteg.entitlement.parameters import parameters_for
from framsteg.entitlement.rules.job_incentive import window_start

HALF_A_YEAR = months("2025-01", "2025-06")


def left_out(case):
    """Kronor of the wage that the calculation leaves out."""
    return -sum(step.amount for step in calculate(case).in_section(Section.INCOME) if step.rule == "JOB-01")


def worker(month, received, *, persons=None, kind="wage", person="a", assistance=HALF_A_YEAR):
    return household(
        month, *(persons or [adult()]), incomes=[wage(4000, received, person, kind)], assistance_months=assistance
    )


@pytest.mark.parametrize(
    ("month", "runs"), [("2025-06", False), ("2025-07", True), ("2027-06", True), ("2027-07", False)]
)
def test_b28_the_window_runs_two_years_without_stop(month, runs):
    rule = parameters_for(Month(2025, 7)).job_incentive

    started = window_start(map(Month.parse, HALF_A_YEAR), Month.parse(month), rule)

    assert started == (Month(2025, 7) if runs else None)


@pytest.mark.parametrize(
    ("assistance", "month", "started"),
    [
        (months("2025-01", "2025-05"), "2025-07", None),  # five months
        (months("2025-01", "2025-03") + months("2025-05", "2025-07"), "2025-08", None),  # broken in April
        (months("2025-01", "2025-03") + months("2025-05", "2025-10"), "2025-11", "2025-11"),
        (months("2025-01", "2025-06") + months("2026-09", "2027-08"), "2027-09", None),  # two of these are new
        (months("2025-01", "2027-12"), "2028-01", "2028-01"),  # six new months after the window
        (months("2025-01", "2027-11"), "2027-12", None),
        (list(reversed(HALF_A_YEAR)) + HALF_A_YEAR, "2025-07", "2025-07"),  # order and doubles do not matter
        (months("2025-02", "2025-07"), "2025-07", None),  # the month that is tried does not qualify itself
        ([], "2025-07", None),
    ],
)
def test_six_months_in_a_row_open_a_window_and_six_new_ones_the_next(assistance, month, started):
    rule = parameters_for(Month(2025, 7)).job_incentive

    found = window_start(map(Month.parse, assistance), Month.parse(month), rule)

    assert found == (Month.parse(started) if started else None)


def test_the_reason_tells_when_the_window_ends():
    steps = calculate(worker("2025-07", "2025-06-25")).in_section(Section.INCOME)

    assert steps[1].because == "25 % av nettolönen räknas inte, från juli 2025 till och med juni 2027."
    assert steps[1].source == "SoL (2025:400) 12 kap. 8 §"


def test_each_adult_keeps_a_quarter_of_the_own_wage():
    case = household(
        "2025-07", *couple(), incomes=[wage(4000, "2025-06-25", "a"), wage(2000, "2025-06-25", "b")],
        assistance_months=HALF_A_YEAR,
    )  # fmt: skip

    labels = [(s.label, s.amount) for s in calculate(case).in_section(Section.INCOME) if s.rule == "JOB-01"]
    assert labels == [("Jobbstimulans (a)", kr(-1000)), ("Jobbstimulans (b)", kr(-500))]


@pytest.mark.parametrize(
    ("earlier", "counted"),
    [([("2026-06-25", 50000)], 800), ([("2025-12-25", 50000)], 0), ([("2026-08-01", 50000)], 0),
     ([("2026-02-25", 30000), ("2026-03-25", 30000)], 10000)],
    ids=["June of the same year", "December of the year before", "after the month that counts", "already over"],
)  # fmt: skip
def test_the_limit_is_for_the_calendar_year(earlier, counted):
    incomes = [wage(net, day, "b") for day, net in [*earlier, ("2026-07-25", 10000)]]
    case = household("2026-08", adult(), pupil(18), incomes=incomes)

    july = next(s for s in calculate(case).in_section(Section.INCOME) if s.rule == "CHILD-01")

    assert july.amount == kr(counted)


def test_two_wages_in_the_month_share_the_limit():
    incomes = [wage(59000, "2026-07-25", "b"), wage(500, "2026-07-10", "b")]

    result = calculate(household("2026-08", adult(), child(16), incomes=incomes))

    assert [step.amount for step in result.in_section(Section.INCOME)] == [kr(0), kr(300)]
