"""The weeks at Jobbcentrum: four weeks, attendance for the whole group in one pass, and the mapping."""

from datetime import date, timedelta

import pytest
from tests.factories.pathway import FIRST_DAY, enrolled, mapped, opened, referred
from tests.helpers import swedish_time

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.pathway import actions, queries
from framsteg.apps.pathway.actions import AttendanceMark
from framsteg.apps.pathway.enums import Attendance
from framsteg.apps.pathway.models import DayAttendance, Enrolment, Journey, Mapping
from framsteg.apps.people.enums import Protection

TUESDAY = date(2026, 3, 10)
AFTERNOON = swedish_time(2026, 3, 10, 16, 0)


def marks(enrolments, attendance=Attendance.PRESENT):
    return [AttendanceMark(enrolment.pk, attendance) for enrolment in enrolments]


def note(team, rows, *, day=TUESDAY, by=None, at=AFTERNOON):
    return actions.note_attendance(rows=rows, day=day, by=by or team.consultant, at=at)


def test_the_weeks_are_four_and_the_plans_clock_starts_with_the_first_day(team):
    enrolment = enrolled(team)

    assert (enrolment.starts_on, enrolment.ends_on) == (FIRST_DAY, date(2026, 4, 5))  # a Monday to a Sunday
    clock = enrolment.journey.deadlines.get(deadline_id="handlingsplan_4v")
    assert clock.due_at == swedish_time(2026, 4, 6)


def test_a_start_on_the_day_of_the_referral_comes_after_the_referral(team):
    journey = opened(team)
    at = swedish_time(2026, 3, 3, 10, 0)
    actions.refer(journey=journey, first_day=at.date(), by=team.caseworker, at=at)

    actions.start_programme(journey=journey, starts_on=at.date(), by=team.caseworker, at=at + timedelta(hours=1))

    status = queries.status_of(journey, at + timedelta(hours=1))
    assert status.stage.id == "jobbcentrum"


def test_a_first_day_that_lies_ahead_is_no_stage_yet(team):
    journey = referred(team)

    actions.start_programme(
        journey=journey, starts_on=FIRST_DAY, by=team.caseworker, at=swedish_time(2026, 3, 4, 10, 0)
    )

    assert queries.status_of(journey, swedish_time(2026, 3, 8, 23, 59)).stage.id == "anvisad"
    assert queries.status_of(journey, swedish_time(2026, 3, 9, 0, 0)).stage.id == "jobbcentrum"


def test_a_double_click_on_the_first_day_gives_one_row(team):
    journey = enrolled(team).journey

    with pytest.raises(actions.AlreadyStarted):
        actions.start_programme(journey=journey, starts_on=FIRST_DAY, by=team.caseworker, at=AFTERNOON)

    assert Enrolment.objects.count() == 1


def test_nobody_starts_without_a_referral(team):
    journey = opened(team)

    with pytest.raises(actions.NotReferred, match="hänvisningen först"):
        actions.start_programme(journey=journey, starts_on=FIRST_DAY, by=team.caseworker, at=AFTERNOON)


def test_the_last_day_can_be_registered_once(team):
    journey = enrolled(team).journey

    ended = actions.end_programme(journey=journey, ended_on=TUESDAY, by=team.consultant, at=AFTERNOON)

    assert ended.ended_on == TUESDAY
    with pytest.raises(actions.NotEnrolled):
        actions.end_programme(journey=journey, ended_on=TUESDAY, by=team.consultant, at=AFTERNOON)


@pytest.mark.parametrize("size", [1, 25])
def test_a_pass_over_the_group_asks_the_database_the_same_number_of_times(team, size, django_assert_num_queries):
    group = [enrolled(team) for _ in range(size)]

    with django_assert_num_queries(6):  # savepoint, enrolments, stored days, new days, log, release
        note(team, marks(group))

    assert DayAttendance.objects.filter(day=TUESDAY, attendance=Attendance.PRESENT).count() == size


