"""The way to work: activities behind the model's gates, follow-ups that book the next one."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.actions._shared import (
    NotInModel,
    WrongDay,
    check_gate,
    check_not_ahead,
    hold,
    instant_of,
)
from framsteg.apps.pathway.actions._shared import note as note_event
from framsteg.apps.pathway.actions.journey import AlreadyHeld
from framsteg.apps.pathway.enums import ActivityKind, FollowUpMode, Workplace
from framsteg.apps.pathway.models import Activity, FollowUp, Journey
from framsteg.apps.pathway.queries.model import model_of
from framsteg.workingmodel import Action, EventKind


class ActivityEnded(ActionDenied):
    """The activity has an end already."""


class FollowUpBooked(ActionDenied):
    """A follow-up is booked for that day."""


@transaction.atomic
def start_activity(
    *,
    journey: Journey,
    kind: ActivityKind,
    place: str,
    workplace: Workplace,
    hours_per_week: int,
    starts_on: date,
    ends_on: date | None,
    by: User,
    at: datetime,
) -> Activity:
    """
    Start employment, job track, internship or work training at a named place. The same one twice is one.

    :raises GateClosed: the model has a gate before activities (Trollhättan's: the mapping); the text says what to do
    :raises NotInModel: an activity that the journey's model does not have
    :raises WrongDay: the last day lies before the first, or the first before the journey
    """
    held = hold(journey, by=by, at=at)
    check_gate(held, Action.START_ACTIVITY, at)
    if kind not in {activity.type.value for activity in model_of(held).activities}:
        raise NotInModel(_("Arbetsmodellen har inte den insatsen. Välj en annan."))
    if starts_on < timezone.localdate(held.opened_at) or (ends_on and ends_on < starts_on):
        raise WrongDay(_("Insatsen ska börja efter ansökan och sluta efter att den har börjat."))
    facts = {"kind": kind, "place": place.strip(), "starts_on": starts_on}
    if same := Activity.objects.filter(journey=held, ended_on=None, **facts).first():
        return same
    activity = Activity.objects.create(
        journey=held, **facts, workplace=workplace, hours_per_week=hours_per_week, ends_on=ends_on, started_by=by
    )
    note_event(held, EventKind.ACTIVITY_STARTED, at=instant_of(starts_on, not_before=held.opened_at), by=by)
    record(
        "pathway.activity.started", by=by, at=at, about=activity, household=held.household.number, activity=str(kind)
    )
    return activity


@transaction.atomic
def end_activity(*, activity: Activity, ended_on: date, result: str, by: User, at: datetime) -> Activity:
    """
    Note the last day of an activity and how it went.

    :raises ActivityEnded: it has ended already
    :raises WrongDay: a day ahead, or before the first
    """
    held = hold(activity.journey, by=by, at=at)
    check_not_ahead(ended_on, at)
    if ended_on < activity.starts_on:
        raise WrongDay(_("Sista dagen ligger före första dagen."))
    if not Activity.objects.filter(pk=activity.pk, ended_on=None).update(ended_on=ended_on, result=result.strip()):
        raise ActivityEnded(_("Insatsen är redan avslutad."))
    note_event(held, EventKind.ACTIVITY_ENDED, at=instant_of(ended_on, not_before=held.opened_at), by=by)
    record("pathway.activity.ended", by=by, at=at, about=activity, household=held.household.number)
    activity.refresh_from_db()
    return activity


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
