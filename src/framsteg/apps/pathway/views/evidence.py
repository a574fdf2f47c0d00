"""One person's attendance: the days, what she has told, and evidence handed to a named caseworker."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.pathway import actions, queries
from framsteg.apps.pathway import offer_forms as forms
from framsteg.apps.pathway.queries import evidence as rows
from framsteg.apps.pathway.views.journey import header

PAGE = "pathway/attendance.html"


@require_safe
def attendance_of(request: StaffRequest, journey_id: int) -> HttpResponse:
    """Show the days of a time; ``fran`` and ``till`` choose it, the last four weeks unless told."""
    now = timezone.now()
    found = queries.journey_for(request.user, journey_id, now)
    context = _context(request, found, now, first=_day(request.GET.get("fran")), last=_day(request.GET.get("till")))
    record_read(page="pathway.attendance_of", by=request.user, at=now, household=found.household.number)
    return render(request, PAGE, context)


@require_POST
def report_absence(request: StaffRequest, journey_id: int) -> HttpResponse:
    def make(_page: rows.AttendancePage, *args: Any, **kwargs: Any) -> django_forms.Form:
        return forms.AbsenceForm(*args, **kwargs)

    return _change(request, journey_id, "absence", make, actions.report_absence, _("Frånvaroanmälan är antecknad."))


@require_POST
def send_evidence(request: StaffRequest, journey_id: int) -> HttpResponse:
    def make(page: rows.AttendancePage, *args: Any, **kwargs: Any) -> django_forms.Form:
        return forms.EvidenceForm(*args, recipients=page.recipients, **kwargs)

    def act(*, journey: Any, recipient: int, **data: Any) -> None:
        actions.send_evidence(journey=journey, recipient=rows.recipient_for(journey, recipient), **data)

    return _change(request, journey_id, "evidence", make, act, _("Underlaget är lämnat."))


@require_POST
def receive_evidence(request: StaffRequest, journey_id: int, part_id: int) -> HttpResponse:
    def make(_page: rows.AttendancePage, *args: Any, **kwargs: Any) -> django_forms.Form:
        return django_forms.Form(*args, **kwargs)

    def act(*, journey: Any, **who: Any) -> None:
        actions.receive_evidence(evidence=rows.evidence_for(request.user, journey, part_id), **who)

    done = _("Underlaget är kvitterat. Inget mer händer av sig självt.")
    return _change(request, journey_id, "receive", make, act, done)


def _change(
    request: StaffRequest,
    journey_id: int,
    name: str,
    make: Callable[..., django_forms.Form],
    act: Callable[..., Any],
    done: str,
) -> HttpResponse:
    """Answer a form of the page; a refusal is said as a message, and what was typed stays in the form."""
    now = timezone.now()
    found = queries.journey_for(request.user, journey_id, now)
    page = rows.attendance_page(request.user, found, now)
    if not page.may_work:
        raise NotAllowed(_("Närvaron sköts av kommunens personal."))
    form = make(page, request.POST, auto_id=f"id_{name}_%s")
    if form.is_valid():
        try:
            act(journey=found, **form.cleaned_data, by=request.user, at=now)
        except NotAllowed:
            raise
        except ActionDenied as denied:
            messages.error(request, str(denied))
        else:
            messages.success(request, done)
            return redirect("pathway:attendance_of", journey_id)
    return render(request, PAGE, _context(request, found, now, {name: form}), status=422)


def _context(
    request: StaffRequest,
    found: Any,
    now: datetime,
    bound: dict[str, django_forms.Form] | None = None,
    *,
    first: date | None = None,
    last: date | None = None,
) -> dict[str, Any]:
    page = rows.attendance_page(request.user, found, now, first, last)
    head = queries.journey_head(request.user, found, now)
    unbound = {
        "absence": forms.AbsenceForm(auto_id="id_absence_%s"),
        "evidence": forms.EvidenceForm(
            auto_id="id_evidence_%s",
            recipients=page.recipients,
            initial={"first_day": page.first, "last_day": page.last},
        ),
    }
    return {
        "page_title": _("Närvaro: %(who)s") % {"who": head.who},
        "breadcrumbs": [{"label": _("Väg till arbete"), "url": reverse("pathway:journey", args=[found.pk])}],
        "household": header(request, found, now, head.stage),
        "journey_id": found.pk,
        "page": page,
        "forms": unbound | (bound or {}) if page.may_work else {},
    }


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
