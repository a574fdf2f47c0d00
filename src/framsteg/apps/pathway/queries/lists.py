"""What the cross-room pages take from this room: the lane of work, what is due, and the rows behind the figures."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.core.timeline import Due, Item
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway.enums import Owner
from framsteg.apps.pathway.models import (
    Activity,
    Aftercare,
    Deadline,
    Enrolment,
    Exit,
    FollowUp,
    Journey,
    Mapping,
    ModelVersion,
    PlanLine,
    Referral,
    Signature,
)
from framsteg.apps.pathway.permissions import may_work, shared_of
from framsteg.apps.pathway.queries.model import deadline_ids, parsed, role_label
from framsteg.apps.people.models import Household
from framsteg.apps.people.queries import shown_name
from framsteg.entitlement.month import Month
from framsteg.workingmodel import EventKind

DUE_WITHIN = timedelta(
    days=7
)  # booked contacts and plan lines come on the desk a week ahead; clocks as soon as they run
ClockTimes = tuple[datetime, datetime, datetime | None]


def timeline_of(household: Household) -> list[Item]:
    """
    Return everything that has happened on the household's journeys, oldest first, for the kommun's own staff.

    The caller has fetched the household for a user; for others than the kommun's staff use ``timeline_for``.
    """
    journeys = Journey.objects.filter(household=household).select_related("person", "opened_by")
    return _timeline([(journey, frozenset(Shared)) for journey in journeys])


def timeline_for(user: User, household: Household, at: datetime) -> list[Item]:
    """Return what has happened on the household's journeys, as far as it may be shown to the user, oldest first."""
    if may_work(user):
        return timeline_of(household)
    journeys = Journey.objects.filter(household=household).select_related("person", "opened_by")
    return _timeline([(journey, shared_of(user, journey, at)) for journey in journeys])


def due_for(user: User, at: datetime) -> list[Due]:
    """
    Return what is due or late on the journeys that are the user's to look after, the most urgent first.

    A caseworker: her own households. A consultant or coach: those given to her, and for a consultant those nobody has.
    A manager: the whole unit. The employment service has no duties here. A fixed number of queries.
    """
    if not may_work(user):
        return []
    mine = _mine(user, at)
    dues = [
        *_clocks(user, mine, at),
        *_follow_ups(user, mine, at),
        *_plan_lines(user, mine, at),
        *_aftercare(user, mine, at),
    ]
    return sorted(dues, key=lambda due: due.due_at)


def referral_clock_rows() -> list[ClockTimes]:
    """Return (started, due, met) of every clock from application to referral, for ``policylab.journey_shares``."""
    return _clock_rows(EventKind.APPLICATION_RECEIVED, EventKind.REFERRAL_MADE)


def plan_clock_rows() -> list[ClockTimes]:
    """Return (started, due, met) of every clock from the first day at Jobbcentrum to the signed plan."""
    return _clock_rows(EventKind.PROGRAMME_STARTED, EventKind.PLAN_SIGNED)


def exit_rows() -> list[tuple[Month, str]]:
    """Return (month of the exit, destination) of every exit."""
    rows = Exit.objects.order_by("exited_on", "pk").values_list("exited_on", "destination")
    return [(Month.of(day), destination) for day, destination in rows]


def _clock_rows(starts_on: EventKind, met_by: EventKind) -> list[ClockTimes]:
    """A clock that an exit stopped inside its time says nothing about keeping it, and is left out."""
    models = [parsed(version) for version in ModelVersion.objects.all()]
    rows = Deadline.objects.filter(deadline_id__in=deadline_ids(models, starts_on=starts_on, met_by=met_by))
    times = rows.order_by("starts_at", "pk").values_list("starts_at", "due_at", "met_at", "closed_at")
    return [(start, due, met) for start, due, met, closed in times if closed is None or closed > due]


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
    rows = Deadline.objects.open().filter(journey__in=mine, journey__ended_at=None, starts_at__lte=at)
    for row in rows.select_related("journey__person", "journey__household"):
        owner = role_label(owners[row.journey.model_version_id], row.owner_role)
        yield _due(user, row.journey, row.label, row.due_at, at, owner)


