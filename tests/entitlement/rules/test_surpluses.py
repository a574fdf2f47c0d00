"""Surplus of earlier months (INC-08): off unless the kommun's practice carries it, then for three months at most."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.entitlement.households import adult, household, kr

from framsteg.entitlement import Section, calculate
from framsteg.entitlement.parameters import default_practice

pytestmark = pytest.mark.rule("INC-08")


def practice(months, **more):
    return replace(default_practice(), surplus_carry_months=months, **more)


@pytest.mark.parametrize(
    ("carry", "month", "counted"),
    [(0, "2025-02", False), (1, "2025-02", True), (1, "2025-01", False), (2, "2025-01", True), (2, "2024-12", False),
     (3, "2024-12", True), (3, "2024-11", False)],
)  # fmt: skip
def test_a_surplus_counts_within_the_months_of_the_kommuns_practice(carry, month, counted):
    case = household("2025-03", adult(), surpluses=[{"month": month, "amount": 1108}])

    result = calculate(case, practice=practice(carry))

    (line,) = result.in_section(Section.ASSET)
    assert (line.rule, line.amount) == ("INC-08", kr(1108 if counted else 0))
    assert result.assistance == kr(5180 - 1108 if counted else 5180)
    assert counted or line.because.startswith("Räknas inte: ")
    assert line.parameter == f"surplus_carry_months = {carry} (praxis, säkerhet C)"


def test_it_is_off_by_default():
    case = household("2025-03", adult(), surpluses=[{"month": "2025-02", "amount": 9999}])

    assert calculate(case).assistance == kr(5180)


@pytest.mark.parametrize(("amount", "assistance"), [(5179, 1), (5180, 0), (5181, 0)])
def test_a_carried_surplus_covers_need_and_makes_no_new_surplus(amount, assistance):
    case = household("2025-03", adult(), surpluses=[{"month": "2025-02", "amount": amount}])

    result = calculate(case, practice=practice(1))

    assert (result.assistance, result.surplus) == (kr(assistance), kr(0))


def test_the_allowance_for_small_savings_is_not_taken_of_a_surplus():
    case = household(
        "2025-03", adult(), surpluses=[{"month": "2025-02", "amount": 1000}],
        assets=[{"person": "a", "kind": "bank", "amount": 300}],
    )  # fmt: skip

    assert calculate(case, practice=practice(1, asset_allowance=Decimal(500))).assistance == kr(4180)


@pytest.mark.parametrize("months", [-1, 4])
def test_longer_than_three_months_cannot_be_chosen(months):
    with pytest.raises(ValueError, match=r"0 \(av\) till 3"):
        practice(months)
