"""Efterkontroll: late facts, the new calculations, and what is done with each month."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.formats import month_label
from framsteg.apps.identity.permissions import CASE_WORK, StaffRequest, check_role
from framsteg.apps.people.queries import case_header, household_for
from framsteg.apps.recovery import actions, facts, forms, queries
from framsteg.apps.recovery.views.acting import TAB, done, done_with


@require_GET
def household(request: StaffRequest, number: str) -> HttpResponse:
    """Show late facts with their months, and claims."""
    now = timezone.now()
    found = _household(request, number, now)
    record_read(page="recovery.household", by=request.user, at=now, household=number)
    context = queries.household_page(request.user, found, now) | {
        "page_title": _("Efterkontroll"),
        "household": case_header(found, request.user, now, tab=TAB),
    }
    return render(request, "recovery/household.html", context)


@require_http_methods(["GET", "POST"])
def note(request: StaffRequest, number: str) -> HttpResponse:
    """Choose months, correct their facts, and calculate them anew beside the decided ones."""
    now = timezone.now()
    found = _household(request, number, now)
    decided = queries.month_choices(found)
    keys = set((request.POST if request.method == "POST" else request.GET).getlist("beslut"))
    chosen = [decision for decision, _standing in reversed(decided) if str(decision.pk) in keys]
    pages = _pages(request, chosen)
    if request.method == "POST" and chosen and _valid(pages):
        if done(request, lambda: _note(request, found, pages, now)):
            messages.success(request, _("Månaderna är omräknade. Det som är beslutat och betalat står kvar."))
            return redirect("recovery:household", number)
    else:
        record_read(page="recovery.note", by=request.user, at=now, household=number)
    context = pages | {
        "page_title": _("Nya uppgifter om beslutade månader"),
        "household": case_header(found, request.user, now, tab=TAB),
        "number": number,
        "choices": decided,
        "chosen": [str(decision.pk) for decision in chosen],
    }
    return render(request, "recovery/note.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def recalculation(request: StaffRequest, recalculation_id: int) -> HttpResponse:
    """Show one month: decided and new, line by line, and what may be done."""
    now = timezone.now()
    context = _recalculation_context(request, recalculation_id, now)
    record_read(page="recovery.recalculation", by=request.user, at=now, household=context["number"])
    return render(request, "recovery/recalculation.html", context)


@require_POST
def supplement(request: StaffRequest, recalculation_id: int) -> HttpResponse:
    """Decide what was too little, and go on to the decision for its payment."""
    now = timezone.now()
    found = queries.recalculation_for(request.user, recalculation_id, now)
    form = forms.SupplementForm(request.POST, prefix="komplettera")

    def act(reason: str, obviously_wrong: bool) -> None:
        actions.supplement(
            recalculation=found, reasons=reason, obviously_wrong=obviously_wrong, by=request.user, at=now
        )

    if done_with(request, form, act):
        messages.success(request, _("Ändringsbeslutet är fattat. Beställ utbetalningen av det som tillkom."))
        return redirect("decisions:decision", found.decision_id)
    context = _recalculation_context(request, recalculation_id, now, supplement=form)
    return render(request, "recovery/recalculation.html", context, status=422)


@require_POST
def let_stand(request: StaffRequest, recalculation_id: int) -> HttpResponse:
    """Leave a month as it was decided, with the reason."""
    now = timezone.now()
    found = queries.recalculation_for(request.user, recalculation_id, now)
    form = forms.ReasonForm(request.POST, prefix="ingenting")

    def act(reason: str) -> None:
        actions.let_stand(recalculation=found, reason=reason, by=request.user, at=now)

    if done_with(request, form, act):
        messages.success(request, _("Antecknat. Det som är beslutat och betalat står kvar."))
        return redirect("recovery:household", found.decision.household.number)
    context = _recalculation_context(request, recalculation_id, now, let_stand=form)
    return render(request, "recovery/recalculation.html", context, status=422)


def _household(request: StaffRequest, number: str, now: datetime) -> Any:
    check_role(request.user, CASE_WORK, _("göra efterkontroller"))
    return household_for(request.user, number, now)


def _pages(request: StaffRequest, chosen: list[Any]) -> dict[str, Any]:
    """Return the forms of the chosen months, bound when they were sent."""
    data = request.POST if request.method == "POST" else None
    base = queries.base_facts(chosen)
    months = [
        (decision, forms.MonthForm(data, prefix=f"m{decision.pk}", file=base[decision.pk])) for decision in chosen
    ]
    persons = list(dict.fromkeys(person for _decision, form in months for person in form.persons))
    return {
        "form": forms.LateForm(data, initial={"token": uuid4()}),
        "every": forms.EveryMonthForm(data, prefix="varje", persons=persons),
        "months": months,
    }


def _valid(pages: dict[str, Any]) -> bool:
    all_forms = [pages["form"], pages["every"], *(form for _decision, form in pages["months"])]
    return not [form for form in all_forms if not form.is_valid()]  # asks each of them, so that every error is shown


def _note(request: StaffRequest, household: Any, pages: dict[str, Any], now: datetime) -> None:
    given = pages["form"].cleaned_data
    months = []
    for decision, form in pages["months"]:
        changes = form.corrections
        changes = facts.with_incomes(changes, pages["every"].income_for(decision.month))
        file = facts.corrected(form.file, changes, source=given["source"], noted=given["came_in_on"])
        months.append(actions.CorrectedMonth(decision, file))
    actions.note_late_facts(household=household, months=months, **given, by=request.user, at=now)


def _recalculation_context(
    request: StaffRequest,
    recalculation_id: int,
    now: datetime,
    *,
    supplement: django_forms.Form | None = None,
    let_stand: django_forms.Form | None = None,
) -> dict[str, Any]:
    found = queries.recalculation_for(request.user, recalculation_id, now)
    page = queries.recalculation_page(request.user, found, now)
    begun = {"reason": f"Nya uppgifter visar att hushållet fick för lite. {page['what']}"}  # goes into a Swedish letter
    return page | {
        "page_title": _("Omräkning av %(month)s") % {"month": month_label(found.month)},
        "household": case_header(found.decision.household, request.user, now, tab=TAB),
        "supplement_form": supplement or forms.SupplementForm(prefix="komplettera", initial=begun),
        "let_stand_form": let_stand or forms.ReasonForm(prefix="ingenting"),
    }
