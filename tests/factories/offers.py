"""A catalogue for tests: an offer with places and a week, a group, and journeys under the model that it suits."""

from datetime import date, datetime, time
from typing import Any

from tests.factories.pathway import RECEIVED, Team, mapped
from tests.factories.people import applicant_of, make_household
from tests.helpers import swedish_time

from framsteg.apps.pathway import actions
from framsteg.apps.pathway.actions import OfferFacts
from framsteg.apps.pathway.enums import ActivityKind, Workplace
from framsteg.apps.pathway.models import Activity, Cohort, Journey, Offer
from framsteg.workingmodel import shipped_model

MADE = swedish_time(2026, 3, 2, 8, 0)
STARTED = swedish_time(2026, 3, 16, 10, 0)
FACTS = OfferFacts(
    kind=ActivityKind.INTERNSHIP,
    label="Praktik på lagret",
    provider="Lagerbolaget",
    place="Lagergatan 1",
    workplace=Workplace.ORDINARY,
    hours_per_week=30,
    ends_on=date(2026, 6, 30),
)


def make_offer(team: Team, *, seats: int = 1, weekdays: tuple[int, ...] = (), **changes: Any) -> Offer:
    """An offer of the catalogue, an internship with one place unless told, with a week where weekdays are given."""
    facts = OfferFacts(**(vars(FACTS) | changes))
    offer = actions.add_offer(facts=facts, seats=seats, by=team.manager, at=MADE)
    for weekday in weekdays:
        actions.add_session(
            offer=offer, weekday=weekday, starts=time(9), ends=time(12), label="Arbete", by=team.manager, at=MADE
        )
    return offer


def make_cohort(team: Team, *, places: int | None = None, weekdays: tuple[int, ...] = ()) -> Cohort:
    """A group of four weeks at Jobbcentrum."""
    offer = make_offer(
        team, kind=ActivityKind.OTHER, label="Jobbcentrum", activity_id="jobbcentrum", seats=0, weekdays=weekdays
    )
    return actions.make_cohort(
        offer=offer,
        label="Grupp A",
        starts_on=date(2026, 3, 9),
        ends_on=date(2026, 4, 3),
        places=places,
        by=team.manager,
        at=MADE,
    )


def ready(team: Team, model: str = "trollhattan") -> Journey:
    """A journey under a shipped model whose mapping is made, seen by the caseworker's unit and by Jobbcentrum."""
    household = make_household(team.caseworker)
    journey = actions.open_journey(
        household=household,
        person=applicant_of(household),
        model=shipped_model(model),
        received_at=RECEIVED,
        by=team.caseworker,
        at=RECEIVED,
    )
    mapped(team, journey)
    return journey


def seated(team: Team, offer: Offer, journey: Journey | None = None, *, at: datetime = STARTED) -> Activity:
    """A person who has begun in an offer."""
    return actions.start_activity(
        journey=journey or ready(team), offer=offer, starts_on=at.date(), by=team.caseworker, at=at
    )
