"""The way to work: gate before activity, and the coach."""

from datetime import date

import pytest
from tests.factories.pathway import enrolled, mapped
from tests.helpers import swedish_time

from framsteg.apps.pathway import actions, queries
from framsteg.apps.pathway.enums import ActivityKind, Workplace
from framsteg.apps.pathway.models import Activity, JourneyEvent

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