def _follow_ups(user: User, mine: QuerySet[Journey], at: datetime) -> Iterable[Due]:
    rows = FollowUp.objects.filter(journey__in=mine, journey__ended_at=None, held_at=None)
    rows = rows.filter(planned_on__lte=_horizon(at))
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


def _aftercare(user: User, mine: QuerySet[Journey], at: datetime) -> Iterable[Due]:
    rows = Aftercare.objects.filter(journey__in=mine, held_at=None, planned_on__lte=_horizon(at))
    for row in rows.select_related("journey__person", "journey__household", "journey__coach", "booked_by"):
        owner = str(row.journey.coach or row.booked_by)
        yield _due(user, row.journey, _("Eftervård"), _end_of(row.planned_on), at, owner)


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


def _timeline(journeys: list[tuple[Journey, frozenset[Shared]]]) -> list[Item]:
    """One query per kind of row, whatever the number of journeys."""
    urls = {journey.pk: reverse("pathway:journey", args=[journey.pk]) for journey, _shared in journeys}

    def having(part: Shared) -> list[int]:
        return [journey.pk for journey, shared in journeys if part in shared]

    def item(journey: int, at: datetime, title: str, text: str = "", who: object = "") -> Item:
        return Item(at=at, lane="work", title=title, text=text, who=str(who), url=urls[journey])

    items = [
        item(journey.pk, journey.opened_at, _("Väg till arbete börjar"), who=journey.opened_by)
        for journey, shared in journeys
        if shared
    ]
    for referral in Referral.objects.filter(journey__in=having(Shared.ATTENDANCE)).select_related("made_by", "unit"):
        text = _("Till %(unit)s") % {"unit": referral.unit}
        items.append(item(referral.journey_id, referral.made_at, _("Hänvisad"), text, referral.made_by))
    for enrolment in Enrolment.objects.filter(journey__in=having(Shared.ATTENDANCE)):
        items.append(item(enrolment.journey_id, _start_of(enrolment.starts_on), _("Första dagen på Jobbcentrum")))
        if enrolment.ended_on:
            items.append(item(enrolment.journey_id, _start_of(enrolment.ended_on), _("Sista dagen på Jobbcentrum")))
    for mapping in Mapping.objects.filter(journey__in=having(Shared.MAPPING)).select_related("held_by"):
        items.append(item(mapping.journey_id, mapping.held_at, _("Kartläggning"), who=mapping.held_by))
    for signature in Signature.objects.filter(plan__journey__in=having(Shared.PLAN)).select_related("plan"):
        title = _("Handlingsplan undertecknad av %(party)s") % {"party": signature.get_party_display()}
        text = _("Version %(number)s") % {"number": signature.plan.number}
        items.append(item(signature.plan.journey_id, signature.signed_at, title, text, signature.name))
    for activity in Activity.objects.filter(journey__in=having(Shared.ACTIVITIES)):
        what = f"{activity.get_kind_display()}, {activity.place}"
        items.append(item(activity.journey_id, _start_of(activity.starts_on), _("Insats börjar"), what))
        if activity.ended_on:
            text = f"{what}. {activity.result}".strip()
            items.append(item(activity.journey_id, _start_of(activity.ended_on), _("Insats slutar"), text))
    for follow_up in FollowUp.objects.filter(
        journey__in=having(Shared.ACTIVITIES), held_at__isnull=False
    ).select_related("held_by"):
        if follow_up.held_at:
            mode = follow_up.get_mode_display()
            items.append(item(follow_up.journey_id, follow_up.held_at, _("Uppföljning"), mode, follow_up.held_by))
    for left in Exit.objects.filter(journey__in=having(Shared.ACTIVITIES)).select_related("noted_by"):
        where = f"{left.get_destination_display()}. {left.detail}".strip()
        items.append(item(left.journey_id, _start_of(left.exited_on), _("Avslut"), where, left.noted_by))
    for contact in Aftercare.objects.filter(
        journey__in=having(Shared.ACTIVITIES), held_at__isnull=False
    ).select_related("held_by"):
        if contact.held_at:
            items.append(item(contact.journey_id, contact.held_at, _("Eftervård"), who=contact.held_by))
    return sorted(items, key=lambda item: item.at)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
