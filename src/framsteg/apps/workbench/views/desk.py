"""The start page by role, my desk and the queue."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from framsteg.apps.applications.queries import renewals_for
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.permissions import CASE_WORK, StaffRequest, has_role
from framsteg.apps.pathway import actions as pathway_actions
from framsteg.apps.people import queries as people
from framsteg.apps.workbench.queries.desk import desk_for
from framsteg.apps.workbench.queries.queue import caseworker_for, queue_for

START: dict[str, str] = {
    Role.MANAGER: "workbench:manager",
    Role.ECONOMIST: "payments:list",
    Role.LOG_REVIEWER: "audit:log",
    Role.SYSTEM_MANAGER: "identity:staff",
}


@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """Send everyone to where the day starts."""
    return redirect(START.get(request.user.role, "workbench:desk"))


@require_GET
def my_desk(request: StaffRequest) -> HttpResponse:
    """My desk."""
    now = timezone.now()
    desk = desk_for(request.user, now)
    context = {
        "page_title": _("Mitt skrivbord"),
        "groups": [
            ("forsenat", _("Försenat"), desk.late),
            ("i-dag", _("I dag"), desk.today),
            ("veckan", _("Närmaste veckan"), desk.week),
            ("senare", _("Senare"), desk.later),
        ],
        "may_register": has_role(request.user, CASE_WORK),
        "renewals": renewals_for(request.user, now),
        "notices": desk.notices,
        "pulse": desk.pulse,
        "nothing": not any((desk.notices, desk.late, desk.today, desk.week, desk.later)),
        "now": now,
    }
    return render(request, "workbench/desk.html", context)


@require_GET
def queue(request: StaffRequest) -> HttpResponse:
    """The unit's queue."""
    now = timezone.now()
    context = {"page_title": _("Kö"), "queue": queue_for(request.user, now, request.GET.get("sida", "1")), "now": now}
    return render(request, "workbench/queue.html", context)


@require_POST
def take(request: StaffRequest, number: str) -> HttpResponse:
    """Give a household that nobody owns a caseworker."""
    now = timezone.now()
    household = people.household_for(request.user, number, now)
    caseworker = caseworker_for(request.user, request.POST.get("caseworker", ""))
    pathway_actions.assign_caseworker(
        household=household, caseworker=caseworker, version=household.version, by=request.user, at=now
    )
    messages.success(
        request,
        _("%(caseworker)s är handläggare för %(number)s.") % {"caseworker": caseworker, "number": household.number},
    )
    return redirect("workbench:queue")
