"""A person's own assessment of an income or an asset: at most what there is, and with a reason."""

from decimal import Decimal

import pytest
from pydantic import ValidationError
from tests.entitlement.households import adult, child, household, kr, months, wage

from framsteg.entitlement import Outcome, Section, calculate

REASON = {"reason": "Resten gick till ett lån som betalades innan ansökan."}


def lines_of(section, *persons, **facts):
    return calculate(household("2025-03", *(persons or [adult()]), **facts)).in_section(section)


@pytest.mark.parametrize("counted", [0, 1, 3999, 4000])
@pytest.mark.rule("INC-01")
def test_an_assessed_income_counts_as_assessed(counted):
    (line,) = lines_of(Section.INCOME, incomes=[income(4000, counted=counted)])

    assert (line.rule, line.amount) == ("INC-01", kr(counted))
    assert REASON["reason"] in line.because
    assert "räknas med" in line.facts[0]


@pytest.mark.parametrize(
    ("received", "kind"), [("2025-01-25", "tax_refund"), ("2025-03-02", "tax_refund"), ("2025-02-25", "fund_grant")]
)
@pytest.mark.rule("INC-02", "INC-04")
def test_an_assessment_makes_nothing_count_that_the_law_leaves_out(received, kind):
    (line,) = lines_of(Section.INCOME, incomes=[income(4000, counted=4000, received=received, kind=kind)])

    assert line.amount == 0


@pytest.mark.rule("INC-09")
def test_a_persons_assessment_of_a_job_premium_makes_the_outcome_known():
    unknown = calculate(
        household("2026-04", adult(), incomes=[income(4000, kind="job_premium", received="2026-03-25")])
    )
    known = calculate(
        household("2026-04", adult(), incomes=[income(4000, counted=0, kind="job_premium", received="2026-03-25")])
    )

    assert (unknown.outcome, known.outcome) == (Outcome.UNKNOWN, Outcome.RIGHT)


@pytest.mark.rule("JOB-01")
def test_the_job_incentive_is_a_share_of_the_wage_that_counts():
    counted = wage(4000, "2025-06-25") | {"counted": Decimal(2000)} | REASON

    result = calculate(household("2025-07", adult(), incomes=[counted], assistance_months=months("2025-01", "2025-06")))

    assert [step.amount for step in result.in_section(Section.INCOME)] == [kr(2000), kr(-500)]


@pytest.mark.parametrize(("kind", "rule"), [("car", "ASSET-02"), ("dwelling", "ASSET-02"), ("bank", "ASSET-01")])
@pytest.mark.parametrize("counted", [0, 2500])
@pytest.mark.rule("ASSET-01", "ASSET-02")
def test_an_assessed_asset_counts_as_assessed(kind, rule, counted):
    (line,) = lines_of(
        Section.ASSET, assets=[{"person": "a", "kind": kind, "amount": 90_000, "counted": counted} | REASON]
    )

    assert (line.rule, line.amount) == (rule, kr(counted))
    assert REASON["reason"] in line.because


@pytest.mark.rule("ASSET-02")
def test_a_car_that_nobody_has_assessed_does_not_count():
    (line,) = lines_of(Section.ASSET, assets=[{"person": "a", "kind": "car", "amount": 90_000}])

    assert line.amount == 0


@pytest.mark.rule("INC-03")
def test_a_childs_assessed_asset_counts_at_most_up_to_its_need():
    car = {"person": "b", "kind": "car", "amount": 90_000, "counted": 50_000} | REASON

    (line,) = lines_of(Section.ASSET, adult(), child(10), assets=[car])

    assert line.rule == "INC-03"
    assert 0 < line.amount < 50_000


@pytest.mark.parametrize("fault", [{"counted": 4001} | REASON, {"counted": 10}, {"counted": 10, "reason": " "}])
def test_an_assessment_above_what_there_is_or_without_reason_is_refused(fault):
    for name, row in (("incomes", income(4000)), ("assets", {"person": "a", "kind": "car", "amount": 4000})):
        with pytest.raises(ValidationError, match=r"högst det belopp som finns|behöver ett skäl"):
            household("2025-03", adult(), **{name: [row | fault]})


def income(net, *, counted=None, received="2025-02-25", kind="pension"):
    row = {"person": "a", "kind": kind, "net": net, "received": received}
    return row if counted is None else row | {"counted": counted} | REASON
