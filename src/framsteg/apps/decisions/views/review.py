"""What follows on a decision: the days it was received and announced, amendments, and a new appeal."""

from datetime import date, datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.htmx import render_part
from framsteg.apps.decisions import actions, forms, queries, review_forms
from framsteg.apps.decisions.enums import AmendmentGround, AppealHold
from framsteg.apps.decisions.views._shared import TAB, done, part_or_page, pdf_or_back
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.people.queries import case_header

DECISION = "decisions/decision.html"


@require_POST
def receipt(request: StaffRequest, decision_id: int) -> HttpResponse:
    """Note the day the person got the decision."""
    now = timezone.now()
    found = queries.decision_for(request.user, decision_id, now)
    form = forms.ReceiptForm(request.POST)
    if not done(
        request, form, lambda **fields: actions.note_receipt(decision=found, **fields, by=request.user, at=now)
    ):
        context = decision_context(request, decision_id, now, receipt=form)
        return part_or_page(request, DECISION, "follow", context)
    messages.success(request, _("Dagen är antecknad."))
    back = reverse("decisions:decision", args=[decision_id])
    return render_part(request, DECISION, "follow", decision_context(request, decision_id, now), back=back)


@require_POST
def amendment_receipt(request: StaffRequest, amendment_id: int) -> HttpResponse:
    """Note the day the person got an amended decision."""
    now = timezone.now()
    found = queries.amendment_for(request.user, amendment_id, now)
    form = forms.ReceiptForm(request.POST, prefix=f"andring-{amendment_id}")
    if not done(
        request,
        form,
        lambda **fields: actions.note_amendment_receipt(amendment=found, **fields, by=request.user, at=now),
    ):
        context = decision_context(request, found.decision_id, now, amended=(amendment_id, form))
        return part_or_page(request, DECISION, "follow", context)
    messages.success(request, _("Dagen är antecknad."))
    back = reverse("decisions:decision", args=[found.decision_id])
    return render_part(request, DECISION, "follow", decision_context(request, found.decision_id, now), back=back)


@require_POST
def announcement(request: StaffRequest, decision_id: int) -> HttpResponse:
    """Note the day from which the time for laglighetsprövning runs."""
    now = timezone.now()
    found = queries.decision_for(request.user, decision_id, now)
    form = review_forms.AnnouncementForm(request.POST)
    if not done(
        request, form, lambda **fields: actions.note_announcement(decision=found, **fields, by=request.user, at=now)
    ):
        context = decision_context(request, decision_id, now, announcement=form)
        return part_or_page(request, DECISION, "follow", context)
    messages.success(request, _("Dagen är antecknad."))
    back = reverse("decisions:decision", args=[decision_id])
    return render_part(request, DECISION, "follow", decision_context(request, decision_id, now), back=back)


@require_POST
def receive_appeal(request: StaffRequest, decision_id: int) -> HttpResponse:
    """Note an appeal, and go on to its page."""
    now = timezone.now()
    found = queries.decision_for(request.user, decision_id, now)
    form = review_forms.AppealForm(request.POST)
    noted = []
    if done(
        request,
        form,
        lambda **fields: noted.append(actions.receive_appeal(decision=found, **fields, by=request.user, at=now)),
    ):
        messages.success(request, _("Överklagandet är antecknat."))
        return redirect("decisions:appeal", noted[0].pk)
    return render(request, DECISION, decision_context(request, decision_id, now, appeal=form), status=422)


@require_http_methods(["GET", "POST"])
def amend(request: StaffRequest, decision_id: int) -> HttpResponse:
    """Change a decision for the better. ``grund`` in the address chooses the ground to begin from."""
    now = timezone.now()
    found = queries.decision_for(request.user, decision_id, now)
    granted, hold = queries.granted_now(found), queries.hold_of(found)
    ours = AmendmentGround.LATE_FACTS if hold == AppealHold.TRIED else AmendmentGround.RECONSIDERED
    begun = {
        "ground": request.GET.get("grund", ours),
        "granted": granted.right,
        "granted_extra": granted.extra,
    }
    form = review_forms.AmendForm(request.POST or None, initial=begun)
    if request.method == "POST" and done(
        request, form, lambda **fields: actions.amend(decision=found, **fields, by=request.user, at=now)
    ):
        messages.success(
            request, _("Ändringsbeslutet är fattat och brevet sparat. Beställ utbetalningen av skillnaden.")
        )
        return redirect("decisions:decision", decision_id)
    record_read(page="decisions.amend", by=request.user, at=now, household=found.household.number)
    context = {
        "held": queries.HELD.get(hold, ""),
        "page_title": _("Ändra beslutet"),
        "household": case_header(found.household, request.user, now, tab=TAB),
        "decision_id": decision_id,
        "month": found.month,
        "granted_now": granted,
        "form": form,
    }
    return render(request, "decisions/review_amend.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def amendment_letter(request: StaffRequest, amendment_id: int) -> HttpResponse:
    """Show an amendment's letter as it was sent."""
    now = timezone.now()
    found = queries.amendment_for(request.user, amendment_id, now)
    record_read(page="decisions.letter", by=request.user, at=now, household=found.decision.household.number)
    return HttpResponse(found.letter)


@require_GET
def amendment_letter_pdf(request: StaffRequest, amendment_id: int) -> HttpResponse:
    """Give an amendment's letter as PDF."""
    now = timezone.now()
    found = queries.amendment_for(request.user, amendment_id, now)
    decision = found.decision
    record_read(page="decisions.letter", by=request.user, at=now, household=decision.household.number)
    name = f"andring-{decision.household.number}-{decision.month}.pdf"
    return pdf_or_back(request, found.letter, name, back=reverse("decisions:decision", args=[decision.pk]))


def decision_context(
    request: StaffRequest,
    decision_id: int,
    now: datetime,
    *,
    receipt: forms.ReceiptForm | None = None,
    announcement: django_forms.Form | None = None,
    appeal: django_forms.Form | None = None,
    amended: tuple[int, forms.ReceiptForm] | None = None,
) -> dict[str, Any]:
    """Return the rows of the decision's page with a form for each thing that can follow."""
    found, today = queries.decision_for(request.user, decision_id, now), timezone.localdate(now)
    pages = queries.decision_page(request.user, found, now) | queries.follow_page(found, now)
    return pages | {
        "amendments": [(row, _amendment_form(row.id, today, amended)) for row in pages["amendments"]],
        "page_title": _("Beslut"),
        "household": case_header(found.household, request.user, now, tab=TAB),
        "receipt_form": receipt or forms.ReceiptForm(initial={"received_on": today}),
        "announcement_form": announcement or review_forms.AnnouncementForm(initial={"announced_on": today}),
        "appeal_form": appeal or review_forms.AppealForm(initial={"came_in_on": today, "is_written": "yes"}),
    }


def _amendment_form(amendment_id: int, today: date, refused: tuple[int, forms.ReceiptForm] | None) -> forms.ReceiptForm:
    if refused and refused[0] == amendment_id:
        return refused[1]
    return forms.ReceiptForm(initial={"received_on": today}, prefix=f"andring-{amendment_id}")
