"""The page of the calculation: calculate, hear and decide."""

from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from framsteg.apps.applications.queries import application_for
from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.core.htmx import render_part
from framsteg.apps.decisions import actions, forms, queries
from framsteg.apps.decisions.review_forms import CloseOralForm
from framsteg.apps.decisions.views._shared import TAB, done, part_or_page, renewed
from framsteg.apps.decisions.views.begun import injunction_forms, judgement_forms
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.people.queries import case_header

CALCULATION = "decisions/calculation.html"


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
    return calculation_part(request, application_id, now)


@require_POST
def hear(request: StaffRequest, application_id: int) -> HttpResponse:
    """Send a hearing."""
    now = timezone.now()
    application = application_for(request.user, application_id, now)
    form = forms.HearingForm(request.POST)
    if done(
        request, form, lambda **fields: actions.send_hearing(application=application, **fields, by=request.user, at=now)
    ):
        return calculation_part(request, application_id, now, done=_("Kommuniceringen är sparad."))
    return calculation_part(request, application_id, now, refused=form, hearing=form)


@require_POST
def reply(request: StaffRequest, hearing_id: int) -> HttpResponse:
    """Note the answer to a hearing."""
    now = timezone.now()
    hearing = queries.hearing_for(request.user, hearing_id, now)
    form = forms.ReplyForm(request.POST)
    if done(request, form, lambda **fields: actions.note_reply(hearing=hearing, **fields, by=request.user, at=now)):
        return calculation_part(request, hearing.application_id, now, done=_("Svaret är antecknat."))
    return calculation_part(request, hearing.application_id, now, refused=form, reply=form)


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
    form = forms.DecideForm(request.POST, **_asked(proposed))
    made = []
    if done(
        request,
        form,
        lambda **fields: made.append(actions.decide(application=application, **fields, by=request.user, at=now)),
    ):
        messages.success(request, _("Beslutet är fattat och brevet sparat."))
        return redirect("decisions:decision", made[0].pk)
    return render(request, CALCULATION, _calculation_context(request, application_id, now, decide=form), status=422)


def calculation_part(
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
        return part_or_page(request, CALCULATION, "work", context)
    back = reverse("decisions:calculation", args=[application_id])
    return render_part(request, CALCULATION, "work", context, back=back)


def _asked(proposed: Any) -> dict[str, Any]:
    """Return what the form of the decision asks for, beside the reasons."""
    return {
        "fitting": proposed.kind,
        "may_skip_hearing": proposed.may_skip_hearing,
        "weighs_children": proposed.weighs_children,
    }


def _calculation_context(
    request: StaffRequest,
    application_id: int,
    now: datetime,
    *,
    judged: django_forms.Form | None = None,
    hearing: forms.HearingForm | None = None,
    reply: forms.ReplyForm | None = None,
    decide: forms.DecideForm | None = None,
    untried: django_forms.Form | None = None,
    oral: CloseOralForm | None = None,
) -> dict[str, Any]:
    """Return the page's rows with a form for each thing that can be done; a refused form takes its place."""
    application = application_for(request.user, application_id, now)
    page = queries.calculation_page(request.user, application, now)
    proposed, version, today = page["proposal"], page["version"], timezone.localdate(now)
    if proposed:
        begun = {"kind": proposed.kind, "reasons": proposed.reasons, "version": version}
        page["hearing_form"] = hearing or forms.HearingForm.begun(proposed.hearing_text, today)
        page["decide_form"] = forms.DecideForm(initial=begun, **_asked(proposed))
        if decide:
            page["decide_form"] = renewed(decide, version)
    return (
        page
        | judgement_forms(page["judged"], version, judged)
        | injunction_forms(version, today, untried)
        | {
            "page_title": _("Beräkning och beslut"),
            "household": case_header(application.household, request.user, now, tab=TAB),
            "reply_form": reply or forms.ReplyForm(),
            "oral": queries.oral_of(application),
            "oral_form": oral or CloseOralForm(),
        }
    )
