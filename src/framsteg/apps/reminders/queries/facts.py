"""What escalations ask about besides clocks: read for many journeys at once, and only where some model asks."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone

from framsteg.apps.decisions.models import Decision
from framsteg.apps.pathway.enums import Attendance
from framsteg.apps.pathway.models import Activity, ActivityDay, DayAttendance, FollowUp, Journey, Plan
from framsteg.apps.pathway.queries.continuity import overloaded
from framsteg.apps.reminders.queries.occasion import Case
from framsteg.workingmodel import Facts
from framsteg.workingmodel.elements import Trigger


@dataclass(frozen=True)
class Asked:
    """The answers, by journey. What no model asked for was not read, and is not known (None)."""

    months: Mapping[int, int] = field(default_factory=dict)
    absences: Mapping[int, int] = field(default_factory=dict)
    overloaded: Mapping[int, bool] = field(default_factory=dict)
    progress: Mapping[int, list[str]] = field(default_factory=dict)
    review_on: Mapping[int, date] = field(default_factory=dict)
    programme_ends: Mapping[int, date] = field(default_factory=dict)

    def facts(self, journey: int) -> Facts:
        """Return the facts of one journey; months of assistance are those that were granted."""
        return Facts(
            months_on_support=self.months.get(journey),
            absences=self.absences.get(journey),
            overloaded=self.overloaded.get(journey),
        )

    def words(self, journey: int) -> dict[str, Any]:
        """Return what ``raised`` takes by name."""
        return {
            "progress": self.progress.get(journey, ()),
            "review_on": self.review_on.get(journey),
            "programme_ends": self.programme_ends.get(journey),
        }


def facts_of(cases: Mapping[int, Case], at: datetime) -> Asked:
    """Read what the models of some journeys ask about. Seven queries at most; none when they lift only deadlines."""
    asks = {escalation.trigger for case in cases.values() for escalation in case.model.escalations}

    def read(trigger: Trigger, source: Any) -> Any:
        return source(list(cases), at) if trigger in asks else {}

    return Asked(
        months=read(Trigger.LONG_DURATION, _months),
        absences=read(Trigger.ABSENCE, _absences),
        overloaded=_overloaded(cases) if Trigger.OVERLOAD in asks else {},
        progress=read(Trigger.NO_PROGRESS, _progress),
        review_on=read(Trigger.EXPIRING_PLAN, review_days),
        programme_ends=read(Trigger.EXPIRING_PROGRAMME, programme_ends),
    )


def review_days(journeys: list[int], _at: datetime) -> dict[int, date]:
    """Return the day on which the plan in force is to be looked over, by journey."""
    rows = Plan.objects.filter(journey__in=journeys, replaced_at=None).order_by().values_list("journey", "review_on")
    return {journey: day for journey, day in rows if day}


def programme_ends(journeys: list[int], at: datetime) -> dict[int, date]:
    """Return the first last day of a programme that the person takes part in, by journey."""
    rows = Activity.objects.filter(journey__in=journeys, ended_on=None, starts_on__lte=timezone.localdate(at))
    rows = rows.exclude(offer__ends_on=None)
    return dict(rows.values("journey").annotate(last=Min("offer__ends_on")).order_by().values_list("journey", "last"))


def _months(journeys: list[int], _at: datetime) -> dict[int, int]:
    households = dict(Journey.objects.filter(pk__in=journeys).order_by().values_list("pk", "household"))
    granted = Q(granted__gt=0) | Q(amendments__granted__gt=0)
    rows = Decision.objects.filter(granted, household__in=set(households.values()))
    counted = rows.values("household").annotate(months=Count("month", distinct=True)).order_by()
    counts = dict(counted.values_list("household", "months"))
    return {journey: counts.get(household, 0) for journey, household in households.items()}


def _absences(journeys: list[int], _at: datetime) -> dict[int, int]:
    """Return days away without a known reason. A day that nobody registered is none."""
    counts = dict.fromkeys(journeys, 0)
    days = DayAttendance.objects.filter(enrolment__journey__in=journeys, attendance=Attendance.ABSENT)
    others = ActivityDay.objects.filter(activity__journey__in=journeys, attendance=Attendance.ABSENT)
    for rows, journey in ((days, "enrolment__journey"), (others, "activity__journey")):
        for key, count in rows.values_list(journey).annotate(days=Count("pk")).order_by():
            counts[key] += count
    return counts


def _overloaded(cases: Mapping[int, Case]) -> dict[int, bool]:
    """Tell whose contact has too many cases: any of them."""
    staff = {one.staff_id for one in overloaded()}
    return {key: not staff.isdisjoint(case.contacts.values()) for key, case in cases.items()}


def _progress(journeys: list[int], at: datetime) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = FollowUp.objects.filter(journey__in=journeys, held_at__lte=at).order_by("held_at", "pk")
    for journey, progress in rows.values_list("journey", "progress"):
        found[journey].append(progress)
    return found
