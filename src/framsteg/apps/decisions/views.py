"""Pages for calculation, hearing and decision. What was typed stays on the page when an action refuses it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from framsteg.apps.applications.queries import application_for
from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.core.htmx import render_part
from framsteg.apps.decisions import actions, forms, letters, queries
from framsteg.apps.decisions.permissions import check_may_delegate
from framsteg.apps.identity.permissions import CASE_WORK, StaffRequest, check_role
from framsteg.apps.people.queries import case_header, household_for

CALCULATION = "decisions/calculation.html"
DECISION = "decisions/decision.html"
TAB = "decisions:list"


@require_GET
def decisions(request: StaffRequest, number: str) -> HttpResponse:
    """Show a household's applications with their decisions."""
    now = timezone.now()
    check_role(request.user, CASE_WORK, _("läsa beslut"))
    household = household_for(request.user, number, now)
    record_read(page="decisions.list", by=request.user, at=now, household=number)
    context = {
        "page_title": _("Beslut"),
        "household": case_header(household, request.user, now, tab=TAB),
        "decisions": queries.decisions_of(household),
    }
    return render(request, "decisions/list.html", context)


@require_GET
def calculation(request: StaffRequest, application_id: int) -> HttpResponse:
    """Show the calculation line by line, the proposal and the way to a decision."""
    now = timezone.now()
    application = application_for(request.user, application_id, now)
    record_read(page="decisions.calculation", by=request.user, at=now, household=application.household.number)
    return render(request, CALCULATION, _calculation_context(request, application_id, now))


@require_POST
def calculate(request: StaffRequest, application_id: int) -> HttpResponse:
    """Calculate on the facts as they stand."""
    now = timezone.now()
    application = application_for(request.user, application_id, now)
    try:
        actions.calculate(application=application, by=request.user, at=now)
    except NotAllowed:
        raise
    except ActionDenied as denied:
        messages.error(request, str(denied))
    return _calculation_part(request, application_id, now)


@require_POST
def override(request: StaffRequest, application_id: int, cost_id: int) -> HttpResponse:
    """Assess one cost, and calculate again."""
    now = timezone.now()
    application = application_for(request.user, application_id, now)
    cost = application.costs.filter(pk=cost_id).first()
    if cost is None:
        raise Http404
    form = forms.OverrideForm(request.POST, prefix=f"kostnad-{cost_id}")

    def assess(**fields: Any) -> None:
        actions.override_cost(application=application, cost=cost, **fields, by=request.user, at=now)
        actions.calculate(application=application, by=request.user, at=now)

    if _done(request, form, assess):
        return _calculation_part(request, application_id, now, done=_("Bedömningen är sparad, beräkningen omgjord."))
    return _calculation_part(request, application_id, now, refused=form, override=(cost_id, form))


@require_POST
def hear(request: StaffRequest, application_id: int) -> HttpResponse:
    """Send a hearing."""
    now = timezone.now()
    application = application_for(request.user, application_id, now)
    form = forms.HearingForm(request.POST)
    if _done(
        request, form, lambda **fields: actions.send_hearing(application=application, **fields, by=request.user, at=now)
    ):
        return _calculation_part(request, application_id, now, done=_("Kommuniceringen är sparad."))
    return _calculation_part(request, application_id, now, refused=form, hearing=form)


@require_POST
def reply(request: StaffRequest, hearing_id: int) -> HttpResponse:
    """Note the answer to a hearing."""
    now = timezone.now()
    hearing = queries.hearing_for(request.user, hearing_id, now)
    form = forms.ReplyForm(request.POST)
    if _done(request, form, lambda **fields: actions.note_reply(hearing=hearing, **fields, by=request.user, at=now)):
        return _calculation_part(request, hearing.application_id, now, done=_("Svaret är antecknat."))
    return _calculation_part(request, hearing.application_id, now, refused=form, reply=form)


@require_POST
def decide(request: StaffRequest, application_id: int) -> HttpResponse:
    """Decide, and go on to the decision. A second click leads to the decision that stands."""
    now = timezone.now()
    application = application_for(request.user, application_id, now)
    page = queries.calculation_page(request.user, application, now)
    if page["decision_id"]:
        messages.info(request, _("Ansökan är redan beslutad. Här är beslutet."))
        return redirect("decisions:decision", page["decision_id"])
    proposed = page["proposal"]
    if proposed is None:
        messages.error(request, _("Beräkna på de uppgifter som gäller nu innan du beslutar."))
        return redirect("decisions:calculation", application_id)
    form = forms.DecideForm(request.POST, fitting=proposed.kind)
    made = []
    if _done(
        request,
        form,
        lambda **fields: made.append(actions.decide(application=application, **fields, by=request.user, at=now)),
    ):
        messages.success(request, _("Beslutet är fattat och brevet sparat."))
        return redirect("decisions:decision", made[0].pk)
    return render(request, CALCULATION, _calculation_context(request, application_id, now, decide=form), status=422)


@require_GET
def decision(request: StaffRequest, decision_id: int) -> HttpResponse:
    """Show a decision, its letter and what follows."""
    now = timezone.now()
    found = queries.decision_for(request.user, decision_id, now)
    record_read(page="decisions.decision", by=request.user, at=now, household=found.household.number)
    return render(request, DECISION, _decision_context(request, decision_id, now))


