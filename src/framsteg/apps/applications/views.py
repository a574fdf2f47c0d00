"""An application, its facts and its papers."""

from uuid import uuid4

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from framsteg.apps.applications import actions, queries
from framsteg.apps.applications.forms import AskForm, ReceiveForm
from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.core.formats import month_label
from framsteg.apps.core.htmx import render_part
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.people.queries import case_header, household_for

PAGE = "applications/application.html"
ASK_ID, RECEIVE_ID = "begar_%s", "inkom_%s"  # the page has two forms with a field of the same name


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
    context = {
        "page_title": _("Ansökan för %(month)s") % {"month": month_label(row.month)},
        "household": case_header(row.household, request.user, now, tab="applications:list"),
        "application": row,
        "facts": queries.application_page(request.user, row),
        "papers": queries.paper_rows(row, now),
        "is_decided": queries.is_decided(row),
        **_paper_forms(),
    }
    return render(request, PAGE, context)


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
    faulty = any(form.errors for form in forms.values())
    context = {
        "application": row,
        "papers": queries.paper_rows(row, now),
        **_paper_forms(),
        **forms,
    }
    if faulty and request.headers.get("HX-Request") != "true":
        context |= {
            "page_title": _("Ansökan för %(month)s") % {"month": month_label(row.month)},
            "household": case_header(row.household, request.user, now, tab="applications:list"),
            "facts": queries.application_page(request.user, row),
            "is_decided": queries.is_decided(row),
        }
        return render(request, PAGE, context, status=422)
    return render_part(request, PAGE, "papers", context, back=reverse("applications:application", args=[row.pk]))


def _paper_forms() -> dict[str, object]:
    return {"ask": AskForm(auto_id=ASK_ID), "receive": _new_receive_form()}


def _new_receive_form() -> ReceiveForm:
    return ReceiveForm(initial={"token": uuid4()}, auto_id=RECEIVE_ID)
