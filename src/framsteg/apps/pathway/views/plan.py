"""The plan on one page: goal, lines, signatures and versions."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.core.htmx import render_part
from framsteg.apps.core.pdf import pdf_or_back
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.pathway import actions, letters, plan_forms, queries
from framsteg.apps.pathway.enums import Party
from framsteg.apps.pathway.queries.has import plan_name
from framsteg.apps.pathway.queries.model import model_of
from framsteg.apps.pathway.views.journey import header

PAGE = "pathway/plan.html"


@require_safe
def plan(request: StaffRequest, journey_id: int) -> HttpResponse:
    """Show the current plan."""
    now = timezone.now()
    found = queries.journey_for(request.user, journey_id, now)
    record_read(page="pathway.plan", by=request.user, at=now, household=found.household.number)
    return render(request, PAGE, _context(request, found, now))


@require_safe
def plan_version(request: StaffRequest, journey_id: int, number: int) -> HttpResponse:
    """Show one version of the plan, current or replaced."""
    now = timezone.now()
    found = queries.journey_for(request.user, journey_id, now)
    record_read(page="pathway.plan", by=request.user, at=now, household=found.household.number)
    return render(request, PAGE, _context(request, found, now, number=number))


@require_safe
def compare_plans(request: StaffRequest, journey_id: int, number: int, other: int) -> HttpResponse:
    """Show what differs between two versions of the plan, line by line."""
    now = timezone.now()
    found = queries.journey_for(request.user, journey_id, now)
    head = queries.journey_head(request.user, found, now)
    comparison = queries.plan_comparison(request.user, found, number, other, now)
    record_read(page="pathway.plan", by=request.user, at=now, household=head.household)
    context = {
        "page_title": _("Jämför version %(older)s och %(newer)s av planen")
        % {"older": comparison.older, "newer": comparison.newer},
        "breadcrumbs": [
            {"label": _("Väg till arbete"), "url": reverse("pathway:journey", args=[journey_id])},
            {"label": plan_name(model_of(found)), "url": reverse("pathway:plan", args=[journey_id])},
        ],
        "household": header(request, found, now, head.stage),
        "comparison": comparison,
    }
    return render(request, "pathway/plan_comparison.html", context)


@require_safe
def plan_paper(request: StaffRequest, journey_id: int, number: int) -> HttpResponse:
    """Show one version of the plan as it is printed."""
    _found, paper = _paper(request, journey_id, number)
    return HttpResponse(paper)


@require_safe
def plan_pdf(request: StaffRequest, journey_id: int, number: int) -> HttpResponse:
    """Give one version of the plan as PDF; without the system library, go back with a message that says so."""
    found, paper = _paper(request, journey_id, number)
    name = f"handlingsplan-{found.household.number}-{number}.pdf"
    return pdf_or_back(request, paper, name, back=reverse("pathway:plan", args=[journey_id]))


@require_POST
def draft_plan(request: StaffRequest, journey_id: int) -> HttpResponse:
    def act(found: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
        actions.draft_plan(journey=found, **data, **who)

    return _change(request, journey_id, "goal", plan_forms.GoalForm, act)


@require_POST
def change_goal(request: StaffRequest, journey_id: int) -> HttpResponse:
    def act(found: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
        actions.change_goal(plan=_current(request, found, who["at"]), version=_version(request), **data, **who)

    return _change(request, journey_id, "goal", plan_forms.GoalForm, act)


@require_POST
def add_line(request: StaffRequest, journey_id: int) -> HttpResponse:
    def act(found: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
        actions.add_line(plan=_current(request, found, who["at"]), version=_version(request), **data, **who)

    return _change(request, journey_id, "line", plan_forms.LineForm, act)


def change_line(request: StaffRequest, journey_id: int, line_id: int) -> HttpResponse:
    """Show a line of a draft as a form of its own, and change it."""
    if request.method == "POST":

        def act(found: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
            line = queries.line_for(request.user, found, line_id, who["at"])
            actions.change_line(line=line, version=_version(request), facts=actions.LineFacts(**data), **who)

        return _change(request, journey_id, "line", plan_forms.LineForm, act, editing=line_id)
    now = timezone.now()
    found = queries.journey_for(request.user, journey_id, now)
    line = queries.line_for(request.user, found, line_id, now)
    record_read(page="pathway.plan", by=request.user, at=now, household=found.household.number)
    form = plan_forms.LineForm(
        auto_id="id_line_%s", initial={name: getattr(line, name) for name in plan_forms.LineForm.base_fields}
    )
    return render(request, PAGE, _context(request, found, now, bound={"line": form}, editing=line_id))


@require_POST
def remove_line(request: StaffRequest, journey_id: int, line_id: int) -> HttpResponse:
    def act(found: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
        line = queries.line_for(request.user, found, line_id, who["at"])
        actions.remove_line(line=line, version=_version(request), **who)

    return _change(request, journey_id, "remove", django_forms.Form, act)


@require_POST
def finish_line(request: StaffRequest, journey_id: int, line_id: int) -> HttpResponse:
    def act(found: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
        actions.finish_line(line=queries.line_for(request.user, found, line_id, who["at"]), **data, **who)

    return _change(request, journey_id, f"finish{line_id}", plan_forms.FinishForm, act)


@require_POST
def sign_plan(request: StaffRequest, journey_id: int, party: str) -> HttpResponse:
    if party not in Party.values:
        raise Http404

    def act(found: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
        plan = _current(request, found, who["at"])
        if plan.version != _version(request):
            raise actions.Changed
        actions.sign_plan(plan=plan, party=Party(party), **data, **who)

    return _change(request, journey_id, f"sign_{party}", plan_forms.SignForm, act)


@require_POST
def complete_signing(request: StaffRequest, journey_id: int) -> HttpResponse:
    def act(found: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
        actions.complete_signing(plan=_current(request, found, who["at"]), **who)

    return _change(request, journey_id, "complete", django_forms.Form, act)


@require_POST
def revise_plan(request: StaffRequest, journey_id: int) -> HttpResponse:
    def act(found: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
        plan = _current(request, found, who["at"])
        if plan.version != _version(request):
            raise actions.Changed
        actions.revise_plan(plan=plan, **who)

    return _change(request, journey_id, "revise", django_forms.Form, act)


def _paper(request: StaffRequest, journey_id: int, number: int) -> tuple[Any, str]:
    """Return the journey, and a version of its plan as it is printed."""
    now = timezone.now()
    found = queries.journey_for(request.user, journey_id, now)
    stored: Any = queries.plan_for(request.user, found, now, number=number)  # a number gives a version, or 404
    head = queries.journey_head(request.user, found, now)
    record_read(page="pathway.plan", by=request.user, at=now, household=head.household)
    shown = queries.plan_page(request.user, found, stored, now)
    return found, letters.plan_paper(
        shown, name=plan_name(model_of(found)), who=head.who, household=found.household, by=request.user, at=now
    )


def _current(request: StaffRequest, found: Any, at: datetime) -> Any:
    plan = queries.plan_for(request.user, found, at)
    if plan is None:
        raise Http404
    return plan


def _version(request: StaffRequest) -> int:
    """The version that the page was opened with; a form without it is refused as out of date."""
    form = plan_forms.VersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else 0


def _change(
    request: StaffRequest,
    journey_id: int,
    name: str,
    form_class: type[django_forms.Form],
    act: Callable[[Any, dict[str, Any], dict[str, Any]], None],
    *,
    editing: int | None = None,
) -> HttpResponse:
    """Answer a form of the plan's page. A refusal is said as a message, and what was typed stays in the form."""
    now = timezone.now()
    found = queries.journey_for(request.user, journey_id, now)
    form = form_class(request.POST, auto_id=f"id_{name}_%s")
    saved = False
    if form.is_valid():
        try:
            act(found, form.cleaned_data, {"by": request.user, "at": now})
        except NotAllowed:
            raise
        except ActionDenied as denied:
            messages.error(request, str(denied))
        else:
            saved = True
    if saved:
        context = _context(request, found, now)
    else:
        context = _context(request, found, now, bound={name: form}, editing=editing)
    if saved or request.headers.get("HX-Request") == "true":
        return render_part(request, PAGE, "plan", context, back=reverse("pathway:plan", args=[journey_id]))
    return render(request, PAGE, context, status=422)


