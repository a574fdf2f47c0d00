"""The catalogue: places that are never given twice, a waiting list in order, and what a model brings with it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.factories.offers import FACTS, MADE, STARTED, make_offer, ready, seated
from tests.factories.pathway import opened

from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.pathway import actions
from framsteg.apps.pathway.actions import OfferFacts
from framsteg.apps.pathway.enums import ActivityKind, Destination, Workplace
from framsteg.apps.pathway.models import Activity, Offer, Seat, Waiting
from framsteg.workingmodel import shipped_model


def start(team, journey, offer, **changes):
    facts = {"starts_on": date(2026, 3, 16), "by": team.caseworker, "at": STARTED}
    return actions.start_activity(journey=journey, offer=offer, **facts | changes)


def join(team, journey, offer, *, at=STARTED):
    return actions.join_waiting(journey=journey, offer=offer, by=team.caseworker, at=at)


def test_kind_place_hours_and_last_day_are_the_catalogues(team):
    activity = seated(team, make_offer(team))

    assert (activity.kind, activity.place, activity.workplace) == ("internship", "Lagergatan 1", "ordinary")
    assert (activity.hours_per_week, activity.ends_on, activity.seat.number) == (30, date(2026, 6, 30), 1)


def test_the_same_start_twice_takes_one_place(team):
    offer, journey = make_offer(team, seats=2), ready(team)

    assert start(team, journey, offer) == start(team, journey, offer)
    with pytest.raises(actions.AlreadyThere):
        start(team, journey, offer, starts_on=date(2026, 3, 17))

    assert Activity.objects.count() == 1


def test_who_meets_a_full_activity_is_offered_the_waiting_list(team):
    offer, late = make_offer(team), ready(team)
    seated(team, offer)

    with pytest.raises(actions.OfferFull, match="kö"):
        start(team, late, offer)

    assert join(team, late, offer) == join(team, late, offer)
    assert Waiting.objects.get(left_at=None).journey == late


def test_nobody_waits_for_a_place_that_is_free(team):
    with pytest.raises(actions.NotFull, match="ledig plats"):
        join(team, ready(team), make_offer(team))


def test_an_offer_without_known_places_is_never_full(team):
    offer = make_offer(team, seats=0)

    assert [seated(team, offer).seat, seated(team, offer).seat] == [None, None]


def test_a_place_is_free_again_when_the_activity_ends_and_the_first_in_order_gets_it(team):
    offer, first, second = make_offer(team), ready(team), ready(team)
    there = seated(team, offer)
    join(team, first, offer)
    join(team, second, offer, at=STARTED + timedelta(minutes=1))
    actions.end_activity(activity=there, ended_on=date(2026, 3, 16), result="Klar", by=team.caseworker, at=STARTED)

    with pytest.raises(actions.NotNext, match="Andra står före"):
        start(team, second, offer)

    assert start(team, first, offer).seat == there.seat
    assert Waiting.objects.get(journey=first).left_because == "Fick en plats."


def test_passing_the_waiting_list_leaves_the_reason_in_it(team):
    offer, first, urgent = make_offer(team), ready(team), ready(team)
    there = seated(team, offer)
    join(team, first, offer)
    actions.end_activity(activity=there, ended_on=date(2026, 3, 16), result="Klar", by=team.caseworker, at=STARTED)

    start(team, urgent, offer, skip_because="Anställning väntar efter praktiken")

    assert Waiting.objects.get(journey=urgent).left_because == "Gick före i kön: Anställning väntar efter praktiken"
    assert Waiting.objects.get(journey=first).left_at is None


def test_two_free_places_and_one_who_waits_leave_one_for_somebody_else(team):
    offer, waits = make_offer(team), ready(team)
    there = seated(team, offer)
    join(team, waits, offer)
    actions.end_activity(activity=there, ended_on=date(2026, 3, 16), result="Klar", by=team.caseworker, at=STARTED)
    actions.add_seats(offer=offer, count=1, version=1, by=team.manager, at=STARTED)

    assert start(team, ready(team), offer).seat is not None


def test_leaving_the_waiting_list_needs_a_reason(team):
    offer, journey = make_offer(team), ready(team)
    seated(team, offer)
    join(team, journey, offer)
    leave = {"journey": journey, "offer": offer, "by": team.caseworker, "at": STARTED}

    with pytest.raises(actions.NotWaiting, match="varför"):
        actions.leave_waiting(**leave, because=" ")

    assert actions.leave_waiting(**leave, because="Fick ett jobb").left_because == "Fick ett jobb"
    with pytest.raises(actions.NotWaiting, match="inte i kön"):
        actions.leave_waiting(**leave, because="Fick ett jobb")


@pytest.mark.parametrize(
    ("first", "refused"),
    [
        (date(2026, 6, 30), None),
        (date(2026, 7, 1), "upphör 30 juni 2026"),
    ],
)
def test_nobody_starts_after_the_programmes_last_day(team, first, refused):
    offer, journey = make_offer(team), ready(team)

    if refused:
        with pytest.raises(actions.OfferClosed, match=refused):
            start(team, journey, offer, starts_on=first)
    else:
        assert start(team, journey, offer, starts_on=first).ends_on == first


def test_nobody_starts_before_the_offer_begins_or_plans_to_stay_longer_than_it(team):
    offer, journey = make_offer(team, starts_on=date(2026, 4, 1)), ready(team)

    with pytest.raises(actions.OfferClosed, match="börjar 1 april"):
        start(team, journey, offer)
    with pytest.raises(actions.WrongDay, match="upphör"):
        start(team, journey, offer, starts_on=date(2026, 4, 1), ends_on=date(2026, 7, 1))


def test_a_closed_offer_lets_go_who_waits_and_keeps_who_is_there(team):
    offer, waits = make_offer(team), ready(team)
    there = seated(team, offer)
    join(team, waits, offer)

    closed = actions.close_offer(offer=offer, version=1, by=team.manager, at=STARTED)

    assert Waiting.objects.get().left_because == "Insatsen togs ur katalogen."
    there.refresh_from_db()
    assert there.ended_on is None
    with pytest.raises(actions.OfferClosed):
        start(team, waits, closed)
    with pytest.raises(actions.Changed):
        actions.close_offer(offer=closed, version=closed.version, by=team.manager, at=STARTED)


def test_the_gate_of_the_model_stands_before_the_catalogue_too(team):
    with pytest.raises(actions.GateClosed, match="kartläggningen"):
        start(team, opened(team), make_offer(team))

    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        (model, activity.type.value)
        for model in ("trollhattan", "angered", "strangnas", "boras", "hagfors", "aktivitetskrav")
        for activity in shipped_model(model).activities
    ],
)
def test_every_activity_of_every_shipped_model_can_start(team, model, kind):
    offer = make_offer(team, kind=ActivityKind(kind))

    assert seated(team, offer, ready(team, model)).kind == kind


def test_an_activity_that_the_journeys_model_does_not_have_is_refused(team):
    offer = make_offer(team, kind=ActivityKind.PROJECT)

    with pytest.raises(actions.NotInModel):
        start(team, ready(team), offer)
    with pytest.raises(actions.NotInModel):
        join(team, ready(team), offer)


def test_what_the_catalogue_does_not_know_is_asked_for(team):
    offer = make_offer(team, place="", workplace=None, hours_per_week=None)
    journey = ready(team)

    with pytest.raises(actions.FactsMissing):
        start(team, journey, offer)

    known = {"place": "Hamngatan 2", "workplace": Workplace.CONSTRUCTED, "hours_per_week": 10}
    assert start(team, journey, offer, **known).place == "Hamngatan 2"


def test_only_manager_and_consultant_change_the_catalogue(team):
    for by in (team.caseworker, team.coach, team.officer):
        with pytest.raises(NotAllowed, match="katalogen"):
            actions.add_offer(facts=FACTS, by=by, at=MADE)

    assert actions.add_offer(facts=FACTS, by=team.consultant, at=MADE).version == 1
    with pytest.raises(actions.OfferExists):
        actions.add_offer(facts=FACTS, by=team.consultant, at=MADE)


def test_a_change_on_an_old_version_is_refused(team):
    offer = make_offer(team)
    dearer = OfferFacts(**vars(FACTS) | {"monthly_cost": Decimal("4200")})

    assert actions.change_offer(offer=offer, version=1, facts=dearer, by=team.manager, at=MADE).version == 2
    with pytest.raises(actions.Changed):
        actions.change_offer(offer=offer, version=1, facts=FACTS, by=team.manager, at=MADE)
    backwards = OfferFacts(**vars(FACTS) | {"starts_on": date(2026, 7, 1)})
    with pytest.raises(actions.ImpossibleTime):
        actions.change_offer(offer=offer, version=2, facts=backwards, by=team.manager, at=MADE)


def test_a_place_that_somebody_has_is_never_withdrawn(team):
    offer = make_offer(team, seats=2)
    taken = seated(team, offer).seat
    free = Seat.objects.get(offer=offer, number=2)

    with pytest.raises(actions.SeatTaken):
        actions.withdraw_seat(seat=taken, by=team.manager, at=STARTED)
    actions.withdraw_seat(seat=free, by=team.manager, at=STARTED)

    with pytest.raises(actions.OfferFull):
        start(team, ready(team), offer)


def test_a_journey_that_ends_gives_its_place_and_its_turn_back(team):
    offer, other, journey = make_offer(team), make_offer(team, label="Annan"), ready(team)
    seated(team, offer, journey)
    seated(team, other)
    join(team, journey, other)

    facts = {"destination": Destination.MOVED, "detail": "Vänersborg", "exited_on": STARTED.date()}
    actions.exit_journey(journey=journey, **facts, by=team.caseworker, at=STARTED)

    assert Activity.objects.get(offer=offer).ended_on == STARTED.date()
    assert not Waiting.objects.filter(left_at=None).exists()
    assert seated(team, offer).seat is not None


def test_who_leaves_is_not_counted_where_the_number_of_places_is_not_known_either(team):
    offer, journey = make_offer(team, seats=0), ready(team)
    seated(team, offer, journey)

    facts = {"destination": Destination.MOVED, "detail": "Vänersborg", "exited_on": STARTED.date()}
    actions.exit_journey(journey=journey, **facts, by=team.caseworker, at=STARTED)

    assert Activity.objects.get(offer=offer).ended_on == STARTED.date()


def test_a_model_brings_its_activities_and_leaves_unknown_what_it_does_not_say(team):
    made = actions.import_offers(model=shipped_model("hagfors"), by=team.manager, at=MADE)

    yrkesvag = Offer.objects.get(activity_id="yrkesvag")
    assert (yrkesvag.seats.count(), yrkesvag.starts_on, yrkesvag.ends_on) == (15, date(2022, 11, 1), date(2026, 6, 30))
    assert (yrkesvag.workplace, yrkesvag.place, yrkesvag.monthly_cost) == ("", "", None)
    rebus = Offer.objects.get(activity_id="rebus")
    assert (rebus.seats.count(), rebus.ends_on, rebus.hours_per_week) == (0, None, None)
    assert len(made) == 4
    assert actions.import_offers(model=shipped_model("hagfors"), by=team.manager, at=MADE) == []


def test_the_time_at_jobbcentrum_comes_with_the_model(team):
    actions.import_offers(model=shipped_model("trollhattan"), by=team.manager, at=MADE)
    actions.import_offers(model=shipped_model("angered"), by=team.manager, at=MADE)

    weeks = dict(Offer.objects.filter(kind=ActivityKind.OTHER).values_list("label", "hours_per_week"))
    assert weeks == {"Jobbcentrum": 40, "Jobbhörnet": 20}
