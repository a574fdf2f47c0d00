"""An appeal's page, and each step on it."""

from collections.abc import Callable
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

from framsteg.apps.audit.actions import record_read
from framsteg.apps.decisions import actions, notices, queries, review_forms
from framsteg.apps.decisions.views._shared import TAB, done, pdf_or_back, renewed
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.people.queries import case_header

APPEAL = "decisions/review_appeal.html"


@require_GET
def appeal(request: StaffRequest, appeal_id: int) -> HttpResponse:
    """Show an appeal: where it stands, and the step that comes next."""
    now = timezone.now()
    found = queries.appeal_for(request.user, appeal_id, now)
    record_read(page="decisions.appeal", by=request.user, at=now, household=found.decision.household.number)
    return render(request, APPEAL, _context(request, appeal_id, now))


@require_POST
def check_time(request: StaffRequest, appeal_id: int) -> HttpResponse:
    """Judge whether the appeal came in time."""
    form = review_forms.TimeForm(request.POST)
    return _step(request, appeal_id, form, actions.check_time, _("Tiden är prövad."), "time")


@require_POST
def dismiss(request: StaffRequest, appeal_id: int) -> HttpResponse:
    """Decide not to take up an appeal that came too late."""
    form = review_forms.DismissForm(request.POST)
    said = _("Överklagandet är avvisat och brevet sparat.")
    return _step(request, appeal_id, form, actions.dismiss_late_appeal, said, "dismiss")


@require_POST
def reconsider(request: StaffRequest, appeal_id: int) -> HttpResponse:
    """Reconsider the decision before the appeal is sent on."""
    form = review_forms.ReconsiderForm(request.POST)
    return _step(request, appeal_id, form, actions.reconsider, _("Omprövningen är antecknad."), "reconsider")


@require_POST
def forward(request: StaffRequest, appeal_id: int) -> HttpResponse:
    """Note that the appeal is sent on to the court."""
    form = review_forms.VersionForm(request.POST)
    said = _("Överklagandet är antecknat som överlämnat.")
    return _step(request, appeal_id, form, actions.forward, said, "forward")


@require_POST
def judgement(request: StaffRequest, appeal_id: int) -> HttpResponse:
    """Note what the court said."""
    form = review_forms.JudgementForm(request.POST)
    return _step(request, appeal_id, form, actions.note_judgement, _("Avgörandet är antecknat."), "judgement")


@require_POST
def withdraw(request: StaffRequest, appeal_id: int) -> HttpResponse:
    """Note that the person takes the appeal back."""
    form = review_forms.WithdrawForm(request.POST)
    return _step(request, appeal_id, form, actions.withdraw_appeal, _("Återkallelsen är antecknad."), "withdraw")


@require_POST
def pass_on(request: StaffRequest, appeal_id: int) -> HttpResponse:
    """Note that the court has been told that the appeal is taken back."""
    form = review_forms.VersionForm(request.POST)
    said = _("Antecknat. Överklagandet avslutas när domstolen har skrivit av målet.")
    return _step(request, appeal_id, form, actions.pass_on_withdrawal, said, "pass_on")


@require_GET
def dismissal_letter(request: StaffRequest, appeal_id: int) -> HttpResponse:
    """Show the letter of an appeal that was not taken up."""
    return HttpResponse(_dismissal(request, appeal_id))


@require_GET
def dismissal_letter_pdf(request: StaffRequest, appeal_id: int) -> HttpResponse:
    """Give that letter as PDF."""
    back = reverse("decisions:appeal", args=[appeal_id])
    return pdf_or_back(request, _dismissal(request, appeal_id), f"avvisning-{appeal_id}.pdf", back=back)


@require_GET
def forwarding(request: StaffRequest, appeal_id: int) -> HttpResponse:
    """Show the note that goes with the appeal to the court, for printing."""
    return HttpResponse(_forwarding(request, appeal_id))


@require_GET
def forwarding_pdf(request: StaffRequest, appeal_id: int) -> HttpResponse:
    """Give that note as PDF."""
    back = reverse("decisions:appeal", args=[appeal_id])
    return pdf_or_back(request, _forwarding(request, appeal_id), f"overlamnande-{appeal_id}.pdf", back=back)


def _step(
    request: StaffRequest,
    appeal_id: int,
    form: django_forms.Form,
    action: Callable[..., object],
    said: str,
    name: str,
) -> HttpResponse:
    """Take one step and return to the page; a refused form stays on it as it was typed."""
    now = timezone.now()
    found = queries.appeal_for(request.user, appeal_id, now)
    if done(request, form, lambda **fields: action(appeal=found, **fields, by=request.user, at=now)):
        messages.success(request, said)
        return redirect("decisions:appeal", appeal_id)
    return render(request, APPEAL, _context(request, appeal_id, now, refused=(name, form)), status=422)


def _dismissal(request: StaffRequest, appeal_id: int) -> str:
    now = timezone.now()
    found = queries.appeal_for(request.user, appeal_id, now)
    dismissal = getattr(found, "dismissal", None)
    if dismissal is None:
        raise Http404(_("Överklagandet är inte avvisat."))
    record_read(page="decisions.letter", by=request.user, at=now, household=found.decision.household.number)
    letter: str = dismissal.letter
    return letter


def _forwarding(request: StaffRequest, appeal_id: int) -> str:
    now = timezone.now()
    found = queries.appeal_for(request.user, appeal_id, now)
    if found.reconsidered_at is None:
        raise Http404(_("Överklagandet är inte omprövat, så det finns inget att lämna över."))
    record_read(page="decisions.letter", by=request.user, at=now, household=found.decision.household.number)
    return notices.forwarding_note(
        appeal=found,
        received_on=queries.receipt_day(found),
        amendments=queries.amendments_of(found.decision),
        by=found.forwarded_by or request.user,
        at=found.forwarded_at or now,
    )


def _context(
    request: StaffRequest,
    appeal_id: int,
    now: datetime,
    *,
    refused: tuple[str, django_forms.Form] | None = None,
) -> dict[str, Any]:
    """Return the page's rows with a form for each step; a refused form takes its place."""
    found, today = queries.appeal_for(request.user, appeal_id, now), timezone.localdate(now)
    page = queries.appeal_page(request.user, found, now)
    version = {"version": found.version}
    granted = page["granted_now"]
    made: dict[str, django_forms.Form] = {
        "time": review_forms.TimeForm(
            initial=version | {"wrong_information": found.wrong_information, "came_to_court_on": found.came_to_court_on}
        ),
        "dismiss": review_forms.DismissForm(
            initial=version | {"reasons": notices.why_late(found, page["time"].last_day)}
        ),
        "reconsider": review_forms.ReconsiderForm(
            initial=version | {"granted": granted.right, "granted_extra": granted.extra}
        ),
        "forward": review_forms.VersionForm(initial=version),
        "withdraw": review_forms.WithdrawForm(initial=version | {"withdrawn_on": today, "how": "written"}),
        "pass_on": review_forms.VersionForm(initial=version),
        "judgement": review_forms.JudgementForm(initial=version | {"judged_on": today}),
    }
    if refused:
        name, form = refused
        made[name] = renewed(form, found.version)
    return page | {
        "page_title": _("Överklagande"),
        "household": case_header(found.decision.household, request.user, now, tab=TAB),
        "forms": made,
    }
