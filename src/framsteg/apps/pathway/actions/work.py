"""The way to work: activities behind the model's gates, follow-ups that book the next one."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.actions._shared import (
    WrongDay,
    hold,
)
from framsteg.apps.pathway.actions._shared import note as note_event
from framsteg.apps.pathway.actions.journey import AlreadyHeld
from framsteg.apps.pathway.enums import FollowUpMode
from framsteg.apps.pathway.models import FollowUp, Journey
from framsteg.workingmodel import EventKind


class FollowUpBooked(ActionDenied):
    """A follow-up is booked for that day."""


@transaction.atomic
def book_follow_up(*, journey: Journey, planned_on: date, mode: FollowUpMode, by: User, at: datetime) -> FollowUp:
    """
    Book a follow-up.

    :raises FollowUpBooked: one is booked for that day (also by a double click)
    :raises WrongDay: a day that has passed
    """
    held = hold(journey, by=by, at=at)
    return _book(held, planned_on, mode, by=by, at=at)


@transaction.atomic
def hold_follow_up(*, follow_up: FollowUp, note: str, next_on: date | None = None, by: User, at: datetime) -> FollowUp:
    """
    Note that a follow-up was held, and book the next one where a day is given.

    :raises AlreadyHeld: it is noted already
    """
    held = hold(follow_up.journey, by=by, at=at)
    if not FollowUp.objects.filter(pk=follow_up.pk, held_at=None).update(held_at=at, held_by=by, note=note.strip()):
        raise AlreadyHeld(_("Uppföljningen är redan antecknad."))
    follow_up.held_at, follow_up.held_by, follow_up.note = at, by, note.strip()
    note_event(held, EventKind.FOLLOW_UP_HELD, at=at, by=by)
    record("pathway.followup.held", by=by, at=at, about=follow_up, household=held.household.number)
    if next_on:
        _book(held, next_on, FollowUpMode(follow_up.mode), by=by, at=at)
    return follow_up


def _book(journey: Journey, planned_on: date, mode: FollowUpMode, *, by: User, at: datetime) -> FollowUp:
    if planned_on < timezone.localdate(at):
        raise WrongDay(_("Dagen har varit. Välj en dag framåt i tiden."))
    if FollowUp.objects.filter(journey=journey, planned_on=planned_on, held_at=None).exists():
        raise FollowUpBooked(_("Det finns redan en uppföljning bokad den dagen."))
    booked = FollowUp.objects.create(journey=journey, planned_on=planned_on, mode=mode, booked_by=by)
    record(
        "pathway.followup.booked",
        by=by,
        at=at,
        about=booked,
        household=journey.household.number,
        planned_on=planned_on.isoformat(),
    )
    return booked
