"""An application, its facts and its papers."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from framsteg.apps.applications import actions, queries
from framsteg.apps.applications.forms import AskForm, CheckForm, ReceiveForm, TakeBackForm
from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.core.formats import month_label
from framsteg.apps.core.htmx import render_part
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.people.queries import case_header, household_for

PAGE = "applications/application.html"
ASK_ID, RECEIVE_ID = "begar_%s", "inkom_%s"  # the page has several forms with a field of the same name
CHECK_ID = "kontroll_%s_%%s"


@require_GET
def household_applications(request: StaffRequest, number: str) -> HttpResponse:
    """The household's applications."""
    now = timezone.now()
    household = household_for(request.user, number, now)
    rows = queries.applications_of(request.user, household)
    record_read(page="applications.list", by=request.user, at=now, household=household.number)
    context = {
        "page_title": _("Ansökningar"),
        "household": case_header(household, request.user, now, tab="applications:list"),
        "number": household.number,
        "rows": rows,
    }
    return render(request, "applications/list.html", context)


@require_GET
def application(request: StaffRequest, application_id: int) -> HttpResponse:
    """What was applied for, the facts and the papers."""
    now = timezone.now()
    row = queries.application_for(request.user, application_id, now)
    record_read(page="applications.application", by=request.user, at=now, household=row.household.number)
    return render(request, PAGE, _context(request, row, now))


@require_POST
def ask_for_paper(request: StaffRequest, application_id: int) -> HttpResponse:
    """Ask the household for a paper."""
    now = timezone.now()
    row = queries.application_for(request.user, application_id, now)
    form = AskForm(request.POST, auto_id=ASK_ID)
    if form.is_valid():
        try:
            actions.ask_for_paper(application=row, **form.cleaned_data, by=request.user, at=now)
            messages.success(request, _("Handlingen är begärd."))
            form = AskForm(auto_id=ASK_ID)
        except NotAllowed:
            raise
        except ActionDenied as denied:
            form.add_error(None, str(denied))
    return _answer(request, row, now, ask=form)


@require_POST
def receive_paper(request: StaffRequest, application_id: int) -> HttpResponse:
    """Note that a paper came in, with its file when there is one."""
    now = timezone.now()
    row = queries.application_for(request.user, application_id, now)
    form = ReceiveForm(request.POST, request.FILES, auto_id=RECEIVE_ID)
    if form.is_valid():
        actions.receive_paper(application=row, **form.cleaned_data, by=request.user, at=now)
        messages.success(request, _("Handlingen är antecknad som inkommen."))
        form = _new_receive_form()
    return _answer(request, row, now, receive=form)


@require_POST
def check(request: StaffRequest, application_id: int) -> HttpResponse:
    """Note what an income or a cost was when somebody looked, or take such a check back."""
    now = timezone.now()
    row = queries.application_for(request.user, application_id, now)
    fact = queries.fact_of(row, request.POST.get("row", ""))
    back = f"{reverse('applications:application', args=[row.pk])}#{fact.name}"
    if request.POST.get("do") == "take_back":
        take_back = TakeBackForm(request.POST)
        if take_back.is_valid():
            version = take_back.cleaned_data["version"]
            actions.take_back_check(fact=fact, version=version, by=request.user, at=now)
            messages.success(request, _("Kontrollen är återtagen. Beräkna igen innan ansökan beslutas."))
        return redirect(back)
    form = CheckForm(request.POST, auto_id=CHECK_ID % fact.name)
    if form.is_valid():
        typed = {name: value for name, value in form.cleaned_data.items() if name != "row"}
        try:
            actions.verify(fact=fact, **typed, by=request.user, at=now)
        except NotAllowed:
            raise
        except ActionDenied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, _("Kontrollen är sparad. Beräkna igen innan ansökan beslutas."))
            return redirect(back)
    return render(request, PAGE, _context(request, row, now, checked=form), status=422)


@require_GET
def paper_file(request: StaffRequest, paper_id: int) -> FileResponse:
    """Give a paper's file to those who may open the application. Each opening is logged."""
    now = timezone.now()
    paper = queries.paper_for(request.user, paper_id, now)
    record_read(page="applications.paper", by=request.user, at=now, household=paper.application.household.number)
    ending = (paper.file.name or "").rpartition(".")[2]
    response = FileResponse(paper.file.open(), as_attachment=True, filename=f"{paper.kind}-{paper.pk}.{ending}")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer(request: StaffRequest, row, now, **forms) -> HttpResponse:
    """Answer htmx with the papers, a faulty form without script with the whole page, and the rest with a redirect."""
    if any(form.errors for form in forms.values()) and request.headers.get("HX-Request") != "true":
        return render(request, PAGE, _context(request, row, now, **forms), status=422)
    context = {"application": row, "papers": queries.paper_rows(row, now), **_paper_forms(), **forms}
    return render_part(request, PAGE, "papers", context, back=reverse("applications:application", args=[row.pk]))


def _context(request: StaffRequest, row, now, *, checked: CheckForm | None = None, **forms) -> dict[str, object]:
    """Return everything that the page shows; ``checked`` and ``forms`` are those that came back with faults."""
    facts = queries.application_page(request.user, row)
    is_decided = queries.is_decided(row)
    if not is_decided:
        for fact in (*facts["costs"], *facts["incomes"]):
            fact["check"] = checked if checked and checked["row"].value() == fact["name"] else _check_form(row, fact)
    return {
        "page_title": _("Ansökan för %(month)s") % {"month": month_label(row.month)},
        "household": case_header(row.household, request.user, now, tab="applications:list"),
        "application": row,
        "facts": facts,
        "papers": queries.paper_rows(row, now),
        "is_decided": is_decided,
        "checked": checked,
        **_paper_forms(),
        **forms,
    }


def _check_form(row, fact: dict[str, Any]) -> CheckForm:
    amount = fact["declared"] if fact["verified"] is None else fact["verified"]
    begun = {"row": fact["name"], "version": row.version, "amount": amount, "source": fact["source_word"]}
    return CheckForm(initial=begun, auto_id=CHECK_ID % fact["name"])


def _paper_forms() -> dict[str, object]:
    return {"ask": AskForm(auto_id=ASK_ID), "receive": _new_receive_form()}


def _new_receive_form() -> ReceiveForm:
    return ReceiveForm(initial={"token": uuid4()}, auto_id=RECEIVE_ID)
