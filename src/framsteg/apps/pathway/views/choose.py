"""What one person can begin: an activity of the catalogue, a place in a waiting list, a group at Jobbcentrum."""

from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.pathway import actions, queries
from framsteg.apps.pathway import offer_forms as forms
from framsteg.apps.pathway.queries import offers as rows
from framsteg.apps.pathway.views.journey import header

ASKED = ("place", "workplace", "hours_per_week")


@require_safe
def choose(request: StaffRequest, journey_id: int) -> HttpResponse:
    """Show the offers that the journey's model has activities for."""
    now = timezone.now()
    found = _journey(request, journey_id, now)
    context = _context(request, found, now, _("Välj insats ur katalogen")) | {"choices": rows.choices_for(found, now)}
    record_read(page="pathway.choose", by=request.user, at=now, household=found.household.number)
    return render(request, "pathway/choose.html", context)


def begin(request: StaffRequest, journey_id: int, offer_id: int) -> HttpResponse:
    """Show one offer as it stands for the person, and start it."""
    now = timezone.now()
    found, offer = _journey(request, journey_id, now), rows.offer_for(request.user, offer_id)
    choice = _choice(found, offer.pk, now)
    known = [name for name in ASKED if getattr(offer, name)] + ([] if choice.passes else ["skip_because"])
    form = forms.BeginForm(request.POST or None, known=known, initial={"starts_on": timezone.localdate(now)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.start_activity(journey=found, offer=offer, **form.cleaned_data, by=request.user, at=now)
        except NotAllowed:
            raise
        except ActionDenied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, _("Insatsen är registrerad."))
            return redirect("pathway:journey", journey_id)
    return _begin_page(request, found, now, choice, form)


@require_POST
def join_waiting(request: StaffRequest, journey_id: int, offer_id: int) -> HttpResponse:
    """Let the person wait for a place."""
    now = timezone.now()
    found, offer = _journey(request, journey_id, now), rows.offer_for(request.user, offer_id)
    try:
        actions.join_waiting(journey=found, offer=offer, by=request.user, at=now)
    except NotAllowed:
        raise
    except ActionDenied as denied:
        messages.error(request, str(denied))
    else:
        messages.success(request, _("Personen står i kön."))
    return redirect("pathway:begin", journey_id, offer_id)


@require_POST
def leave_waiting(request: StaffRequest, journey_id: int, offer_id: int) -> HttpResponse:
    """Take the person out of the waiting list."""
    now = timezone.now()
    found, offer = _journey(request, journey_id, now), rows.offer_for(request.user, offer_id)
    form = forms.LeaveForm(request.POST)
    if form.is_valid():
        try:
            actions.leave_waiting(journey=found, offer=offer, **form.cleaned_data, by=request.user, at=now)
        except NotAllowed:
            raise
        except ActionDenied as denied:
            messages.error(request, str(denied))
        else:
            messages.success(request, _("Personen har lämnat kön."))
    else:
        messages.error(request, _("Skriv varför personen lämnar kön."))
    return redirect("pathway:begin", journey_id, offer_id)


def join_cohort(request: StaffRequest, journey_id: int) -> HttpResponse:
    """Show the groups that can be joined, and register the first day with one of them."""
    now = timezone.now()
    found = _journey(request, journey_id, now)
    cohorts = rows.cohorts_for(found, now)
    choices = [(row.id, f"{row.label}, {date_format(row.starts_on, 'j F')}") for row in cohorts]
    form = forms.JoinCohortForm(request.POST or None, cohorts=choices)
    if request.method == "POST" and form.is_valid():
        cohort = rows.cohort_of(found, form.cleaned_data.pop("cohort"))
        try:
            actions.start_programme(journey=found, cohort=cohort, **form.cleaned_data, by=request.user, at=now)
        except NotAllowed:
            raise
        except ActionDenied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, _("Första dagen är registrerad."))
            return redirect("pathway:journey", journey_id)
    context = _context(request, found, now, _("Börja i en grupp")) | {"cohorts": cohorts, "form": form}
    record_read(page="pathway.choose", by=request.user, at=now, household=found.household.number)
    return render(request, "pathway/join_cohort.html", context, status=422 if form.errors else 200)


def _begin_page(
    request: StaffRequest, found: Any, now: datetime, choice: rows.Choice, form: django_forms.Form
) -> HttpResponse:
    context = _context(request, found, now, choice.row.label) | {
        "choice": choice,
        "form": form,
        "leave": forms.LeaveForm(auto_id="id_leave_%s"),
    }
    record_read(page="pathway.choose", by=request.user, at=now, household=found.household.number)
    return render(request, "pathway/begin.html", context, status=422 if form.errors else 200)


def _journey(request: StaffRequest, journey_id: int, now: datetime) -> Any:
    """:raises NotAllowed: for partners, who begin nothing"""
    found = queries.journey_for(request.user, journey_id, now)
    if not queries.journey_head(request.user, found, now).may_work:
        raise NotAllowed(_("Insatser börjas av kommunens personal."))
    return found


def _choice(found: Any, offer_id: int, now: datetime) -> rows.Choice:
    """:raises Http404: an offer that the journey's model has no activity for, or that is closed or over"""
    for choice in rows.choices_for(found, now):
        if choice.row.id == offer_id:
            return choice
    raise Http404


def _context(request: StaffRequest, found: Any, now: datetime, title: str) -> dict[str, Any]:
    head = queries.journey_head(request.user, found, now)
    return {
        "page_title": title,
        "breadcrumbs": [{"label": _("Väg till arbete"), "url": reverse("pathway:journey", args=[found.pk])}],
        "household": header(request, found, now, head.stage),
        "journey_id": found.pk,
        "who": head.who,
    }
