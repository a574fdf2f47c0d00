"""Pages for ordering, listing, attesting and exporting payments."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.decisions.queries import amendment_for, applicant_of, decision_for
from framsteg.apps.identity.permissions import CASE_WORK, StaffRequest, check_role
from framsteg.apps.payments import actions, forms, queries
from framsteg.apps.payments.enums import PayeeKind
from framsteg.apps.people.queries import case_header, household_for

TAB = "payments:household"


@require_GET
def household(request: StaffRequest, number: str) -> HttpResponse:
    """Show a household's payments."""
    now = timezone.now()
    check_role(request.user, CASE_WORK, _("läsa utbetalningar"))
    found = household_for(request.user, number, now)
    record_read(page="payments.household", by=request.user, at=now, household=number)
    context = {
        "page_title": _("Utbetalningar"),
        "household": case_header(found, request.user, now, tab=TAB),
        "orders": queries.household_orders(request.user, found),
    }
    return render(request, "payments/household.html", context)


@require_http_methods(["GET", "POST"])
def order(request: StaffRequest, decision_id: int) -> HttpResponse:
    """Order the payment of a decision, or show what is ordered."""
    return _order(request, decision_for(request.user, decision_id, timezone.now()))


@require_http_methods(["GET", "POST"])
def order_amendment(request: StaffRequest, amendment_id: int) -> HttpResponse:
    """Order what an amendment gives more than before, or show what is ordered."""
    found = amendment_for(request.user, amendment_id, timezone.now())
    return _order(request, found.decision, found)


@require_GET
def batches(request: StaffRequest) -> HttpResponse:
    """Show what waits for a list, and all lists."""
    return render(request, "payments/batches.html", _batches_context(request, timezone.now()))


@require_POST
def make_batch(request: StaffRequest) -> HttpResponse:
    """Gather the waiting orders in a list."""
    now = timezone.now()
    form = forms.BatchForm(request.POST)
    if not form.is_valid():
        return render(request, "payments/batches.html", _batches_context(request, now, form=form), status=422)
    made = actions.make_batch(pay_on=form.cleaned_data["pay_on"], by=request.user, at=now)
    messages.success(request, _("Listan är upprättad. Någon annan attesterar den."))
    return redirect("payments:batch", made.pk)


@require_GET
def batch(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Show a list, its orders and what can be done with it."""
    found = queries.batch_for(request.user, batch_id)
    context = queries.batch_page(request.user, found) | {
        "page_title": _("Utbetalningslista %(number)s") % {"number": found.sequence},
    }
    return render(request, "payments/batch.html", context)


@require_POST
def attest(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Attest a list, as it stood when the page was opened."""
    found = queries.batch_for(request.user, batch_id)
    version = int(request.POST["version"]) if request.POST.get("version", "").isdecimal() else 0
    actions.attest_batch(batch=found, version=version, by=request.user, at=timezone.now())
    messages.success(request, _("Listan är attesterad."))
    return redirect("payments:batch", batch_id)


@require_POST
def export(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Give the payment file. It changes the list the first time, and is therefore a post."""
    found = queries.batch_for(request.user, batch_id)
    content = actions.export_batch(batch=found, by=request.user, at=timezone.now())
    name = f"utbetalning-{found.sequence:06d}-{found.pay_on.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@require_POST
def remove(request: StaffRequest, order_id: int) -> HttpResponse:
    """Take an order out of a list."""
    now = timezone.now()
    found = queries.order_for(request.user, order_id, now)
    batch_id = found.batch_id
    reason = request.POST.get("reason", "")[:300]
    if _accepted(request, actions.remove_from_batch, order=found, reason=reason, by=request.user, at=now):
        messages.success(request, _("Uppdraget är uttaget ur listan."))
    return redirect("payments:batch", batch_id) if batch_id else redirect("payments:list")


@require_http_methods(["GET", "POST"])
def release(request: StaffRequest, order_id: int) -> HttpResponse:
    """Let an order that was held back into the next list, with the payee as it should be."""
    now = timezone.now()
    found = queries.order_for(request.user, order_id, now)
    decision = decision_for(request.user, found.decision_id, now)
    begun = {"name": found.payee_name, "account": found.account}
    form = forms.ReleaseForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        if _accepted(request, actions.release_order, order=found, **form.cleaned_data, by=request.user, at=now):
            messages.success(request, _("Uppdraget kommer med i nästa lista."))
        return _to_order(decision.pk, found.amendment_id)
    record_read(page="payments.order", by=request.user, at=now, household=decision.household.number)
    context = {
        "page_title": _("Åter till utbetalning"),
        "household": case_header(decision.household, request.user, now, tab=TAB),
        "order_id": order_id,
        "form": form,
    }
    return render(request, "payments/release.html", context, status=422 if form.errors else 200)


def _accepted(request: StaffRequest, action: Any, **arguments: Any) -> bool:
    """Act; a refusal becomes a message on the page, which keeps what was typed."""
    try:
        action(**arguments)
    except NotAllowed:
        raise
    except ActionDenied as denied:
        messages.error(request, str(denied))
        return False
    return True


def _order(request: StaffRequest, decision: Any, amendment: Any = None) -> HttpResponse:
    now = timezone.now()
    granted = amendment.difference if amendment else decision.total
    form = forms.OrderForm(request.POST) if request.method == "POST" else _begun(decision, granted)
    if request.method == "POST":
        if form.is_valid() and _accepted(
            request,
            actions.order,
            decision=decision,
            amendment=amendment,
            payees=form.payees,
            by=request.user,
            at=now,
        ):
            messages.success(request, _("Utbetalningen är beställd."))
            return _to_order(decision.pk, amendment.pk if amendment else None)
    else:
        record_read(page="payments.order", by=request.user, at=now, household=decision.household.number)
    context = {
        "page_title": _("Utbetalning av ändringsbeslut") if amendment else _("Utbetalning"),
        "household": case_header(decision.household, request.user, now, tab=TAB),
        "decision_id": decision.pk,
        "is_amendment": amendment is not None,
        "month": decision.month,
        "granted": granted,
        "orders": queries.decision_orders(request.user, decision, amendment),
        "form": form,
    }
    return render(request, "payments/order.html", context, status=422 if request.method == "POST" else 200)


def _to_order(decision_id: int, amendment_id: int | None) -> HttpResponse:
    if amendment_id is not None:
        return redirect("payments:order_amendment", amendment_id)
    return redirect("payments:order", decision_id)


def _begun(decision: Any, amount: Decimal) -> forms.OrderForm:
    """Return the form with all of the amount to the applicant, on the account that was used last for the decision."""
    accounts = {row.payee: row.account for row in queries.last_payees(decision)}
    begun = {
        "applicant_name": applicant_of(decision.application),
        "applicant_account": accounts.get(PayeeKind.APPLICANT, ""),
        "applicant_amount": amount,
    }
    return forms.OrderForm(initial=begun)


def _batches_context(request: StaffRequest, now: datetime, form: Form | None = None) -> dict[str, Any]:
    page = queries.batches_page(request.user, now, number=request.GET.get("sida", "1"))
    return page | {
        "page_title": _("Utbetalningar"),
        "lead": _("Uppdrag samlas i listor. En lista upprättas av en person och attesteras av en annan."),
        "form": form or forms.BatchForm(initial={"pay_on": page["pay_on"]}),
    }
