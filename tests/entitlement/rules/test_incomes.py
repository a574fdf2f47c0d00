"""Thresholds of incomes: one prisbasbelopp for each year that is known, six months, two years, a child's own need."""

from decimal import Decimal

import pytest
from tests.entitlement.households import adult, child, household, kr, months, pupil, wage

from framsteg.entitlement import Month, Outcome, Section, calculate
from framsteg.entitlement.parameters import disregarded_child_wage

YEARS = range(2014, 2027)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("over", "counted"), [("-0.01", "0"), ("0", "0"), ("0.01", "0.01"), ("1", "1")])
@pytest.mark.rule("INC-05", "INC-07", "CHILD-01")
def test_a_childs_wage_counts_above_one_prisbasbelopp_of_the_year(year, over, counted):
    limit = disregarded_child_wage(Month(year, 7))

    case = household(f"{year}-08", adult(), child(16), incomes=[wage(limit + Decimal(over), f"{year}-07-25", "b")])

    assert calculate(case).in_section(Section.INCOME)[0].amount == kr(counted)


@pytest.mark.parametrize("born", ["2006-08-31", "2005-09-01", "2005-08-01"])  # 20, 20 and 21 in the month itself
@pytest.mark.rule("CHILD-01", "INC-05")
def test_a_school_youth_keeps_the_rule_to_21(born):
    case = household("2026-08", adult(), {"role": "pupil", "born": born}, incomes=[wage(5000, "2026-07-25", "b")])

    assert calculate(case).in_section(Section.INCOME)[0].amount == 0


@pytest.mark.parametrize(
    ("first", "last", "share"),
    [("2025-02", "2025-06", 0), ("2025-01", "2025-06", 1000), ("2024-12", "2025-06", 1000)],
    ids=["five months", "six months", "seven months"],
)
@pytest.mark.rule("JOB-01")
def test_six_months_in_a_row_are_needed(first, last, share):
    case = household(
        "2025-07", adult(), incomes=[wage(4000, "2025-06-25")], assistance_months=months(first, last)
    )  # fmt: skip

    assert calculate(case).assistance == kr(5180 - 4000 + share)


@pytest.mark.parametrize(("month", "share"), [("2025-11", 1000), ("2025-12", 1000), ("2026-01", 0)])
@pytest.mark.rule("JOB-02", "JOB-05")
def test_the_two_years_end_with_the_twenty_fourth_month(month, share):
    case = household(
        month, adult(), incomes=[wage(4000, str(Month.parse(month).previous.last_day))],
        assistance_months=months("2023-07", "2023-12"),
    )  # fmt: skip
    lines = {step.rule: step.amount for step in calculate(case).in_section(Section.INCOME)}

    assert lines["JOB-01"] == kr(-share)


@pytest.mark.rule("JOB-03", "INC-06", "CHILD-02")
def test_the_incentive_is_for_adults_and_the_disregard_for_the_young():
    chain = months("2025-01", "2025-06")
    grown, young = (
        calculate(household("2025-07", *persons, incomes=[wage(4000, "2025-06-25", who)], assistance_months=chain))
        for persons, who in (([adult()], "a"), ([adult(), pupil(19)], "b"))
    )

    assert [step.rule for step in grown.in_section(Section.INCOME)] == ["INC-01", "JOB-01"]
    assert [step.rule for step in young.in_section(Section.INCOME)] == ["CHILD-01"]


@pytest.mark.rule("INC-07")
def test_a_year_without_a_prisbasbelopp_is_not_guessed(monkeypatch):
    monkeypatch.setattr("framsteg.entitlement.parameters._base_amounts", lambda: ())
    disregarded_child_wage.cache_clear()

    result = calculate(household("2025-03", adult(), child(16), incomes=[wage(1, "2025-02-25", "b")]))

    assert (result.outcome, result.missing[0].fact) == (Outcome.UNKNOWN, "price_base_amount.2025")
    assert result.missing[0].changes == "Hur mycket av barnets lön som räknas."
