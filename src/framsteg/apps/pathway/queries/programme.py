"""Jobbcentrum's week: who is enrolled, which days are noted, and hours planned beside hours attended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import TEAM, has_role
from framsteg.apps.partners.enums import Shared
from framsteg.apps.partners.models import Consent
from framsteg.apps.pathway.enums import Attendance
from framsteg.apps.pathway.models import DayAttendance, Enrolment, Journey, ModelVersion
from framsteg.apps.pathway.permissions import may_work
from framsteg.apps.pathway.queries.model import parsed
from framsteg.apps.people.models import Access
from framsteg.apps.people.permissions import may_see_identity
from framsteg.workingmodel import EventKind, WorkingModel, swedish_holidays
from framsteg.workingmodel.elements import Stage

# Full time in hours a week: ordinary working time is at most 40 hours (arbetstidslagen 1982:673, 5 §). The working
# model's source says «heltid» without a number, so this is the upper bound that hours planned are counted from.
FULL_TIME_HOURS = 40
DAYS_A_WEEK = 5


@dataclass(frozen=True)
class DayCell:
    """One person's day. An empty ``mark`` is not registered, which is not absence."""

    day: date
    enrolled: bool
    mark: str
    label: str


@dataclass(frozen=True)
class WeekRow:
    """One person's week. ``who`` is masked where the identity is protected; hours are None where the model has none."""

    enrolment_id: int
    journey_id: int
    linked: bool  # whether the user may open the journey
    who: str
    household: str
    starts_on: date
    ends_on: date | None  # None: okänd
    days: tuple[DayCell, ...]
    hours_planned: Decimal | None
    hours_attended: Decimal | None
    not_registered: int  # working days up to today without a mark


@dataclass(frozen=True)
class WeekPage:
    """A week at Jobbcentrum, Monday to Friday."""

    monday: date
    week: int
    previous: date
    next: date
    days: tuple[date, ...]
    closed: frozenset[date]  # red days
    day: date  # the day that a pass registers
    may_note: bool
    rows: tuple[WeekRow, ...]

    @property
    def to_note(self) -> tuple[tuple[WeekRow, DayCell], ...]:
        """The persons who are enrolled on the chosen day, with the day's mark."""
        chosen = ((row, cell) for row in self.rows for cell in row.days if cell.day == self.day)
        return tuple((row, cell) for row, cell in chosen if cell.enrolled)


def week_page(user: User, day: date, now: datetime) -> WeekPage:
    """
    Return the week that ``day`` lies in, with a fixed number of queries.

    The kommun's staff see everyone whose household their unit may open; protected persons appear without name. Others
    see those whose consent in force covers attendance and name, and note nothing.

    :raises Http404: for roles outside the team around the person
    """
    if not has_role(user, TEAM):
        raise Http404
    monday = day - timedelta(days=day.weekday())
    days = tuple(monday + timedelta(days=n) for n in range(DAYS_A_WEEK))
    closed = frozenset(d for d in days if d in swedish_holidays())
    enrolments = enrolled_between(user, days[0], days[-1], now)
    marks = {
        (row.enrolment_id, row.day): row
        for row in DayAttendance.objects.filter(enrolment__in=enrolments, day__range=(days[0], days[-1]))
    }
    hours = _hours_a_day({row.journey.model_version_id for row in enrolments})
    today = timezone.localdate(now)
    rows = [
        _row(user, row, [_cell(row, d, marks) for d in days], closed, hours[row.journey.model_version_id], today)
        for row in enrolments
    ]
    return WeekPage(
        monday=monday,
        week=monday.isocalendar().week,
        previous=monday - timedelta(days=7),
        next=monday + timedelta(days=7),
        days=days,
        closed=closed,
        day=min(max(day, days[0]), days[-1]),
        may_note=may_work(user),
        rows=tuple(sorted(rows, key=lambda row: (row.who, row.enrolment_id))),
    )


def programme_stage(model: WorkingModel) -> Stage | None:
    """Return the stage of those at Jobbcentrum, whatever the kommun calls it; None: the model has none."""
    return next((stage for stage in model.stages if stage.enters_on is EventKind.PROGRAMME_STARTED), None)


