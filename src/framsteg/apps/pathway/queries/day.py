"""Jobbcentrum's day: the week's sessions of that day, who is expected where, who has told that she cannot come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.http import Http404
from django.utils.translation import gettext as _

from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import TEAM, has_role
from framsteg.apps.pathway.enums import Attendance
from framsteg.apps.pathway.models import (
    AbsenceReport,
    Activity,
    ActivityDay,
    DayAttendance,
    Journey,
    WeeklySession,
)
from framsteg.apps.pathway.permissions import may_work
from framsteg.apps.pathway.queries.attendance import activity_week, enrolment_week, weekdays_of
from framsteg.apps.pathway.queries.programme import enrolled_between, seen_journeys, shown_as
from framsteg.apps.people.models import Access
from framsteg.workingmodel import swedish_holidays

FRIDAY = 4
WEEKS, WORK = "weeks_", "work_"  # what a field of the pass is about: a time at Jobbcentrum, or an activity


@dataclass(frozen=True)
class Told:
    """Absence that a person has told, in her own words where the user may read them."""

    reason: str
    how: str
    reported_at: datetime


@dataclass(frozen=True)
class Expected:
    """One person's day in one place. ``field`` names her in a pass over the group."""

    field: str  # "weeks_7" or "work_12"
    who: str
    journey_id: int | None  # None: the user may not open it
    household: str
    mark: str
    label: str
    expected: bool | None  # by the week; None: there is no week that says
    told: Told | None


@dataclass(frozen=True)
class Group:
    """Those who are in the same place that day."""

    key: str  # "jobbcentrum", an offer's number, or "ovrigt"
    label: str
    sessions: tuple[tuple[time, time, str], ...]
    rows: tuple[Expected, ...]


@dataclass(frozen=True)
class DayPage:
    """A day at Jobbcentrum and in the activities, group by group."""

    day: date
    previous: date
    next: date
    red: bool
    may_note: bool
    groups: tuple[Group, ...]

    @property
    def rows(self) -> tuple[Expected, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def left(self) -> int:
        """How many are expected and not registered."""
        return sum(row.expected is True and not row.mark for row in self.rows)


@dataclass(frozen=True)
class _Part:
    """A person in one place: an enrolment or an activity, in the same words."""

    field: str
    journey: Journey
    group: tuple[int, str, str]  # order, key and label
    offer: int | None
    week: frozenset[int]  # weekdays; empty: there is no week that says


def day_page(user: User, day: date, now: datetime) -> DayPage:
    """
    Return who is expected where on a day, with a fixed number of queries.

    Who is in an activity without a week of its own is listed every day, since nobody knows which days she is there.

    :raises Http404: for roles outside the team around the person
    """
    if not has_role(user, TEAM):
        raise Http404
    parts = _parts(user, day, now)
    red = day in swedish_holidays()
    told = _told([part.journey for part in parts], day, reasons=may_work(user))
    marks = _marks(parts, day)
    seen = frozenset(part.journey.pk for part in parts)
    groups: dict[tuple[int, str, str], list[Expected]] = {}
    for part in parts:
        row = _expected(user, part, day, red, marks.get(part.field), told.get(part.journey.pk), seen)
        if row.mark or row.expected is not False:
            groups.setdefault(part.group, []).append(row)
    sessions = _sessions({part.group: part.offer for part in parts}, day)
    return DayPage(
        day=day,
        previous=day - timedelta(days=3 if day.weekday() == 0 else 1),
        next=day + timedelta(days=3 if day.weekday() == FRIDAY else 1),
        red=red,
        may_note=may_work(user),
        groups=tuple(
            Group(key, label, sessions.get((order, key, label), ()), tuple(sorted(rows, key=_by_name)))
            for (order, key, label), rows in sorted(groups.items())
        ),
    )


def _parts(user: User, day: date, now: datetime) -> list[_Part]:
    enrolments = enrolled_between(user, day, day, now)
    visible = Access.objects.open_at(now).filter(unit=user.unit_id).values("household")
    rows = Activity.objects.between(day, day).filter(journey__household__in=visible)
    activities = list(rows.select_related("journey__person", "journey__household", "offer").order_by("pk"))
    seen = seen_journeys(user, [row.journey for row in activities], now)
    groups = {row.cohort.offer_id for row in enrolments if row.cohort}
    weeks = weekdays_of(groups | {row.offer_id for row in activities})
    return [
        *(
            _Part(
                f"{WEEKS}{row.pk}",
                row.journey,
                (0, "jobbcentrum", row.cohort.label if row.cohort else _("Jobbcentrum")),
                row.cohort.offer_id if row.cohort else None,
                enrolment_week(row, weeks),
            )
            for row in enrolments
        ),
        *(
            _Part(
                f"{WORK}{row.pk}",
                row.journey,
                (1, str(row.offer_id), row.offer.label) if row.offer else (2, "ovrigt", _("Utanför katalogen")),
                row.offer_id,
                activity_week(row, weeks),
            )
            for row in activities
            if row.journey_id in seen
        ),
    ]


def _expected(
    user: User, part: _Part, day: date, red: bool, mark: Attendance | None, told: Told | None, seen: frozenset[int]
) -> Expected:
    who, linked = shown_as(user, part.journey, seen)
    by_week = (day.weekday() in part.week and not red) if part.week else None
    return Expected(
        field=part.field,
        who=who,
        journey_id=part.journey.pk if linked else None,
        household=part.journey.household.number,
        mark=mark.value if mark else "",
        label=str(mark.label) if mark else _("inte registrerad"),
        expected=False if red else by_week,
        told=told if told is None or linked else replace(told, reason=""),
    )


def _told(journeys: Sequence[Journey], day: date, *, reasons: bool) -> dict[int, Told]:
    """Return what was told about a day, the latest of each journey; one query."""
    rows = AbsenceReport.objects.filter(journey__in=journeys, first_day__lte=day, last_day__gte=day)
    return {
        row.journey_id: Told(row.reason if reasons else "", row.get_how_display(), row.reported_at)
        for row in rows.order_by("reported_at", "pk")
    }


def _marks(parts: Sequence[_Part], day: date) -> dict[str, Attendance]:
    """Return the day's marks by field; two queries."""
    fields = {part.field for part in parts}
    weeks = [int(field.removeprefix(WEEKS)) for field in fields if field.startswith(WEEKS)]
    work = [int(field.removeprefix(WORK)) for field in fields if field.startswith(WORK)]
    noted = DayAttendance.objects.filter(enrolment__in=weeks, day=day).values_list("enrolment", "attendance")
    worked = ActivityDay.objects.filter(activity__in=work, day=day).values_list("activity", "attendance")
    return {f"{WEEKS}{pk}": Attendance(mark) for pk, mark in noted} | {
        f"{WORK}{pk}": Attendance(mark) for pk, mark in worked
    }


def _sessions(
    offers: Mapping[tuple[int, str, str], int | None], day: date
) -> dict[tuple[int, str, str], tuple[tuple[time, time, str], ...]]:
    """Return the day's sessions of each group; one query."""
    rows = WeeklySession.objects.filter(offer__in=[offer for offer in offers.values() if offer], weekday=day.weekday())
    found = list(rows.order_by("starts", "pk"))
    return {
        group: tuple((row.starts, row.ends, row.label) for row in found if row.offer_id == offer)
        for group, offer in offers.items()
    }


def _by_name(row: Expected) -> tuple[str, str]:
    return row.who, row.field
