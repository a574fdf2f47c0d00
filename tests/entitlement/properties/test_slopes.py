"""
The documented thresholds: where one hundred kronor more of income change what is left, and by how much.

Each row is an income just below, at and above a threshold, with what 100 kronor more take from the assistance.
"""

from decimal import Decimal

import pytest
from tests.entitlement.households import adult, child, household, months, wage

from framsteg.entitlement import calculate

HALF_A_YEAR = months("2026-02", "2026-07")


def taken(case_with):
    """Kronor of assistance that one hundred kronor more of income take."""
    return lambda net: calculate(case_with(net)).assistance - calculate(case_with(net + 100)).assistance


def adults_wage(assistance):
    return taken(
        lambda net: household("2026-08", adult(), incomes=[wage(net, "2026-07-25")], assistance_months=assistance)
    )


def childs_income(kind, **more):
    costs = [{"kind": "rent", "applied": 9000}]  # so that the household has assistance on both sides of the threshold
    return taken(
        lambda net: household(
            "2026-08", adult(), child(9), costs=costs, incomes=[wage(net, "2026-07-25", "b", kind)], **more
        )
    )


SLOPES = [
    ("an adult's wage counts in full", adults_wage([]), 1000, 100),
    ("inside the two years of the job incentive three quarters count (JOB-01)", adults_wage(HALF_A_YEAR), 1000, 75),
    ("… to where the household leaves assistance (ENT-01)", adults_wage([]), 5120, 100),
    ("… and beyond it nothing is left to take", adults_wage([]), 5220, 0),
    ("a child's wage to one prisbasbelopp is left out (CHILD-01)", childs_income("wage"), 59100, 0),
    ("… and counts in full above it", childs_income("wage"), 59200, 100),
    ("a child's means count to its own need (INC-03)", childs_income("maintenance_support"), 3720, 100),
    ("… and no further", childs_income("maintenance_support"), 3820, 0),
    ("what is never counted takes nothing (INC-02)", childs_income("fund_grant"), 3000, 0),
]


@pytest.mark.parametrize(("slope", "net", "kronor"), [pytest.param(*row, id=name) for name, *row in SLOPES])
@pytest.mark.rule("JOB-01", "CHILD-01", "INC-02", "INC-03", "ENT-01")
def test_what_a_hundred_kronor_more_take(slope, net, kronor):
    assert slope(net) == kronor


@pytest.mark.rule("INC-03")
def test_a_childs_income_meets_its_need_before_its_savings_do():
    """Income takes the place of savings, krona for krona, until the child's own need is met."""
    savings = [{"person": "b", "kind": "bank", "amount": 3820}]

    assert childs_income("maintenance_support", assets=savings)(1000) == 0


@pytest.mark.rule("JOB-05")
def test_a_month_without_assistance_costs_the_job_incentive_later():
    """The one place where more income earlier means less left over later: the chain of six months is broken."""
    broken = [month for month in HALF_A_YEAR if month != "2026-05"]
    unbroken, without = (
        calculate(household("2026-08", adult(), incomes=[wage(4000, "2026-07-25")], assistance_months=chain))
        for chain in (HALF_A_YEAR, broken)
    )

    assert unbroken.assistance - without.assistance == Decimal(1000)
