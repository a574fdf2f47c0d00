"""The catalogue of activities: what there is, who sits there and who waits, and what one journey can choose."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import TEAM, has_role
from framsteg.apps.pathway.enums import ActivityKind
from framsteg.apps.pathway.models import Activity, Cohort, Enrolment, Journey, Offer, Seat, Waiting, WeeklySession
from framsteg.apps.pathway.permissions import may_change_catalogue, may_work
from framsteg.apps.pathway.queries.model import FIRST_MODEL, adopted_version, model_of, parsed
from framsteg.apps.pathway.queries.programme import programme_stage, seen_journeys, shown_as
from framsteg.workingmodel import WorkingModel, shipped_model


@dataclass(frozen=True)
class OfferRow:
    """An offer in a list. ``places`` and ``free`` are None where the number is not known; an empty word is okänd."""

    id: int
    label: str
    kind: str
    provider: str
    place: str
    workplace: str
    hours_per_week: int | None
    places: int | None
    taken: int
    free: int | None
    waiting: int
    starts_on: date | None
    ends_on: date | None
    over: bool  # nobody can begin any more
    monthly_cost: Decimal | None


@dataclass(frozen=True)
class PersonRow:
    """Somebody at an offer. ``who`` is empty where the user may not see who it is."""

    number: int | None  # of the place
    seat_id: int | None
    taken: bool
    who: str
    journey_id: int | None
    since: date | None
    until: date | None
    next: bool = False  # first in order for a place that is free


@dataclass(frozen=True)
class SessionRow:
    id: int
    day: str
    starts: time
    ends: time
    label: str


@dataclass(frozen=True)
class CohortRow:
    id: int
    label: str
    starts_on: date
    ends_on: date
    places: int | None
    enrolled: int


@dataclass(frozen=True)
class OfferPage:
    """One offer: what the catalogue says, its week, who sits there and who waits, in order."""

    row: OfferRow
    version: int
    eligibility: str
    closed_at: datetime | None
    schedule: tuple[SessionRow, ...]
    there: tuple[PersonRow, ...]
    waiting: tuple[PersonRow, ...]
    cohorts: tuple[CohortRow, ...]
    may_change: bool
    may_work: bool


@dataclass(frozen=True)
class Choice:
    """An offer as it stands for one journey."""

    row: OfferRow
    there: bool  # the person has a place
    place_in_line: int  # 0: does not wait
    may_start: bool  # there is a free place, or no limit that is known
    passes: bool  # but others who wait have a claim to it before the person


def catalogue_model(at: datetime) -> WorkingModel:
    """Return the kommun's working model, whose activities the catalogue can take over."""
    version = adopted_version(at)
    return parsed(version) if version else shipped_model(FIRST_MODEL)


def in_model(model: WorkingModel) -> list[tuple[str, str]]:
    """Return (id, name) of what an offer can stand for in a model: its activities, and its programme."""
    stage = programme_stage(model)
    parts = [stage] if stage else []
    return [(part.id, part.label) for part in (*parts, *model.activities)]


def offer_for(user: User, offer_id: int) -> Offer:
    """Return an offer of the catalogue. :raises Http404: for roles outside the team around a person"""
    offer = Offer.objects.filter(pk=offer_id).first() if has_role(user, TEAM) else None
    if offer is None:
        raise Http404
    return offer


def seat_for(user: User, offer_id: int, seat_id: int) -> Seat:
    """Return a place of an offer. :raises Http404:"""
    seat = Seat.objects.filter(pk=seat_id, offer=offer_for(user, offer_id)).select_related("offer").first()
    if seat is None:
        raise Http404
    return seat


def session_for(user: User, offer_id: int, session_id: int) -> WeeklySession:
    """Return a line of an offer's week. :raises Http404:"""
    offer = offer_for(user, offer_id)
    session = WeeklySession.objects.filter(pk=session_id, offer=offer).select_related("offer").first()
    if session is None:
        raise Http404
    return session


