"""
What must hold for every household, tried on random ones.

More income in the month before never gives more assistance in the month, with no exception. The thresholds of the law
bend the slope, never its sign: ``test_slopes.py`` beside this file shows each bend. Between months it may look
otherwise: a higher income that ends the assistance for a month breaks the chain of months that the job incentive asks
for, so that less of a later wage is left out.
"""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.entitlement.households import kr
from tests.entitlement.properties.cases import COUNTABLE, KRONOR, PRACTICES, adjustments, cases, costs

from framsteg.entitlement import Case, Outcome, Result, Section, calculate
from framsteg.entitlement.kinds import CostKind
from framsteg.entitlement.parameters import default_practice

UNTIMED = settings(deadline=None)  # the first household reads the parameter files
CARRIES = replace(default_practice(), surplus_carry_months=3)
ROWS = ("persons", "costs", "incomes", "assets", "adjustments", "surpluses", "assistance_months")


def proposal(raw, practice=None) -> Result:
    return calculate(Case.model_validate(raw), practice=practice)


def amounts(result: Result):
    return result.outcome, result.norm, result.assistance, result.surplus, result.extra


def total(result: Result, *sections: Section) -> Decimal:
    return sum((step.amount for step in result.steps if step.section in sections), Decimal(0))


@UNTIMED
@given(cases(), PRACTICES)
@pytest.mark.rule("NORM-01", "ENT-01")
def test_the_order_of_persons_and_rows_is_irrelevant(raw, practice):
    turned = raw | {name: raw[name][::-1] for name in ROWS}

    assert amounts(proposal(raw, practice)) == amounts(proposal(turned, practice))


@UNTIMED
@given(cases(), PRACTICES, KRONOR, st.sampled_from(COUNTABLE), st.data())
@pytest.mark.rule("ENT-01", "INC-01", "JOB-01", "CHILD-01")
def test_more_income_never_gives_more_assistance(raw, practice, net, kind, data):
    person = data.draw(st.sampled_from([person["id"] for person in raw["persons"]]))
    month = Case.model_validate(raw).month
    income = {"person": person, "kind": kind, "net": net, "received": month.previous.last_day}

    richer = proposal(raw | {"incomes": [*raw["incomes"], income]}, practice)

    assert richer.assistance <= proposal(raw, practice).assistance


@UNTIMED
@given(cases(), costs().filter(lambda cost: cost["basis"] == "right"))
@pytest.mark.rule("COST-02", "COST-03", "COST-05")
def test_a_higher_accepted_cost_never_gives_less_assistance(raw, cost):
    dearer = proposal(raw | {"costs": [*raw["costs"], cost]})

    assert dearer.assistance >= proposal(raw).assistance


@UNTIMED
@given(cases(), PRACTICES, costs(), KRONOR)
@pytest.mark.rule("COST-02", "COST-03", "NORM-07")
def test_splitting_a_cost_line_changes_nothing(raw, practice, cost, part):
    first = min(part, cost["applied"])
    halves = [cost | {"applied": first}, cost | {"applied": cost["applied"] - first}]

    whole = proposal(raw | {"costs": [*raw["costs"], cost]}, practice)
    split = proposal(raw | {"costs": [*raw["costs"], *halves]}, practice)

    assert amounts(split) == amounts(whole)


@UNTIMED
@given(cases(), KRONOR, st.data())
@pytest.mark.rule("INC-01", "INC-03", "CHILD-01", "JOB-01")
def test_splitting_an_income_changes_nothing(raw, part, data):
    person = data.draw(st.sampled_from([person["id"] for person in raw["persons"]]))
    day = str(Case.model_validate(raw).month.previous.last_day)
    income = {"person": person, "kind": "wage", "net": 2 * part + 1, "received": day}
    halves = [income | {"net": part}, income | {"net": part + 1}]

    whole, split = (proposal(raw | {"incomes": [*raw["incomes"], *rows]}) for rows in ([income], halves))

    assert amounts(split) == amounts(whole)


@UNTIMED
@given(cases(), st.sampled_from([default_practice(), CARRIES]))
@pytest.mark.rule("ENT-01", "ENT-02", "INC-08")
def test_the_lines_add_up_to_the_answer(raw, practice):
    result = proposal(raw, practice)

    balance = total(result, Section.INCOME) - total(result, Section.NORM, Section.COST, Section.OTHER_NEED)
    rounding = Decimal("0.01") * len(result.steps)  # each line is rounded for reading, the sum once from exact amounts
    means = balance + total(result, Section.ASSET)
    assert result.norm == pytest.approx(total(result, Section.NORM), abs=rounding)
    assert result.surplus == pytest.approx(max(Decimal(0), balance), abs=rounding)
    assert result.assistance == pytest.approx(max(Decimal(0), min(-balance, -means)), abs=rounding)
    assert result.extra == pytest.approx(total(result, Section.EXTRA), abs=rounding)


