"""The pages of decisions: a household's decisions, one decision, its letter, and the delegation order."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from framsteg.apps.audit.actions import record_read
from framsteg.apps.decisions import actions, forms, queries
from framsteg.apps.decisions.permissions import check_may_delegate
from framsteg.apps.decisions.views._shared import TAB, done, pdf_or_back
from framsteg.apps.decisions.views.review import DECISION, decision_context
from framsteg.apps.identity.permissions import CASE_WORK, StaffRequest, check_role
from framsteg.apps.people.queries import case_header, household_for


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
def decision(request: StaffRequest, decision_id: int) -> HttpResponse:
    """Show a decision, its letter and what follows."""
    now = timezone.now()
    found = queries.decision_for(request.user, decision_id, now)
    record_read(page="decisions.decision", by=request.user, at=now, household=found.household.number)
    return render(request, DECISION, decision_context(request, decision_id, now))


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
    name = f"beslut-{found.household.number}-{found.month}.pdf"
    return pdf_or_back(request, found.letter, name, back=reverse("decisions:decision", args=[decision_id]))


@require_http_methods(["GET", "POST"])
def delegations(request: StaffRequest) -> HttpResponse:
    """Show the delegation order and add lines to it."""
    now = timezone.now()
    check_may_delegate(request.user)
    form = forms.DelegationForm(request.POST or None)
    if request.method == "POST" and done(
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
