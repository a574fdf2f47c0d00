"""Named contacts: a household's caseworker and who came after whom, and the manager's page of cases by contact."""

from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.partners.queries import case_header
from framsteg.apps.pathway import actions
from framsteg.apps.pathway.clock_forms import CaseworkerForm
from framsteg.apps.pathway.queries import continuity as queries
from framsteg.apps.people.permissions import check_may_work_on, may_work_on
from framsteg.apps.people.queries import household_for


def caseworker(request: StaffRequest, number: str) -> HttpResponse:
    """Show a household's contacts over time, and give it a caseworker."""
    now = timezone.now()
    household = household_for(request.user, number, now)
    check_may_work_on(request.user, household, now)
    staff = queries.caseworker_choices(household)
    initial = {"version": household.version, "caseworker": household.caseworker_id}
    names = [(key, str(one)) for key, one in staff.items()]
    form = CaseworkerForm(request.POST or None, staff=names, initial=initial)
    if request.method == "POST" and form.is_valid() and _assign(request, household, staff, form, now):
        messages.success(request, _("Handläggaren är ändrad."))
        if not may_work_on(request.user, household, now):  # a protected household that somebody else has now
            return redirect("workbench:desk")
        return redirect("pathway:caseworker", number)
    record_read(page="pathway.caseworker", by=request.user, at=now, household=number)
    context = {
        "page_title": _("Handläggare"),
        "breadcrumbs": [{"label": _("Personer"), "url": reverse("people:members", args=[number])}],
        "household": case_header(household, request.user, now, tab="people:members"),
        "number": number,
        "form": form,
        "handovers": queries.handovers_of(request.user, household),
    }
    return render(request, "pathway/caseworker.html", context, status=422 if form.errors else 200)


def _assign(
    request: StaffRequest, household: Any, staff: dict[int, Any], form: django_forms.Form, at: datetime
) -> bool:
    """Give the household its caseworker; a refusal stands in the form, with what was typed."""
    chosen = {**form.cleaned_data, "caseworker": staff.get(form.cleaned_data["caseworker"])}
    try:
        actions.assign_caseworker(household=household, **chosen, by=request.user, at=at)
    except NotAllowed:
        raise
    except ActionDenied as denied:
        form.add_error(None, str(denied))
        return False
    household.refresh_from_db()
    return True


@require_safe
def caseload(request: StaffRequest) -> HttpResponse:
    """Show who has how many cases, how long contacts last, and who has none."""
    now = timezone.now()
    page = queries.caseload_for(request.user, now)
    record_read(page="pathway.caseload", by=request.user, at=now, household="")
    context = {"page_title": _("Ärenden per handläggare"), "page": page, "often": queries.OFTEN}
    return render(request, "pathway/caseload.html", context)