@UNTIMED
@given(cases(), PRACTICES)
def test_no_amount_is_negative_and_nobody_has_both_assistance_and_surplus(raw, practice):
    result = proposal(raw, practice)

    assert min(result.norm, result.assistance, result.surplus, result.extra) >= 0
    assert not (result.assistance and result.surplus)
    assert (result.outcome is Outcome.RIGHT) == (result.assistance > 0)


@UNTIMED
@given(cases(), costs().map(lambda cost: cost | {"basis": "extra"}))
@pytest.mark.rule("ENT-02")
def test_what_is_granted_beyond_the_right_never_moves_the_right(raw, extra):
    before, after = proposal(raw), proposal(raw | {"costs": [*raw["costs"], extra]})

    assert (after.assistance, after.norm, after.surplus) == (before.assistance, before.norm, before.surplus)
    assert after.extra >= before.extra


@UNTIMED
@given(cases(), st.data())
@pytest.mark.rule("NORM-12")
def test_a_lower_norm_lowers_at_most_to_nothing_and_a_higher_one_raises(raw, data):
    change = data.draw(adjustments([person["id"] for person in raw["persons"]]))

    before, after = proposal(raw).norm, proposal(raw | {"adjustments": [*raw["adjustments"], change]}).norm

    assert 0 <= after <= before if change["direction"] == "lower" else before <= after <= before + change["amount"]


@UNTIMED
@given(cases(), PRACTICES, st.integers(1, 27))
@pytest.mark.rule("NORM-11")
def test_more_days_never_give_a_lower_norm(raw, practice, days):
    plain = raw | {"adjustments": [], "persons": [{**person, "days": None} for person in raw["persons"]]}

    fewer, more, whole = (proposal(plain | {"days": count}, practice).norm for count in (days, days + 1, None))

    assert fewer <= more <= whole


@UNTIMED
@given(cases())
@pytest.mark.rule("NORM-15", "COST-02")
def test_a_kommuns_guideline_never_moves_an_amount(raw):
    assert amounts(proposal(raw)) == amounts(proposal(raw | {"kommun": None}))


@UNTIMED
@given(cases(month=st.sampled_from(["2019-05", "2024-05", "2026-12", "2027-01"])))
def test_a_result_can_be_stored_and_read_back(raw):
    result = proposal(raw)

    assert Result.from_json(result.as_json()) == result
    assert Case.model_validate(Case.model_validate(raw).model_dump(mode="json")) == Case.model_validate(raw)


@UNTIMED
@given(cases())
def test_every_line_on_a_fact_says_which_fact(raw):
    lines = [step for step in proposal(raw).steps if step.section is not Section.SUM]

    assert [step.label for step in lines if not step.facts and step.rule not in {"INC-03", "ASSET-03"}] == []
    assert [step.label for step in lines if step.rule in {"NORM-01", "NORM-02", "NORM-04"} and not step.parameter] == []
    assert [step.label for step in lines if (step.applied is not None) != (step.label in LABELS)] == []


LABELS = {kind.label for kind in CostKind}


@settings(max_examples=200, deadline=None)
@given(cases(month=st.just("2025-07")))
@pytest.mark.rule("NORM-01", "NORM-02", "NORM-03", "NORM-04", "NORM-05", "NORM-06", "NORM-09", "NORM-11")
def test_the_norm_agrees_with_a_slow_and_obvious_reference(raw):
    raw = raw | {"adjustments": []}

    assert proposal(raw).norm == norm_of_2025_by_hand(raw)


def norm_of_2025_by_hand(raw: dict[str, object]) -> Decimal:
    """SFS 2025:468 12 kap. 2–3 §§ as it is printed, one sentence at a time; part of a month by thirtieths."""
    days = raw["days"] or 30
    adults = [person for person in raw["persons"] if person["role"] == "adult"]
    total = Decimal(7050 if len(adults) == 2 else 3910) * days / 30
    for child in raw["persons"]:
        if child["role"] == "adult":
            continue
        age = 2025 - int(child["born"][:4])
        if age == 0:
            amount = 2540 if child["lunch_away"] else 2720
        elif age in (1, 2):
            amount = 2780 if child["lunch_away"] else 3030
        elif age == 3:
            amount = 2480 if child["lunch_away"] else 2700
        elif age in (4, 5, 6):
            amount = 2700 if child["lunch_away"] else 3030
        elif age <= 10:
            amount = 3790
        elif age <= 14:
            amount = 4350
        elif age <= 18:
            amount = 4920
        else:
            amount = 4960
        total += Decimal(amount) * min(child.get("days", 30), days) / 30
    members = len(raw["persons"])
    dwelling = members + raw["other_residents"]
    shared = {1: 1270, 2: 1400, 3: 1770, 4: 2010, 5: 2310, 6: 2620, 7: 2810}[min(dwelling, 7)]
    shared += 190 * max(0, dwelling - 7)
    return kr((total + Decimal(shared) * members / dwelling * days / 30).quantize(Decimal("0.000001")))
