"""Riksnormen: how its lines read and what is not known. Amounts stand in norm.csv and the tables beside it."""

import pytest
from tests.entitlement.households import adult, child, couple, household, kr

from framsteg.entitlement import Outcome, Section, calculate


def test_each_line_names_its_rule_amount_and_reason():
    result = calculate(household("2025-08", *couple(), child(3, lunch_away=True), child(9)))

    assert [(step.rule, step.label, step.amount) for step in result.in_section(Section.NORM)] == [
        ("NORM-04", "Sambo (a)", kr(3525)),
        ("NORM-04", "Sambo (b)", kr(3525)),
        ("NORM-03", "Barn 3 år utan lunch (c)", kr(2480)),
        ("NORM-02", "Barn 7–10 år (d)", kr(3790)),
        ("NORM-01", "Gemensamma kostnader, 4 personer", kr(2010)),
    ]
    assert "lunch borta fem dagar" in result.steps[2].because


@pytest.mark.parametrize(
    ("month", "table", "sharing"),
    [
        ("2025-06", "SoF (2001:937) 2 kap. 1 §", "SoF (2001:937) 2 kap."),
        ("2025-07", "SoF (2025:468) 12 kap. 2 §", "SoF (2025:468) 12 kap. 3 §"),
    ],
)
def test_the_paragraph_follows_the_law_in_force_in_the_month(month, table, sharing):
    steps = calculate(household(month, adult(), other_residents=1)).in_section(Section.NORM)

    assert [step.source for step in steps] == [table, sharing]


@pytest.mark.parametrize("year", [2018, 2020, 2022, 2023, 2024])
def test_lunch_away_is_unknown_for_the_years_whose_table_is_not_read(year):
    result = calculate(household(f"{year}-03", adult(), child(3, lunch_away=True)))

    assert result.outcome is Outcome.UNKNOWN
    assert (result.assistance, result.norm, result.surplus) == (None, None, None)
    assert [fact.fact for fact in result.missing] == [f"riksnorm.child_without_lunch.3.{year}"]
    assert calculate(household(f"{year}-03", adult(), child(3))).outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    ("month", "known"), [("2012-12", False), ("2013-01", True), ("2026-12", True), ("2027-01", False)]
)
def test_a_month_outside_the_known_years_is_unknown_and_never_guessed(month, known):
    result = calculate(household(month, adult()))

    assert (result.outcome is not Outcome.UNKNOWN) is known
    assert [fact.because for fact in result.missing][:1] == (
        [] if known else [f"Riksnormen för {month[:4]} är okänd: lägg in den i riksnorm.yaml."]
    )


@pytest.mark.parametrize(
    ("month", "words"), [("2024-03", "härlett"), ("2018-03", "andrahandskälla"), ("2025-03", None)]
)
def test_a_line_says_when_its_amount_was_not_read_in_the_primary_text(month, words):
    because = calculate(household(month, adult())).steps[0].because

    assert words in because if words else because == "Beloppet för en ensamstående vuxen."
