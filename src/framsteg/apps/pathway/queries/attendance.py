"""
One person's attendance over a time, day by day and counted: what was noted, and what the kommun has not registered.

A day should have been registered when the offer's week says so or, for a time at Jobbcentrum without a week of its
own, Monday to Friday; never a red day. An activity without a week in the catalogue expects no days: nobody knows which.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from framsteg.apps.pathway.enums import Attendance
from framsteg.apps.pathway.models import Activity, ActivityDay, DayAttendance, Enrolment, Journey, WeeklySession
from framsteg.workingmodel import swedish_holidays

NOT_REGISTERED = "not_registered"
MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True)
class DayRow:
    """One day of a person: where she was expected or noted, and each mark. No mark is not absence."""

    day: date
    where: str
    mark: str  # "" = not registered
    label: str
    expected: bool


def attendance_days(journey: Journey, first: date, last: date) -> list[DayRow]:
    """Return the days of a journey that were noted or should have been, both days included; five queries."""
    enrolments = list(Enrolment.objects.between(first, last).filter(journey=journey).select_related("cohort"))
    activities = list(Activity.objects.between(first, last).filter(journey=journey).order_by("starts_on", "pk"))
    weeks = weekdays_of(
        {row.offer_id for row in activities} | {row.cohort.offer_id for row in enrolments if row.cohort}
    )
    noted = DayAttendance.objects.filter(enrolment__in=enrolments, day__range=(first, last))
    worked = ActivityDay.objects.filter(activity__in=activities, day__range=(first, last))
    marks: dict[tuple[object, date], Attendance] = {}
    marks |= {((Enrolment, row.enrolment_id), row.day): Attendance(row.attendance) for row in noted}
    marks |= {((Activity, row.activity_id), row.day): Attendance(row.attendance) for row in worked}
    rows = []
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        open_weekday = None if day in swedish_holidays() else day.weekday()
        for enrolment in enrolments:
            expected = enrolment.covers(day) and open_weekday in enrolment_week(enrolment, weeks)
            rows.append(_row(day, _("Jobbcentrum"), marks.get(((Enrolment, enrolment.pk), day)), expected))
        for activity in activities:
            expected = activity.covers(day) and open_weekday in activity_week(activity, weeks)
            rows.append(_row(day, activity.place, marks.get(((Activity, activity.pk), day)), expected))
    return [row for row in rows if row.mark or row.expected]


def count_days(rows: Iterable[DayRow]) -> dict[str, int]:
    """
    Return the number of days of each kind of attendance, and of days that should have been registered and were not.

    A day counts once for each kind; a day with any mark is registered.
    """
    rows = list(rows)
    registered = {row.day for row in rows if row.mark}
    kinds: dict[str, int] = {kind.value: len({row.day for row in rows if row.mark == kind}) for kind in Attendance}
    return kinds | {NOT_REGISTERED: len({row.day for row in rows} - registered)}


def day_label(kind: str) -> str:
    """Return the name of a kind of day in a count."""
    return _("inte registrerad av kommunen") if kind == NOT_REGISTERED else str(Attendance(kind).label)


def weekdays_of(offers: Iterable[int | None]) -> dict[int, frozenset[int]]:
    """Return the weekdays (0 is Monday) of each offer that has a week of its own; one query."""
    found: dict[int, set[int]] = {}
    chosen = [offer for offer in offers if offer]
    for offer, weekday in WeeklySession.objects.filter(offer__in=chosen).values_list("offer", "weekday"):
        found.setdefault(offer, set()).add(weekday)
    return {offer: frozenset(days) for offer, days in found.items()}


def enrolment_week(row: Enrolment, weeks: Mapping[int, frozenset[int]]) -> frozenset[int]:
    """Return the weekdays that a person is expected at Jobbcentrum."""
    return weeks.get(row.cohort.offer_id, MONDAY_TO_FRIDAY) if row.cohort else MONDAY_TO_FRIDAY


def activity_week(row: Activity, weeks: Mapping[int, frozenset[int]]) -> frozenset[int]:
    """Return the weekdays that a person is expected in an activity; none where the catalogue has no week for it."""
    return weeks.get(row.offer_id, frozenset()) if row.offer_id else frozenset()


def _row(day: date, where: str, mark: Attendance | None, expected: bool) -> DayRow:
    label = str(mark.label) if mark else day_label(NOT_REGISTERED)
    return DayRow(day=day, where=where, mark=mark.value if mark else "", label=label, expected=expected)
