"""From end to end: twenty days of absence that nobody has explained give the same calculation and the same payment."""

import csv
from datetime import date, timedelta

import pytest
from tests.factories import decisions as law
from tests.factories import payments as money
from tests.factories.applications import make_application
from tests.factories.pathway import enrolled, make_team
from tests.factories.people import make_household
from tests.helpers import swedish_time

from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.pathway import actions
from framsteg.apps.pathway.enums import Attendance
from framsteg.apps.pathway.models import DayAttendance
from framsteg.entitlement.month import Month

APRIL = Month(2026, 4)
FOUR_WEEKS = [date(2026, 3, 9) + timedelta(days=n) for n in range(28)]
WORKING_DAYS = [day for day in FOUR_WEEKS if day.weekday() < 5]
LAST = swedish_time(2026, 4, 7, 9, 0)


def household_with(team, attendance):
    """Somebody alone at Jobbcentrum for four weeks; the days were noted, handed over and acknowledged."""
    household = make_household(team.caseworker)  # no children: two families would have children of other ages
    enrolment = enrolled(team, household=household)
    for day in WORKING_DAYS:
        mark = actions.AttendanceMark(enrolment.pk, attendance)
        actions.note_attendance(
            rows=[mark], day=day, by=team.consultant, at=swedish_time(day.year, day.month, day.day, 16)
        )
    evidence = actions.send_evidence(
        journey=enrolment.journey,
        first_day=FOUR_WEEKS[0],
        last_day=FOUR_WEEKS[-1],
        note="Har inte hört av sig." if attendance is Attendance.ABSENT else "",
        recipient=team.caseworker,
        by=team.consultant,
        at=LAST,
    )
    actions.receive_evidence(evidence=evidence, by=team.caseworker, at=LAST)
    return household


def paid_to(household):
    """Take an application of the household all the way, and return its calculation and its payment order."""
    application = make_application(household, month=APRIL, received_at=LAST + timedelta(hours=1))
    calculation = law.calculate(application)
    decision = law.decide(application, DecisionKind.GRANT)
    order = money.make_order(decision, at=decision.decided_at + timedelta(hours=1))
    return calculation, order


@pytest.mark.django_db
def test_absence_for_four_weeks_gives_the_same_calculation_and_the_same_payment():
    law.make_delegations()
    team = make_team()
    absent, present = household_with(team, Attendance.ABSENT), household_with(team, Attendance.PRESENT)
    assert DayAttendance.objects.filter(attendance=Attendance.ABSENT).count() == len(WORKING_DAYS) == 20

    (after_absence, one), (after_presence, other) = paid_to(absent), paid_to(present)

    assert told(after_absence) == told(after_presence)
    assert one.amount == other.amount > 0
    batch = money.make_batch(at=swedish_time(2026, 4, 20, 9, 0))
    money.attest(batch, at=swedish_time(2026, 4, 21, 9, 0))
    batch.refresh_from_db()
    sent = money.export(batch, at=swedish_time(2026, 4, 22, 9, 0)).decode().splitlines()
    _head, columns, *rows, _sum = csv.reader(sent, delimiter=";")
    assert [dict(zip(columns, row, strict=True))["belopp"] for row in rows] == [f"{one.amount:.2f}"] * 2


def told(calculation):
    """Return a calculation as it is read, without the keys of the persons that it is about."""
    result = calculation.result
    steps = [[step[word] for word in ("rule", "label", "amount", "because", "source")] for step in result["steps"]]
    return {**result, "steps": steps}
