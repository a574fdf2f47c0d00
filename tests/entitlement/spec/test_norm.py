"""Riksnormen: worked cases that a lawyer can check by hand. Names refer to the table of worked examples."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.entitlement.households import adult, child, couple, household, kr, pupil

from framsteg.entitlement import Outcome, Section, calculate
from framsteg.entitlement.parameters import default_practice

LUNCH_AWAY = {"lunch_away": True}

CASES = [
    # name, month, household, other residents, norm
    ("A1 shares a dwelling of five, not sambo", "2014-03", [adult()], 4, "3292"),
    ("A2 shares a dwelling of five, not sambo", "2017-03", [adult()], 4, "3328"),
    ("A3 nine persons", "2019-03", [*couple(), *[child(8)] * 7], 0, 5570 + 7 * 2990 + 2220 + 2 * 170),
    ("A4 single", "2026-03", [adult()], 0, "5220"),
    ("A4 couple", "2026-03", couple(), 0, "8510"),
    ("A4 single", "2023-03", [adult()], 0, "4620"),
    ("A4 couple and two children", "2023-03", [*couple(), child(2), child(5)], 0, "13490"),
    ("A4 couple", "2021-03", couple(), 0, "6830"),
    ("A4 single", "2019-03", [adult()], 0, "4080"),
    ("A4 single", "2015-03", [adult()], 0, "3880"),
    ("A4 single", "2014-03", [adult()], 0, "3880"),
    ("A4 single", "2013-03", [adult()], 0, "3880"),
    ("A9 couple with two children, 11–14", "2026-09", [*couple(), child(11), child(14)], 0, 7100 + 2 * 4390 + 2030),
    ("B1 single", "2025-03", [adult()], 0, "5180"),
    ("B2 couple", "2025-03", couple(), 0, "8450"),
    ("B3 child 0, meals at home", "2025-03", [adult(), child(0)], 0, "8030"),
    ("B4 child 3, lunch away", "2025-03", [adult(), child(3, **LUNCH_AWAY)], 0, "7790"),
    ("B8 a 19-year-old in gymnasium", "2025-03", [adult(), pupil(19)], 0, "10270"),
    ("B9 not sambo, dwelling of three", "2025-03", [adult()], 2, "4500"),
    ("B10 not sambo, dwelling of six", "2025-03", [adult()], 5, "4346.67"),
    ("B12 children 2 and 6, lunch away", "2021-03", [*couple(), *(child(n, **LUNCH_AWAY) for n in (2, 6))], 0, 11720),
    ("every age band, seven persons", "2025-03", [adult(), *map(child, (0, 1, 3, 4, 7, 11))], 0,
     3910 + 2720 + 3030 + 2700 + 3030 + 3790 + 4350 + 2810),
    ("eight persons", "2025-03", [*couple(), *[child(16)] * 6], 0, 7050 + 6 * 4920 + 2810 + 190),
    ("mother and child lodge with one other", "2025-03", [adult(), child(7)], 1, 3910 + 3790 + 1770 * 2 / 3),
]  # fmt: skip


@pytest.mark.parametrize(
    ("month", "persons", "others", "norm"), [pytest.param(*c[1:], id=f"{c[0]} {c[1]}") for c in CASES]
)
def test_the_norm_of_a_household(month, persons, others, norm):
    result = calculate(household(month, *persons, other_residents=others))

    assert result.norm == kr(norm)
    assert sum(step.amount for step in result.in_section(Section.NORM)) == pytest.approx(
        result.norm, abs=Decimal("0.02")
    )


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


@pytest.mark.parametrize(
    ("age", "band"),
    [(0, "0"), (1, "1–2"), (2, "1–2"), (3, "3"), (4, "4–6"), (6, "4–6"), (7, "7–10"), (10, "7–10"), (11, "11–14"),
     (14, "11–14"), (15, "15–18"), (17, "15–18")],
)  # fmt: skip
def test_a_child_belongs_to_the_band_of_its_age(age, band):
    assert calculate(household("2025-03", adult(), child(age))).steps[1].label == f"Barn {band} år (b)"


@pytest.mark.parametrize(("month", "band"), [("2025-04", "4–6"), ("2025-05", "7–10"), ("2025-06", "7–10")])
def test_a_new_band_starts_in_the_month_of_the_birthday(month, band):
    seven_in_may = {"role": "child", "born": "2018-05-31"}

    assert band in calculate(household(month, adult(), seven_in_may)).steps[1].label


def test_a_kommun_may_start_the_new_band_the_month_after():
    case = household("2025-05", adult(), {"role": "child", "born": "2018-05-01"})
    after = replace(default_practice(), new_age_band="month_after")

    assert "4–6" in calculate(case, practice=after).steps[1].label


@pytest.mark.parametrize("age", [6, 7])
def test_lunch_away_matters_up_to_six_years(age):
    at_home = calculate(household("2025-03", adult(), child(age)))
    away = calculate(household("2025-03", adult(), child(age, lunch_away=True)))

    assert (away.norm < at_home.norm) is (age == 6)


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
    assert [fact.because for fact in result.missing] == (
        [] if known else [f"Riksnormen för {month[:4]} är okänd: lägg in den i riksnorm.yaml."]
    )


@pytest.mark.parametrize(
    ("method", "days", "amount"),
    [("30", 15, 3790 / 2), ("actual", 15, 3790 * 15 / 31), ("12/365", 15, 3790 * 15 * 12 / 365), ("30", 30, 3790),
     ("30", 31, 3790), ("actual", 31, 3790), ("12/365", 31, 3790), ("30", 1, 3790 / 30)],
)  # fmt: skip
def test_part_of_a_month_follows_the_kommuns_practice(method, days, amount):
    case = household("2025-03", adult(), child(9, days=days))

    result = calculate(case, practice=replace(default_practice(), per_day_method=method))

    assert result.steps[1].amount == kr(round(amount, 6))
    assert result.steps[2].amount == kr(1400)  # the child is a member of the household also for a part of the month


def test_a_day_by_lifecare_is_144_kronor():
    """A9: Barn 11–14, 4 390 a month, 144 a day."""
    case = household("2026-09", adult(), child(12, days=1))

    assert int(calculate(case, practice=replace(default_practice(), per_day_method="12/365")).steps[1].amount) == 144


@pytest.mark.parametrize(("rounding", "assistance"), [("ore", "4346.67"), ("krona", "4347.00"), ("upwards", "4347.00")])
def test_the_sum_is_rounded_once_as_the_kommun_does(rounding, assistance):
    case = household("2025-03", adult(), other_residents=5)

    assert calculate(case, practice=replace(default_practice(), rounding=rounding)).assistance == Decimal(assistance)


@pytest.mark.parametrize(
    ("month", "words"), [("2024-03", "härlett"), ("2018-03", "andrahandskälla"), ("2025-03", None)]
)
def test_a_line_says_when_its_amount_was_not_read_in_the_primary_text(month, words):
    because = calculate(household(month, adult())).steps[0].because

    assert words in because if words else because == "Beloppet för en ensamstående vuxen."
