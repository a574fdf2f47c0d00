"""The person is told and answers before a decision goes against her (FL 25 §)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.decisions import proposal, queries
from framsteg.apps.decisions.actions._shared import check_undecided, fresh_calculation
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.models import Calculation, Hearing
from framsteg.apps.decisions.permissions import check_may_handle
from framsteg.apps.identity.models import User


class NothingToHear(ActionDenied):
    """The calculation goes in no way against the person, or the hearing's text or time is wrong."""


class AlreadyReplied(ActionDenied):
    """The hearing's answer is noted already."""


@transaction.atomic
def send_hearing(*, application: Application, text: str, reply_by: date, by: User, at: datetime) -> Hearing:
    """
    Tell the person what a decision against her would rest on, and until which day she may answer (FL 25 §).

    :raises NotAllowed, AlreadyDecided, NotCalculated, NotEnoughKnown, NothingToHear:
    """
    check_may_handle(by, application.household, at)
    check_undecided(application)
    calculation, result = fresh_calculation(application)
    kind = proposal.proposed_kind(calculation.facts, result)
    if kind not in DecisionKind.needs_hearing() and not queries.undeclared(application):
        raise NothingToHear(_("Beräkningen går inte emot ansökan. Fatta beslutet utan kommunicering."))
    return _send(application, calculation, text, reply_by, by, at)


@transaction.atomic
def send_hearing_before_dismissal(
    *, application: Application, text: str, reply_by: date, by: User, at: datetime
) -> Hearing:
    """
    Tell the person why the application might not be tried at all, and until which day she may answer (FL 25 §).

    :raises NotAllowed, AlreadyDecided, NothingToHear:
    """
    check_may_handle(by, application.household, at)
    check_undecided(application)
    return _send(application, None, text, reply_by, by, at)


@transaction.atomic
def note_reply(*, hearing: Hearing, reply: str, by: User, at: datetime) -> Hearing:
    """Keep the person's answer to a hearing, written or told. :raises NotAllowed, AlreadyDecided, AlreadyReplied:"""
    application = hearing.application
    check_may_handle(by, application.household, at)
    check_undecided(application)
    if not reply.strip():
        raise AlreadyReplied(_("Skriv vad den enskilde svarade, eller att hen inte har något att tillägga."))
    open_hearing = Hearing.objects.filter(pk=hearing.pk, replied_at=None)
    if not open_hearing.update(reply=reply.strip(), replied_at=at, reply_noted_by=by):
        raise AlreadyReplied(_("Svaret är redan antecknat. Ladda om sidan för att läsa det."))
    hearing.refresh_from_db()
    record("decisions.hearing.replied", by=by, at=at, about=hearing, household=application.household.number)
    return hearing


def _send(
    application: Application, calculation: Calculation | None, text: str, reply_by: date, by: User, at: datetime
) -> Hearing:
    """:raises NothingToHear:"""
    if not text.strip():
        raise NothingToHear(_("Skriv vad beslutet skulle bygga på, så att den enskilde kan svara."))
    if reply_by <= timezone.localdate(at):
        raise NothingToHear(_("Sista dagen att svara måste ligga efter i dag. Välj en senare dag."))
    hearing = Hearing.objects.create(
        application=application, calculation=calculation, text=text.strip(), sent_at=at, sent_by=by, reply_by=reply_by
    )
    number = application.household.number
    record("decisions.hearing.sent", by=by, at=at, about=hearing, household=number, reply_by=reply_by.isoformat())
    return hearing
