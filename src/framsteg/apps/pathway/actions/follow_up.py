"""Follow-ups: booked, held with what both sides do until the next, and the next one booked at each."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.actions._shared import NotInModel, WrongDay, hold
from framsteg.apps.pathway.actions._shared import note as note_event
from framsteg.apps.pathway.actions.exit import AlreadyHeld
from framsteg.apps.pathway.enums import FollowUpMode, Progress
from framsteg.apps.pathway.models import FollowUp, Journey
from framsteg.apps.pathway.queries.model import model_of
from framsteg.workingmodel import EventKind


class FollowUpBooked(ActionDenied):
    """A follow-up is booked for that day."""


@transaction.atomic
def book_follow_up(*, journey: Journey, planned_on: date, mode: FollowUpMode, by: User, at: datetime) -> FollowUp:
    """
    Book a follow-up.

    :raises NotInModel: the journey's model has no follow-ups
    :raises FollowUpBooked: one is booked for that day (also by a double click)
    :raises WrongDay: a day that has passed
    """
    held = hold(journey, by=by, at=at)
    if not model_of(held).follow_ups:
        raise NotInModel(_("Arbetsmodellen har inga uppföljningar."))
    return _book(held, planned_on, mode, by=by, at=at)


@transaction.atomic
def hold_follow_up(
    *,
    follow_up: FollowUp,
    note: str,
    progress: Progress = Progress.UNKNOWN,
    person_commits: str = "",
    kommun_commits: str = "",
    next_on: date | None = None,
    by: User,
    at: datetime,
) -> FollowUp:
    """
    Note that a follow-up was held, how far the person has come by her own plan, and what both sides do until the next,
    which is booked where a day is given.

    :raises AlreadyHeld: it is noted already, or was called off
    :raises FollowUpBooked, WrongDay: as ``book_follow_up``, of the next one
    """
    held = hold(follow_up.journey, by=by, at=at)
    changed = (
        FollowUp.objects.booked()
        .filter(pk=follow_up.pk)
        .update(
            held_at=at,
            held_by=by,
            note=note.strip(),
            progress=progress,
            person_commits=person_commits.strip(),
            kommun_commits=kommun_commits.strip(),
        )
    )
    if not changed:
        raise AlreadyHeld(_("Uppföljningen är redan antecknad, eller avbokad."))
    note_event(held, EventKind.FOLLOW_UP_HELD, at=at, by=by)
    record("pathway.followup.held", by=by, at=at, about=follow_up, household=held.household.number)
    follow_up.refresh_from_db()
    if next_on:
        _book(held, next_on, FollowUpMode(follow_up.mode), by=by, at=at)
    return follow_up


def _book(journey: Journey, planned_on: date, mode: FollowUpMode, *, by: User, at: datetime) -> FollowUp:
    if planned_on < timezone.localdate(at):
        raise WrongDay(_("Dagen har varit. Välj en dag framåt i tiden."))
    if FollowUp.objects.booked().filter(journey=journey, planned_on=planned_on).exists():
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