def catalogue(user: User, at: datetime) -> list[OfferRow]:
    """Return what stands in the catalogue, by kind and name; one query. :raises Http404: for roles outside the team"""
    if not has_role(user, TEAM):
        raise Http404
    return [_row(offer, timezone.localdate(at)) for offer in _counted(Offer.objects.filter(closed_at=None))]


def offer_page(user: User, offer: Offer, at: datetime) -> OfferPage:
    """Return one offer, with a fixed number of queries. Persons whose household the unit may not open have no name."""
    (counted,) = _counted(Offer.objects.filter(pk=offer.pk))
    row = _row(counted, timezone.localdate(at))
    related = ("journey__person", "journey__household")
    activities = list(Activity.objects.filter(offer=offer, ended_on=None).select_related(*related).order_by("pk"))
    waiting = list(Waiting.objects.filter(offer=offer, left_at=None).select_related(*related).order_by("since", "pk"))
    seen = seen_journeys(user, chain((row.journey for row in activities), (row.journey for row in waiting)), at)
    sits = {activity.seat_id: activity for activity in activities if activity.seat_id}
    seats = Seat.objects.filter(offer=offer, withdrawn_at=None).order_by("number")
    free = row.free or 0
    return OfferPage(
        row=row,
        version=offer.version,
        eligibility=offer.eligibility,
        closed_at=offer.closed_at,
        schedule=tuple(schedule_of(offer)),
        there=(
            *(_seat(user, seat, sits.get(seat.pk), seen) for seat in seats),
            *(_seat(user, None, activity, seen) for activity in activities if not activity.seat_id),
        ),
        waiting=tuple(_waits(user, wait, seen, is_next=place < free) for place, wait in enumerate(waiting)),
        cohorts=_cohorts(offer),
        may_change=may_change_catalogue(user) and offer.closed_at is None,
        may_work=may_work(user),
    )


def choices_for(journey: Journey, at: datetime) -> list[Choice]:
    """Return the offers that a journey's model has activities for and that can still be begun; two queries."""
    kinds = activity_kinds(journey)
    open_offers = Offer.objects.filter(closed_at=None, kind__in=kinds)
    rows = [_row(offer, timezone.localdate(at)) for offer in _counted(open_offers)]
    there = set(Activity.objects.filter(journey=journey, ended_on=None).values_list("offer", flat=True))
    lines: dict[int, list[int]] = {}
    waits = Waiting.objects.filter(offer__in=[row.id for row in rows], left_at=None).order_by("since", "pk")
    for offer, waiting in waits.values_list("offer", "journey"):
        lines.setdefault(offer, []).append(waiting)
    return [_choice(row, journey, there, lines.get(row.id, [])) for row in rows if not row.over]


def activity_kinds(journey: Journey) -> list[str]:
    """Return the kinds of activity that a journey's model has, in the order of the words."""
    kinds = {activity.type.value for activity in model_of(journey).activities}
    return [kind for kind in ActivityKind.values if kind in kinds]


def cohorts_for(journey: Journey, at: datetime) -> list[CohortRow]:
    """Return the groups that somebody on the journey's model can join: not ended, and of the model's time there."""
    stage = programme_stage(model_of(journey))
    if stage is None:
        return []
    rows = Cohort.objects.filter(
        offer__activity_id=stage.id, offer__closed_at=None, ends_on__gte=timezone.localdate(at)
    )
    return _cohort_rows(rows)


def cohort_of(journey: Journey, cohort_id: int) -> Cohort:
    """Return a group that somebody on the journey's model can join. :raises Http404:"""
    stage = programme_stage(model_of(journey))
    cohort = Cohort.objects.filter(pk=cohort_id, offer__activity_id=stage.id if stage else None).first()
    if cohort is None:
        raise Http404
    return cohort


