"""The log reviewer's page: look, and write down that one has looked."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from framsteg.apps.audit import actions, queries
from framsteg.apps.audit.forms import LogFilterForm, ReviewForm
from framsteg.apps.audit.permissions import check_may_review
from framsteg.apps.audit.queries import Filters

A_MONTH = timedelta(days=30)


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    check_may_review(request.user)
    now = timezone.now()
    today = timezone.localdate(now)
    form = LogFilterForm(request.GET if "period_from" in request.GET else None)
    filters = Filters(today - A_MONTH, today)
    if form.is_valid():
        filters = Filters(**form.cleaned_data)
    elif not form.is_bound:
        form = LogFilterForm(initial=vars(filters))
    actions.record_log_opened(by=request.user, at=now, user=filters.user, household=filters.household)
    rows, page = queries.events(request.user, filters, request.GET.get("sida", "1"))
    context = {
        "form": form,
        "rows": rows,
        "page": page,
        "last": queries.last_review(request.user),
        "reads": queries.count_reads(**_scope(filters)),
        "review_form": ReviewForm(initial=_scope(filters)),
    }
    return render(request, "audit/log.html", context, status=422 if form.errors else 200)


@require_POST
def review(request: HttpRequest) -> HttpResponse:
    form = ReviewForm(request.POST)
    if not form.is_valid():
        check_may_review(request.user)
        return render(request, "audit/review.html", {"review_form": form}, status=422)
    actions.review_log(**form.cleaned_data, by=request.user, at=timezone.now())
    messages.success(request, _("Granskningen är sparad."))
    return redirect("audit:log")


def _scope(filters: Filters) -> dict[str, Any]:
    """Return the part of the filters that a review is kept under."""
    return {name: getattr(filters, name) for name in ("period_from", "period_to", "user", "household")}
