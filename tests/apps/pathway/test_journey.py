"""From the application to the exit: the clocks, the referral, the way out."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.factories.applications import applicants
from tests.factories.pathway import FIRST_DAY, RECEIVED, enrolled, opened, referred
from tests.factories.people import applicant_of, make_household
from tests.helpers import swedish_time

from framsteg.apps.applications.actions import AlreadyApplied
from framsteg.apps.applications.enums import Channel, Obstacle
from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.pathway import actions, queries
from framsteg.apps.pathway.models import Deadline, Journey, ModelVersion, Referral
from framsteg.apps.people.enums import AccessGround
from framsteg.entitlement.month import Month
from framsteg.policylab import DeadlineShare, journey_shares
from framsteg.workingmodel import shipped_model

MARCH = Month(2026, 3)


def receive(team, household, *, obstacle=Obstacle.UNEMPLOYED, token=None, month=MARCH):
    return actions.receive_application(
        household=household,
        month=month,
        received_at=RECEIVED,
        channel=Channel.VISIT,
        members=applicants(household, obstacle=obstacle),
        costs=[],
        incomes=[],
        token=token or uuid4(),
        by=team.caseworker,
        at=RECEIVED + timedelta(hours=5),
    )


def test_an_application_opens_a_journey_for_each_adult_outside_the_labour_market(team):
    household = make_household(team.caseworker, adults=2, children=1)

    receive(team, household)

    journeys = Journey.objects.filter(household=household)
    assert journeys.count() == 2
    clocks = Deadline.objects.filter(journey__in=journeys)
    assert {clock.starts_at for clock in clocks} == {RECEIVED}  # not the hour of the registration


@pytest.mark.parametrize("obstacle", [Obstacle.SICK, Obstacle.PARENTAL_LEAVE, Obstacle.FULL_TIME])
def test_who_is_not_outside_the_labour_market_is_not_put_on_the_way(team, obstacle):
    receive(team, make_household(team.caseworker), obstacle=obstacle)

    assert not Journey.objects.exists()


def test_the_same_form_sent_twice_gives_one_application_and_one_journey(team):
    household, token = make_household(team.caseworker), uuid4()

    first = receive(team, household, token=token)
    second = receive(team, household, token=token)

    assert first == second
    assert Journey.objects.count() == 1


def test_the_next_month_continues_the_same_journey(team):
    household = make_household(team.caseworker)
    receive(team, household, month=Month(2026, 2))

    receive(team, household, month=Month(2026, 3))

    assert Journey.objects.count() == 1


def test_a_refused_application_opens_no_journey(team):
    household = make_household(team.caseworker)
    receive(team, household, obstacle=Obstacle.SICK)

    with pytest.raises(AlreadyApplied):
        receive(team, household)

    assert not Journey.objects.exists()


def test_a_person_has_one_ongoing_journey(team):
    journey = opened(team)

    with pytest.raises(actions.JourneyOngoing, match="pågående"):
        opened(team, journey.household)


def test_the_journey_keeps_the_model_it_started_under_and_the_text_is_stored_once(team):
    first, second = opened(team), opened(team)

    assert first.model_version == second.model_version
    assert ModelVersion.objects.count() == 1
    assert "Trollhättans" in first.model_version.text
    assert queries.model_of(first) == shipped_model("trollhattan")


def test_another_model_drives_only_the_journeys_that_started_under_it(team):
    model = shipped_model("trollhattan")
    shorter = model.deadlines[0].model_copy(
        update={"within": model.deadlines[0].within.model_copy(update={"hours": 24})}
    )
    quick = model.model_copy(update={"deadlines": (shorter, *model.deadlines[1:])})
    household = make_household(team.caseworker)
    old = opened(team)

    new = actions.open_journey(
        household=household,
        person=applicant_of(household),
        model=quick,
        received_at=RECEIVED,
        by=team.caseworker,
        at=RECEIVED,
    )

    assert old.deadlines.get().due_at == RECEIVED + timedelta(hours=48)
    assert new.deadlines.get().due_at == RECEIVED + timedelta(hours=24)


def test_48_hours_are_elapsed_hours_over_the_clock_change(team):
    friday = swedish_time(2026, 3, 27, 15, 0)  # the clocks change on the 29th

    journey = opened(team, at=friday)

    assert journey.deadlines.get().due_at == swedish_time(2026, 3, 29, 16, 0)


def test_a_referral_meets_the_clock_and_gives_jobbcentrum_access(team):
    journey = opened(team)
    with pytest.raises(NotAllowed):
        actions.assign_consultant(journey=journey, consultant=team.consultant, by=team.consultant, at=RECEIVED)

    referral = actions.refer(
        journey=journey, first_day=FIRST_DAY, by=team.caseworker, at=RECEIVED + timedelta(hours=48)
    )

    clock = journey.deadlines.get()
    assert clock.met_at == clock.due_at  # the very instant is in time
    assert referral.unit == team.consultant.unit
    assert journey.household.accesses.filter(unit=team.consultant.unit, ground=AccessGround.REFERRAL).exists()
    assert Event.objects.filter(kind="pathway.referral.made", household=journey.household.number).count() == 1
    actions.assign_consultant(
        journey=journey, consultant=team.consultant, by=team.consultant, at=RECEIVED + timedelta(hours=49)
    )


def test_a_late_referral_is_kept_as_the_kommuns_miss(team):
    journey = opened(team)

    late = RECEIVED + timedelta(hours=48, seconds=1)
    actions.refer(journey=journey, first_day=FIRST_DAY, by=team.caseworker, at=late)

    person, kommun, partner = queries.journey_page(team.caseworker, journey, late).sides
    assert [(row.what, row.who, row.done) for row in kommun.rows] == [
        ("Anvisning till Jobbcentrum inom 48 timmar", "Socialsekreterare", True)
    ]
    assert (person.rows, partner.rows) == ((), ())
    assert queries.referral_clock_rows() == [(RECEIVED, RECEIVED + timedelta(hours=48), late)]


def test_a_double_click_on_refer_makes_one_referral(team):
    journey = referred(team)

    with pytest.raises(actions.AlreadyReferred):
        referred(team, journey)

    assert Referral.objects.count() == 1


def test_a_first_day_before_the_application_is_refused(team):
    journey = opened(team)

    with pytest.raises(actions.WrongDay):
        actions.refer(journey=journey, first_day=date(2026, 3, 1), by=team.caseworker, at=RECEIVED)


def test_another_units_caseworker_may_not_refer(team, staff):
    journey = opened(team)

    with pytest.raises(NotAllowed):
        actions.refer(journey=journey, first_day=FIRST_DAY, by=staff(), at=RECEIVED)

    assert not Referral.objects.exists()


def test_what_happened_stands_on_the_timeline_and_what_is_due_on_the_desk(team):
    enrolment = enrolled(team)
    household = enrolment.journey.household
    at = swedish_time(2026, 3, 10, 9, 0)

    titles = [item.title for item in queries.timeline_of(household, team.caseworker, at)]
    due = queries.due_for(team.caseworker, at)

    assert titles == ["Väg till arbete börjar", "Hänvisad", "Första dagen på Jobbcentrum"]
    assert [(row.label, row.late, row.owner) for row in due] == [
        ("Handlingsplan inom fyra veckor på Jobbcentrum", False, "Arbetsmarknadskonsulent")
    ]
    assert due[0].due_at == swedish_time(2026, 4, 6)  # four weeks by the wall clock, over the clock change


@pytest.mark.parametrize("journeys", [1, 6])
def test_the_desk_asks_the_database_the_same_number_of_times(team, journeys, django_assert_num_queries):
    for _ in range(journeys):
        enrolled(team)

    with django_assert_num_queries(8):
        due = queries.due_for(team.manager, swedish_time(2026, 3, 10, 9, 0))

    assert len(due) == journeys


def test_the_manager_finds_each_deadline_that_was_not_kept_and_whose_it_was(team):
    _kept, missed, running = referred(team), opened(team), opened(team, at=swedish_time(2026, 3, 31, 23, 30))
    actions.refer(journey=missed, first_day=FIRST_DAY, by=team.caseworker, at=RECEIVED + timedelta(hours=60))
    at = swedish_time(2026, 4, 1, 12, 0)

    late = queries.late_deadlines(Month(2026, 3), Month(2026, 3), at)

    assert [(row.household, row.owner) for row in late] == [(missed.household.number, "Socialsekreterare")]
    clocks = queries.referral_clocks(Month(2026, 3), Month(2026, 3))
    assert len(clocks) == 3  # a clock belongs to the Swedish month in which it started
    assert journey_shares(clocks, now=at) == DeadlineShare(met=1, missed=1, running=1)
    assert queries.referral_clocks(Month(2026, 4), Month(2026, 4)) == []
    assert [row.household for row in queries.due_of(running.household, team.manager, at)] == [running.household.number]
