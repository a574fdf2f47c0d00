"""
A matter that has taken six months: the person asks in writing that it be decided (FL 12 §).

Within four weeks the application is decided, or the request is refused in a decision of its own, with reasons and
information on how to appeal. It can be asked once for each matter.
"""

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.core.formats import swedish_date
from framsteg.apps.decisions import notices, queries
from framsteg.apps.decisions.actions._shared import check_reasons, check_undecided, delegation_under
from framsteg.apps.decisions.enums import DelegatedKind
from framsteg.apps.decisions.models import DecisionRequest, RequestRefusal
from framsteg.apps.decisions.permissions import check_may_handle
from framsteg.apps.decisions.practice import first_day_to_request
from framsteg.apps.identity.models import User


class RequestRefused(ActionDenied):
    """The request cannot be noted so: it is not written, comes too early, or has been made before."""


class RequestAnswered(ActionDenied):
    """The request is refused already; that decision stands."""


@transaction.atomic
def receive_decision_request(
    *, application: Application, came_in_on: date, is_written: bool, by: User, at: datetime
) -> DecisionRequest:
    """
    Keep the person's request that the matter be decided. Six months must have gone since the application came in.

    :raises NotAllowed, AlreadyDecided, RequestRefused:
    """
    check_may_handle(by, application.household, at)
    check_undecided(application)
    if not is_written:
        raise RequestRefused(
            _("En begäran om avgörande ska vara skriftlig (FL 12 §). Hjälp den enskilde att skriva ned den (FL 6 §).")
        )
    first = first_day_to_request(timezone.localdate(application.received_at))
    if came_in_on < first:
        raise RequestRefused(
            _(
                "Det har inte gått sex månader. Begäran kan göras från och med %(day)s (FL 12 §). Berätta för den "
                "enskilde varför det dröjer (FL 11 §)."
            )
            % {"day": swedish_date(first)}
        )
    if came_in_on > timezone.localdate(at):
        raise RequestRefused(_("Dagen kan inte ligga efter i dag."))
    try:
        with transaction.atomic():
            request = DecisionRequest.objects.create(
                application=application, came_in_on=came_in_on, noted_at=at, noted_by=by
            )
    except IntegrityError:
        raise RequestRefused(_("En begäran är redan antecknad. Den kan göras en gång i ärendet (FL 12 §)."))
    record("decisions.request.received", by=by, at=at, about=request, household=application.household.number)
    return request


@transaction.atomic
def refuse_decision_request(*, request: DecisionRequest, reasons: str, by: User, at: datetime) -> RequestRefusal:
    """
    Decide not to decide the matter now: a decision of its own, which can be appealed. The investigation goes on.

    :raises NotAllowed, AlreadyDecided, RequestAnswered, ReasonsMissing, NoDelegation:
    """
    application = request.application
    check_may_handle(by, application.household, at)
    check_undecided(application)
    check_reasons(reasons)
    delegation = delegation_under(by, DelegatedKind.DELAY, Decimal(0), at)
    letter = notices.delay_letter(
        request=request,
        applicant=queries.applicant_of(application),
        reasons=reasons.strip(),
        delegation=delegation.reference,
        by=by,
        at=at,
    )
    try:
        with transaction.atomic():
            refusal = RequestRefusal.objects.create(
                request=request,
                reasons=reasons.strip(),
                decided_at=at,
                decided_by=by,
                delegation=delegation,
                letter=letter,
            )
    except IntegrityError:
        raise RequestAnswered(_("Begäran är redan avslagen. Öppna beslutet för att läsa det."))
    record("decisions.request.refused", by=by, at=at, about=refusal, household=application.household.number)
    return refusal
