"""Registering an application on one page, and opening a household. Nothing typed is lost when the session ends."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from framsteg.apps.applications.actions import discard_draft, save_draft
from framsteg.apps.applications.queries import draft_of, drafts_of
from framsteg.apps.audit.actions import record_read
from framsteg.apps.core import personal_number
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.core.htmx import render_part
from framsteg.apps.identity.permissions import CASE_WORK, StaffRequest, check_role
from framsteg.apps.people.queries import case_header
from framsteg.apps.workbench import actions
from framsteg.apps.workbench.forms import NewHousehold, Registration, mark_changes, texts_of
from framsteg.apps.workbench.queries import registration as queries

View = Callable[[StaffRequest], HttpResponse]
PAGE = "workbench/register.html"


def keeps_what_was_typed(view: View) -> View:
    """
    Let a form that is sent without a session survive the sign-in.

    The form carries a key that says for whom it was drawn (``actions.draft_key``). With it, what was sent is kept as
    that user's draft, and the sign-in leads back to it. Everything else without a session goes to the sign-in, as on
    all pages.
    """

    @login_not_required
    @wraps(view)
    def wrapped(request: StaffRequest) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request)
        back = reverse("workbench:register")
        if request.method == "POST":
            try:
                key = request.POST.get("key", "")
                token = actions.keep_for_later(key=key, data=texts_of(request.POST), at=timezone.now())
            except (PermissionDenied, NotAllowed):
                return redirect_to_login(back)
            # In the address, not a message: the draft that saves itself may lead here at the same moment, and a message
            # is shown once only.
            sign_in = f"{redirect_to_login(f'{back}?utkast={token}').url}&sparat=1"
            if request.headers.get("HX-Request") == "true":
                return HttpResponse(headers={"HX-Redirect": sign_in})
            return redirect(sign_in)
        return redirect_to_login(back)

    return wrapped


@keeps_what_was_typed
def register(request: StaffRequest) -> HttpResponse:
    """Register an application; ``?hushall=`` begins from a household, ``?utkast=`` from a draft."""
    now = timezone.now()
    check_role(request.user, CASE_WORK, _("registrera ansökningar"))
    if request.method == "POST":
        return _posted(request, now)
    if token := request.GET.get("utkast"):
        return _from_draft(request, token, now)
    initial = queries.empty_values(now)
    if number := request.GET.get("hushall"):
        household = queries.household_to_register(request.user, number, now)
        initial = queries.first_values(household, now)
    return _draw(request, Registration(on=timezone.localdate(now), initial=initial), now)


@keeps_what_was_typed
@require_POST
def draft(request: StaffRequest) -> HttpResponse:
    """Keep what has been typed so far, or throw it away. The page's script sends the form here as it is filled in."""
    now = timezone.now()
    token = _uuid(request.POST.get("token", ""))
    if request.POST.get("do") == "discard":
        discard_draft(token=token, by=request.user, at=now)
        messages.success(request, _("Utkastet är borttaget."))
        return redirect("workbench:register")
    saved = save_draft(token=token, data=texts_of(request.POST), by=request.user, at=now)
    back = f"{reverse('workbench:register')}?utkast={token}"
    page = Registration(on=timezone.localdate(now), data=request.POST)
    changes = _changes(request, page, _household(request, page, now))
    return render_part(request, PAGE, "draft", {"draft_saved_at": saved.saved_at, **changes}, back=back)


def new_household(request: StaffRequest) -> HttpResponse:
    """The page on which a household is opened with its persons, before there is an application."""
    now = timezone.now()
    check_role(request.user, CASE_WORK, _("öppna hushåll"))
    on = timezone.localdate(now)
    if request.method != "POST":
        page = NewHousehold(on=on, initial={"form": {"since": on, "mine": True}})
        return _draw_household(request, page)
    if request.POST.get("do") == "more:persons":
        page = NewHousehold(on=on, initial=NewHousehold.initial_of(texts_of(request.POST)), more="persons")
        return _draw_household(request, page)
    page = NewHousehold(on=on, data=request.POST)
    if page.is_valid():
        try:
            household = actions.open_household(**page.typed(), by=request.user, at=now)
        except NotAllowed:
            raise
        except ActionDenied as denied:
            page.refuse(str(denied))
        else:
            messages.success(request, _("Hushållet är öppnat."))
            return redirect("workbench:household", household.number)
    return _draw_household(request, page, status=422)


