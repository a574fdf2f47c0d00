"""Pages of a claim. Each form stands on the claim's own page; what was typed stays there when an action refuses it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.pdf import pdf_or_back
from framsteg.apps.identity.permissions import CASE_WORK, StaffRequest, check_role
from framsteg.apps.people.queries import case_header, household_for
from framsteg.apps.recovery import actions, forms, queries
from framsteg.apps.recovery.queries import ClaimCandidate
from framsteg.apps.recovery.views.acting import TAB, done, done_with


@require_http_methods(["GET", "POST"])
def open_claim(request: StaffRequest, number: str) -> HttpResponse:
    """Take up a claim of chosen months: those that were calculated anew, or any paid month."""
    now = timezone.now()
    check_role(request.user, CASE_WORK, _("utreda återkrav"))
    found = household_for(request.user, number, now)
    data = request.POST if request.method == "POST" else None
    chosen = (data or request.GET).getlist("manad")
    candidates = queries.claim_candidates(found)
    form = forms.GroundForm(data, initial={"token": uuid4()})
    rows = [(row, _amount_form(row, data), row.key in chosen) for row in candidates]
    if data is not None:
        picked = [(row, amount) for row, amount, is_chosen in rows if is_chosen]
        if not picked:
            messages.error(request, _("Välj minst en månad."))
        elif all([form.is_valid(), *(amount.is_valid() for _row, amount in picked)]):
            opened: list[Any] = []

            def act() -> None:
                months = [
                    actions.Claimed(row.decision, amount.cleaned_data["amount"], row.recalculation)
                    for row, amount in picked
                ]
                opened.append(
                    actions.open_claim(household=found, months=months, **form.cleaned_data, by=request.user, at=now)
                )

            if done(request, act):
                messages.success(request, _("Återkravet är upptaget. Nu ska den enskilde få yttra sig."))
                return redirect("recovery:claim", opened[0].pk)
    else:
        record_read(page="recovery.open_claim", by=request.user, at=now, household=number)
    overpaid = [one for one in rows if one[0].recalculation]
    paid = [one for one in rows if not one[0].recalculation]
    context = {
        "page_title": _("Pröva återkrav"),
        "household": case_header(found, request.user, now, tab=TAB),
        "number": number,
        "form": form,
        "overpaid": overpaid,
        "paid": paid,
        "open_paid": not overpaid or any(is_chosen for _row, _amount, is_chosen in paid),
    }
    return render(request, "recovery/open_claim.html", context, status=422 if data is not None else 200)


@require_GET
def claim(request: StaffRequest, claim_id: int) -> HttpResponse:
    """Show a claim and what may be done with it."""
    now = timezone.now()
    found = queries.claim_for(request.user, claim_id, now)
    record_read(page="recovery.claim", by=request.user, at=now, household=found.household.number)
    return render(request, "recovery/claim.html", _context(request, found, now))


@require_POST
def circumstances(request: StaffRequest, claim_id: int) -> HttpResponse:
    """Note what was found out."""
    form = forms.CircumstancesForm(request.POST, prefix="utredning")
    return _act(request, claim_id, "circumstances", form, actions.note_circumstances, _("Utredningen är sparad."))


@require_POST
def hear(request: StaffRequest, claim_id: int) -> HttpResponse:
    """Tell the person what the claim would rest on."""
    form = forms.HearForm(request.POST, prefix="kommunicera")
    return _act(request, claim_id, "hear", form, actions.send_claim_hearing, _("Kommuniceringen är sparad."))


@require_POST
def reply(request: StaffRequest, claim_id: int) -> HttpResponse:
    """Note the person's answer."""

    def answer(*, claim: Any, **given: Any) -> None:
        actions.note_claim_reply(hearing=queries.claim_hearing_for(request.user, claim), **given)

    form = forms.ReplyForm(request.POST, prefix="svar")
    return _act(request, claim_id, "reply", form, answer, _("Svaret är antecknat."))


@require_POST
def decide(request: StaffRequest, claim_id: int) -> HttpResponse:
    """Decide to claim back."""
    form = forms.DecideForm(request.POST, prefix="beslut")
    return _act(request, claim_id, "decide", form, actions.decide_claim, _("Återkravet är beslutat."))


@require_POST
def forgive(request: StaffRequest, claim_id: int) -> HttpResponse:
    """Give up the claim, wholly or in part."""
    form = forms.ForgiveForm(request.POST, prefix="efterge")
    return _act(request, claim_id, "forgive", form, actions.forgive, _("Eftergiften är sparad."))


@require_POST
def repay(request: StaffRequest, claim_id: int) -> HttpResponse:
    """Note money that came back."""
    form = forms.RepayForm(request.POST, prefix="betalning")
    return _act(request, claim_id, "repay", form, actions.note_repayment, _("Återbetalningen är antecknad."))


