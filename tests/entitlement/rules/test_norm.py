"""The thresholds of the norm: age bands, eight persons, lunch, days, and a norm of its own in the single case."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.entitlement.households import adult, child, couple, household, kr, pupil

from framsteg.entitlement import Outcome, Section, calculate
from framsteg.entitlement.parameters import default_practice, norm_table
from framsteg.entitlement.parameters.schema import BANDS

FIRST_AGES = [highest + 1 for highest in BANDS.values()][:-1]  # 1, 3, 4, 7, 11, 15, 19


def band_in(month, born, role="child"):
    return calculate(household(month, adult(), {"role": role, "born": born})).steps[1].parameter.split(", ")[1]


@pytest.mark.parametrize("age", FIRST_AGES)
@pytest.mark.rule("NORM-02", "NORM-10")
def test_a_band_begins_in_the_month_of_the_birthday_and_not_before(age):
    born, role = f"{2025 - age}-05-31", "pupil" if age > 18 else "child"

    april, may, june = (band_in(month, born, role) for month in ("2025-04", "2025-05", "2025-06"))

    assert april != may == june


@pytest.mark.parametrize(("persons", "shared"), [(6, 2620), (7, 2810), (8, 3000), (9, 3190)])
@pytest.mark.rule("NORM-01", "NORM-05")
def test_each_person_beyond_seven_adds_the_step_from_six_to_seven(persons, shared):
    result = calculate(household("2025-03", adult(), *[child(8)] * (persons - 1)))

    assert result.in_section(Section.NORM)[-1].amount == kr(shared)
    assert result.in_section(Section.NORM)[-1].rule == ("NORM-05" if persons > 7 else "NORM-01")


@pytest.mark.parametrize(("others", "share"), [(0, 1770), (1, Decimal(2010) * 3 / 4), (5, Decimal(3000) * 3 / 8)])
@pytest.mark.rule("NORM-06")
def test_the_household_pays_its_share_of_what_all_in_the_dwelling_use(others, share):
    result = calculate(household("2025-03", adult(), child(8), child(9), other_residents=others))

    assert result.in_section(Section.NORM)[-1].amount == kr(share)


@pytest.mark.parametrize(
    ("days", "norm"),
    [
        (None, 5180),
        (1, "172.67"),
        (14, "2417.33"),
        (15, 2590),
        (16, "2762.67"),
        (29, "5007.33"),
        (30, 5180),
        (31, 5180),
    ],
)
@pytest.mark.rule("NORM-11")
def test_a_household_counts_for_its_days_of_the_month_shared_costs_too(days, norm):
    result = calculate(household("2025-03", adult(), days=days))

    assert result.norm == kr(norm)
    assert ("dagar av månaden" in result.steps[1].because) is (days not in (None, 30, 31))
    assert ("per_day_method = 30" in result.steps[1].parameter) is (days not in (None, 30, 31))


@pytest.mark.parametrize(("method", "norm"), [("30", "2590.00"), ("actual", "2506.45"), ("12/365", "2554.52")])
@pytest.mark.rule("NORM-11")
def test_how_a_day_counts_is_the_kommuns_practice(method, norm):
    practice = replace(default_practice(), per_day_method=method)

    assert calculate(household("2025-03", adult(), days=15), practice=practice).norm == Decimal(norm)


@pytest.mark.rule("NORM-09", "NORM-11")
def test_a_child_counts_its_own_days_and_never_more_than_the_household():
    steps = calculate(household("2025-03", adult(), child(9, days=10), child(12), days=20)).steps

    assert [step.amount for step in steps[:4]] == [
        kr(Decimal(3910) * 20 / 30), kr(Decimal(3790) * 10 / 30), kr(Decimal(4350) * 20 / 30),
        kr(Decimal(1770) * 20 / 30),
    ]  # fmt: skip


def change(amount, direction="lower", person=None, item=""):
    reason = "Kosten ingår på boendet." if direction == "lower" else "Dyrare kost av medicinska skäl."
    return {"person": person, "direction": direction, "amount": amount, "reason": reason, "item": item}


@pytest.mark.parametrize(("lower", "norm"), [(5179, 1), (5180, 0), (5181, 0), (99999, 0)])
@pytest.mark.rule("NORM-12")
def test_a_lower_norm_never_takes_the_household_below_nothing(lower, norm):
    result = calculate(household("2025-03", adult(), adjustments=[change(lower)]))

    line = result.in_section(Section.NORM)[-1]
    assert (result.norm, line.rule, line.amount) == (kr(norm), "NORM-12", kr(norm - 5180))
    assert ("aldrig lägre än 0" in line.because) is (lower > 5180)
    assert "Kosten ingår på boendet." in line.because


@pytest.mark.parametrize(("lower", "norm"), [(3789, 5311), (3790, 5310), (3791, 5310)])
@pytest.mark.rule("NORM-12")
def test_a_persons_lower_norm_leaves_the_others_alone(lower, norm):
    result = calculate(household("2025-03", adult(), child(9), adjustments=[change(lower, person="b")]))

    assert result.norm == kr(norm)


@pytest.mark.rule("NORM-12")
def test_what_is_higher_comes_before_what_is_lower_whatever_the_order_of_the_file():
    rows = [change(6000), change(1000, "higher", item="livsmedel")]

    steps = calculate(household("2025-03", adult(), adjustments=rows)).in_section(Section.NORM)

    assert [(step.label, step.amount) for step in steps[-2:]] == [
        ("Högre norm, livsmedel (hushållet)", kr(1000)),
        ("Lägre norm (hushållet)", kr(-6000)),
    ]
    assert steps[-1].source == "SoL (2001:453) 4 kap. 3 §"


@pytest.mark.rule("NORM-12", "INC-03")
def test_a_childs_higher_norm_is_a_part_of_its_own_need():
    support = [{"person": "b", "kind": "maintenance_support", "net": 9000, "received": "2025-02-25"}]
    case = household("2025-03", adult(), child(9), incomes=support, adjustments=[change(500, "higher", person="b")])

    assert sum(step.amount for step in calculate(case).in_section(Section.INCOME)) == 3790 + 500


@pytest.mark.parametrize(
    ("month", "kommun", "norm"),
    [("2022-11", "2480", 4250), ("2022-12", "2480", 4620), ("2023-01", "2480", 4620), ("2022-12", "1488", 4250),
     ("2022-12", None, 4250)],
)  # fmt: skip
@pytest.mark.rule("NORM-15")
def test_a_kommun_may_begin_the_new_years_norm_early(month, kommun, norm):
    result = calculate(household(month, adult(), kommun=kommun))

    assert result.norm == kr(norm)
    assert ("i förtid enligt beslut i Umeå" in result.steps[0].parameter) is ((month, kommun) == ("2022-12", "2480"))


@pytest.mark.rule("NORM-15")
def test_an_early_norm_is_never_lower_than_the_riksnorm():
    case = household("2022-12", *couple(), child(3), pupil(19), kommun="2480")
    national = case.model_copy(update={"kommun": None})

    assert calculate(case).norm > calculate(national).norm


@pytest.mark.rule("NORM-03")
def test_a_missing_table_says_what_it_would_change():
    (missing,) = calculate(household("2024-03", adult(), child(3, lunch_away=True))).missing

    assert missing.changes == "Barnets del av normen, och därmed hela beloppet."


@pytest.mark.rule("NORM-03", "NORM-12")
def test_an_unknown_norm_stays_unknown_with_an_adjustment():
    case = household("2024-03", adult(), child(3, lunch_away=True), adjustments=[change(100), change(9, person="b")])

    result = calculate(case)

    assert (result.outcome, result.norm, result.assistance) == (Outcome.UNKNOWN, None, None)


def test_the_norm_without_a_kommun_is_the_riksnorm():
    case = household("2025-03", adult())

    assert norm_table(case.month) == norm_table(case.month, "1488")
