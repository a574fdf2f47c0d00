"""Who may have a place of an offer: free places, the order of the waiting list, and the lock that both stand behind."""

from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Greatest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.pathway.models import Activity, Journey, Offer, Seat, Waiting


class OfferClosed(ActionDenied):
    """The offer has left the catalogue, or the programme has ended or not begun by then."""


class OfferFull(ActionDenied):
    """Every place is taken. The person can wait for one."""


class NotNext(ActionDenied):
    """Others wait for the places that are free; to pass them needs a reason in writing."""


class AlreadyThere(ActionDenied):
    """The person has a place in the activity."""


def lock_offer(offer: Offer) -> Offer:
    """Return the offer as it is stored now, locked until the transaction ends: its places are taken one at a time."""
    return Offer.objects.select_for_update().get(pk=offer.pk)


def check_open(offer: Offer, starts_on: date) -> None:
    """:raises OfferClosed: unless somebody can begin there that day"""
    if offer.closed_at:
        raise OfferClosed(_("Insatsen är tagen ur katalogen. Välj en annan."))
    if offer.ends_on and starts_on > offer.ends_on:
        words = {"day": date_format(offer.ends_on, "j F Y")}
        raise OfferClosed(_("Insatsen upphör %(day)s. Ingen kan börja efter den dagen.") % words)
    if offer.starts_on and starts_on < offer.starts_on:
        words = {"day": date_format(offer.starts_on, "j F Y")}
        raise OfferClosed(_("Insatsen börjar %(day)s. Välj den dagen eller en senare.") % words)


def free_seats(offer: Offer) -> QuerySet[Seat]:
    """Return the places that nobody has, in order."""
    taken = Activity.objects.filter(seat=OuterRef("pk"), ended_on=None)
    return Seat.objects.filter(~Exists(taken), offer=offer, withdrawn_at=None).order_by("number")


def has_limit(offer: Offer) -> bool:
    """Tell whether the number of places is known."""
    return Seat.objects.filter(offer=offer).exists()


def ahead_of(offer: Offer, journey: Journey) -> int:
    """Return how many wait before a journey: everyone, when it does not wait itself."""
    waiting = Waiting.objects.filter(offer=offer, left_at=None).order_by("since", "pk")
    order = list(waiting.values_list("journey", flat=True))
    return order.index(journey.pk) if journey.pk in order else len(order)


def take_seat(offer: Offer, journey: Journey, *, skip_because: str) -> Seat | None:
    """
    Return the place that a journey gets of a locked offer; None where the number of places is not known.

    :raises OfferFull, NotNext: all are ``ActionDenied``
    """
    if not has_limit(offer):
        return None
    free = list(free_seats(offer))
    if not free:
        raise OfferFull(_("Alla platser är upptagna. Ställ personen i kö i stället."))
    if ahead_of(offer, journey) >= len(free) and not skip_because:
        raise NotNext(_("Andra står före i kön. Erbjud dem platsen först, eller skriv varför personen går före."))
    return free[0]


def leave_offers(journey: Journey, day: date, *, because: str, at: datetime) -> None:
    """End a journey's activities of the catalogue and its turns, the day it ends: others can have the places."""
    there = Activity.objects.filter(journey=journey, ended_on=None, offer__isnull=False)
    there.update(ended_on=Greatest(F("starts_on"), day), result=because)
    Waiting.objects.filter(journey=journey, left_at=None).update(left_at=at, left_because=because)