def _posted(request: StaffRequest, now: datetime) -> HttpResponse:
    """Do what the pressed button says: find, add rows, keep, or register."""
    pressed = request.POST.get("do", "register")
    on = timezone.localdate(now)
    if pressed == "find":
        return _find(request, now)
    if pressed == "compare" or pressed.startswith("more:"):
        typed = Registration.initial_of(texts_of(request.POST))
        return _draw(request, Registration(on=on, initial=typed, more=pressed.removeprefix("more:")), now)
    if pressed == "draft":
        return draft(request)
    page = Registration(on=on, data=request.POST, files=request.FILES)
    if page.is_valid():
        try:
            number = request.POST.get("household")
            household = queries.household_to_register(request.user, number, now) if number else None
            application = actions.register_application(household=household, **page.typed(), by=request.user, at=now)
        except NotAllowed:
            raise
        except ActionDenied as denied:
            page.refuse(str(denied))
        else:
            messages.success(request, _("Ansökan är registrerad."))
            return redirect("applications:application", application.pk)
    return _draw(request, page, now, status=422)


def _find(request: StaffRequest, now: datetime) -> HttpResponse:
    """Lead from a personal number to the household's form. The number is posted: it must not stand in an address."""
    on = timezone.localdate(now)
    try:
        found = personal_number.parse(request.POST.get("find", ""), on=on).digits
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("workbench:register")
    is_known, household = queries.known_household(request.user, found, now)
    if household is not None:
        return redirect(f"{reverse('workbench:register')}?hushall={household.number}")
    if is_known:
        messages.warning(
            request,
            _("Personen finns i registret men inte i ett hushåll som du har tillgång till. Tala med enhetschefen."),
        )
    else:
        messages.info(request, _("Personen finns inte i registret. Fyll i hushållets personer."))
    return _draw(request, Registration(on=on, initial=queries.empty_values(now, number=found)), now)


def _from_draft(request: StaffRequest, token: str, now: datetime) -> HttpResponse:
    kept = draft_of(request.user, _uuid(token))
    if kept is None:
        raise Http404
    page = Registration(on=timezone.localdate(now), initial=Registration.initial_of(kept.data))
    return _draw(request, page, now, draft_saved_at=kept.saved_at)


def _draw(
    request: StaffRequest,
    page: Registration,
    now: datetime,
    *,
    draft_saved_at: datetime | None = None,
    status: int = 200,
) -> HttpResponse:
    header = None
    household = _household(request, page, now)
    if household is not None:
        header = case_header(household, request.user, now)
        record_read(page="workbench.register", by=request.user, at=now, household=household.number)
    context = {
        "page_title": _("Registrera ansökan"),
        "household": header,
        "page": page,
        "key": actions.draft_key(request.user, _uuid(page.token)),
        "drafts": [row for row in drafts_of(request.user) if str(row.token) != page.token],
        "draft_saved_at": draft_saved_at,
        **_changes(request, page, household),
    }
    return render(request, PAGE, context, status=status)


def _changes(request: StaffRequest, page: Registration, household: Any) -> dict[str, Any]:
    """Return what differs from the application that the page was filled in from; its rows are marked with it."""
    month = page.earlier_month
    changes = []
    if month and household:
        changes = mark_changes(page, queries.earlier_lines(request.user, household, month))
    return {"earlier_month": month, "changes": changes}


def _household(request: StaffRequest, page: Registration, now: datetime) -> Any:
    number = page.form["household"].value()
    return queries.household_to_register(request.user, number, now) if number else None


def _draw_household(request: StaffRequest, page: NewHousehold, *, status: int = 200) -> HttpResponse:
    context = {"page_title": _("Öppna hushåll"), "page": page}
    return render(request, "workbench/new_household.html", context, status=status)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404
