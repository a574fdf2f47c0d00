"""Activity days with Jobbcentrum's, absence told beforehand, and evidence that informs and decides nothing."""

from datetime import date, timedelta

import pytest
from tests.factories.identity import make_staff
from tests.factories.offers import make_cohort, make_offer, ready, seated
from tests.factories.pathway import FIRST_DAY, enrolled, referred
from tests.helpers import swedish_time

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.identity.enums import Role
from framsteg.apps.pathway import actions, queries
from framsteg.apps.pathway.actions import ActivityMark, AttendanceMark
from framsteg.apps.pathway.enums import Attendance, ReportedBy
from framsteg.apps.pathway.models import AbsenceReport, ActivityDay, DayAttendance, Evidence
from framsteg.apps.pathway.queries.attendance import attendance_days, count_days

MONDAY = date(2026, 3, 16)
EVENING = swedish_time(2026, 3, 16, 17, 0)
APRIL = swedish_time(2026, 4, 10, 9, 0)


def note(team, *, rows=(), activities=(), day=MONDAY, at=EVENING):
    return actions.note_attendance(rows=rows, activities=activities, day=day, by=team.consultant, at=at)


def report(team, journey, **changes):
    facts = {"first_day": MONDAY, "last_day": MONDAY, "reason": "Tandläkare", "how": ReportedBy.PHONE}
    return actions.report_absence(journey=journey, **facts | changes, by=team.consultant, at=EVENING)


def send(team, journey, *, at=APRIL, **changes):
    facts = {"first_day": FIRST_DAY, "last_day": date(2026, 3, 20), "note": "", "recipient": team.caseworker}
    return actions.send_evidence(journey=journey, **facts | changes, by=team.caseworker, at=at)


@pytest.fixture
def working(team):
    """A person in an activity with a week: Monday and Tuesday. Jobbcentrum may open the household."""
    journey = ready(team)
    actions.refer(journey=journey, first_day=FIRST_DAY, by=team.caseworker, at=swedish_time(2026, 3, 3, 9, 0))
    return seated(team, make_offer(team, weekdays=(0, 1)), journey)


def test_weeks_and_activities_are_noted_in_one_pass(team, working):
    enrolment = enrolled(team)

    note(
        team,
        rows=[AttendanceMark(enrolment.pk, Attendance.PRESENT)],
        activities=[ActivityMark(working.pk, Attendance.EXTERNAL)],
    )

    assert DayAttendance.objects.get().attendance == Attendance.PRESENT
    assert ActivityDay.objects.get().attendance == Attendance.EXTERNAL
    assert Event.objects.get(kind="pathway.attendance.noted").details == {"day": "2026-03-16", "new": 2, "corrected": 0}


def test_an_activity_day_is_corrected_and_the_log_keeps_what_it_was(team, working):
    note(team, activities=[ActivityMark(working.pk, Attendance.ABSENT)])
    note(team, activities=[ActivityMark(working.pk, Attendance.CERTIFIED_SICK)])

    assert ActivityDay.objects.get().attendance == Attendance.CERTIFIED_SICK
    details = Event.objects.get(kind="pathway.attendance.corrected").details
    assert (details["was"], details["now"]) == ("absent", "certified")


def test_one_who_is_not_there_stops_the_whole_pass(team, working):
    enrolment = enrolled(team)
    rows = [AttendanceMark(enrolment.pk, Attendance.PRESENT)]
    before = [ActivityMark(working.pk, Attendance.PRESENT)]

    with pytest.raises(actions.NotEnrolled, match="Ingen närvaro"):
        note(team, rows=rows, activities=before, day=date(2026, 3, 13))

    assert not DayAttendance.objects.exists()
    assert not ActivityDay.objects.exists()


def test_an_activity_of_another_unit_is_nobody_elses_to_note(team, working):
    with pytest.raises(NotAllowed):
        actions.note_attendance(
            activities=[ActivityMark(working.pk, Attendance.PRESENT)],
            day=MONDAY,
            by=make_staff(Role.CONSULTANT),
            at=EVENING,
        )


def test_told_absence_is_kept_with_the_persons_words_and_marks_no_day(team):
    journey = enrolled(team).journey

    assert report(team, journey) == report(team, journey)

    assert AbsenceReport.objects.get().reason == "Tandläkare"
    assert not DayAttendance.objects.exists()
    logged = Event.objects.get(kind="pathway.absence.reported")
    assert "Tandläkare" not in str(logged.details)


@pytest.mark.parametrize(
    ("changes", "denied"),
    [
        ({"reason": " "}, actions.ReasonEmpty),
        ({"last_day": MONDAY - timedelta(days=1)}, actions.WrongDay),
        ({"first_day": date(2026, 3, 1)}, actions.WrongDay),
    ],
)
def test_a_report_without_reason_or_with_impossible_days_is_refused(team, changes, denied):
    with pytest.raises(denied):
        report(team, enrolled(team).journey, **changes)


