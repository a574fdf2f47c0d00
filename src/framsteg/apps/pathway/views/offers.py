"""The catalogue of activities: the list, one offer, and what managers and consultants change in it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.pathway import actions
from framsteg.apps.pathway import offer_forms as forms
from framsteg.apps.pathway.permissions import check_may_change_catalogue, may_change_catalogue
from framsteg.apps.pathway.queries import offers as rows

PAGE = "pathway/offer.html"


@require_safe
def catalogue(request: StaffRequest) -> HttpResponse:
    """Show what there is, how many places are free, and who waits."""
    now = timezone.now()
    context = {
        "page_title": _("Insatser"),
        "rows": rows.catalogue(request.user, now),
        "may_change": may_change_catalogue(request.user),
        "model": rows.catalogue_model(now).meta,
    }
    return render(request, "pathway/catalogue.html", context)


@require_POST
def import_offers(request: StaffRequest) -> HttpResponse:
    """Take over what the kommun's working model says."""
    now = timezone.now()
    made = actions.import_offers(model=rows.catalogue_model(now), by=request.user, at=now)
    messages.success(request, _("Insatser hämtade från arbetsmodellen: %(number)s.") % {"number": len(made)})
    return redirect("pathway:catalogue")


def add_offer(request: StaffRequest) -> HttpResponse:
    """Show the form of a new offer, and keep it."""
    now = timezone.now()
    check_may_change_catalogue(request.user)
    form = forms.NewOfferForm(request.POST or None, in_model=_in_model(now))
    if request.method == "POST" and form.is_valid():
        seats = form.cleaned_data.pop("seats") or 0
        facts = actions.OfferFacts(**form.cleaned_data)
        try:
            offer = actions.add_offer(facts=facts, seats=seats, by=request.user, at=now)
        except ActionDenied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, _("Insatsen är inlagd i katalogen."))
            return redirect("pathway:offer", offer.pk)
    context = {"page_title": _("Ny insats i katalogen"), "form": form, "back": reverse("pathway:catalogue")}
    return render(request, "pathway/offer_form.html", context, status=422 if form.errors else 200)


def change_offer(request: StaffRequest, offer_id: int) -> HttpResponse:
    """Show what the catalogue says as a form, and keep the change."""
    now = timezone.now()
    offer = rows.offer_for(request.user, offer_id)
    check_may_change_catalogue(request.user)
    said = {field: getattr(offer, field) for field in (*forms.OfferForm.base_fields, "activity_id")}
    form = forms.OfferForm(request.POST or None, initial=said, in_model=_in_model(now, offer.activity_id))
    if request.method == "POST" and form.is_valid():
        facts = actions.OfferFacts(**form.cleaned_data)
        try:
            actions.change_offer(offer=offer, version=_version(request), facts=facts, by=request.user, at=now)
        except ActionDenied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, _("Insatsen är ändrad."))
            return redirect("pathway:offer", offer.pk)
    context = {
        "page_title": _("Ändra %(offer)s") % {"offer": offer.label},
        "form": form,
        "version": request.POST.get("version", offer.version),
        "back": reverse("pathway:offer", args=[offer.pk]),
    }
    return render(request, "pathway/offer_form.html", context, status=422 if form.errors else 200)


@require_safe
def offer(request: StaffRequest, offer_id: int) -> HttpResponse:
    """Show one offer: its week, who sits there as far as the user may see, and who waits, in order."""
    now = timezone.now()
    context = _context(request, offer_id, now)
    record_read(page="pathway.offer", by=request.user, at=now, household="")
    return render(request, PAGE, context)


@require_POST
def close_offer(request: StaffRequest, offer_id: int) -> HttpResponse:
    def act(offer: Any, **who: Any) -> None:
        actions.close_offer(offer=offer, version=_version(request), **who)

    return _change(request, offer_id, "close", django_forms.Form, act, _("Insatsen är tagen ur katalogen."))


@require_POST
def add_seats(request: StaffRequest, offer_id: int) -> HttpResponse:
    def act(offer: Any, **data: Any) -> None:
        actions.add_seats(offer=offer, version=_version(request), **data)

    return _change(request, offer_id, "seats", forms.SeatsForm, act, _("Platserna är tillagda."))


@require_POST
def withdraw_seat(request: StaffRequest, offer_id: int, part_id: int) -> HttpResponse:
    def act(offer: Any, **who: Any) -> None:
        actions.withdraw_seat(seat=rows.seat_for(request.user, offer.pk, part_id), **who)

    return _change(request, offer_id, "withdraw", django_forms.Form, act, _("Platsen är indragen."))


@require_POST
def add_session(request: StaffRequest, offer_id: int) -> HttpResponse:
    def act(offer: Any, **data: Any) -> None:
        actions.add_session(offer=offer, **data)

    return _change(request, offer_id, "session", forms.SessionForm, act, _("Passet är tillagt."))


@require_POST
def remove_session(request: StaffRequest, offer_id: int, part_id: int) -> HttpResponse:
    def act(offer: Any, **who: Any) -> None:
        actions.remove_session(session=rows.session_for(request.user, offer.pk, part_id), **who)

    return _change(request, offer_id, "remove", django_forms.Form, act, _("Passet är borttaget."))


@require_POST
def make_cohort(request: StaffRequest, offer_id: int) -> HttpResponse:
    def act(offer: Any, **data: Any) -> None:
        actions.make_cohort(offer=offer, **data)

    return _change(request, offer_id, "cohort", forms.CohortForm, act, _("Gruppen är upplagd."))


def _change(
    request: StaffRequest,
    offer_id: int,
    name: str,
    make: Callable[..., django_forms.Form],
    act: Callable[..., None],
    done: str,
) -> HttpResponse:
    """Answer a form of the offer's page; a refusal is said as a message, and what was typed stays in the form."""
    now = timezone.now()
    offer = rows.offer_for(request.user, offer_id)
    check_may_change_catalogue(request.user)
    form = make(request.POST, auto_id=f"id_{name}_%s")
    if form.is_valid():
        try:
            act(offer, **form.cleaned_data, by=request.user, at=now)
        except NotAllowed:
            raise
        except ActionDenied as denied:
            messages.error(request, str(denied))
        else:
            messages.success(request, done)
            return redirect("pathway:offer", offer_id)
    return render(request, PAGE, _context(request, offer_id, now, {name: form}), status=422)


def _context(
    request: StaffRequest, offer_id: int, now: datetime, bound: dict[str, django_forms.Form] | None = None
) -> dict[str, Any]:
    page = rows.offer_page(request.user, rows.offer_for(request.user, offer_id), now)
    made = {"seats": forms.SeatsForm, "session": forms.SessionForm, "cohort": forms.CohortForm}
    unbound = {name: make(auto_id=f"id_{name}_%s") for name, make in made.items()}
    return {
        "page_title": page.row.label,
        "breadcrumbs": [{"label": _("Insatser"), "url": reverse("pathway:catalogue")}],
        "page": page,
        "forms": unbound | (bound or {}) if page.may_change else {},
    }


def _in_model(now: datetime, kept: str = "") -> list[tuple[str, str]]:
    """Return the activities of the kommun's model to choose from; what an offer names already stays a choice."""
    model = rows.catalogue_model(now)
    choices = rows.in_model(model)
    return choices if kept in {"", *dict(choices)} else [*choices, (kept, kept)]


def _version(request: StaffRequest) -> int:
    """Return the version that the page was opened with; one that is not a number is of no version."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() else 0
