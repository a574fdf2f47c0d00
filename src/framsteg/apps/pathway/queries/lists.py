"""What the cross-room pages take from this room: the lane of work, what is due, and the rows behind the figures."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.core.timeline import Due
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import may_see_money
from framsteg.apps.pathway.enums import Cause, CheckKind, Owner
from framsteg.apps.pathway.models import (
    Aftercare,
    Breach,
    Deadline,
    Evidence,
    Exit,
    FollowUp,
    Journey,
    ModelVersion,
    Plan,
    PlanLine,
)
from framsteg.apps.pathway.permissions import may_work
from framsteg.apps.pathway.queries.instrument import next_measurements
from framsteg.apps.pathway.queries.model import deadline_ids, parsed, role_label
from framsteg.apps.pathway.queries.plan_columns import EXPIRES_WITHIN
from framsteg.apps.people.models import Household
from framsteg.apps.people.queries import shown_name
from framsteg.entitlement.month import Month
from framsteg.policylab import Clock
from framsteg.workingmodel import EventKind

DUE_WITHIN = timedelta(
    days=7
)  # booked contacts and plan lines come on the desk a week ahead; clocks as soon as they run
ClockTimes = tuple[datetime, datetime, datetime | None]


@dataclass(frozen=True)
class LateRow:
    """A clock that was not kept, and whose it was. ``met_at`` None: still not done, or the journey ended without it."""

    label: str
    household: str
    owner: str
    due_at: datetime
    met_at: datetime | None
    journey_id: int
    cause: str  # as it was judged last; "" = nobody has judged it


def due_for(user: User, at: datetime) -> list[Due]:
    """
    Return what is due or late on the journeys that are the user's to look after, the most urgent first.

    A caseworker: her own households. A consultant or coach: those given to her, and for a consultant those nobody has.
    A manager: the whole unit. The employment service has no duties here. A fixed number of queries.
    """
    if not may_work(user):
        return []
    mine = _mine(user, at)
    handed = Q(recipient=user) | Q(journey__in=mine) if may_see_money(user) else Q(pk=None)
    return _dues(user, mine, handed, at)


def due_of(household: Household, user: User, at: datetime) -> list[Due]:
    """Return what is due or late on the journeys of a household that the caller has fetched for the user."""
    mine = Journey.objects.filter(household=household)
    return _dues(user, mine, Q(journey__in=mine), at) if may_work(user) else []


def referral_clock_rows() -> list[ClockTimes]:
    """Return (started, due, met) of every clock from application to referral, for ``policylab.journey_shares``."""
    return _clock_rows(EventKind.APPLICATION_RECEIVED, EventKind.REFERRAL_MADE)


def plan_clock_rows() -> list[ClockTimes]:
    """Return (started, due, met) of every clock from the first day at Jobbcentrum to the signed plan."""
    return _clock_rows(EventKind.PROGRAMME_STARTED, EventKind.PLAN_SIGNED)


def referral_clocks(first: Month, last: Month) -> list[Clock]:
    """Return the clocks of ``referral_clock_rows`` that started in the months, both included."""
    return _in_months(referral_clock_rows(), first, last)


def plan_clocks(first: Month, last: Month) -> list[Clock]:
    """Return the clocks of ``plan_clock_rows`` that started in the months, both included."""
    return _in_months(plan_clock_rows(), first, last)


def exit_rows() -> list[tuple[Month, str]]:
    """Return (month of the exit, destination) of every exit, also those after which the person came back."""
    rows = Exit.objects.order_by("exited_on", "pk").values_list("exited_on", "destination")
    return [(Month.of(day), destination) for day, destination in rows]


def exit_destinations(first: Month, last: Month) -> list[str]:
    """Return the destination of every exit in the months, both included."""
    return [destination for month, destination in exit_rows() if first <= month <= last]


def late_deadlines(first: Month, last: Month, at: datetime) -> list[LateRow]:
    """
    Return every clock that started in the months and was not kept, or is late at ``at``; the oldest first.

    For the manager: the rows name case numbers, never persons.
    """
    models = {version.pk: parsed(version) for version in ModelVersion.objects.all()}
    rows = Deadline.objects.filter(
        starts_at__gte=_start_of(first.first_day), starts_at__lt=_start_of(last.next.first_day)
    )
    late = Q(met_at__gt=F("due_at")) | Q(met_at=None, closed_at__gt=F("due_at"))
    late |= Q(met_at=None, closed_at=None, due_at__lt=at, paused_since=None)
    found = list(rows.filter(late).select_related("journey__household").order_by("due_at", "pk"))
    judgements = Breach.objects.filter(deadline__in=found).order_by("pk")
    judged = dict(judgements.values_list("deadline__pk", "cause"))  # the latest holds
    return [
        LateRow(
            label=row.label,
            household=row.journey.household.number,
            owner=role_label(models[row.journey.model_version_id], row.owner_role),
            due_at=row.due_at,
            met_at=row.met_at,
            journey_id=row.journey_id,
            cause=str(Cause(judged[row.pk]).label) if row.pk in judged else "",
        )
        for row in found
    ]


def _in_months(rows: list[ClockTimes], first: Month, last: Month) -> list[Clock]:
    return [
        Clock(started_at=start, met_at=met, due_at=due)
        for start, due, met in rows
        if first <= Month.of(timezone.localdate(start)) <= last
    ]


def _clock_rows(starts_on: EventKind, met_by: EventKind) -> list[ClockTimes]:
    """A clock that stands still, or that an exit stopped inside its time, says nothing about keeping it: left out."""
    models = [parsed(version) for version in ModelVersion.objects.all()]
    ids = deadline_ids(models, starts_on=starts_on, met_by=met_by)
    rows = Deadline.objects.filter(deadline_id__in=ids, paused_since=None)
    times = rows.order_by("starts_at", "pk").values_list("starts_at", "due_at", "met_at", "closed_at")
    return [(start, due, met) for start, due, met, closed in times if closed is None or closed > due]


def _dues(user: User, mine: QuerySet[Journey], handed: Q, at: datetime) -> list[Due]:
    dues = [
        *_clocks(user, mine, at),
        *_follow_ups(user, mine, at),
        *_plan_lines(user, mine, at),
        *_plan_reviews(user, mine, at),
        *_measurements(user, mine, at),
        *_aftercare(user, mine, at),
        *_evidence(user, handed, at),
    ]
    return sorted(dues, key=lambda due: due.due_at)


def _mine(user: User, at: datetime) -> QuerySet[Journey]:
    journeys = Journey.objects.filter(household__in=Household.objects.visible_to(user, at))
    if user.role == Role.CASEWORKER:
        return journeys.filter(household__caseworker=user)
    if user.role == Role.CONSULTANT:
        return journeys.filter(Q(consultant=user) | Q(consultant=None))
    if user.role == Role.JOB_COACH:
        return journeys.filter(coach=user)
    return journeys


def _clocks(user: User, mine: QuerySet[Journey], at: datetime) -> Iterable[Due]:
    owners = {version.pk: parsed(version) for version in ModelVersion.objects.all()}
    rows = Deadline.objects.open().filter(
        journey__in=mine, journey__ended_at=None, starts_at__lte=at, paused_since=None
    )
    for row in rows.select_related("journey__person", "journey__household"):
        owner = role_label(owners[row.journey.model_version_id], row.owner_role)
        yield _due(user, row.journey, row.label, row.due_at, at, owner)


def _follow_ups(user: User, mine: QuerySet[Journey], at: datetime) -> Iterable[Due]:
    rows = FollowUp.objects.booked().filter(journey__in=mine, planned_on__lte=_horizon(at))
    for row in rows.select_related("journey__person", "journey__household", "journey__coach", "booked_by"):
        label = _("Uppföljning (%(mode)s)") % {"mode": row.get_mode_display()}
        yield _due(user, row.journey, label, _end_of(row.planned_on), at, str(row.journey.coach or row.booked_by))


def _plan_lines(user: User, mine: QuerySet[Journey], at: datetime) -> Iterable[Due]:
    """Only the kommun's own lines: the person's are followed up with the person, not on a desk."""
    rows = PlanLine.objects.filter(
        plan__journey__in=mine,
        plan__journey__ended_at=None,
        plan__replaced_at=None,
        owner=Owner.KOMMUN,
        done_on=None,
        due_on__lte=_horizon(at),
    )
    for row in rows.select_related("plan__journey__person", "plan__journey__household"):
        if row.due_on:
            owner = row.owner_name or row.get_owner_display()
            label = _("I planen: %(text)s") % {"text": row.text}
            yield _due(user, row.plan.journey, label, _end_of(row.due_on), at, owner, page="pathway:plan")


def _plan_reviews(user: User, mine: QuerySet[Journey], at: datetime) -> Iterable[Due]:
    """A plan that expires comes on the desk a fortnight ahead, and stays until a new version has another day."""
    last = timezone.localdate(at) + EXPIRES_WITHIN
    rows = Plan.objects.filter(journey__in=mine, journey__ended_at=None, replaced_at=None, review_on__lte=last)
    for row in rows.select_related("journey__person", "journey__household", "journey__coach", "made_by"):
        if row.review_on:
            owner = str(row.journey.coach or row.made_by)
            label = _("Planen ska ses över med personen")
            yield _due(user, row.journey, label, _end_of(row.review_on), at, owner, page="pathway:plan")


def _measurements(user: User, mine: QuerySet[Journey], at: datetime) -> Iterable[Due]:
    """An assessment is due again when the period of its instrument has passed since the last time."""
    for row, due_at in next_measurements(mine, before=at + DUE_WITHIN):
        label = _("Dags att mäta igen: %(label)s") % {"label": row.instrument.label}
        owner = str(row.journey.coach or row.held_by)
        yield _due(user, row.journey, label, due_at, at, owner, page="pathway:measurements")


def _aftercare(user: User, mine: QuerySet[Journey], at: datetime) -> Iterable[Due]:
    """Outreach is care: the words on the desk ask how the person is, and nothing is checked."""
    rows = Aftercare.objects.planned().filter(journey__in=mine, planned_on__lte=_horizon(at))
    for row in rows.select_related("journey__person", "journey__household", "journey__coach", "booked_by"):
        is_outreach = row.kind == CheckKind.OUTREACH
        label = _("Hör av dig: hur har personen det?") if is_outreach else _("Eftervård")
        yield _due(user, row.journey, label, _end_of(row.planned_on), at, str(row.journey.coach or row.booked_by))


def _evidence(user: User, handed: Q, at: datetime) -> Iterable[Due]:
    """Evidence waits to be acknowledged, and is never late: the model gives the caseworker no time for it."""
    rows = Evidence.objects.filter(handed, received_at=None)
    rows = rows.filter(journey__household__in=Household.objects.visible_to(user, at))
    for row in rows.select_related("journey__person", "journey__household", "recipient"):
        label = _("Underlag om närvaro att läsa och kvittera")
        yield replace(
            _due(user, row.journey, label, row.sent_at, at, str(row.recipient), page="pathway:attendance_of"),
            late=False,
        )


def _due(
    user: User, journey: Journey, label: str, due_at: datetime, at: datetime, owner: str, page: str = "pathway:journey"
) -> Due:
    return Due(
        label=label,
        household=journey.household.number,
        who=shown_name(user, journey.person, journey.household),
        due_at=due_at,
        late=due_at < at,
        url=reverse(page, args=[journey.pk]),
        owner=owner,
    )


def _horizon(at: datetime) -> date:
    return timezone.localdate(at + DUE_WITHIN)


def _end_of(day: date) -> datetime:
    """A day is kept through its last second."""
    return timezone.make_aware(datetime.combine(day, time.max))


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
