"""The persons of a household: who is in it, since when, and who is responsible for it."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.people import actions, queries
from framsteg.apps.people.forms import LeaveForm, MemberForm, ProtectionForm
from framsteg.apps.people.permissions import check_may_work_on, may_work_on


@require_GET
def members(request: StaffRequest, number: str) -> HttpResponse:
    """Everybody who is or was in the household, its caseworker, and the forms that change them."""
    now, household = _open(request, number)
    form = MemberForm(on=timezone.localdate(now), initial={"since": timezone.localdate(now)})
    return _page(request, household, now, form)


@require_POST
def add_member(request: StaffRequest, number: str) -> HttpResponse:
    """Add a person to the household."""
    now, household = _open(request, number)
    form = MemberForm(request.POST, on=timezone.localdate(now))
    if form.is_valid():
        try:
            actions.move_in(household=household, **form.cleaned_data, by=request.user, at=now)
        except NotAllowed:
            raise
        except ActionDenied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, _("Personen är tillagd."))
            return redirect("people:members", number)
    return _page(request, household, now, form)


@require_POST
def end_membership(request: StaffRequest, number: str, person_id: int) -> HttpResponse:
    """End a person's time in the household."""
    now, household = _open(request, number)
    person = _member(household, person_id)

    def end(form: Form) -> None:
        until = form.cleaned_data["until"]
        actions.end_membership(household=household, person=person, until=until, by=request.user, at=now)

    return _change(request, household, LeaveForm(request.POST), end, _("Sista dagen är antecknad."))


@require_POST
def set_protection(request: StaffRequest, number: str, person_id: int) -> HttpResponse:
    """Note that a person's data are protected, or no longer are."""
    now, household = _open(request, number)
    person = _member(household, person_id)

    def protect(form: Form) -> None:
        actions.set_protection(person=person, **form.cleaned_data, by=request.user, at=now)

    return _change(request, household, ProtectionForm(request.POST), protect, _("Skyddet är antecknat."))


def _open(request, number):
    """Return the time and the household, for those who may change it."""
    now = timezone.now()
    household = queries.household_for(request.user, number, now)
    check_may_work_on(request.user, household, now)
    return now, household


def _member(household, person_id):
    person = queries.person_in(household, person_id)
    if person is None:
        raise Http404
    return person


def _change(request: StaffRequest, household, form: Form, act: Callable[[Form], None], done: str) -> HttpResponse:
    """Do one change and go back to the page; what was wrong is said there. A refusal is told by the middleware."""
    if form.is_valid():
        act(form)
        messages.success(request, done)
    else:
        for name, errors in form.errors.items():
            messages.error(request, f"{form[name].label}: {errors[0]}")
    if not may_work_on(request.user, household, timezone.now()):  # a protected household that somebody else has now
        return redirect("workbench:desk")
    return redirect("people:members", household.number)


def _page(request, household, now, form: MemberForm) -> HttpResponse:
    record_read(page="people.members", by=request.user, at=now, household=household.number)
    rows = queries.membership_rows(request.user, household)
    context = {
        "page_title": _("Personer"),
        "household": queries.case_header(household, request.user, now, tab="people:members"),
        "number": household.number,
        "rows": [
            {
                "row": row,
                "leave": LeaveForm(auto_id=f"slut-{row.person_id}-%s"),
                "protect": ProtectionForm(
                    initial={"version": row.version, "protection": row.protection}, auto_id=f"skydd-{row.person_id}-%s"
                ),
            }
            for row in rows
        ],
        "caseworker": str(household.caseworker or ""),
        "form": form,
    }
    return render(request, "people/members.html", context, status=422 if form.errors else 200)
