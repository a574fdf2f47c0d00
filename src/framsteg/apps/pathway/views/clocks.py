"""The clocks of a journey on one page: stopped, set going, and judged when one was not kept."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.core.htmx import render_part
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.pathway import clock_forms as forms
from framsteg.apps.pathway import queries
from framsteg.apps.pathway.actions import clocks as actions
from framsteg.apps.pathway.queries import clocks as rows
from framsteg.apps.pathway.queries.model import model_of
from framsteg.apps.pathway.views.journey import header

PAGE = "pathway/clocks.html"


@require_safe
def clocks(request: StaffRequest, journey_id: int) -> HttpResponse:
    """Show every clock of the journey, by whose duty it is."""
    now = timezone.now()
    found = queries.journey_for(request.user, journey_id, now)
    context = _context(request, found, now)
    record_read(page="pathway.clocks", by=request.user, at=now, household=found.household.number)
    return render(request, PAGE, context)


@require_POST
def pause_clock(request: StaffRequest, journey_id: int, deadline_id: str = "") -> HttpResponse:
    """Let one clock stand still, or all of them."""

    def make(found: Any, *args: Any, **kwargs: Any) -> django_forms.Form:
        return forms.PauseForm(*args, reasons=rows.reasons_to_stop(model_of(found), deadline_id), **kwargs)

    def act(found: Any, **data: Any) -> None:
        actions.pause_clock(journey=found, deadline_id=deadline_id, **data)

    return _change(request, journey_id, f"pause-{deadline_id}", make, act, _("Klockan står still."))


@require_POST
def resume_clock(request: StaffRequest, journey_id: int, part_id: int) -> HttpResponse:
    """Let a clock go again."""

    def make(_found: Any, *args: Any, **kwargs: Any) -> django_forms.Form:
        return forms.ResumeForm(*args, **kwargs)

    def act(found: Any, **data: Any) -> None:
        actions.resume_clock(pause=rows.pause_for(request.user, found, part_id), **data)

    return _change(request, journey_id, f"resume-{part_id}", make, act, _("Klockan går igen."))


@require_POST
def judge_breach(request: StaffRequest, journey_id: int, part_id: int) -> HttpResponse:
    """Write down why a deadline was not kept."""

    def make(_found: Any, *args: Any, **kwargs: Any) -> django_forms.Form:
        return forms.BreachForm(*args, **kwargs)

    def act(found: Any, **data: Any) -> None:
        actions.judge_breach(deadline=rows.deadline_for(request.user, found, part_id), **data)

    return _change(request, journey_id, f"breach-{part_id}", make, act, _("Orsaken är antecknad. Inget följer av den."))


def _change(
    request: StaffRequest,
    journey_id: int,
    name: str,
    make: Callable[..., django_forms.Form],
    act: Callable[..., None],
    done: str,
) -> HttpResponse:
    """Answer a form of the page; a refusal is said as a message, and what was typed stays in the form."""
    now = timezone.now()
    found = queries.journey_for(request.user, journey_id, now)
    form = make(found, request.POST, auto_id=f"id_{name}_%s")
    saved = False
    if form.is_valid():
        try:
            act(found, **form.cleaned_data, by=request.user, at=now)
        except NotAllowed:
            raise
        except ActionDenied as denied:
            messages.error(request, str(denied))
        else:
            messages.success(request, done)
            saved = True
    context = _context(request, found, now, {} if saved else {name: form})
    if saved or request.headers.get("HX-Request") == "true":
        return render_part(request, PAGE, "clocks", context, back=reverse("pathway:clocks", args=[journey_id]))
    return render(request, PAGE, context, status=422)


def _context(
    request: StaffRequest, found: Any, now: datetime, bound: dict[str, django_forms.Form] | None = None
) -> dict[str, Any]:
    bound = bound or {}
    head = queries.journey_head(request.user, found, now)
    page = rows.clocks_page(request.user, found, now)
    start = {"since": timezone.localtime(now)}

    def form(name: str, make: Callable[..., django_forms.Form], **given: Any) -> django_forms.Form:
        return bound.get(name) or make(auto_id=f"id_{name}_%s", **given)

    def forms_of(clock: rows.Clock) -> dict[str, django_forms.Form | None]:
        shown: dict[str, django_forms.Form | None] = {"pause": None, "breach": None}
        if page.may_change and clock.may_stop:
            shown["pause"] = form(f"pause-{clock.deadline_id}", forms.PauseForm, reasons=clock.reasons, initial=start)
        if head.may_work and clock.broken and clock.pk:
            shown["breach"] = form(f"breach-{clock.pk}", forms.BreachForm)
        return shown

    return {
        "page_title": _("Frister: %(who)s") % {"who": head.who},
        "breadcrumbs": [{"label": _("Väg till arbete"), "url": reverse("pathway:journey", args=[found.pk])}],
        "household": header(request, found, now, head.stage),
        "journey_id": found.pk,
        "page": page,
        "sides": [(side, [{"clock": clock, **forms_of(clock)} for clock in own]) for side, own in page.sides],
        "stops": [
            {
                "stop": stop,
                "form": form(f"resume-{stop.pk}", forms.ResumeForm, initial={"until": timezone.localtime(now)})
                if page.may_change and not stop.until
                else None,
            }
            for stop in page.stops
        ],
        "pause_all": form("pause-", forms.PauseForm, reasons=page.reasons, initial=start)
        if page.may_stop_all
        else None,
        "now": now,
    }
