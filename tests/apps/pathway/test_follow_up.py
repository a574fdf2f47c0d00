"""Follow-ups: what the model says, both sides' commitments, the next one booked, and whose miss a late one is."""

from datetime import date

import pytest
from tests.factories.pathway import begun, enrolled
from tests.helpers import swedish_time

from framsteg.apps.pathway import actions, queries
from framsteg.apps.pathway.enums import Destination, FollowUpMode, Progress
from framsteg.apps.pathway.models import FollowUp
from framsteg.workingmodel import Duration, shipped_model

NOW = swedish_time(2026, 3, 16, 10, 0)
DAY = date(2026, 3, 23)


@pytest.fixture
def journey(team):
    return enrolled(team).journey


def book(team, journey, planned_on=DAY, by=None):
    facts = {"planned_on": planned_on, "mode": FollowUpMode.PHONE, "by": by or team.coach, "at": NOW}
    return actions.book_follow_up(journey=journey, **facts)


def hold(team, booked, at, **facts):
    return actions.hold_follow_up(follow_up=booked, note="Trivs", **facts, by=team.coach, at=at)


def test_a_follow_up_is_held_and_books_the_next(team, journey):
    booked = book(team, journey)
    at = swedish_time(2026, 3, 23, 13, 0)

    hold(team, booked, at, next_on=date(2026, 4, 20))

    later = FollowUp.objects.get(held_at=None)
    assert (later.planned_on, later.mode) == (date(2026, 4, 20), "phone")
    with pytest.raises(actions.AlreadyHeld):
        hold(team, booked, at)


def test_both_sides_commitments_stand_beside_each_other_until_the_next_time(team, journey):
    at = swedish_time(2026, 3, 23, 13, 0)
    facts = {"progress": Progress.FORWARD, "person_commits": "Söka tre jobb", "kommun_commits": "Ringa åkeriet"}

    hold(team, book(team, journey), at, **facts)

    promised = queries.journey_page(team.coach, journey, at).follow_up.promised
    assert (promised.person_commits, promised.kommun_commits) == ("Söka tre jobb", "Ringa åkeriet")
    assert promised.progress == "framåt"


def test_a_day_has_one_booked_follow_up_and_it_is_not_in_the_past(team, journey):
    book(team, journey)

    with pytest.raises(actions.FollowUpBooked):
        book(team, journey)
    with pytest.raises(actions.WrongDay):
        book(team, journey, date(2026, 3, 15))


def test_a_model_without_follow_ups_books_none(team):
    journey = begun(team, shipped_model("hagfors"))

    with pytest.raises(actions.NotInModel, match="inga uppföljningar"):
        book(team, journey, by=team.caseworker)


def test_a_follow_up_that_is_not_held_is_late_on_the_coachs_desk(team, journey):
    actions.assign_coach(journey=journey, coach=team.coach, by=team.consultant, at=NOW)
    book(team, journey)

    on_time = queries.due_for(team.coach, swedish_time(2026, 3, 23, 23, 0))
    after = queries.due_for(team.coach, swedish_time(2026, 3, 24, 1, 0))

    assert [row.late for row in on_time if row.label.startswith("Uppföljning (")] == [False]
    assert [row.late for row in after if row.label.startswith("Uppföljning (")] == [True]


@pytest.mark.parametrize(("held_on", "done"), [(None, False), (25, True)])
def test_a_late_follow_up_is_the_kommuns_miss_also_when_it_was_held_at_last(team, journey, held_on, done):
    booked = book(team, journey)
    if held_on:
        hold(team, booked, swedish_time(2026, 3, held_on, 9))

    sides = queries.journey_page(team.coach, journey, swedish_time(2026, 3, 26, 9)).sides

    late = {side.owner: [(row.what, row.since, row.done) for row in side.rows] for side in sides}
    assert late == {"person": [], "kommun": [("Uppföljning (telefon)", DAY, done)], "partner": []}


def test_where_the_source_does_not_say_how_often_staff_choose_and_the_page_tells(team, journey):
    actions.assign_coach(journey=journey, coach=team.coach, by=team.consultant, at=NOW)

    part = queries.journey_page(team.coach, journey, NOW).follow_up

    (kind,) = part.kinds
    assert (kind.label, kind.every, kind.mode, kind.agenda) == ("Uppföljning med jobbcoach", "", "", ())
    assert part.next_on is None
    assert part.unbooked is True


def test_the_models_interval_and_agenda_are_suggested(team):
    model = shipped_model("strangnas")
    known = {"every": Duration(weeks=4), "mode": "phone", "agenda": ("Vad har hänt?",)}
    often = model.model_copy(update={"follow_ups": (model.follow_ups[0].model_copy(update=known),)})

    part = queries.journey_page(team.caseworker, begun(team, often), NOW).follow_up

    assert (part.next_on, part.mode, part.kinds[0].every) == (date(2026, 4, 13), "phone", "4 veckor")
    assert part.kinds[0].agenda == ("Vad har hänt?", "Vad beslutades, och blev det gjort?")
    assert part.kinds[0].follows_decisions is True


def test_an_exit_calls_off_what_is_booked_and_a_return_does_not_make_it_late(team, journey):
    booked = book(team, journey)
    leaves, back = swedish_time(2026, 3, 20, 9), swedish_time(2026, 4, 20, 9)
    actions.exit_journey(
        journey=journey,
        destination=Destination.NOT_REAPPLIED,
        exited_on=leaves.date(),
        by=team.caseworker,
        at=leaves,
    )

    actions.resume_journey(journey=journey, received_at=back, by=team.caseworker, at=back)

    journey.refresh_from_db()
    kommun = queries.journey_page(team.coach, journey, back).sides[1]
    assert "Uppföljning (telefon)" not in [row.what for row in kommun.rows]
    with pytest.raises(actions.AlreadyHeld, match="avbokad"):
        hold(team, booked, back)
