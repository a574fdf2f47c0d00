"""Absence is evidence for a person who decides. There is no path from it to less money."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.factories import decisions as factory
from tests.factories.applications import make_application
from tests.factories.pathway import enrolled, make_team
from tests.helpers import swedish_time

from framsteg.apps import decisions
from framsteg.apps.decisions import facts
from framsteg.apps.pathway import actions
from framsteg.apps.pathway.enums import Attendance
from framsteg.entitlement.month import Month

ROOM = Path(decisions.__path__[0])
FORBIDDEN = ("pathway", "workingmodel.engine")
# Asks only whether the kommun has taken the steps, a meeting for instance, that its model puts before a decision. It
# may make an ordinary decision wait for the kommun, never an urgent one, and it knows no attendance and no amount.
STEPS = "framsteg.apps.pathway.queries.gate.before_decision"


def imports_of(source: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOM)))
def test_the_room_knows_nothing_of_the_pathway_but_its_steps(path):
    crossing = {name for name in imports_of(path.read_text()) if any(word in name for word in FORBIDDEN)}

    assert crossing == ({STEPS} if path == ROOM / "actions" / "decision.py" else set())


@pytest.mark.django_db
@pytest.mark.parametrize("attendance", [Attendance.PRESENT, Attendance.ABSENT])
def test_attendance_changes_nothing_in_the_facts(attendance):
    enrolment = enrolled(make_team())
    household = enrolment.journey.household
    application = make_application(household, month=Month(2026, 4))
    before = factory.calculate(application)

    for day in (9, 10, 11, 12, 13):
        actions.note_attendance(
            rows=[actions.AttendanceMark(enrolment.pk, attendance)],
            day=date(2026, 3, day),
            by=factory.caseworker_of(application),
            at=swedish_time(2026, 3, day, 16, 0),
        )

    assert facts.case_file_of(application) == before.facts
    assert factory.calculate(application, at=factory.soon_after(application, days=5)) == before


@pytest.mark.django_db
def test_time_alone_changes_nothing_in_the_facts():
    application = make_application()
    before = facts.case_file_of(application)
    factory.calculate(application, at=factory.soon_after(application, days=1))

    later = factory.calculate(application, at=factory.soon_after(application, days=200) + timedelta(hours=1))

    assert later.facts == before
