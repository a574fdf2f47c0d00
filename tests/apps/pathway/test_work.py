"""The way to work: gate before activity, coach, follow-ups that book the next one."""

from datetime import date

import pytest
from tests.factories.pathway import enrolled, mapped
from tests.helpers import swedish_time

from framsteg.apps.pathway import actions, queries
from framsteg.apps.pathway.enums import ActivityKind, FollowUpMode, Workplace
from framsteg.apps.pathway.models import Activity, FollowUp, JourneyEvent

NOW = swedish_time(2026, 3, 16, 10, 0)


@pytest.fixture
def journey(team):
    return enrolled(team).journey


def start(team, journey, **changes):
    facts = {
        "kind": ActivityKind.INTERNSHIP,
        "place": "Lagerbolaget",
        "workplace": Workplace.ORDINARY,
        "hours_per_week": 30,
        "starts_on": date(2026, 3, 16),
        "ends_on": date(2026, 6, 5),
        "by": team.caseworker,
        "at": NOW,
    }
    return actions.start_activity(journey=journey, **facts | changes)


def test_no_activity_before_the_mapping(team, journey):
    with pytest.raises(actions.GateClosed, match="Gör klart kartläggningen"):
        start(team, journey)

    assert not Activity.objects.exists()


def test_after_the_mapping_an_activity_starts_and_a_double_click_is_one(team, journey):
    mapped(team, journey)

    assert start(team, journey) == start(team, journey)

    assert Activity.objects.count() == 1
    assert JourneyEvent.objects.filter(kind="activity_started").count() == 1


@pytest.mark.parametrize("days", [{"ends_on": date(2026, 3, 15)}, {"starts_on": date(2026, 3, 1)}])
def test_an_activity_on_impossible_days_is_refused(team, journey, days):
    mapped(team, journey)

    with pytest.raises(actions.WrongDay):
        start(team, journey, **days)


def test_an_activity_ends_once_with_a_result(team, journey):
    mapped(team, journey)
    activity = start(team, journey)
    end = {"ended_on": date(2026, 3, 20), "result": "Anställd", "by": team.coach, "at": swedish_time(2026, 3, 20, 16)}

    assert actions.end_activity(activity=activity, **end).result == "Anställd"

    with pytest.raises(actions.ActivityEnded):
        actions.end_activity(activity=activity, **end)


def test_the_coach_takes_the_journey_into_the_next_stage(team, journey):
    with pytest.raises(actions.WrongRole, match="jobbcoach"):
        actions.assign_coach(journey=journey, coach=team.consultant, by=team.consultant, at=NOW)

    actions.assign_coach(journey=journey, coach=team.coach, by=team.consultant, at=NOW)

    assert queries.status_of(journey, NOW).stage.id == "vag_till_arbete"


def book(team, journey, planned_on=date(2026, 3, 23)):
    return actions.book_follow_up(
        journey=journey, planned_on=planned_on, mode=FollowUpMode.PHONE, by=team.coach, at=NOW
    )


def test_a_follow_up_is_held_and_books_the_next(team, journey):
    booked = book(team, journey)
    at = swedish_time(2026, 3, 23, 13, 0)

    actions.hold_follow_up(follow_up=booked, note="Trivs", next_on=date(2026, 4, 20), by=team.coach, at=at)

    later = FollowUp.objects.get(held_at=None)
    assert (later.planned_on, later.mode) == (date(2026, 4, 20), "phone")
    with pytest.raises(actions.AlreadyHeld):
        actions.hold_follow_up(follow_up=booked, note="", by=team.coach, at=at)


def test_a_day_has_one_booked_follow_up_and_it_is_not_in_the_past(team, journey):
    book(team, journey)

    with pytest.raises(actions.FollowUpBooked):
        book(team, journey)
    with pytest.raises(actions.WrongDay):
        book(team, journey, date(2026, 3, 15))


def test_a_follow_up_that_is_not_held_is_late_on_the_coachs_desk(team, journey):
    actions.assign_coach(journey=journey, coach=team.coach, by=team.consultant, at=NOW)
    book(team, journey)

    on_time = queries.due_for(team.coach, swedish_time(2026, 3, 23, 23, 0))
    after = queries.due_for(team.coach, swedish_time(2026, 3, 24, 1, 0))

    assert [row.late for row in on_time if row.label.startswith("Uppföljning")] == [False]
    assert [row.late for row in after if row.label.startswith("Uppföljning")] == [True]
