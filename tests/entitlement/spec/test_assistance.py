"""The right to assistance: order, reasons and shape of its lines. Amounts stand in the tables beside it."""

import pytest
from tests.entitlement.households import adult, child, couple, household, kr, wage

from framsteg.entitlement import Case, Result, Section, calculate
from framsteg.entitlement.kinds import NOT_COUNTED, CostKind, IncomeKind

FOUR_COSTS = [
    {"kind": "rent", "applied": 6000},
    {"kind": "electricity", "applied": 400},
    {"kind": "home_insurance", "applied": 100},
    {"kind": "unemployment_fund", "applied": 150},
]
FEBRUARY = "2025-02-25"


def savings(amount):
    return {"person": "a", "kind": "bank", "amount": amount}


def test_the_lines_come_in_the_order_of_the_law():
    case = household(
        "2025-08", adult(), costs=[{"kind": "dental", "applied": 900}, {"kind": "rent", "applied": 6000}],
        incomes=[wage(4000, "2025-07-25")], assets=[savings(80)],
    )  # fmt: skip

    result = calculate(case)

    assert [(step.rule, step.label, step.amount, step.source) for step in result.steps[2:]] == [
        ("COST-02", "Boende", kr(6000), "SoL (2025:400) 12 kap. 7 §"),
        ("INC-01", "Lön (a)", kr(4000), "SoL (2025:400) 12 kap. 1 §; RÅ 1993 ref. 11, HFD 2017 ref. 51"),
        ("JOB-01", "Jobbstimulans (a)", kr(0), "SoL (2025:400) 12 kap. 8 §"),
        ("COST-05", "Tandvård", kr(900), "SoL (2025:400) 12 kap. 1 §, livsföring i övrigt"),
        ("ASSET-01", "Pengar på bank (a)", kr(80), "SoL (2025:400) 12 kap. 1 §; HFD 2017 ref. 26"),
        ("ENT-01", "Inkomster minus norm och kostnader", kr(-7180), "SoL (2025:400) 12 kap. 1 §"),
        ("ENT-01", "Efter livsföring i övrigt", kr(-8080), "SoL (2025:400) 12 kap. 1 §"),
        ("ENT-01", "Bistånd", kr(8000), "SoL (2025:400) 12 kap. 1 §"),
    ]


@pytest.mark.parametrize("kind", CostKind)
def test_every_cost_counts_with_what_is_accepted_and_tells_what_was_applied_for(kind):
    cost = {"kind": kind.value, "applied": 6000, "accepted": 5500, "reason": "Högre än riktlinjen."}

    result = calculate(household("2025-03", adult(), costs=[cost]))

    step = next(step for step in result.steps if step.label == kind.label)
    because = step.because.replace("\N{NO-BREAK SPACE}", " ")
    assert step.amount == kr(5500)
    assert because.startswith("Sökt 6 000 kr, godtaget 5 500 kr. Högre än riktlinjen.")
    assert step.section is (Section.COST if kind.is_livelihood else Section.OTHER_NEED)
    assert result.assistance == kr(5180 + 5500)


@pytest.mark.parametrize("kind", sorted({*IncomeKind} - NOT_COUNTED - {IncomeKind.JOB_PREMIUM}))
def test_every_income_of_the_month_before_counts_in_full(kind):
    result = calculate(household("2025-03", adult(), incomes=[wage(1000, FEBRUARY, kind=kind.value)]))

    assert result.assistance == kr(4180)


@pytest.mark.parametrize("kind", sorted(NOT_COUNTED))
def test_what_is_not_counted_is_shown_with_nothing(kind):
    result = calculate(household("2025-10", adult(), incomes=[wage(1000, "2025-09-25", kind=kind.value)]))

    (step,) = result.in_section(Section.INCOME)
    assert (step.amount, result.assistance) == (kr(0), kr(5180))
    assert "räknas inte" in step.because


@pytest.mark.parametrize(
    ("received", "counts"),
    [("2018-11-30", False), ("2018-12-01", True), ("2018-12-31", True), ("2019-01-01", False), ("2017-12-15", False)],
)
def test_only_incomes_of_the_month_before_count(received, counts):
    """A8: for January the income of December counts, that of November does not."""
    result = calculate(household("2019-01", adult(), incomes=[wage(2100, received)]))

    (step,) = [step for step in result.in_section(Section.INCOME) if step.label == "Lön (a)"]
    assert (step.rule, step.amount) == (("INC-01", kr(2100)) if counts else ("INC-04", kr(0)))
    assert counts or "räknas inkomster som kom i december 2018" in step.because


def test_an_earlier_overpayment_is_never_set_off():
    """A6, HFD 2013 ref. 18: the case file has no place for it, so 938 kronor too much changes nothing."""
    facts = {*Case.model_fields, *IncomeKind}
    assert not {word for word in facts if "over" in word or "repay" in word or "debt" in word}

    december = household("2014-12", adult(), costs=[{"kind": "rent", "applied": 221}])  # a need of 4 101

    assert calculate(december).assistance == kr(4101)


@pytest.mark.parametrize("kind", ["dwelling", "car"])
def test_a_home_or_a_car_is_for_a_person_to_judge(kind):
    result = calculate(household("2025-03", adult(), assets=[{"person": "a", "kind": kind, "amount": 90000}]))

    (step,) = result.in_section(Section.ASSET)
    assert (step.rule, step.amount, result.assistance) == ("ASSET-02", kr(0), kr(5180))
    assert "bedömning i det enskilda fallet" in step.because


def test_a_stored_result_is_read_back_as_it_was():
    for month in ("2025-03", "2027-01"):
        result = calculate(household(month, *couple(), child(3), costs=FOUR_COSTS, incomes=[wage(4000, FEBRUARY)]))
        assert Result.from_json(result.as_json()) == result


def test_the_json_is_text_with_two_decimals():
    answer = calculate(household("2025-03", adult(), costs=FOUR_COSTS)).as_json()

    assert {key: answer[key] for key in ("outcome", "assistance", "norm", "surplus", "missing")} == {
        "outcome": "right", "assistance": "11830.00", "norm": "5180.00", "surplus": "0.00", "missing": [],
    }  # fmt: skip
    assert answer["steps"][2] == {
        "rule": "COST-02", "label": "Boende", "amount": "6000.00", "because": "Godtagen som sökt.",
        "source": "SoL (2001:453) 4 kap. 3 §", "section": "cost", "applied": "6000.00",
        "facts": ["Boende: sökt 6\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr"],
    }  # fmt: skip
