"""The person's request that a matter be decided after six months, and the decision to refuse it."""

from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from framsteg.apps.applications.queries import application_for
from framsteg.apps.audit.actions import record_read
from framsteg.apps.decisions import actions, queries, review_forms
from framsteg.apps.decisions.views._shared import TAB, done, pdf_or_back
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.people.queries import case_header

PAGE = "decisions/review_request.html"


@require_GET
def request_page(request: StaffRequest, application_id: int) -> HttpResponse:
    """Show whether the person has asked that the matter be decided, and until when to answer."""
    now = timezone.now()
    context = _context(request, application_id, now)
    record_read(page="decisions.request", by=request.user, at=now, household=context["household"]["number"])
    return render(request, PAGE, context)


@require_POST
def receive(request: StaffRequest, application_id: int) -> HttpResponse:
    """Note the request."""
    now = timezone.now()
    found = application_for(request.user, application_id, now)
    form = review_forms.RequestForm(request.POST)
    if done(
        request,
        form,
        lambda **fields: actions.receive_decision_request(application=found, **fields, by=request.user, at=now),
    ):
        messages.success(request, _("Begäran är antecknad."))
        return redirect("decisions:request", application_id)
    return render(request, PAGE, _context(request, application_id, now, receive=form), status=422)


@require_POST
def refuse(request: StaffRequest, application_id: int) -> HttpResponse:
    """Refuse the request in a decision of its own."""
    now = timezone.now()
    found = queries.decision_request_for(request.user, application_id, now)
    form = review_forms.RefuseRequestForm(request.POST)
    if done(
        request,
        form,
        lambda **fields: actions.refuse_decision_request(request=found, **fields, by=request.user, at=now),
    ):
        messages.success(request, _("Begäran är avslagen och brevet sparat. Utredningen fortsätter."))
        return redirect("decisions:request", application_id)
    return render(request, PAGE, _context(request, application_id, now, refuse=form), status=422)


@require_GET
def letter(request: StaffRequest, application_id: int) -> HttpResponse:
    """Show the letter of a refused request as it was sent."""
    return HttpResponse(_letter(request, application_id))


@require_GET
def letter_pdf(request: StaffRequest, application_id: int) -> HttpResponse:
    """Give that letter as PDF."""
    back = reverse("decisions:request", args=[application_id])
    return pdf_or_back(request, _letter(request, application_id), f"begaran-{application_id}.pdf", back=back)


def _letter(request: StaffRequest, application_id: int) -> str:
    now = timezone.now()
    found = queries.decision_request_for(request.user, application_id, now)
    refusal = getattr(found, "refusal", None)
    if refusal is None:
        raise Http404(_("Begäran är inte avslagen."))
    record_read(page="decisions.letter", by=request.user, at=now, household=found.application.household.number)
    sent: str = refusal.letter
    return sent


def _context(
    request: StaffRequest,
    application_id: int,
    now: datetime,
    *,
    receive: django_forms.Form | None = None,
    refuse: django_forms.Form | None = None,
) -> dict[str, Any]:
    found, today = application_for(request.user, application_id, now), timezone.localdate(now)
    return queries.request_page(request.user, found, now) | {
        "page_title": _("Begäran om avgörande"),
        "household": case_header(found.household, request.user, now, tab=TAB),
        "receive_form": receive or review_forms.RequestForm(initial={"came_in_on": today, "is_written": "yes"}),
        "refuse_form": refuse or review_forms.RefuseRequestForm(),
    }
