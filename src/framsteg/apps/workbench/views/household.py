"""One household's overview, and the search that leads to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from framsteg.apps.applications.queries import next_month_of
from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.people import queries as people
from framsteg.apps.workbench.queries.overview import overview_for

LANES = ("money", "law", "work")


@require_GET
def household(request: StaffRequest, number: str) -> HttpResponse:
    """The household's page: what is next and one timeline."""
    now = timezone.now()
    row = people.household_for(request.user, number, now)
    record_read(page="workbench.household", by=request.user, at=now, household=row.number)
    lane = request.GET.get("spar", "")
    lane = lane if lane in LANES else ""
    overview = overview_for(request.user, row, now, lane=lane, whole="hela" in request.GET)
    context = {
        "page_title": _("Översikt"),
        "household": overview.header,
        "overview": overview,
        "next_month": next_month_of(row) if overview.may_register else None,
        "number": row.number,
        "lane": lane,
        "now": now,
    }
    return render(request, "workbench/household.html", context)


def search(request: StaffRequest) -> HttpResponse:
    """
    Search on name, personal number or case number, and nothing else (förordning 2001:637, 15 §).

    What is searched for is posted: a personal number must not stand in an address.
    """
    text = request.POST.get("q", "").strip()
    hits: list[people.SearchHit] | None = None
    if text:
        try:
            hits = people.search(request.user, text, timezone.now())
        except NotAllowed:
            raise
        except ActionDenied as denied:
            messages.error(request, str(denied))
    return render(request, "workbench/search.html", {"page_title": _("Sök"), "text": text, "hits": hits})
