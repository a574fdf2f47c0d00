"""A case from plain Python values, as the web gives them."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from pydantic import ValidationError
from tests.entitlement.households import adult, child, couple, household, pupil

from framsteg.entitlement import Case, Month

PLAIN = {
    "month": Month(2025, 3),
    "persons": [{"id": 1, "born": date(1990, 5, 1), "role": "adult"}],
    "costs": [{"kind": "rent", "applied": Decimal("6000.50"), "accepted": None}],
    "incomes": ({"person": 1, "kind": "wage", "net": 4000.25, "received": date(2025, 2, 25)},),
}


def test_plain_values_are_taken_as_they_are():
    case = Case.model_validate(PLAIN)

    assert (case.month, case.persons[0].born, case.costs[0].counted) == (
        Month(2025, 3),
        date(1990, 5, 1),
        Decimal("6000.50"),
    )
    assert (case.incomes[0].net, case.incomes[0].person) == (Decimal("4000.25"), "1")


def test_a_case_is_stored_in_primitives_and_read_back():
    case = Case.model_validate(PLAIN | {"assistance_months": [Month(2025, 1), "2025-02"]})

    stored = case.model_dump(mode="json")

    assert (stored["month"], stored["assistance_months"]) == ("2025-03", ["2025-01", "2025-02"])
    assert Case.model_validate(stored) == case == Case.model_validate(case.model_dump())


def test_facts_cannot_be_changed_after_they_are_stated():
    case = Case.model_validate(PLAIN)

    with pytest.raises(ValidationError, match="frozen"):
        case.month = Month(2025, 4)


def test_every_fault_is_told_at_once_in_swedish():
    with pytest.raises(ValidationError) as refused:
        Case.model_validate(PLAIN | {"month": "mars", "costs": [{"kind": "rent", "applied": "-1"}], "kommun": 14880})

    assert [(error["loc"], error["msg"]) for error in refused.value.errors()] == [
        (("month",), "”mars” är ingen månad: skriv år och månad som 2025-03."),
        (("kommun",), '”14880” är ingen kommunkod. Skriv fyra siffror inom citattecken, till exempel "1488".'),
        (("costs", 0, "applied"), "-1 är för lågt. Det lägsta är 0."),
    ]


@pytest.mark.parametrize("received", [datetime(2025, 2, 25, 12), 20250225, "2025-2-25", None])
def test_a_day_is_a_date(received):
    with pytest.raises(ValidationError, match="är inget datum"):
        Case.model_validate(PLAIN | {"incomes": [{"person": "1", "kind": "wage", "net": 1, "received": received}]})


@pytest.mark.parametrize("raw", [None, [], "hushåll"])
def test_what_is_no_case_is_refused(raw):
    with pytest.raises(ValidationError):
        Case.model_validate(raw)


@pytest.mark.parametrize(
    ("born", "role", "accepted"),
    [
        ("2007-03-31", "child", True),  # 18 in the month itself
        ("2007-02-28", "child", False),
        ("2007-02-28", "pupil", True),
        ("2004-03-01", "pupil", True),  # 21 in the month itself
        ("2004-02-28", "pupil", False),
        ("2007-03-31", "adult", True),
        ("2007-04-01", "adult", False),
        ("2025-03-31", "child", True),
        ("2025-04-01", "child", False),
    ],
)
@pytest.mark.rule("NORM-08", "CHILD-02", "INC-06")
def test_age_and_role_go_together_in_the_month(born, role, accepted):
    others = [] if role == "adult" else [adult()]
    try:
        household("2025-03", *others, {"role": role, "born": born})
    except ValidationError:
        assert not accepted
    else:
        assert accepted


@pytest.mark.parametrize(
    ("persons", "accepted"),
    [
        (couple(), True),
        ([adult(id="a", cohabits_with="b"), adult(id="b", cohabits_with="a")], True),
        ([adult(), adult()], False),
        ([*couple(), adult(id="c")], False),
        ([*couple(), adult(id="c", cohabits_with="a")], False),
        ([*couple(), adult(id="c"), adult(id="d", cohabits_with="c")], False),
        ([adult(id="a", cohabits_with="a")], False),
        ([adult(), child(10, cohabits_with="a")], False),
        ([adult(), pupil(19)], True),
    ],
)
@pytest.mark.rule("NORM-08")
def test_a_household_is_one_adult_or_one_couple_and_their_children(persons, accepted):
    try:
        household("2025-03", *persons)
    except ValidationError:
        assert not accepted
    else:
        assert accepted


def refusal(facts) -> str:
    """The first sentence that refuses the facts; empty when they are taken in."""
    try:
        Case.model_validate(facts)
    except ValidationError as refused:
        return str(refused.errors(include_url=False)[0]["msg"])
    return ""


def cost(**more):
    return PLAIN | {"costs": [{"kind": "rent", "applied": 6000} | more]}


def test_the_later_facts_are_all_left_out_of_an_old_file_and_mean_nothing():
    case = Case.model_validate(PLAIN)

    assert (case.days, case.adjustments, case.surpluses, case.persons[0].lma) == (None, (), (), False)
    assert (case.costs[0].household_share, case.costs[0].basis, case.costs[0].source) == (None, "right", "")


def test_the_later_facts_are_stored_and_read_back():
    facts = {
        "days": 10,
        "persons": [{"id": "a", "born": "1990-05-01", "role": "adult", "lma": True, "days": 10, "noted": "2025-03-01"}],
        "costs": [{"kind": "rent", "applied": 6000, "household_share": "2/3", "source": "hyresavi"}],
        "incomes": [],
        "adjustments": [{"direction": "lower", "amount": 100, "reason": " Fri kost. "}],
        "surpluses": [{"month": "2025-02", "amount": 1}],
    }
    case = Case.model_validate(PLAIN | facts)

    stored = case.model_dump(mode="json")

    assert (stored["costs"][0]["household_share"], stored["adjustments"][0]["reason"]) == ("2/3", "Fri kost.")
    assert Case.model_validate(stored) == case == Case.model_validate(case.model_dump())


@pytest.mark.parametrize(
    ("share", "accepted"),
    [("1/1", True), ("1/2", True), ("999/999", True), ("0/2", False), ("3/2", False), ("1/0", False), ("1/1000", False),
     ("0.5", False), (0.5, False), (1, False), ("", False), ("hälften", False), ("-1/2", False)],
)  # fmt: skip
@pytest.mark.rule("COST-02")
def test_a_share_is_a_fraction_above_nothing_and_at_most_the_whole(share, accepted):
    sentence = refusal(cost(household_share=share))

    assert sentence == "" if accepted else "är ingen andel. Skriv en bråkdel som 1/2 eller 2/3" in sentence


@pytest.mark.parametrize(("reason", "accepted"), [("Begravning.", True), ("", False), ("  ", False)])
@pytest.mark.rule("ENT-02")
def test_assistance_beyond_the_right_needs_a_reason(reason, accepted):
    sentence = refusal(cost(basis="extra", reason=reason))

    assert sentence == "" if accepted else "behöver ett skäl" in sentence


@pytest.mark.parametrize(
    ("direction", "reason", "accepted"),
    [
        ("lower", "Fri kost.", True),
        ("lower", "Har Fritidskort.", False),
        ("higher", "Fritidskortet räcker inte.", True),
    ],
)
@pytest.mark.rule("NORM-13")
def test_the_leisure_card_is_no_ground_for_a_lower_norm(direction, reason, accepted):
    sentence = refusal(PLAIN | {"adjustments": [{"direction": direction, "amount": 100, "reason": reason}]})

    assert sentence == "" if accepted else sentence.startswith("Fritidskortet får inte sänka normen")


@pytest.mark.parametrize(
    ("person_days", "days", "accepted"), [(9, 10, True), (10, 10, True), (11, 10, False), (11, None, True)]
)
@pytest.mark.rule("NORM-09", "NORM-11")
def test_nobody_counts_more_days_than_the_household(person_days, days, accepted):
    person = {"id": "a", "born": "1990-05-01", "role": "adult", "days": person_days}

    sentence = refusal({"month": "2025-03", "persons": [person], "days": days})

    assert sentence == "" if accepted else sentence.startswith("Hushållet räknas 10 dagar av månaden.")


@pytest.mark.parametrize(("month", "accepted"), [("2025-02", True), ("2025-03", False), ("2025-04", False)])
@pytest.mark.rule("INC-08")
def test_a_surplus_is_of_an_earlier_month(month, accepted):
    sentence = refusal(PLAIN | {"surpluses": [{"month": month, "amount": 1}]})

    assert sentence == "" if accepted else "en månad före mars 2025" in sentence
