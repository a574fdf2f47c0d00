"""A request that a matter be decided after six months, and its refusal."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application
from framsteg.apps.decisions.enums import DelegatedKind
from framsteg.apps.decisions.models import DecisionRequest
from framsteg.apps.decisions.practice import first_day_to_request, last_day_to_answer_request
from framsteg.apps.decisions.queries.rows import delegation_hindrance, found_or_404, households_for
from framsteg.apps.identity.models import User


def decision_request_for(user: User, application_id: int, at: datetime) -> DecisionRequest:
    """Return an application's request with its refusal. :raises Http404: unless there is one that the user may see"""
    request = (
        DecisionRequest.objects.select_related(
            "application__household__unit", "noted_by", "refusal__decided_by", "refusal__delegation"
        )
        .filter(application=application_id, application__household__in=households_for(user, at))
        .first()
    )
    return found_or_404(request, _("Begäran finns inte, eller är inte öppen för dig."))


def request_page(user: User, application: Application, at: datetime) -> dict[str, Any]:
    """Return the rows of the page where a request is noted and answered."""
    today = timezone.localdate(at)
    opened_on = timezone.localdate(application.received_at)
    request = (
        DecisionRequest.objects.filter(application=application)
        .select_related("noted_by", "refusal__decided_by", "refusal__delegation")
        .first()
    )
    is_decided = hasattr(application, "decision")
    first_day = first_day_to_request(opened_on)
    last_day = last_day_to_answer_request(request.came_in_on) if request else None
    refusal = getattr(request, "refusal", None)
    return {
        "application_id": application.pk,
        "month": application.month,
        "opened_on": opened_on,
        "is_decided": is_decided,
        "first_day": first_day,
        "may_receive": request is None and not is_decided and today >= first_day,
        "asked": request,
        "last_day": last_day,
        "is_late": last_day is not None and today > last_day,
        "refusal": refusal,
        "may_refuse": request is not None and refusal is None and not is_decided,
        "hindrance": delegation_hindrance(user, DelegatedKind.DELAY, Decimal(0), today),
    }
