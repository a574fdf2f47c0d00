"""Attendance for the whole group in one pass, and absence told beforehand: evidence and nothing more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import PATHWAY_WORK, check_role
from framsteg.apps.pathway.actions._shared import WrongDay, check_not_ahead, hold
from framsteg.apps.pathway.enums import Attendance, ReportedBy
from framsteg.apps.pathway.models import (
    AbsenceReport,
    Activity,
    ActivityDay,
    DayAttendance,
    Enrolment,
    Journey,
)
from framsteg.apps.people.models import Access

Marks = Mapping[int, Attendance]
Day = DayAttendance | ActivityDay


class NotEnrolled(ActionDenied):
    """The person is not there that day."""


class ReasonEmpty(ActionDenied):
    """A report of absence has the person's own reason."""


@dataclass(frozen=True)
class AttendanceMark:
    """One person's day in a pass over the group. Who is left out of the pass stays «not registered»."""

    enrolment_id: int
    attendance: Attendance


@dataclass(frozen=True)
class ActivityMark:
    """One person's day in an activity, as ``AttendanceMark`` is for a day at Jobbcentrum."""

    activity_id: int
    attendance: Attendance


@transaction.atomic
def note_attendance(
    *,
    rows: Sequence[AttendanceMark] = (),
    activities: Sequence[ActivityMark] = (),
    day: date,
    by: User,
    at: datetime,
) -> list[Day]:
    """
    Note one day's attendance for the whole group in one pass. The number of queries does not grow with the group.

    A mark that differs from what is stored is a correction: it replaces the mark and leaves from and to in the log. A
    mark that agrees is left as it was. Attendance is evidence and nothing more; no amount follows from it (README).

    :raises NotAllowed: another role, or a person whose household the unit may not open
    :raises NotEnrolled: a person who is not there that day
    :raises WrongDay: a day ahead
    """
    check_role(by, PATHWAY_WORK, _("registrera närvaro"))
    check_not_ahead(day, at)
    weeks = {row.enrolment_id: Attendance(row.attendance) for row in rows}
    work = {row.activity_id: Attendance(row.attendance) for row in activities}
    new: list[Day] = []
    corrected: list[Day] = []
    for table, owner, marks in ((DayAttendance, "enrolment", weeks), (ActivityDay, "activity", work)):
        if not marks:
            continue
        _check_there(table, marks, day, by=by, at=at)
        added, changed = _keep(table, owner, marks, day, by=by, at=at)
        new += added
        corrected += changed
    record("pathway.attendance.noted", by=by, at=at, day=day.isoformat(), new=len(new), corrected=len(corrected))
    return new + corrected


@transaction.atomic
def report_absence(
    *, journey: Journey, first_day: date, last_day: date, reason: str, how: ReportedBy, by: User, at: datetime
) -> AbsenceReport:
    """
    Write down that the person has told that she cannot come, with her own reason. The same report twice is one.

    It marks no day: who notes attendance sees it beside the day and decides what to note.

    :raises WrongDay: the last day lies before the first, or the first before the journey
    :raises ReasonEmpty: no reason
    """
    held = hold(journey, by=by, at=at)
    reason = reason.strip()
    if not reason:
        raise ReasonEmpty(_("Skriv skälet med personens egna ord."))
    if last_day < first_day or first_day < timezone.localdate(held.opened_at):
        raise WrongDay(_("Frånvaron ska börja efter ansökan och sluta efter att den har börjat."))
    facts = {"first_day": first_day, "last_day": last_day, "reason": reason, "how": how}
    if same := AbsenceReport.objects.filter(journey=held, **facts).first():
        return same
    report = AbsenceReport.objects.create(journey=held, **facts, reported_at=at, noted_by=by)
    record(
        "pathway.absence.reported",
        by=by,
        at=at,
        about=report,
        household=held.household.number,
        first_day=first_day.isoformat(),
        until=last_day.isoformat(),
    )
    return report


def _check_there(table: type[Day], marks: Marks, day: date, *, by: User, at: datetime) -> None:
    """Lock those of a pass. :raises NotAllowed, NotEnrolled: unless the user may note each of them that day"""
    visible = Access.objects.open_at(at).filter(unit=by.unit_id).values("household")
    # Locked in one order, so that two passes over the same group take turns.
    chosen = {"pk__in": marks, "journey__household__in": visible}
    found: list[Enrolment | Activity] = (
        list(Enrolment.objects.filter(**chosen).select_for_update(of=("self",)).order_by("pk"))
        if table is DayAttendance
        else list(Activity.objects.filter(**chosen).select_for_update(of=("self",)).order_by("pk"))
    )
    if len(found) != len(marks):
        raise NotAllowed(_("Du saknar behörighet till någon i gruppen. Ingen närvaro har sparats."))
    if not all(row.covers(day) for row in found):
        raise NotEnrolled(_("Någon i gruppen är inte där den dagen. Ingen närvaro har sparats."))


def _keep(
    table: type[Day], owner: str, marks: Marks, day: date, *, by: User, at: datetime
) -> tuple[list[Day], list[Day]]:
    """Store a day's marks, and return what is new and what was corrected."""
    rows: Any = table.objects  # of either table, which differ in their owner alone
    stored: dict[int, Day] = {
        getattr(row, f"{owner}_id"): row for row in rows.filter(**{f"{owner}__in": marks}, day=day)
    }
    rest = {pk: mark for pk, mark in marks.items() if pk not in stored}
    new = [table(**{f"{owner}_id": pk}, day=day, attendance=m, noted_at=at, noted_by=by) for pk, m in rest.items()]
    rows.bulk_create(new)
    corrected = {pk: row for pk, row in stored.items() if row.attendance != marks[pk]}
    numbers = dict(
        rows.filter(pk__in=[row.pk for row in corrected.values()]).values_list(
            "pk", f"{owner}__journey__household__number"
        )
        if corrected
        else ()
    )
    for pk, row in corrected.items():
        _correct(row, marks[pk], numbers[row.pk], by=by, at=at)
    return new, list(corrected.values())


def _correct(row: Day, mark: Attendance, household: str, *, by: User, at: datetime) -> None:
    record(
        "pathway.attendance.corrected",
        by=by,
        at=at,
        about=row,
        household=household,
        day=row.day.isoformat(),
        was=row.attendance,
        now=mark.value,
    )
    row.attendance, row.noted_at, row.noted_by = mark, at, by
    row.save(update_fields=["attendance", "noted_at", "noted_by"])
