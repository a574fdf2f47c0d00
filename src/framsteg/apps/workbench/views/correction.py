"""Correcting the facts of an application until it is decided."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.queries import application_for, is_decided
from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, Changed, NotAllowed
from framsteg.apps.core.formats import month_label
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.people.queries import case_header
from framsteg.apps.workbench import actions
from framsteg.apps.workbench.forms import Correction, texts_of
from framsteg.apps.workbench.queries.correction import values_of


def correct(request: StaffRequest, application_id: int) -> HttpResponse:
    """The page on which the facts of an undecided application are corrected."""
    now = timezone.now()
    application = application_for(request.user, application_id, now)
    if is_decided(application):
        messages.error(request, _("Ansökan är beslutad, och uppgifterna som beslutet bygger på ändras inte."))
        return redirect("applications:application", application.pk)
    on = timezone.localdate(now)
    if request.method != "POST":
        return _draw(request, application, Correction(on=on, initial=values_of(application)), now)
    pressed = request.POST.get("do", "correct")
    if pressed.startswith("more:"):
        typed = Correction.initial_of(texts_of(request.POST))
        return _draw(request, application, Correction(on=on, initial=typed, more=pressed.removeprefix("more:")), now)
    page = Correction(on=on, data=request.POST)
    is_stale = False
    if page.is_valid():
        try:
            actions.correct_application(application=application, **page.typed(), by=request.user, at=now)
        except NotAllowed:
            raise
        except ActionDenied as denied:
            is_stale = isinstance(denied, Changed)
            page.refuse(str(denied))
        else:
            messages.success(request, _("Uppgifterna är rättade. Beräkna igen innan ansökan beslutas."))
            return redirect("decisions:calculation", application.pk)
    return _draw(request, application, page, now, is_stale=is_stale, status=422)


def _draw(
    request: StaffRequest,
    application: Any,
    page: Correction,
    now: datetime,
    *,
    is_stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    household = application.household
    record_read(page="workbench.correct", by=request.user, at=now, household=household.number)
    context = {
        "page_title": _("Rätta ansökan för %(month)s") % {"month": month_label(application.month)},
        "household": case_header(household, request.user, now, tab="applications:list"),
        "application_id": application.pk,
        "page": page,
        "is_stale": is_stale,
    }
    return render(request, "workbench/correct.html", context, status=status)
