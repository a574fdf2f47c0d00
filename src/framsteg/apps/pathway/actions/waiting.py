"""The waiting list of an offer: in order of time, left with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.actions._seats import AlreadyThere, ahead_of, check_open, free_seats, has_limit, lock_offer
from framsteg.apps.pathway.actions._shared import NotInModel, hold
from framsteg.apps.pathway.models import Activity, Journey, Offer, Waiting
from framsteg.apps.pathway.queries.model import model_of


class NotFull(ActionDenied):
    """There is a place: nobody needs to wait."""


class NotWaiting(ActionDenied):
    """The person does not wait for a place."""


@transaction.atomic
def join_waiting(*, journey: Journey, offer: Offer, by: User, at: datetime) -> Waiting:
    """
    Let a person wait for a place of an offer, last in order. Twice is once.

    :raises NotInModel: an activity that the journey's model does not have
    :raises AlreadyThere, NotFull, OfferClosed: nobody waits for what can be had, or cannot
    """
    held = hold(journey, by=by, at=at)
    offered = lock_offer(offer)
    check_open(offered, max(timezone.localdate(at), offered.starts_on or timezone.localdate(at)))
    if offered.kind not in {activity.type.value for activity in model_of(held).activities}:
        raise NotInModel(_("Arbetsmodellen har inte den insatsen. Välj en annan."))
    if waits := Waiting.objects.filter(offer=offered, journey=held, left_at=None).first():
        return waits
    if Activity.objects.filter(offer=offered, journey=held, ended_on=None).exists():
        raise AlreadyThere(_("Personen har redan en plats i insatsen."))
    if not has_limit(offered) or free_seats(offered).count() > ahead_of(offered, held):
        raise NotFull(_("Det finns en ledig plats. Börja insatsen i stället."))
    waits = Waiting.objects.create(offer=offered, journey=held, since=at, noted_by=by)
    record("pathway.waiting.joined", by=by, at=at, about=waits, household=held.household.number, offer=offered.label)
    return waits


@transaction.atomic
def leave_waiting(*, journey: Journey, offer: Offer, because: str, by: User, at: datetime) -> Waiting:
    """Take a person out of the waiting list, with the reason. :raises NotWaiting: also for a missing reason"""
    held = hold(journey, by=by, at=at)
    lock_offer(offer)
    waits = Waiting.objects.filter(offer=offer, journey=held, left_at=None).first()
    if waits is None:
        raise NotWaiting(_("Personen står inte i kön."))
    if not because.strip():
        raise NotWaiting(_("Skriv varför personen lämnar kön."))
    waits.left_at, waits.left_because = at, because.strip()
    waits.save(update_fields=["left_at", "left_because"])
    record("pathway.waiting.left", by=by, at=at, about=waits, household=held.household.number, offer=offer.label)
    return waits
