"""The way out and the way back: an exit with a destination, the contacts after it, and a return without a new start."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.actions._seats import leave_offers
from framsteg.apps.pathway.actions._shared import (
    NotInModel,
    WrongDay,
    check_not_ahead,
    hold,
    instant_of,
    latest_event,
)
from framsteg.apps.pathway.actions._shared import note as note_event
from framsteg.apps.pathway.enums import Destination
from framsteg.apps.pathway.models import Aftercare, Enrolment, Exit, FollowUp, Journey, Referral
from framsteg.apps.pathway.queries.aftercare import checks_after
from framsteg.apps.pathway.queries.model import history_of, model_of
from framsteg.workingmodel import EventKind


class DestinationMissing(ActionDenied):
    """An exit says where it led: an employer, an education, a benefit or a kommun."""


class AlreadyHeld(ActionDenied):
    """The contact has been noted, or is not needed any more."""


class JourneyOngoing(ActionDenied):
    """The person already has a journey that has not ended."""


@transaction.atomic
def exit_journey(
    *, journey: Journey, destination: Destination, detail: str = "", exited_on: date, by: User, at: datetime
) -> Exit:
    """
    End a journey, always with a destination. The clocks stop, booked follow-ups are called off, and the contacts after
    the exit are planned as the model says, else as the house does (``queries.aftercare.checks_after``).

    :raises DestinationMissing: the model wants to know where (employer, education, …) and ``detail`` is empty
    :raises NotInModel: a destination that the journey's model does not have
    :raises WrongDay: an exit ahead or before the journey
    """
    held = hold(journey, by=by, at=at)
    detail = detail.strip()
    _check_destination(held, destination, detail)
    check_not_ahead(exited_on, at)
    if exited_on < timezone.localdate(held.opened_at):
        raise WrongDay(_("Avslutet ska ligga efter ansökan."))
    exited_at = instant_of(exited_on, not_before=latest_event(history_of(held), at))
    left = Exit.objects.create(
        journey=held, destination=destination, detail=detail, exited_on=exited_on, noted_at=at, noted_by=by
    )
    _plan_aftercare(left, by)
    _stop_what_runs(held, exited_on, at)
    held.ended_at = exited_at
    held.save(update_fields=["ended_at"])
    died = destination == Destination.DECEASED
    note_event(held, EventKind.EXITED, at=exited_at, by=by, ref=str(destination) if died else "")
    record(
        "pathway.journey.exited",
        by=by,
        at=at,
        about=held,
        household=held.household.number,
        destination=str(destination),
    )
    return left


@transaction.atomic
def resume_journey(*, journey: Journey, received_at: datetime, by: User, at: datetime) -> Journey:
    """
    Take an ended journey up where it was left, because the person is back: no new application clock, mapping or plan.

    ``received_at`` is when she came back, for example with an application. The contacts that were planned after the
    exit are no longer needed, and a referral that the exit closed is open again.

    :raises JourneyOngoing: it goes on already (also by a double click), or the person has a newer one
    """
    held = hold(journey, by=by, at=at, ended=True)
    left = Exit.objects.filter(journey=held, resumed_at=None).first()
    if left is None or held.ended_at is None:
        raise JourneyOngoing(_("Vägen pågår redan. Fortsätt på den."))
    back_at = max(received_at, held.ended_at)
    held.ended_at = None
    try:
        with transaction.atomic():
            held.save(update_fields=["ended_at"])
    except IntegrityError:
        raise JourneyOngoing(_("Personen har redan en pågående väg. Fortsätt på den."))
    left.resumed_at, left.resumed_by = back_at, by
    left.save(update_fields=["resumed_at", "resumed_by"])
    Aftercare.objects.planned().filter(exit=left).update(cancelled_at=back_at)
    Referral.objects.filter(journey=held, closed_at=left.noted_at).update(closed_at=None)
    note_event(held, EventKind.REOPENED, at=back_at, by=by)
    record("pathway.journey.resumed", by=by, at=at, about=held, household=held.household.number)
    return held


@transaction.atomic
def move_aftercare(*, aftercare: Aftercare, planned_on: date, by: User, at: datetime) -> Aftercare:
    """
    Plan a contact after the exit for another day.

    :raises AlreadyHeld: it has been held, or the person is back
    :raises WrongDay: a day that has passed
    """
    held = hold(aftercare.journey, by=by, at=at, ended=True)
    if planned_on < timezone.localdate(at):
        raise WrongDay(_("Dagen har varit. Välj en dag framåt i tiden."))
    if not Aftercare.objects.planned().filter(pk=aftercare.pk).update(planned_on=planned_on):
        raise AlreadyHeld(_("Kontakten är redan antecknad, eller behövs inte längre."))
    record(
        "pathway.aftercare.moved",
        by=by,
        at=at,
        about=aftercare,
        household=held.household.number,
        planned_on=planned_on.isoformat(),
    )
    aftercare.refresh_from_db()
    return aftercare


@transaction.atomic
def hold_aftercare(
    *, aftercare: Aftercare, still_self_supporting: bool | None, note: str, by: User, at: datetime
) -> Aftercare:
    """
    Note that a contact after the exit was taken. ``still_self_supporting`` None: it could not be learnt.

    Nothing follows from the answer by itself: a person who needs assistance again applies, and is helped to.

    :raises AlreadyHeld: the contact is noted already, or the person is back
    """
    held = hold(aftercare.journey, by=by, at=at, ended=True)
    changed = (
        Aftercare.objects.planned()
        .filter(pk=aftercare.pk)
        .update(held_at=at, held_by=by, still_self_supporting=still_self_supporting, note=note.strip())
    )
    if not changed:
        raise AlreadyHeld(_("Kontakten är redan antecknad, eller behövs inte längre."))
    note_event(held, EventKind.AFTERCARE_HELD, at=at, by=by, ref=aftercare.check_id)
    record("pathway.aftercare.held", by=by, at=at, about=aftercare, household=held.household.number)
    aftercare.refresh_from_db()
    return aftercare


def _check_destination(journey: Journey, destination: Destination, detail: str) -> None:
    exits = [way for way in model_of(journey).exits if way.destination.value == destination]
    if not exits:
        raise NotInModel(_("Arbetsmodellen har inte det avslutet. Välj ett annat."))
    if all(way.needs_destination for way in exits) and not detail:
        raise DestinationMissing(_("Skriv vart: arbetsgivare, utbildning, ersättning eller kommun."))


def _plan_aftercare(left: Exit, by: User) -> None:
    checks = checks_after(model_of(left.journey), Destination(left.destination), left.exited_on)
    Aftercare.objects.bulk_create(
        Aftercare(
            journey=left.journey,
            exit=left,
            kind=check.kind,
            check_id=check.id,
            planned_on=check.planned_on,
            booked_by=by,
        )
        for check in checks
    )


def _stop_what_runs(journey: Journey, exited_on: date, at: datetime) -> None:
    Referral.objects.filter(journey=journey, closed_at=None).update(closed_at=at)
    FollowUp.objects.booked().filter(journey=journey).update(cancelled_at=at)
    ongoing = Enrolment.objects.filter(journey=journey, ended_on=None, starts_on__lte=exited_on)
    ongoing.exclude(ends_on__lte=exited_on).update(ended_on=exited_on)
    # After the weeks: a pass over a group locks them in this order, and the two would wait for each other.
    leave_offers(journey, exited_on, because=_("Vägen avslutades."), at=at)
