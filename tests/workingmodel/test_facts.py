"""Whom a model is for: what a fact that is not known, or a criterion that is okänd, leaves open."""

import pytest

from framsteg.workingmodel import UNKNOWN, Facts, is_for, shipped_model
from framsteg.workingmodel.targets import Criterion, Fact, TargetGroup
from framsteg.workingmodel.words import OBSTACLES


def model_for(trollhattan, *groups):
    return trollhattan.model_copy(update={"target_groups": groups})


def group(*criteria):
    return TargetGroup(id="g", label="Grupp", criteria=criteria, source=("K",))


def criterion(fact, test, value):
    return Criterion(fact=fact, test=test, value=value, source=("K",))


@pytest.mark.parametrize(("outside", "answer"), [(True, True), (False, False), (None, None)])
def test_trollhattan_is_for_who_applies_and_stands_outside_the_labour_market(trollhattan, outside, answer):
    assert is_for(trollhattan, Facts(applicant=True, outside_labour_market=outside)) is answer


@pytest.mark.parametrize(
    ("obstacle", "answer"),
    [("unemployed", True), ("unemployed_introduction", True), ("sick", False), ("pension", False), (None, None)],
)
def test_angereds_unemployment_is_what_a_case_calls_unemployed(obstacle, answer):
    assert is_for(shipped_model("angered"), Facts(applicant=True, obstacle=obstacle)) is answer


def test_strangnas_and_boras_are_for_everyone_who_applies():
    assert is_for(shipped_model("strangnas"), Facts(applicant=True)) is True
    assert is_for(shipped_model("boras"), Facts(applicant=True)) is True


def test_the_activity_requirement_cannot_tell_without_the_months():
    adult = {"age": 30, "full_time_occupied": False}

    assert is_for(shipped_model("aktivitetskrav"), Facts(**adult)) is None
    assert is_for(shipped_model("aktivitetskrav"), Facts(**adult, months_in_a_row=3)) is True
    assert is_for(shipped_model("aktivitetskrav"), Facts(**adult, months_in_a_row=2)) is False


def test_one_known_no_is_enough(trollhattan):
    assert is_for(trollhattan, Facts(applicant=False)) is False


def test_a_group_whose_criteria_are_okand_leaves_the_question_open(trollhattan):
    okand = TargetGroup(id="o", label="Okänd", criteria=UNKNOWN, source=("K",))
    young = group(criterion(Fact.AGE, "below", 25))

    assert is_for(model_for(trollhattan, okand), Facts(age=30)) is None
    assert is_for(model_for(trollhattan, okand, young), Facts(age=30)) is None
    assert is_for(model_for(trollhattan, okand, young), Facts(age=20)) is True


def test_a_model_without_target_groups_does_not_say(trollhattan):
    assert is_for(model_for(trollhattan), Facts(applicant=True)) is None


@pytest.mark.parametrize(
    ("test", "value", "facts", "answer"),
    [
        ("is", True, Facts(children=2), True),
        ("is", True, Facts(children=0), False),
        ("is_not", True, Facts(children=0), True),
        ("at_least", 3, Facts(children=2), False),
        ("is", 2, Facts(children=2), True),
        ("is", UNKNOWN, Facts(children=2), None),
    ],
)
def test_children_are_counted_or_asked_for(trollhattan, test, value, facts, answer):
    assert is_for(model_for(trollhattan, group(criterion(Fact.CHILDREN, test, value))), facts) is answer


def test_several_obstacles_stand_with_commas_between(trollhattan):
    some = model_for(trollhattan, group(criterion(Fact.OBSTACLE, "one_of", "arbetslös, arbetar deltid")))

    assert is_for(some, Facts(obstacle="part_time")) is True
    assert is_for(some, Facts(obstacle="sick")) is False


def test_what_is_not_known_of_the_case_is_no_word_of_a_model():
    assert "unknown" not in {value for values in OBSTACLES.values() for value in values}
