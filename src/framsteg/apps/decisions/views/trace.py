"""The whole of a calculation, to keep or to compare with what today's program says."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from framsteg.apps.applications.queries import application_for
from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.formats import month_label
from framsteg.apps.decisions import queries
from framsteg.apps.decisions.views._shared import TAB
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.people.queries import case_header


@require_GET
def calculation_trace(request: StaffRequest, application_id: int) -> HttpResponse:
    """Give an application's latest calculation as JSON: facts, every line, and the program that made it."""
    now = timezone.now()
    application = application_for(request.user, application_id, now)
    record_read(page="decisions.calculation", by=request.user, at=now, household=application.household.number)
    return _as_file(queries.latest_calculation(application), application.household.number, str(application.month))


@require_GET
def trace(request: StaffRequest, decision_id: int) -> HttpResponse:
    """Give the calculation that a decision rests on as JSON."""
    now = timezone.now()
    found = queries.decision_for(request.user, decision_id, now)
    record_read(page="decisions.decision", by=request.user, at=now, household=found.household.number)
    return _as_file(found.calculation, found.household.number, str(found.month))


@require_GET
def rerun(request: StaffRequest, decision_id: int) -> HttpResponse:
    """Show what today's program says of the facts that a decision rests on. Changes nothing."""
    now = timezone.now()
    found = queries.decision_for(request.user, decision_id, now)
    record_read(page="decisions.decision", by=request.user, at=now, household=found.household.number)
    if found.calculation is None:
        raise Http404(_("Ansökan avvisades utan beräkning."))
    context = {
        "page_title": _("Räkna om beslutet med dagens program"),
        "lead": _("Beslutet för %(month)s ändras inte av det här.") % {"month": month_label(found.month)},
        "household": case_header(found.household, request.user, now, tab=TAB),
        "decision_id": decision_id,
        "rerun": queries.rerun_of(found.calculation),
    }
    return render(request, "decisions/rerun.html", context)


def _as_file(calculation: Any, number: str, month: str) -> HttpResponse:
    if calculation is None:
        raise Http404(_("Det finns ingen beräkning."))
    headers = {"Content-Disposition": f'attachment; filename="berakning-{number}-{month}.json"'}
    shown = {"ensure_ascii": False, "indent": 2}
    return JsonResponse(queries.trace_of(calculation), headers=headers, json_dumps_params=shown)
