"""Which adults of an application begin on the way: what the model says, and what the house says where it does not."""

from uuid import uuid4

import pytest
from tests.factories.applications import applicants
from tests.factories.pathway import RECEIVED
from tests.factories.people import make_household

from framsteg.apps.applications.actions import register
from framsteg.apps.applications.enums import Channel, Obstacle
from framsteg.apps.pathway.enums import OUTSIDE_LABOUR_MARKET
from framsteg.apps.pathway.queries.target import adults_to_begin
from framsteg.entitlement.month import Month
from framsteg.workingmodel import shipped_model
from framsteg.workingmodel.words import OBSTACLES

KNOWN = set(Obstacle) - {Obstacle.UNKNOWN}


@pytest.fixture
def applied(team):
    """An application of one adult with an obstacle."""

    def apply(obstacle):
        household = make_household(team.caseworker)
        return register(
            household=household,
            month=Month(2026, 3),
            received_at=RECEIVED,
            channel=Channel.VISIT,
            members=applicants(household, obstacle=obstacle),
            costs=[],
            incomes=[],
            token=uuid4(),
            by=team.caseworker,
            at=RECEIVED,
        )

    return apply


@pytest.mark.parametrize(
    ("model", "begin"),
    [
        ("trollhattan", OUTSIDE_LABOUR_MARKET),
        ("angered", {Obstacle.UNEMPLOYED, Obstacle.UNEMPLOYED_INTRODUCTION}),
        ("boras", KNOWN | {Obstacle.UNKNOWN}),  # for everyone who gets assistance
        ("strangnas", KNOWN | {Obstacle.UNKNOWN}),
        ("aktivitetskrav", OUTSIDE_LABOUR_MARKET),  # months in a row are not known here
    ],
)
@pytest.mark.parametrize("obstacle", Obstacle)
def test_the_model_says_whom_it_is_for(applied, model, begin, obstacle):
    assert bool(adults_to_begin(shipped_model(model), applied(obstacle))) is (obstacle in begin)


def test_the_models_words_for_obstacles_are_those_of_a_case():
    assert {value for values in OBSTACLES.values() for value in values} == {str(one) for one in KNOWN}