@require_POST
def receipt(request: StaffRequest, decision_id: int) -> HttpResponse:
    """Note the day the person got the decision."""
    now = timezone.now()
    found = queries.decision_for(request.user, decision_id, now)
    form = forms.ReceiptForm(request.POST)
    if not _done(
        request, form, lambda **fields: actions.note_receipt(decision=found, **fields, by=request.user, at=now)
    ):
        context = _decision_context(request, decision_id, now, receipt=form)
        return _part_or_page(request, DECISION, "follow", context)
    messages.success(request, _("Dagen är antecknad."))
    back = reverse("decisions:decision", args=[decision_id])
    return render_part(request, DECISION, "follow", _decision_context(request, decision_id, now), back=back)


@require_GET
def letter(request: StaffRequest, decision_id: int) -> HttpResponse:
    """Show the letter as it was sent."""
    now = timezone.now()
    found = queries.decision_for(request.user, decision_id, now)
    record_read(page="decisions.letter", by=request.user, at=now, household=found.household.number)
    return HttpResponse(found.letter)


@require_GET
def letter_pdf(request: StaffRequest, decision_id: int) -> HttpResponse:
    """Give the letter as PDF; without the system library, go back to the decision with a message that says so."""
    now = timezone.now()
    found = queries.decision_for(request.user, decision_id, now)
    record_read(page="decisions.letter", by=request.user, at=now, household=found.household.number)
    try:
        content = letters.pdf_of(found.letter)
    except letters.NoPdf as missing:
        messages.error(request, str(missing))
        return redirect("decisions:decision", decision_id)
    name = f"beslut-{found.household.number}-{found.month}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "POST"])
def delegations(request: StaffRequest) -> HttpResponse:
    """Show the delegation order and add lines to it."""
    now = timezone.now()
    check_may_delegate(request.user)
    form = forms.DelegationForm(request.POST or None)
    if request.method == "POST" and _done(
        request, form, lambda **fields: actions.add_delegation(**fields, by=request.user, at=now)
    ):
        messages.success(request, _("Raden är tillagd."))
        return redirect("decisions:delegations")
    context = {
        "page_title": _("Delegationsordning"),
        "lead": _("Vem som får fatta vilka beslut, som nämnden har bestämt."),
        "lines": queries.delegation_order(timezone.localdate(now)),
        "form": form,
    }
    return render(request, "decisions/delegation.html", context, status=422 if form.errors else 200)


def _done(request: StaffRequest, form: django_forms.Form, act: Callable[..., object]) -> bool:
    """Act with a form's fields. After a refusal the form keeps what was typed, and the message says what to do."""
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except NotAllowed:
        raise
    except ActionDenied as denied:
        messages.error(request, str(denied))
        return False
    return True


def _calculation_part(
    request: StaffRequest,
    application_id: int,
    now: datetime,
    *,
    done: str = "",
    refused: django_forms.Form | None = None,
    **shown: Any,
) -> HttpResponse:
    """Answer with the changed part of the page; after a refusal a browser without script gets the whole page."""
    if done:
        messages.success(request, done)
    context = _calculation_context(request, application_id, now, **shown)
    if refused is not None:
        return _part_or_page(request, CALCULATION, "work", context)
    back = reverse("decisions:calculation", args=[application_id])
    return render_part(request, CALCULATION, "work", context, back=back)


def _part_or_page(request: StaffRequest, template: str, part: str, context: dict[str, Any]) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return render(request, f"{template}#{part}", context)
    return render(request, template, context, status=422)


def _calculation_context(
    request: StaffRequest,
    application_id: int,
    now: datetime,
    *,
    override: tuple[int, forms.OverrideForm] | None = None,
    hearing: forms.HearingForm | None = None,
    reply: forms.ReplyForm | None = None,
    decide: forms.DecideForm | None = None,
) -> dict[str, Any]:
    """Return the page's rows with a form for each thing that can be done; a refused form takes its place."""
    application = application_for(request.user, application_id, now)
    page = queries.calculation_page(request.user, application, now)
    proposed = page["proposal"]
    if proposed:
        begun = {"kind": proposed.kind, "reasons": proposed.reasons, "version": page["version"]}
        page["hearing_form"] = hearing or forms.HearingForm.begun(proposed.hearing_text, timezone.localdate(now))
        page["decide_form"] = forms.DecideForm(initial=begun, fitting=proposed.kind)
        if decide:
            page["decide_form"] = _renewed(decide, page["version"])
    rows = [(row, _override_form(row, page["version"], override)) for row in page["costs"]]
    return page | {
        "page_title": _("Beräkning och beslut"),
        "household": case_header(application.household, request.user, now, tab=TAB),
        "costs": rows,
        "reply_form": reply or forms.ReplyForm(),
    }


def _override_form(row: Any, version: int, refused: tuple[int, forms.OverrideForm] | None) -> django_forms.Form:
    if refused and refused[0] == row.id:
        return _renewed(refused[1], version)
    begun = {"accepted": row.accepted, "reason": row.reason, "version": version}
    return forms.OverrideForm(initial=begun, prefix=f"kostnad-{row.id}")


def _renewed(form: django_forms.Form, version: int) -> django_forms.Form:
    """Let a refused form's next press be about the facts that the page shows now."""
    data = cast(QueryDict, form.data).copy()
    data[form.add_prefix("version")] = str(version)
    form.data = data
    return form


def _decision_context(
    request: StaffRequest, decision_id: int, now: datetime, *, receipt: forms.ReceiptForm | None = None
) -> dict[str, Any]:
    found = queries.decision_for(request.user, decision_id, now)
    return queries.decision_page(request.user, found, now) | {
        "page_title": _("Beslut"),
        "household": case_header(found.household, request.user, now, tab=TAB),
        "receipt_form": receipt or forms.ReceiptForm(initial={"received_on": timezone.localdate(now)}),
    }