@require_POST
def sue(request: StaffRequest, claim_id: int) -> HttpResponse:
    """Note the nämnd's or the utskott's decision to bring an action."""
    bodies = queries.claim_bodies(queries.claim_for(request.user, claim_id, timezone.now()))
    form = forms.SueForm(request.POST, prefix="talan", bodies=bodies)
    return _act(request, claim_id, "sue", form, actions.note_decision_to_sue, _("Beslutet är antecknat."))


@require_POST
def brought(request: StaffRequest, claim_id: int) -> HttpResponse:
    """Note the day the action was brought."""
    form = forms.BroughtForm(request.POST, prefix="vackt")
    return _act(request, claim_id, "brought", form, actions.note_action_brought, _("Dagen är antecknad."))


@require_POST
def close(request: StaffRequest, claim_id: int) -> HttpResponse:
    """End the claim."""
    form = forms.CloseForm(request.POST, prefix="avsluta")
    return _act(request, claim_id, "close", form, actions.close_claim, _("Återkravet är avslutat."))


@require_GET
def letter(request: StaffRequest, claim_id: int) -> HttpResponse:
    """Show the letter as it was sent."""
    return HttpResponse(_decided(request, claim_id).letter)


@require_GET
def letter_pdf(request: StaffRequest, claim_id: int) -> HttpResponse:
    """Give the letter as PDF; without the system library, go back to the claim with a message that says so."""
    found = _decided(request, claim_id)
    name = f"aterkrav-{found.household.number}-{claim_id}.pdf"
    return pdf_or_back(request, found.letter, name, back=reverse("recovery:claim", args=[claim_id]))


def _decided(request: StaffRequest, claim_id: int) -> Any:
    now = timezone.now()
    found = queries.claim_for(request.user, claim_id, now)
    if not found.letter:
        raise Http404(_("Återkravet är inte beslutat, så det finns inget brev."))
    record_read(page="recovery.letter", by=request.user, at=now, household=found.household.number)
    return found


def _act(
    request: StaffRequest,
    claim_id: int,
    name: str,
    form: django_forms.Form,
    action: Callable[..., object],
    said: str,
) -> HttpResponse:
    now = timezone.now()
    found = queries.claim_for(request.user, claim_id, now)
    if done_with(request, form, lambda **given: action(claim=found, **given, by=request.user, at=now)):
        messages.success(request, said)
        return redirect("recovery:claim", claim_id)
    fresh = queries.claim_for(request.user, claim_id, now)
    return render(request, "recovery/claim.html", _context(request, fresh, now, refused=(name, form)), status=422)


def _context(
    request: StaffRequest, found: Any, now: datetime, refused: tuple[str, django_forms.Form] | None = None
) -> dict[str, Any]:
    """Return the claim's page with a form for each thing that may be done; a refused form takes its place."""
    page = queries.claim_page(request.user, found, now)
    page["forms"] = {name: form for name, form in _forms(page, found, now).items() if name in page["forms"]}
    if refused:
        page["forms"][refused[0]] = _renewed(refused[1], page["version"])
    return page | {
        "page_title": _("Återkrav"),
        "household": case_header(found.household, request.user, now, tab=TAB),
    }


def _forms(page: dict[str, Any], claim: Any, now: datetime) -> dict[str, django_forms.Form]:
    today, version = timezone.localdate(now), {"version": page["version"]}
    known = {None: "", True: "yes", False: "no"}[claim.would_lack_means]
    found_out = {
        "would_lack_means": known,
        "exceptional_reasons": claim.exceptional_reasons,
        "circumstances": claim.circumstances,
        "children": claim.children,
    }
    return {
        "circumstances": forms.CircumstancesForm(prefix="utredning", initial=version | found_out),
        "hear": forms.HearForm(prefix="kommunicera", initial=forms.HearForm.begun(page["hearing_text"], today)),
        "reply": forms.ReplyForm(prefix="svar"),
        "decide": forms.DecideForm(prefix="beslut", initial=version | {"amount": forms.without_zeros(page["total"])}),
        "forgive": forms.ForgiveForm(prefix="efterge", initial=version),
        "repay": forms.RepayForm(prefix="betalning", initial=version | {"paid_on": today}),
        "sue": forms.SueForm(prefix="talan", initial=version | {"decided_on": today}, bodies=page["bodies"]),
        "brought": forms.BroughtForm(prefix="vackt", initial=version | {"brought_on": today}),
        "close": forms.CloseForm(prefix="avsluta", initial=version),
    }


def _renewed(form: django_forms.Form, version: int) -> django_forms.Form:
    """Let a refused form's next press be about the claim that the page shows now."""
    data = cast(QueryDict, form.data).copy()
    data[form.add_prefix("version")] = str(version)
    form.data = data
    return form


def _amount_form(row: ClaimCandidate, data: QueryDict | None) -> forms.AmountForm:
    return forms.AmountForm(data, prefix=f"belopp-{row.key}", initial={"amount": forms.without_zeros(row.most)})
