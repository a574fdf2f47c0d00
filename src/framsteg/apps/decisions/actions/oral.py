"""The person asks to speak before the nämnd (SoL 14 kap. 8 §). Nothing is decided until she has, or has declined."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.decisions.actions._shared import check_undecided
from framsteg.apps.decisions.models import OralRequest
from framsteg.apps.decisions.permissions import check_may_handle
from framsteg.apps.identity.models import User


class AlreadyAsked(ActionDenied):
    """There is a request that is not closed."""


class AlreadyClosed(ActionDenied):
    """The request is closed; what was noted stands."""


class NoteMissing(ActionDenied):
    """A request is closed with a note of what was said, or of how the person declined."""


@transaction.atomic
def request_to_speak(*, application: Application, by: User, at: datetime) -> OralRequest:
    """
    Keep that the person wants to speak before the nämnd. No decision is made while the request is open.

    :raises NotAllowed, AlreadyDecided, AlreadyAsked:
    """
    check_may_handle(by, application.household, at)
    check_undecided(application)
    try:
        with transaction.atomic():
            request = OralRequest.objects.create(application=application, asked_at=at, noted_by=by)
    except IntegrityError:
        raise AlreadyAsked(_("Det finns redan en öppen begäran om att få tala inför nämnden."))
    record("decisions.oral.asked", by=by, at=at, about=request, household=application.household.number)
    return request


@transaction.atomic
def close_oral_request(*, request: OralRequest, held: bool, note: str, by: User, at: datetime) -> OralRequest:
    """
    Close the request: the person has spoken (``held``), or has herself declined. The note says what, or how.

    :raises NotAllowed, AlreadyClosed, NoteMissing:
    """
    check_may_handle(by, request.application.household, at)
    if not note.strip():
        raise NoteMissing(_("Skriv vad som sades, eller hur den enskilde avstod."))
    still_open = OralRequest.objects.filter(pk=request.pk, closed_at=None)
    if not still_open.update(closed_at=at, closed_by=by, held=held, note=note.strip()):
        raise AlreadyClosed(_("Begäran är redan avslutad. Ladda om sidan för att läsa vad som antecknades."))
    request.refresh_from_db()
    number = request.application.household.number
    record("decisions.oral.closed", by=by, at=at, about=request, household=number, held=held)
    return request
