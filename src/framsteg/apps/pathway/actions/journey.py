"""The journey itself: an application opens it, a referral meets the 48 hours, an exit with a destination ends it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.actions import register
from framsteg.apps.applications.models import Application
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.models import User
from framsteg.apps.identity.queries import labour_market_unit
from framsteg.apps.pathway.actions._shared import (
    NotInModel,
    WrongDay,
    check_gate,
    check_not_ahead,
    current_model,
    hold,
    instant_of,
    keep_version,
    latest_event,
)
from framsteg.apps.pathway.actions._shared import note as note_event
from framsteg.apps.pathway.enums import OUTSIDE_LABOUR_MARKET, Destination
from framsteg.apps.pathway.models import Aftercare, Enrolment, Exit, Journey, Referral
from framsteg.apps.pathway.queries.model import history_of, model_of
from framsteg.apps.people.actions import open_access
from framsteg.apps.people.enums import AccessGround, MemberRole
from framsteg.apps.people.models import Household, Person
from framsteg.apps.people.permissions import check_may_work_on_pathway
from framsteg.workingmodel import Action, EventKind, WorkingModel

# Asked at every application, so it is written out: to build it each time took longer than to run it.
_APPLICANTS = """
    SELECT person_id, role, obstacle, EXISTS (
        SELECT 1 FROM pathway_journey j WHERE j.person_id = a.person_id AND j.ended_at IS NULL
    )
    FROM applications_applicant a WHERE application_id = %s ORDER BY id