def _head_of(shown: queries.PlanPage | None) -> dict[str, Any]:
    return {"goal": shown.goal, "review_on": shown.review_on} if shown else {}


def _context(
    request: StaffRequest,
    found: Any,
    now: datetime,
    *,
    number: int | None = None,
    bound: dict[str, django_forms.Form] | None = None,
    editing: int | None = None,
) -> dict[str, Any]:
    given = bound or {}
    head = queries.journey_head(request.user, found, now)
    stored = queries.plan_for(request.user, found, now, number=number)
    shown = queries.plan_page(request.user, found, stored, now) if stored else None
    today = timezone.localdate(now)

    def form(key: str, make: Callable[..., django_forms.Form], **initial: Any) -> Any:
        return given.get(key) or make(auto_id=f"id_{key}_%s", initial=initial)

    duties = [
        {
            "side": side,
            "lines": [
                {"line": line, "finish": form(f"finish{line.id}", plan_forms.FinishForm, done_on=today)}
                for line in side.lines
            ],
        }
        for side in (shown.duties if shown else ())
    ]
    names = {Party.PERSON.value: head.who}
    signatures = [
        {
            "row": row,
            "form": form(f"sign_{row.party}", plan_forms.SignForm, name=names.get(row.party, str(request.user))),
        }
        for row in (shown.signatures if shown else ())
    ]
    return {
        "page_title": plan_name(model_of(found)),
        "breadcrumbs": [{"label": _("Väg till arbete"), "url": reverse("pathway:journey", args=[found.pk])}],
        "household": header(request, found, now, head.stage),
        "journey": head,
        "plan": shown,
        "duties": duties,
        "signatures": signatures,
        "goal_form": form("goal", plan_forms.GoalForm, **_head_of(shown)),
        "line_form": form("line", plan_forms.LineForm),
        "editing": editing,
        "today": today,
    }