def test_who_is_left_out_of_a_pass_is_not_registered_and_not_absent(team):
    there, unknown = enrolled(team), enrolled(team)

    note(team, marks([there]))

    week = queries.week_page(team.consultant, TUESDAY, AFTERNOON)
    labels = {row.enrolment_id: row.days[1].label for row in week.rows}
    assert labels == {there.pk: "närvarande", unknown.pk: "inte registrerad"}
    rows = {row.enrolment_id: row for row in week.rows}
    assert (rows[there.pk].hours_planned, rows[there.pk].hours_attended) == (40, 8)
    assert rows[unknown.pk].not_registered == 2  # Monday and Tuesday; the rest of the week has not been


def test_a_correction_replaces_the_mark_and_leaves_from_and_to_in_the_log(team):
    enrolment = enrolled(team)
    note(team, marks([enrolment], Attendance.ABSENT))

    note(team, marks([enrolment], Attendance.SICK))

    assert DayAttendance.objects.get().attendance == Attendance.SICK
    corrected = Event.objects.get(kind="pathway.attendance.corrected")
    assert corrected.household == enrolment.journey.household.number
    assert (corrected.details["was"], corrected.details["now"]) == ("absent", "sick")


def test_the_same_pass_twice_changes_nothing(team):
    enrolment = enrolled(team)
    note(team, marks([enrolment]))

    assert note(team, marks([enrolment])) == []

    assert DayAttendance.objects.count() == 1
    assert not Event.objects.filter(kind="pathway.attendance.corrected").exists()


@pytest.mark.parametrize(
    ("day", "at", "denied"),
    [
        (date(2026, 3, 11), AFTERNOON, actions.WrongDay),  # tomorrow
        (date(2026, 3, 6), AFTERNOON, actions.NotEnrolled),  # before the first day
        (date(2026, 4, 6), swedish_time(2026, 4, 7), actions.NotEnrolled),  # after the last
    ],
)
def test_a_day_that_cannot_be_is_refused_for_the_whole_pass(team, day, at, denied):
    group = [enrolled(team), enrolled(team)]

    with pytest.raises(denied):
        note(team, marks(group), day=day, at=at)

    assert not DayAttendance.objects.exists()


def test_a_person_of_another_unit_stops_the_whole_pass(team, staff):
    enrolment = enrolled(team)

    with pytest.raises(NotAllowed, match="Ingen närvaro"):
        note(team, marks([enrolment]), by=staff("consultant"))
    with pytest.raises(NotAllowed):
        note(team, marks([enrolment]), by=team.officer)


def test_a_protected_person_is_in_the_group_without_name(team):
    enrolment = enrolled(team, protection=Protection.MARKED, given_name="Hemlig")

    (row,) = queries.week_page(team.consultant, TUESDAY, AFTERNOON).rows
    assert (row.who, row.linked) == ("Skyddad person", False)
    (own,) = queries.week_page(team.caseworker, TUESDAY, AFTERNOON).rows
    assert "Hemlig" in own.who
    note(team, marks([enrolment]))  # the group is noted all the same


def test_a_mapping_keeps_the_persons_words_apart_and_opens_the_gate(team):
    journey = enrolled(team).journey

    mapping = mapped(team, journey)

    assert mapping.answers == [
        {"theme": "work", "person": "Jag har kört truck i tio år.", "worker": "Lång vana av lager."}
    ]
    page = queries.journey_page(team.caseworker, journey, swedish_time(2026, 3, 12, 11, 0))
    assert page.blocked == ""


def test_the_same_mapping_sent_twice_is_kept_once(team):
    journey = enrolled(team).journey

    assert mapped(team, journey) == mapped(team, journey)
    assert Mapping.objects.count() == 1


def test_an_empty_mapping_is_refused_and_the_gate_stays_closed(team):
    journey = enrolled(team).journey

    with pytest.raises(actions.MappingIncomplete):
        actions.hold_mapping(journey=journey, answers=[], summary="Tomt", by=team.caseworker, at=AFTERNOON)

    assert "kartläggningen är inte klar" in queries.journey_page(team.caseworker, journey, AFTERNOON).blocked


def test_journeys_are_held_one_at_a_time(team):
    """The locked row is what the action works with, never the copy that a page held."""
    journey = enrolled(team).journey
    Journey.objects.filter(pk=journey.pk).update(ended_at=AFTERNOON)

    with pytest.raises(actions.JourneyEnded):
        mapped(team, journey)
