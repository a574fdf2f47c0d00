"""Activities: from the kommun's catalogue, where a place is taken, or at a place that is written by hand."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.actions._seats import AlreadyThere, OfferFull, check_open, lock_offer, take_seat
from framsteg.apps.pathway.actions._shared import (
    NotInModel,
    WrongDay,
    check_gate,
    check_not_ahead,
    hold,
    instant_of,
    note,
)
from framsteg.apps.pathway.enums import ActivityKind, Workplace
from framsteg.apps.pathway.models import Activity, Journey, Offer, Seat, Waiting
from framsteg.apps.pathway.queries.model import model_of
from framsteg.workingmodel import Action, EventKind


class ActivityEnded(ActionDenied):
    """The activity has an end already."""


class FactsMissing(ActionDenied):
    """What, where and how much of an activity is known neither from the catalogue nor from the form."""


@dataclass(frozen=True)
class _What:
    """What an activity is; the catalogue's word goes before what is written by hand."""

    kind: ActivityKind | None
    place: str
    workplace: Workplace | None
    hours_per_week: int | None


@transaction.atomic
def start_activity(
    *,
    journey: Journey,
    offer: Offer | None = None,
    kind: ActivityKind | None = None,
    place: str = "",
    workplace: Workplace | None = None,
    hours_per_week: int | None = None,
    starts_on: date,
    ends_on: date | None = None,
    skip_because: str = "",
    by: User,
    at: datetime,
) -> Activity:
    """
    Start an activity. From an ``offer``, kind, place, workplace and hours are the catalogue's, and a place of it is
    taken; what the catalogue does not know is taken from the arguments. The same one twice is one.

    :param skip_because: why the person passes others who wait; kept in the waiting list

    :raises GateClosed: the model has a gate before activities (Trollhättan's: the mapping); the text says what to do
    :raises NotInModel: an activity that the journey's model does not have
    :raises WrongDay: the last day lies before the first, or the first before the journey
    :raises OfferClosed: the offer is closed, or the programme has not begun or has ended by then
    :raises OfferFull, NotNext, AlreadyThere: there is no place for this person now
    :raises FactsMissing: neither the catalogue nor the form says what, where or how much
    """
    held = hold(journey, by=by, at=at)
    check_gate(held, Action.START_ACTIVITY, at)
    offered = lock_offer(offer) if offer else None
    what = _what(offered, _What(kind, place.strip(), workplace, hours_per_week))
    if what.kind not in {activity.type.value for activity in model_of(held).activities}:
        raise NotInModel(_("Arbetsmodellen har inte den insatsen. Välj en annan."))
    if starts_on < timezone.localdate(held.opened_at) or (ends_on and ends_on < starts_on):
        raise WrongDay(_("Insatsen ska börja efter ansökan och sluta efter att den har börjat."))
    ongoing = Activity.objects.filter(journey=held, ended_on=None, offer=offered, kind=what.kind, place=what.place)
    if same := ongoing.filter(starts_on=starts_on).first():
        return same
    seat = None
    if offered:
        ends_on = _last_day(offered, starts_on, ends_on)
        seat = _seat(offered, held, skip_because.strip(), by=by, at=at)
    activity = _create(
        journey=held, **asdict(what), offer=offered, seat=seat, starts_on=starts_on, ends_on=ends_on, started_by=by
    )
    # What begins today begins now: after what was noted earlier in the day, as the plan that it follows from.
    begins_at = at if starts_on == timezone.localdate(at) else instant_of(starts_on, not_before=held.opened_at)
    note(held, EventKind.ACTIVITY_STARTED, at=begins_at, by=by)
    record(
        "pathway.activity.started",
        by=by,
        at=at,
        about=activity,
        household=held.household.number,
        activity=str(what.kind),
    )
    return activity


@transaction.atomic
def end_activity(*, activity: Activity, ended_on: date, result: str, by: User, at: datetime) -> Activity:
    """
    Note the last day of an activity and how it went. Its place in the catalogue is free again.

    :raises ActivityEnded: it has ended already
    :raises WrongDay: a day ahead, or before the first
    """
    held = hold(activity.journey, by=by, at=at)
    check_not_ahead(ended_on, at)
    if ended_on < activity.starts_on:
        raise WrongDay(_("Sista dagen ligger före första dagen."))
    if not Activity.objects.filter(pk=activity.pk, ended_on=None).update(ended_on=ended_on, result=result.strip()):
        raise ActivityEnded(_("Insatsen är redan avslutad."))
    note(held, EventKind.ACTIVITY_ENDED, at=instant_of(ended_on, not_before=held.opened_at), by=by)
    record("pathway.activity.ended", by=by, at=at, about=activity, household=held.household.number)
    activity.refresh_from_db()
    return activity


def _what(offer: Offer | None, given: _What) -> _What:
    """:raises FactsMissing: when neither the catalogue nor what is given says it"""
    if offer:
        given = replace(
            given,
            kind=ActivityKind(offer.kind),
            place=offer.place or given.place,
            workplace=Workplace(offer.workplace) if offer.workplace else given.workplace,
            hours_per_week=offer.hours_per_week or given.hours_per_week,
        )
    if not (given.kind and given.place and given.workplace and given.hours_per_week):
        raise FactsMissing(_("Skriv insats, plats, slag av arbetsplats och timmar i veckan."))
    return given


def _last_day(offer: Offer, starts_on: date, ends_on: date | None) -> date | None:
    """Return the last planned day: never after the programme's. :raises OfferClosed, WrongDay:"""
    check_open(offer, starts_on)
    if offer.ends_on and ends_on and ends_on > offer.ends_on:
        raise WrongDay(_("Insatsen i katalogen upphör före den sista dagen. Välj en tidigare dag."))
    return ends_on or offer.ends_on


def _seat(offer: Offer, journey: Journey, skip_because: str, *, by: User, at: datetime) -> Seat | None:
    """Take a place and the person out of the waiting list. :raises AlreadyThere, OfferFull, NotNext:"""
    if Activity.objects.filter(offer=offer, journey=journey, ended_on=None).exists():
        raise AlreadyThere(_("Personen har redan en plats i insatsen."))
    seat = take_seat(offer, journey, skip_because=skip_because)
    passed = _("Gick före i kön: %(reason)s") % {"reason": skip_because} if skip_because else ""
    own = Waiting.objects.filter(offer=offer, journey=journey, left_at=None)
    left = own.update(left_at=at, left_because=passed or _("Fick en plats."))
    if passed and not left:
        Waiting.objects.create(offer=offer, journey=journey, since=at, noted_by=by, left_at=at, left_because=passed)
    return seat


def _create(*, seat: Seat | None, **facts: Any) -> Activity:
    """:raises OfferFull: the database holds one person in a place, whatever was read before"""
    try:
        with transaction.atomic():
            return Activity.objects.create(seat=seat, **facts)
    except IntegrityError:
        if seat is None or not Activity.objects.filter(seat=seat, ended_on=None).exists():
            raise
        raise OfferFull(_("Någon annan hann ta platsen. Försök igen, eller ställ personen i kö."))