"""


class JourneyOngoing(ActionDenied):
    """The person already has a journey that has not ended."""


class AlreadyReferred(ActionDenied):
    """The journey already has an open referral to Jobbcentrum."""


class DestinationMissing(ActionDenied):
    """An exit says where it led: an employer, an education, a benefit or a kommun."""


class AlreadyHeld(ActionDenied):
    """The follow-up or the aftercare contact has been held."""


@transaction.atomic
def receive_application(*, by: User, at: datetime, **facts: Any) -> Application:
    """
    Register an application and open a journey for each adult in it who stands outside the labour market.

    ``facts`` are the arguments of ``applications.actions.register``, ``token`` included: the same form sent twice gives
    the same application and no second journey. The 48-hour clock starts when the application came in (``received_at``).

    :raises AlreadyApplied: from ``register``, when the household has applied for the month
    """
    application = register(by=by, at=at, **facts)
    open_journeys(application=application, by=by, at=at)
    return application


@transaction.atomic
def open_journeys(*, application: Application, by: User, at: datetime) -> list[Journey]:
    """Open a journey for each adult in an application who should be referred and has no ongoing journey."""
    with connection.cursor() as cursor:
        cursor.execute(_APPLICANTS, [application.pk])
        applicants = cursor.fetchall()
    persons = [
        person
        for person, role, obstacle, is_on_the_way in applicants
        if role in MemberRole.adults() and obstacle in OUTSIDE_LABOUR_MARKET and not is_on_the_way
    ]
    return [
        open_journey(
            household=application.household,
            person=Person.objects.get(pk=person),
            received_at=application.received_at,
            by=by,
            at=at,
        )
        for person in persons
    ]


@transaction.atomic
def open_journey(
    *,
    household: Household,
    person: Person,
    model: WorkingModel | None = None,
    received_at: datetime,
    by: User,
    at: datetime,
) -> Journey:
    """
    Start a person's way through the working model; the version is fixed here, and the clock starts at ``received_at``.

    :raises JourneyOngoing: the person is already on the way
    """
    check_may_work_on_pathway(by, household, at)
    version = keep_version(model or current_model(), at)
    try:
        with transaction.atomic():
            journey = Journey.objects.create(
                household=household, person=person, model_version=version, opened_at=received_at, opened_by=by
            )
    except IntegrityError:
        raise JourneyOngoing(_("Personen har redan en pågående väg. Fortsätt på den."))
    note_event(journey, EventKind.APPLICATION_RECEIVED, at=received_at, by=by)
    record("pathway.journey.opened", by=by, at=at, about=journey, household=household.number)
    return journey


@transaction.atomic
def refer(*, journey: Journey, first_day: date, by: User, at: datetime) -> Referral:
    """
    Refer a person to Jobbcentrum with a first day. It meets the 48-hour clock; a late one is kept as the kommun's miss.

    The labour-market unit gets access to the household's file.

    :raises NotAllowed, JourneyEnded, GateClosed, AlreadyReferred, WrongDay: all are ``ActionDenied``
    """
    held = hold(journey, by=by, at=at)
    check_gate(held, Action.REFER, at)
    unit = labour_market_unit()
    if Referral.objects.filter(journey=held, unit=unit, closed_at=None).exists():
        raise AlreadyReferred(_("Personen är redan hänvisad till Jobbcentrum."))
    if first_day < timezone.localdate(held.opened_at):
        raise WrongDay(_("Första dagen ligger före ansökan. Välj en senare dag."))
    referral = Referral.objects.create(journey=held, unit=unit, made_at=at, made_by=by, first_day=first_day)
    open_access(household=held.household, unit=unit, ground=AccessGround.REFERRAL, by=by, at=at)
    note_event(held, EventKind.REFERRAL_MADE, at=at, by=by)
    record(
        "pathway.referral.made",
        by=by,
        at=at,
        about=referral,
        household=held.household.number,
        first_day=first_day.isoformat(),
    )
    return referral


@transaction.atomic
def exit_journey(
    *,
    journey: Journey,
    destination: Destination,
    detail: str = "",
    exited_on: date,
    aftercare_on: Sequence[date] = (),
    by: User,
    at: datetime,
) -> Exit:
    """
    End a journey, always with a destination. The clocks that run stop, and the aftercare contacts are booked.

    :raises DestinationMissing: the model wants to know where (employer, education, …) and ``detail`` is empty
    :raises NotInModel: a destination that the journey's model does not have
    :raises WrongDay: an exit ahead or before the journey, or aftercare before the exit
    """
    held = hold(journey, by=by, at=at)
    detail = detail.strip()
    _check_destination(held, destination, detail)
    check_not_ahead(exited_on, at)
    if exited_on < timezone.localdate(held.opened_at) or any(day <= exited_on for day in aftercare_on):
        raise WrongDay(_("Avslutet ska ligga efter ansökan, och eftervården efter avslutet."))
    exited_at = instant_of(exited_on, not_before=latest_event(history_of(held), at))
    left = Exit.objects.create(
        journey=held, destination=destination, detail=detail, exited_on=exited_on, noted_at=at, noted_by=by
    )
    Aftercare.objects.bulk_create(
        Aftercare(journey=held, planned_on=day, booked_by=by) for day in sorted(set(aftercare_on))
    )
    Referral.objects.filter(journey=held, closed_at=None).update(closed_at=at)
    Enrolment.objects.filter(journey=held, ended_on=None, starts_on__lte=exited_on, ends_on__gt=exited_on).update(
        ended_on=exited_on
    )
    held.ended_at = exited_at
    held.save(update_fields=["ended_at"])
    note_event(held, EventKind.EXITED, at=exited_at, by=by)
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
def hold_aftercare(
    *, aftercare: Aftercare, still_self_supporting: bool | None, note: str, by: User, at: datetime
) -> Aftercare:
    """
    Note that an aftercare contact was taken. ``still_self_supporting`` None: it could not be learnt.

    :raises AlreadyHeld: the contact is noted already
    """
    held = hold(aftercare.journey, by=by, at=at, ended=True)
    changed = Aftercare.objects.filter(pk=aftercare.pk, held_at=None).update(
        held_at=at, held_by=by, still_self_supporting=still_self_supporting, note=note
    )
    if not changed:
        raise AlreadyHeld(_("Kontakten är redan antecknad."))
    note_event(held, EventKind.AFTERCARE_HELD, at=at, by=by)
    record("pathway.aftercare.held", by=by, at=at, about=aftercare, household=held.household.number)
    aftercare.refresh_from_db()
    return aftercare


def _check_destination(journey: Journey, destination: Destination, detail: str) -> None:
    exits = [way for way in model_of(journey).exits if way.destination.value == destination]
    if not exits:
        raise NotInModel(_("Arbetsmodellen har inte det avslutet. Välj ett annat."))
    if all(way.needs_destination for way in exits) and not detail:
        raise DestinationMissing(_("Skriv vart: arbetsgivare, utbildning, ersättning eller kommun."))
