"""A stored calculation is run again: the same answer, or the lines that differ and which library said what."""

import json

import pytest
from tests.entitlement.households import adult, child, couple, household, wage

from framsteg.entitlement import calculate
from framsteg.entitlement.rerun import library, rerun, stamped


@pytest.fixture
def stored():
    """Facts and result as a database keeps them: rent partly accepted, two wages the same month."""
    rent = {"kind": "rent", "applied": 6000, "accepted": 5500, "reason": "Högre än riktlinjen."}
    incomes = [wage(3000, "2025-02-10"), wage(1000, "2025-02-25")]
    case = household("2025-03", *couple(), child(9), costs=[rent], incomes=incomes)
    return json.loads(json.dumps([case.model_dump(mode="json"), stamped(calculate(case))]))


def test_the_same_library_says_the_same(stored):
    facts, result = stored

    compared = rerun(facts, result)

    assert compared.same
    assert compared.library_then == compared.library_now == library()


def test_an_amount_that_was_another_is_told_line_by_line(stored):
    facts, result = stored
    result["assistance"] = "14000.00"
    second_wage = [step for step in result["steps"] if step["label"] == "Lön (a)"][1]
    second_wage["amount"] = "1110.00"

    compared = rerun(facts, result)

    assert not compared.same_answer
    assert [(line.label, line.difference) for line in compared.lines] == [("Lön (a)", -110)]


def test_other_words_are_a_difference_but_not_another_answer(stored):
    facts, result = stored
    result["steps"][0]["source"] = "SoF (2001:937) 2 kap."

    compared = rerun(facts, result)

    assert (compared.same, compared.same_answer) == (False, True)
    assert [line.difference for line in compared.lines] == [0]


def test_a_line_that_is_gone_and_one_that_is_new_are_both_told(stored):
    facts, result = stored
    result["steps"][0]["label"] = "Sammanboende (a)"

    lines = rerun(facts, result).lines

    assert [(line.then is None, line.now is None) for line in lines] == [(True, False), (False, True)]


def test_a_result_stored_before_the_trace_grew_is_not_held_to_it(stored):
    facts, result = stored
    del result["library"]
    for step in result["steps"]:
        for later in ("parameter", "facts", "applied"):
            step.pop(later, None)

    compared = rerun(facts, result)

    assert compared.same
    assert compared.library_then == {}


def test_an_unknown_outcome_is_compared_too():
    case = household("2024-03", adult(), child(3, lunch_away=True))

    assert rerun(case.model_dump(mode="json"), stamped(calculate(case))).same


def test_the_stamp_names_the_package_and_the_parameters():
    assert set(library()) == {"version", "parameters"}
    assert len(library()["parameters"]) == 16
