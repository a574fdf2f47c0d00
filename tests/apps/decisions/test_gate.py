"""A model that asks for a meeting before a decision (Trelleborg, as a test model): what waits, and what never."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.factories import decisions as factory
from tests.factories.applications import make_application
from tests.factories.pathway import RECEIVED, make_team
from tests.factories.people import applicant_of, make_household

from framsteg.apps.decisions import actions
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.models import Decision
from framsteg.apps.pathway import actions as pathway
from framsteg.workingmodel import load

TRELLEBORG = load(Path(__file__).parents[2] / "workingmodel" / "trelleborg.yaml")

pytestmark = pytest.mark.django_db


@pytest.fixture
def journey():
    """A person who has applied, in a kommun that works as Trelleborg did."""
    factory.make_delegations()
    team = make_team()
    household = make_household(team.caseworker)
    return pathway.open_journey(
        household=household,
        person=applicant_of(household),
        model=TRELLEBORG,
        received_at=RECEIVED,
        by=team.caseworker,
        at=RECEIVED,
    )


@pytest.fixture
def applied(journey):
    def apply(*, urgent=False):
        application = make_application(journey.household, received_at=RECEIVED)
        application.urgent = urgent
        application.save(update_fields=["urgent"])
        factory.calculate(application)
        return application

    return apply


def meet(journey, participants=("person", "arbetsmarknadssekreterare"), note="", meeting_id="motet"):
    pathway.hold_meeting(
        journey=journey,
        meeting_id=meeting_id,
        participants=participants,
        note=note,
        by=journey.opened_by,
        at=RECEIVED + timedelta(hours=20),
    )


def test_a_decision_waits_until_the_meeting_is_held_and_the_text_says_what_to_do(applied):
    with pytest.raises(actions.StepMissing) as refused:
        factory.decide(applied(), DecisionKind.GRANT)

    assert str(refused.value) == (
        "Det går inte att besluta om biståndet än: mötet är inte hållet. "
        "På mötet planeras den kortaste vägen till egen försörjning. Håll mötet först."
    )
    assert not Decision.objects.exists()


def test_the_meeting_opens_the_way_to_the_decision(applied, journey):
    meet(journey)

    assert factory.decide(applied(), DecisionKind.GRANT).kind == DecisionKind.GRANT


def test_who_did_not_come_is_not_held_back_by_it(applied, journey):
    meet(journey, participants=["arbetsmarknadssekreterare"], note="Personen kom inte; vi ringde upp.")

    assert factory.decide(applied(), DecisionKind.GRANT).kind == DecisionKind.GRANT


def test_another_meeting_is_not_the_one_that_the_model_asks_for(applied, journey):
    meet(journey, meeting_id="")

    with pytest.raises(actions.StepMissing):
        factory.decide(applied(), DecisionKind.GRANT)


def test_an_urgent_application_never_waits(applied):
    assert factory.decide(applied(urgent=True), DecisionKind.GRANT).kind == DecisionKind.GRANT


def test_a_household_on_another_way_never_waits(journey):
    application = make_application()
    factory.calculate(application)

    assert factory.decide(application, DecisionKind.GRANT).kind == DecisionKind.GRANT


def test_the_meeting_has_a_clock_that_is_the_kommuns(journey):
    (clock,) = journey.deadlines.all()

    assert (clock.owner_role, clock.due_at) == ("arbetsmarknadssekreterare", RECEIVED + timedelta(hours=24))