def enrolled_between(user: User, first: date, last: date, at: datetime) -> list[Enrolment]:
    """Return who is at Jobbcentrum on some day of a period, as far as the user may see; one or two queries."""
    visible = Access.objects.open_at(at).filter(unit=user.unit_id).values("household")
    rows = Enrolment.objects.between(first, last).filter(journey__household__in=visible)
    rows = rows.select_related("journey__person", "journey__household", "cohort").order_by("pk")
    if may_work(user):
        return list(rows)
    return _with_consent(user, rows, at)


def seen_journeys(user: User, journeys: Iterable[Journey], at: datetime) -> frozenset[int]:
    """
    Return which of some journeys the user may see by name in a list of attendance or places; one query.

    The kommun's staff: those whose household the unit may open. Others: those whose consent covers it.
    """
    journeys = list(journeys)
    if not may_work(user):
        covered = _covered(user, at)
        return frozenset(row.pk for row in journeys if (row.person_id, row.household_id) in covered)
    visible = set(Access.objects.open_at(at).filter(unit=user.unit_id).values_list("household", flat=True))
    return frozenset(row.pk for row in journeys if row.household_id in visible)


def shown_as(user: User, journey: Journey, seen: frozenset[int]) -> tuple[str, bool]:
    """Return a person's name in a list, and whether the user may open the journey; "" where she may not see it."""
    if journey.pk not in seen:
        return "", False
    masked = journey.person.is_protected and not may_see_identity(user, journey.household)
    return (_("Skyddad person"), False) if masked else (journey.person.name, True)


def _with_consent(user: User, rows: Iterable[Enrolment], at: datetime) -> list[Enrolment]:
    covered = _covered(user, at)
    return [row for row in rows if (row.journey.person_id, row.journey.household_id) in covered]


def _covered(user: User, at: datetime) -> set[tuple[int, int]]:
    """Return (person, household) of the consents in force that share name and attendance with the user's unit."""
    consents = Consent.objects.in_force(at).filter(recipient=user.unit_id)
    return {
        (person, household)
        for person, household, covers in consents.values_list("person", "household", "covers")
        if {Shared.ATTENDANCE, Shared.CONTACT} <= set(covers)
    }


def _hours_a_day(versions: set[int]) -> dict[int, Decimal | None]:
    """Return the hours of a day at Jobbcentrum by model version; None where the model does not say. One query."""
    return {version.pk: _weekly_hours(version) for version in ModelVersion.objects.filter(pk__in=versions)}


def hours_of(extent: object) -> int | None:
    """Return hours a week of a model's extent: a number, full or half time; None: okänd."""
    if isinstance(extent, int):
        return extent
    return {"full_time": FULL_TIME_HOURS, "half_time": FULL_TIME_HOURS // 2}.get(str(extent))


def _weekly_hours(version: ModelVersion) -> Decimal | None:
    stage = programme_stage(parsed(version))
    hours = hours_of(stage.hours_per_week) if stage else None
    return None if hours is None else Decimal(hours) / DAYS_A_WEEK


def _cell(row: Enrolment, day: date, marks: dict[tuple[int, date], DayAttendance]) -> DayCell:
    mark = marks.get((row.pk, day))
    enrolled = row.covers(day)
    label = str(mark.get_attendance_display()) if mark else _("inte registrerad") if enrolled else ""
    return DayCell(day, enrolled, mark.attendance if mark else "", label)


def _row(
    user: User,
    row: Enrolment,
    cells: list[DayCell],
    closed: frozenset[date],
    hours_a_day: Decimal | None,
    today: date,
) -> WeekRow:
    journey = row.journey
    working = [cell for cell in cells if cell.enrolled and cell.day not in closed]
    present = sum(cell.mark == Attendance.PRESENT for cell in cells)
    who, linked = shown_as(user, journey, frozenset({journey.pk}))
    return WeekRow(
        enrolment_id=row.pk,
        journey_id=journey.pk,
        linked=linked,
        who=who,
        household=journey.household.number,
        starts_on=row.starts_on,
        ends_on=row.last_day,
        days=tuple(cells),
        hours_planned=None if hours_a_day is None else hours_a_day * len(working),
        hours_attended=None if hours_a_day is None else hours_a_day * present,
        not_registered=sum(not cell.mark for cell in working if cell.day <= today),
    )