def test_a_day_that_the_kommun_did_not_register_is_the_kommuns_and_not_absence(team):
    enrolment = enrolled(team)
    for day, mark in ((9, Attendance.PRESENT), (10, Attendance.ABSENT), (11, Attendance.SICK)):
        note(team, rows=[AttendanceMark(enrolment.pk, mark)], day=date(2026, 3, day))

    days = count_days(attendance_days(enrolment.journey, FIRST_DAY, date(2026, 3, 15)))

    assert days == {
        "present": 1,
        "absent_valid": 0,
        "sick": 1,
        "certified": 0,
        "external": 0,
        "absent": 1,
        "not_registered": 2,
    }


def test_red_days_and_days_outside_the_week_are_not_expected(team):
    cohort = make_cohort(team, weekdays=(0, 4))  # Mondays and Fridays
    journey = referred(team)
    actions.start_programme(journey=journey, starts_on=FIRST_DAY, cohort=cohort, by=team.caseworker, at=EVENING)

    expected = [row.day for row in attendance_days(journey, date(2026, 3, 23), date(2026, 4, 10))]

    assert expected == [date(2026, 3, 23), date(2026, 3, 27), date(2026, 3, 30)]  # 3 April is Good Friday


def test_an_activity_without_a_week_expects_no_days(team):
    journey = ready(team)
    activity = seated(team, make_offer(team), journey)
    assert attendance_days(journey, FIRST_DAY, date(2026, 3, 20)) == []

    actions.note_attendance(
        activities=[ActivityMark(activity.pk, Attendance.PRESENT)], day=MONDAY, by=team.caseworker, at=EVENING
    )

    assert [row.mark for row in attendance_days(journey, FIRST_DAY, date(2026, 3, 20))] == ["present"]


def test_evidence_freezes_what_was_noted_and_a_later_correction_is_sent_again(team):
    enrolment = enrolled(team)
    note(team, rows=[AttendanceMark(enrolment.pk, Attendance.ABSENT)])
    first = send(team, enrolment.journey)
    assert send(team, enrolment.journey) == first

    note(team, rows=[AttendanceMark(enrolment.pk, Attendance.CERTIFIED_SICK)])
    second = send(team, enrolment.journey)

    assert [(row.days["absent"], row.days["certified"]) for row in (first, second)] == [(1, 0), (0, 1)]
    assert first.days["not_registered"] == 9


def test_the_named_caseworker_finds_it_on_her_desk_until_she_has_acknowledged_it(team):
    evidence = send(team, enrolled(team).journey)

    def on_desk(user):
        return [due for due in queries.due_for(user, APRIL) if due.label.startswith("Underlag om närvaro")]

    assert [due.url for due in on_desk(team.caseworker)] == [f"/vag/{evidence.journey_id}/narvaro/"]
    assert on_desk(team.consultant) == []
    received = actions.receive_evidence(evidence=evidence, by=team.caseworker, at=APRIL)
    assert (received.received_by, on_desk(team.caseworker)) == (team.caseworker, [])
    again = actions.receive_evidence(evidence=evidence, by=team.manager, at=APRIL + timedelta(days=1))
    assert again.received_at == APRIL


def test_evidence_goes_to_somebody_who_does_case_work_in_the_household(team):
    journey = enrolled(team).journey

    for stranger in (team.consultant, make_staff(Role.CASEWORKER)):
        with pytest.raises(actions.NoRecipient):
            send(team, journey, recipient=stranger)

    assert not Evidence.objects.exists()


def test_another_caseworker_does_not_acknowledge_it(team):
    journey = enrolled(team).journey
    evidence = send(team, journey, recipient=team.manager)
    colleague = make_staff(Role.CASEWORKER, team.caseworker.unit)

    with pytest.raises(NotAllowed, match="lämnats till någon annan"):
        actions.receive_evidence(evidence=evidence, by=colleague, at=APRIL)


@pytest.mark.parametrize(
    ("changes", "denied"),
    [
        ({"last_day": date(2026, 4, 11)}, actions.WrongDay),  # tomorrow
        ({"last_day": date(2026, 3, 8)}, actions.WrongDay),  # before the first
        ({"first_day": date(2026, 3, 1)}, actions.WrongDay),  # before the application
        ({"first_day": date(2026, 3, 3), "last_day": date(2026, 3, 6)}, actions.NothingToTell),
    ],
)
def test_evidence_about_impossible_or_empty_days_is_refused(team, changes, denied):
    with pytest.raises(denied):
        send(team, enrolled(team).journey, **changes)
