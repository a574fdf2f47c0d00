"""The journey's page and its forms, the mapping, and a household's list of journeys."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.core.htmx import render_part
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.partners.queries import case_header
from framsteg.apps.pathway import actions, forms, queries
from framsteg.apps.pathway.views.parts import MakeForm, with_forms
from framsteg.apps.people.queries import household_for

PAGE = "pathway/journey.html"
Bound = dict[tuple[str, int | None], django_forms.Form]  # what was typed, by form and row


@require_safe
def household(request: StaffRequest, number: str) -> HttpResponse:
    """Show a household's journeys."""
    now = timezone.now()
    found = household_for(request.user, number, now)
    record_read(page="pathway.household", by=request.user, at=now, household=number)
    context = {
        "page_title": _("Väg till arbete"),
        "household": case_header(found, request.user, now, tab="pathway:household"),
        "rows": queries.journey_rows_for(request.user, found, now),
    }
    return render(request, "pathway/household.html", context)


@require_safe
def journey(request: StaffRequest, journey_id: int) -> HttpResponse:
    """Show where a journey stands and what can be done on it."""
    now = timezone.now()
    found = queries.journey_for(request.user, journey_id, now)
    record_read(page="pathway.journey", by=request.user, at=now, household=found.household.number)
    return render(request, PAGE, _context(request, found, now))


@require_POST
def refer(request: StaffRequest, journey_id: int) -> HttpResponse:
    return change(request, journey_id, "refer", forms.ReferForm, actions.refer, _("Hänvisningen är gjord."))


@require_POST
def start_programme(request: StaffRequest, journey_id: int) -> HttpResponse:
    return change(
        request, journey_id, "start", forms.StartForm, actions.start_programme, _("Första dagen är registrerad.")
    )


@require_POST
def end_programme(request: StaffRequest, journey_id: int) -> HttpResponse:
    return change(
        request, journey_id, "end", forms.EndProgrammeForm, actions.end_programme, _("Sista dagen är registrerad.")
    )


@require_POST
def assign_consultant(request: StaffRequest, journey_id: int) -> HttpResponse:
    def act(*, staff: int, **who: Any) -> None:
        actions.assign_consultant(consultant=queries.staff_for(staff, Role.CONSULTANT), **who)

    return change(request, journey_id, "consultant", _staff_form(Role.CONSULTANT), act, _("Konsulenten är utsedd."))


@require_POST
def assign_coach(request: StaffRequest, journey_id: int) -> HttpResponse:
    def act(*, staff: int, **who: Any) -> None:
        actions.assign_coach(coach=queries.staff_for(staff, Role.JOB_COACH), **who)

    form, done = _staff_form(Role.JOB_COACH), _("Den som följer personen är utsedd.")
    return change(request, journey_id, "coach", form, act, done)


@require_POST
def start_activity(request: StaffRequest, journey_id: int) -> HttpResponse:
    return change(
        request, journey_id, "activity", forms.ActivityForm, actions.start_activity, _("Insatsen är registrerad.")
    )


@require_POST
def end_activity(request: StaffRequest, journey_id: int, part_id: int) -> HttpResponse:
    def act(*, journey: Any, **data: Any) -> None:
        actions.end_activity(activity=queries.activity_for(request.user, journey, part_id), **data)

    return change(request, journey_id, "end_activity", forms.EndActivityForm, act, _("Insatsen är avslutad."), part_id)


def mapping(request: StaffRequest, journey_id: int) -> HttpResponse:
    """Show the form of a mapping, and keep it."""
    now = timezone.now()
    found = queries.journey_for(request.user, journey_id, now)
    page = queries.journey_head(request.user, found, now)
    if not page.may_work:
        raise NotAllowed(_("Kartläggningen görs av kommunens personal."))
    form = forms.MappingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            summary = form.cleaned_data["summary"]
            actions.hold_mapping(journey=found, answers=form.answers(), summary=summary, by=request.user, at=now)
        except actions.MappingIncomplete as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, _("Kartläggningen är sparad."))
            return redirect("pathway:journey", journey_id)
    record_read(page="pathway.mapping", by=request.user, at=now, household=page.household)
    context = {
        "page_title": _("Kartläggning"),
        "breadcrumbs": [{"label": _("Väg till arbete"), "url": reverse("pathway:journey", args=[journey_id])}],
        "household": header(request, found, now, page.stage),
        "journey_id": journey_id,
        "form": form,
    }
    return render(request, "pathway/mapping.html", context, status=422 if form.errors else 200)


