"""What must hold for every household, tried on random ones."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.entitlement.households import kr

from framsteg.entitlement import Case, Outcome, Result, Section, calculate
from framsteg.entitlement.kinds import CostKind, IncomeKind

UNTIMED = settings(deadline=None)  # the first household reads the parameter files
KRONOR = st.integers(min_value=0, max_value=3_000_000).map(lambda ore: Decimal(ore) / 100)
MONTHS = st.sampled_from([f"{year}-{month:02d}" for year in (2014, 2017, 2019, 2021, 2025) for month in (1, 6, 7, 12)])


@st.composite
def cases(draw: st.DrawFn, month: st.SearchStrategy[str] = MONTHS) -> dict[str, object]:
    """A household as the plain values of a case file, with ids in random order of persons."""
    chosen = draw(month)
    year = int(chosen[:4])
    persons: list[dict[str, object]] = [{"id": "a", "born": f"{year - 30}-03-15", "role": "adult"}]
    if draw(st.booleans()):
        persons.append({"id": "b", "born": f"{year - 41}-11-02", "role": "adult", "cohabits_with": "a"})
    for index, age in enumerate(draw(st.lists(st.integers(0, 19), max_size=9))):
        role = "child" if age < 17 else "pupil"
        child = {"id": f"child{index}", "born": f"{year - age}-01-01", "role": role, "lunch_away": draw(st.booleans())}
        persons.append(child | ({"days": draw(st.integers(1, 28))} if draw(st.booleans()) else {}))
    ids = st.sampled_from([str(person["id"]) for person in persons])
    before = f"{year - 1}-12-20" if chosen.endswith("-01") else f"{year}-{int(chosen[5:]) - 1:02d}-20"
    costs = st.fixed_dictionaries({"kind": st.sampled_from([*CostKind]), "applied": KRONOR})
    received = st.sampled_from([before, f"{year - 1}-03-03"])
    kinds = st.sampled_from([*IncomeKind])
    incomes = st.fixed_dictionaries({"person": ids, "kind": kinds, "net": KRONOR, "received": received})
    assets = st.fixed_dictionaries({"person": ids, "kind": st.sampled_from(["bank", "car"]), "amount": KRONOR})
    return {
        "month": chosen,
        "persons": draw(st.permutations(persons)),
        "other_residents": draw(st.integers(0, 3)),
        "costs": draw(st.lists(costs, max_size=4)),
        "incomes": draw(st.lists(incomes, max_size=4)),
        "assets": draw(st.lists(assets, max_size=2)),
        "assistance_months": draw(st.sampled_from([[], [f"{year - 1}-{month:02d}" for month in range(6, 12)]])),
    }


def proposal(raw: dict[str, object]) -> Result:
    return calculate(Case.model_validate(raw))


@UNTIMED
@given(cases())
def test_the_order_of_persons_and_incomes_is_irrelevant(raw):
    turned = raw | {name: raw[name][::-1] for name in ("persons", "costs", "incomes", "assets")}

    first, second = proposal(raw), proposal(turned)

    assert (first.norm, first.assistance, first.surplus) == (second.norm, second.assistance, second.surplus)


@UNTIMED
@given(cases(), KRONOR, st.sampled_from([*IncomeKind]), st.data())
def test_more_income_never_gives_more_assistance(raw, net, kind, data):
    person = data.draw(st.sampled_from([person["id"] for person in raw["persons"]]))
    month = Case.model_validate(raw).month
    income = {"person": person, "kind": kind, "net": net, "received": month.previous.last_day}

    richer = proposal(raw | {"incomes": [*raw["incomes"], income]})

    assert richer.assistance <= proposal(raw).assistance


@UNTIMED
@given(cases(), KRONOR, st.sampled_from([*CostKind]))
def test_a_higher_accepted_cost_never_gives_less_assistance(raw, applied, kind):
    dearer = proposal(raw | {"costs": [*raw["costs"], {"kind": kind, "applied": applied}]})

    assert dearer.assistance >= proposal(raw).assistance


@UNTIMED
@given(cases())
def test_the_lines_add_up_to_the_answer(raw):
    result = proposal(raw)

    def total(section: Section) -> Decimal:
        return sum((step.amount for step in result.in_section(section)), Decimal(0))

    needs = total(Section.NORM) + total(Section.COST) + total(Section.OTHER_NEED)
    balance = total(Section.INCOME) - needs
    rounding = Decimal("0.01") * len(result.steps)  # each line is rounded for reading, the sum once from exact amounts
    assert result.norm == pytest.approx(total(Section.NORM), abs=rounding)
    assert result.assistance == pytest.approx(max(Decimal(0), -balance - total(Section.ASSET)), abs=rounding)
    assert result.surplus == pytest.approx(max(Decimal(0), balance), abs=rounding)


@UNTIMED
@given(cases())
def test_no_amount_is_negative_and_nobody_has_both_assistance_and_surplus(raw):
    result = proposal(raw)

    assert result.norm > 0
    assert result.assistance >= 0
    assert result.surplus >= 0
    assert not (result.assistance and result.surplus)
    assert (result.outcome is Outcome.RIGHT) == (result.assistance > 0)


@UNTIMED
@given(cases(month=st.sampled_from(["2019-05", "2024-05", "2026-12", "2027-01"])))
def test_a_result_can_be_stored_and_read_back(raw):
    result = proposal(raw)

    assert Result.from_json(result.as_json()) == result


@settings(max_examples=200, deadline=None)
@given(cases(month=st.just("2025-07")))
def test_the_norm_agrees_with_a_slow_and_obvious_reference(raw):
    assert proposal(raw).norm == norm_of_2025_by_hand(raw)


def norm_of_2025_by_hand(raw: dict[str, object]) -> Decimal:
    """SFS 2025:468 12 kap. 2–3 §§ as it is printed, one sentence at a time."""
    total = Decimal(0)
    adults = [person for person in raw["persons"] if person["role"] == "adult"]
    total += 7050 if len(adults) == 2 else 3910
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
        total += Decimal(amount) * child.get("days", 30) / 30
    members = len(raw["persons"])
    dwelling = members + raw["other_residents"]
    shared = {1: 1270, 2: 1400, 3: 1770, 4: 2010, 5: 2310, 6: 2620, 7: 2810}[min(dwelling, 7)]
    shared += 190 * max(0, dwelling - 7)
    return kr((total + Decimal(shared) * members / dwelling).quantize(Decimal("0.000001")))