def schedule_of(offer: Offer) -> list[SessionRow]:
    """Return an offer's week, from Monday morning."""
    rows = WeeklySession.objects.filter(offer=offer).order_by("weekday", "starts", "pk")
    return [SessionRow(row.pk, str(WEEKDAYS[row.weekday]), row.starts, row.ends, row.label) for row in rows]


def _choice(row: OfferRow, journey: Journey, there: Collection[int | None], line: list[int]) -> Choice:
    ahead = line.index(journey.pk) if journey.pk in line else len(line)
    return Choice(
        row=row,
        there=row.id in there,
        place_in_line=ahead + 1 if journey.pk in line else 0,
        may_start=row.id not in there and row.free != 0,
        passes=row.free is not None and row.free <= ahead,
    )


def _counted(offers: QuerySet[Offer]) -> QuerySet[Any]:
    """Return offers with the number of their places, of who is there and of who waits beside them."""

    def number(rows: QuerySet[Seat] | QuerySet[Activity] | QuerySet[Waiting]) -> Coalesce:
        counted = rows.filter(offer=OuterRef("pk")).order_by().values("offer").annotate(number=Count("pk"))
        return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)

    there = Enrolment.objects.filter(cohort__offer=OuterRef("pk"), ended_on=None)
    in_groups = there.order_by().values("cohort__offer").annotate(number=Count("pk"))
    return offers.annotate(
        ever=number(Seat.objects.all()),
        places=number(Seat.objects.filter(withdrawn_at=None)),
        seated=number(Activity.objects.filter(ended_on=None, seat__isnull=False)),
        taken=number(Activity.objects.filter(ended_on=None)),
        enrolled=Coalesce(Subquery(in_groups.values("number"), output_field=IntegerField()), 0),
        in_line=number(Waiting.objects.filter(left_at=None)),
    ).order_by("kind", "label", "pk")


def _row(offer: Any, today: date) -> OfferRow:
    return OfferRow(
        id=offer.pk,
        label=offer.label,
        kind=offer.get_kind_display(),
        provider=offer.provider,
        place=offer.place,
        workplace=offer.get_workplace_display() if offer.workplace else "",
        hours_per_week=offer.hours_per_week,
        places=offer.places if offer.ever else None,
        taken=offer.taken + offer.enrolled,
        free=offer.places - offer.seated if offer.ever else None,
        waiting=offer.in_line,
        starts_on=offer.starts_on,
        ends_on=offer.ends_on,
        over=offer.ends_on is not None and offer.ends_on < today,
        monthly_cost=offer.monthly_cost,
    )


def _seat(user: User, seat: Seat | None, activity: Activity | None, seen: frozenset[int]) -> PersonRow:
    who, linked = shown_as(user, activity.journey, seen) if activity else ("", False)
    return PersonRow(
        number=seat.number if seat else None,
        seat_id=seat.pk if seat else None,
        taken=activity is not None,
        who=who,
        journey_id=activity.journey_id if activity and linked else None,
        since=activity.starts_on if activity else None,
        until=activity.ends_on if activity else None,
    )


def _waits(user: User, wait: Waiting, seen: frozenset[int], *, is_next: bool) -> PersonRow:
    who, linked = shown_as(user, wait.journey, seen)
    return PersonRow(
        number=None,
        seat_id=None,
        taken=False,
        who=who or _("någon i en annan enhet"),
        journey_id=wait.journey_id if linked else None,
        since=timezone.localdate(wait.since),
        until=None,
        next=is_next,
    )


def _cohorts(offer: Offer) -> tuple[CohortRow, ...]:
    return tuple(_cohort_rows(Cohort.objects.filter(offer=offer)))


def _cohort_rows(rows: QuerySet[Cohort]) -> list[CohortRow]:
    here = Count("enrolments", filter=Q(enrolments__ended_on=None))
    return [
        CohortRow(row.pk, row.label, row.starts_on, row.ends_on, row.places, row.here)
        for row in rows.annotate(here=here).order_by("starts_on", "label")
    ]