def header(request: StaffRequest, found: Any, now: datetime, stage: str) -> dict[str, Any]:
    """Return the band above the pages of a journey."""
    return case_header(found.household, request.user, now, tab="pathway:household") | {"stage": stage}


def _staff_form(role: Role) -> Callable[..., django_forms.Form]:
    def make(*args: Any, **kwargs: Any) -> django_forms.Form:
        return forms.StaffForm(*args, choices=queries.staff_choices()[role], **kwargs)

    return make


def change(
    request: StaffRequest,
    journey_id: int,
    name: str,
    form_class: Callable[..., django_forms.Form],
    act: Callable[..., Any],
    done: str,
    part_id: int | None = None,
) -> HttpResponse:
    """
    Answer a form of the journey's page: the part that htmx swaps is the whole way, because one step moves the next.

    A refusal is said as a message, and what was typed stays in the form.
    """
    now = timezone.now()
    found = queries.journey_for(request.user, journey_id, now)
    form = form_class(request.POST, auto_id=_auto_id(name, part_id))
    saved = False
    if form.is_valid():
        try:
            act(journey=found, **form.cleaned_data, by=request.user, at=now)
        except NotAllowed:
            raise
        except ActionDenied as denied:
            messages.error(request, str(denied))
        else:
            messages.success(request, done)
            saved = True
            try:
                found = queries.journey_for(request.user, journey_id, now)
            except Http404:  # a protected person, whom somebody else follows now
                return _to_desk(request)
    context = _context(request, found, now, {} if saved else {(name, part_id): form})
    if saved or request.headers.get("HX-Request") == "true":
        return render_part(request, PAGE, "way", context, back=reverse("pathway:journey", args=[journey_id]))
    return render(request, PAGE, context, status=422)


def _to_desk(request: StaffRequest) -> HttpResponse:
    """Lead to the user's desk, also from a form that htmx sends."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": reverse("workbench:desk")})
    return redirect("workbench:desk")


def _auto_id(name: str, part_id: int | None = None) -> str:
    """Several forms stand on one page; the ids of their fields must differ."""
    return f"id_{name}{part_id or ''}_%s"


def _context(
    request: StaffRequest,
    found: Any,
    now: datetime,
    bound: Bound | None = None,
) -> dict[str, Any]:
    page = queries.journey_page(request.user, found, now)
    today, typed = timezone.localdate(now), bound or {}

    def form(name: str, make: Callable[..., django_forms.Form], part_id: int | None = None, **given: Any) -> Any:
        return typed.get((name, part_id)) or make(auto_id=_auto_id(name, part_id), **given)

    return {
        "page_title": _("Väg till arbete: %(who)s") % {"who": page.who},
        "household": header(request, found, now, page.stage),
        "journey": page,
        "now": now,
        "forms": _forms(page, today, form) if page.may_work else {},
        **with_forms(page, today, form if page.may_work else None),
    }


def _forms(page: queries.JourneyPage, today: date, form: MakeForm) -> dict[str, Any]:
    """Return the forms of the page: what was typed where something was refused, else likely days."""
    staff = queries.staff_choices()
    for row in page.activities or ():
        row["form"] = form("end_activity", forms.EndActivityForm, row["id"])
    first_day = page.referral["first_day"] if page.referral else None
    return {
        "refer": form("refer", forms.ReferForm),
        "start": form("start", forms.StartForm, initial={"starts_on": first_day}),
        "end": form("end", forms.EndProgrammeForm, initial={"ended_on": today}),
        "consultant": form("consultant", forms.StaffForm, choices=staff[Role.CONSULTANT]),
        "coach": form("coach", forms.StaffForm, choices=staff[Role.JOB_COACH]),
        "activity": form("activity", forms.ActivityForm, kinds=page.has.activities),
    }
