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
def test_a_household_is_one_adult_or_one_couple_and_their_children(persons, accepted):
    try:
        household("2025-03", *persons)
    except ValidationError:
        assert not accepted
    else:
        assert accepted
