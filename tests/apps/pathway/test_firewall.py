"""No path leads from an absence to less money: the room cannot even reach the rooms of law and money."""

import ast
from pathlib import Path

from tests.factories.pathway import enrolled
from tests.helpers import swedish_time

from framsteg.apps import pathway
from framsteg.apps.decisions.models import Calculation, Decision, Hearing
from framsteg.apps.pathway import actions
from framsteg.apps.pathway.enums import Attendance
from framsteg.apps.payments.models import Order

FORBIDDEN = ("framsteg.apps.decisions", "framsteg.apps.payments", "framsteg.entitlement.calculate")


def imported(source: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_the_room_imports_neither_decisions_nor_payments():
    files = list(Path(pathway.__path__[0]).rglob("*.py"))

    reached = {name for file in files for name in imported(file.read_text(encoding="utf-8"))}

    assert len(files) > 10
    assert not [name for name in reached if name.startswith(FORBIDDEN)]


def test_an_absence_leaves_a_row_of_evidence_and_nothing_of_law_or_money(team):
    enrolment = enrolled(team)

    actions.note_attendance(
        rows=[actions.AttendanceMark(enrolment.pk, Attendance.ABSENT)],
        day=enrolment.starts_on,
        by=team.consultant,
        at=swedish_time(2026, 3, 9, 16, 0),
    )

    assert enrolment.days.get().attendance == Attendance.ABSENT
    assert not any(table.objects.exists() for table in (Calculation, Decision, Hearing, Order))
