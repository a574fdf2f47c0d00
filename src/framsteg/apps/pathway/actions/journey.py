"""The journey's beginning: an application opens it or takes an earlier one up again, a referral meets the 48 hours."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
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
    current_version,
    hold,
    keep_version,
)
from framsteg.apps.pathway.actions._shared import note as note_event
from framsteg.apps.pathway.actions.exit import JourneyOngoing, resume_journey
from framsteg.apps.pathway.models import Journey, Referral
from framsteg.apps.pathway.queries.aftercare import returning
from framsteg.apps.pathway.queries.has import events_of
from framsteg.apps.pathway.queries.model import model_of, parsed
from framsteg.apps.pathway.queries.target import adults_to_begin
from framsteg.apps.people.actions import open_access
from framsteg.apps.people.enums import AccessGround
from framsteg.apps.people.models import Household, Person
from framsteg.apps.people.permissions import check_may_work_on_pathway
from framsteg.workingmodel import Action, EventKind, WorkingModel


class AlreadyReferred(ActionDenied):
    """The journey already has an open referral to Jobbcentrum."""


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
    """
    Open a journey for each adult in an application whom the working model is for and who has no ongoing journey.

    Who is soon back takes up the journey that she left (``queries.aftercare.returning``) and gets no new start.
    """
    persons = adults_to_begin(parsed(current_version(at)), application)
    return [_begin(application, person, by=by, at=at) for person in persons]


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
    version = keep_version(model, at) if model else current_version(at)
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

    :raises NotAllowed, JourneyEnded, NotInModel, GateClosed, AlreadyReferred, WrongDay: all are ``ActionDenied``
    """
    held = hold(journey, by=by, at=at)
    if EventKind.REFERRAL_MADE not in events_of(model_of(held)):
        raise NotInModel(_("Arbetsmodellen har ingen hänvisning. Registrera första dagen."))
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


def _begin(application: Application, person: int, *, by: User, at: datetime) -> Journey:
    received_at = application.received_at
    if left := returning(person, application.household_id, received_at):
        return resume_journey(journey=left, received_at=received_at, by=by, at=at)
    return open_journey(
        household=application.household,
        person=Person.objects.get(pk=person),
        received_at=received_at,
        by=by,
        at=at,
    )
