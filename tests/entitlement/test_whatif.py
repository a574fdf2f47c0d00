"""What if: one change, the marginal effect of a wage, and the income with which the household leaves assistance."""

from decimal import Decimal

import pytest
from tests.entitlement.households import adult, child, couple, household, kr, months, wage

from framsteg.entitlement import calculate
from framsteg.entitlement.kinds import IncomeKind
from framsteg.entitlement.whatif import WhatIfError, change, response

RENT = [{"kind": "rent", "applied": 6000, "accepted": 5500, "reason": "Högre än riktlinjen."}]
FEBRUARY = "2025-02-25"


@pytest.fixture
def family():
    """A couple with a child of nine: norm 12 610, rent 5 500, wage 4 000 in February and 500 in January."""
    incomes = [wage(4000, FEBRUARY), wage(500, "2025-01-25")]
    return household("2025-03", *couple(), child(9), costs=RENT, incomes=incomes)


def assistance(case):
    return calculate(case).assistance


@pytest.mark.parametrize(
    ("written", "difference"),
    [
        ("wage+=4000", -4000), ("wage += 4000.50", "-4000.50"), ("a.wage-=1000", 1000), ("wage=0", 4000),
        ("wage=4000", 0), ("b.wage+=100", -100), ("b.wage=100", -100), ("c.child_allowance=1250", -1250),
        ("rent+=500", 500), ("rent-=500", -500), ("rent=6000", 500), ("bank=800", -800), ("b.bank+=800", -800),
        ("dental+=900", 900), ("leisure_card+=500", 0),
    ],
)  # fmt: skip
def test_a_change_moves_assistance(family, written, difference):
    assert assistance(change(family, written)) - assistance(family) == kr(difference)


def test_only_incomes_that_count_for_the_month_are_changed(family):
    """INC-04: the wage of January stays as it was."""
    changed = change(family, "wage=7000")

    assert [(row.net, str(row.received)) for row in changed.incomes] == [(7000, FEBRUARY), (500, "2025-01-25")]


def test_the_case_itself_is_not_changed(family):
    before = family.model_dump()
    change(family, "wage+=4000")

    assert family.model_dump() == before


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("wage", "är ingen ändring"), ("wage+=mycket", "är ingen ändring"), ("wage+=-5", "är ingen ändring"),
        ("wage+=0.001", "är ingen ändring"), ("wages+=1", "Menade du wage?"), ("d.wage+=1", "Personerna är: a, b, c."),
        ("a.rent+=1", "utan person"), ("wage-=4001", "finns bara 4000"), ("wage+=9999999999999", "är ingen ändring"),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_is_told_with_the_remedy(family, written, told):
    with pytest.raises(WhatIfError) as refused:
        change(family, written)

    assert told in str(refused.value)


def test_without_job_incentive_every_krona_is_taken():
    answer = response(household("2025-03", adult(), costs=RENT), "a", IncomeKind.WAGE, 12000, 4000)

    assert answer.marginal == 0
    assert [(p.income, p.assistance, p.means) for p in answer.points] == [
        (0, 10680, 10680), (4000, 6680, 10680), (8000, 2680, 10680), (12000, 0, 12000),
    ]  # fmt: skip
    assert answer.exit_income == 10680


@pytest.mark.rule("JOB-01")
def test_with_job_incentive_a_quarter_is_kept():
    case = household(
        "2025-07", adult(), incomes=[wage(2000, "2025-06-25")], assistance_months=months("2025-01", "2025-06")
    )

    answer = response(case, "a", IncomeKind.WAGE, 0, 100)

    assert (answer.income, answer.marginal) == (2000, 25)
    assert answer.exit_income == 6907  # 75 % of it is 5 180.25; the norm is 5 180


def test_above_the_exit_everything_is_kept():
    answer = response(household("2025-03", adult(), incomes=[wage(9000, FEBRUARY)]), "a", IncomeKind.WAGE, 0, 100)

    assert answer.marginal == 100


@pytest.mark.parametrize("months_before", [[], months("2025-01", "2025-06")])
def test_the_exit_is_the_first_krona_without_right(months_before):
    case = household("2025-07", *couple(), child(4), costs=RENT, assistance_months=months_before)

    leaves = response(case, "b", IncomeKind.WAGE, 0, 100).exit_income

    assert assistance(change(case, f"b.wage={leaves - 1}")) > 0
    assert assistance(change(case, f"b.wage={leaves}")) == 0
    assert assistance(change(case, f"b.wage={leaves + 1}")) == 0


def test_a_household_that_needs_nothing_has_left_at_nothing():
    case = household("2025-03", adult(), assets=[{"person": "a", "kind": "bank", "amount": 9000}])

    assert response(case, "a", IncomeKind.WAGE, 0, 100).exit_income == 0


def test_a_childs_own_means_never_lead_out():
    """INC-03: they count at most to the child's own need."""
    case = household("2025-03", adult(), child(9))

    assert response(case, "b", IncomeKind.MAINTENANCE_SUPPORT, 0, 100).exit_income is None


def test_what_is_not_known_has_no_figures():
    answer = response(household("2030-03", adult()), "a", IncomeKind.WAGE, 1000, 1000)

    assert (answer.marginal, answer.exit_income) == (None, None)
    assert [point.assistance for point in answer.points] == [None, None]


@pytest.mark.parametrize(("person", "upto", "step"), [("x", 100, 10), ("a", 100, 0), ("a", -1, 10)])
def test_a_response_that_cannot_be_drawn_is_refused(person, upto, step):
    with pytest.raises(WhatIfError):
        response(household("2025-03", adult()), person, IncomeKind.WAGE, upto, step)


def test_the_json_is_text():
    answer = response(household("2025-03", adult()), "a", IncomeKind.WAGE, 1000, 1000).as_json()

    assert answer["points"][1] == {"income": "1000", "assistance": "4180.00", "means": "5180.00"}
    assert Decimal(answer["marginal_per_100"]) == 0
