"""Assessment instruments: which are in use, filling one in with the person, and scores over time."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.pathway import actions
from framsteg.apps.pathway.instrument_forms import AnswersForm, InstrumentFileForm
from framsteg.apps.pathway.queries import instrument as queries
from framsteg.apps.pathway.queries import journey_for, journey_head
from framsteg.apps.pathway.views.journey import header
from framsteg.workingmodel import Fault
from framsteg.workingmodel.instrument_file import shipped_instrument_yaml, shipped_instruments


@require_safe
def instruments(request: StaffRequest) -> HttpResponse:
    """Show the kommun's instruments, and the shipped ones that can be taken into use."""
    return _list(request, InstrumentFileForm())


@require_POST
def keep_instrument(request: StaffRequest) -> HttpResponse:
    """Take an instrument file of the kommun's own into use, or show every fault in it."""
    form = InstrumentFileForm(request.POST, request.FILES)
    queries.instrument_rows(request.user)  # 404 for other roles, whatever they send
    if not form.is_valid():
        return _list(request, form, status=422)
    file = form.cleaned_data["file"]
    try:
        return _kept(request, file.read(), file.name)
    except actions.InstrumentUnusable as unusable:
        return _list(request, form, faults=unusable.faults, status=422)


@require_POST
def keep_shipped_instrument(request: StaffRequest, key: str) -> HttpResponse:
    """Take a shipped instrument into use."""
    if key not in shipped_instruments():
        return _list(request, InstrumentFileForm(), status=404)
    return _kept(request, shipped_instrument_yaml(key).encode(), f"{key}.yaml")


@require_POST
def reuse_instrument(request: StaffRequest, instrument_id: int) -> HttpResponse:
    """Take an instrument that is out of use into use again."""
    found = queries.kept_instrument_for(request.user, instrument_id)
    return _kept(request, found.text.encode(), f"{found.instrument_id}.yaml")


@require_POST
def retire_instrument(request: StaffRequest, instrument_id: int) -> HttpResponse:
    """Take an instrument out of use."""
    found = queries.kept_instrument_for(request.user, instrument_id)
    actions.retire_instrument(instrument=found, by=request.user, at=timezone.now())
    messages.success(request, _("Instrumentet är taget ur bruk. Svaren finns kvar."))
    return redirect("pathway:instruments")


@require_safe
def measurements(request: StaffRequest, journey_id: int) -> HttpResponse:
    """Show scores over time and what was answered on a journey."""
    now = timezone.now()
    found = journey_for(request.user, journey_id, now)
    page = queries.measurements_page(request.user, found, now)
    head = journey_head(request.user, found, now)
    record_read(page="pathway.measurements", by=request.user, at=now, household=head.household)
    context = {
        "page_title": _("Bedömningar och framsteg"),
        "breadcrumbs": _trail(journey_id),
        "household": header(request, found, now, head.stage),
        "page": page,
        "now": now,
    }
    return render(request, "pathway/measurements.html", context)


@require_http_methods(["GET", "POST"])
def measure(request: StaffRequest, journey_id: int, instrument_id: int) -> HttpResponse:
    """Show an instrument as a form, and keep what was answered."""
    now = timezone.now()
    found = journey_for(request.user, journey_id, now)
    head = journey_head(request.user, found, now)
    if not head.may_work:
        raise NotAllowed(_("Bedömningar fylls i av kommunens personal tillsammans med personen."))
    row, instrument = queries.instrument_to_fill_in(request.user, instrument_id)
    form = AnswersForm(request.POST if request.method == "POST" else None, instrument=instrument)
    if request.method == "POST" and form.is_valid() and _measured(request, form, found, row, now):
        messages.success(request, _("Svaren är sparade."))
        return redirect("pathway:measurements", journey_id)
    record_read(page="pathway.measurements", by=request.user, at=now, household=head.household)
    context = {
        "page_title": instrument.label,
        "breadcrumbs": [
            *_trail(journey_id),
            {"label": _("Bedömningar och framsteg"), "url": reverse("pathway:measurements", args=[journey_id])},
        ],
        "household": header(request, found, now, head.stage),
        "journey_id": journey_id,
        "instrument": instrument,
        "form": form,
    }
    return render(request, "pathway/measure.html", context, status=422 if request.method == "POST" else 200)


def _measured(request: StaffRequest, form: AnswersForm, journey: Any, instrument: Any, now: datetime) -> bool:
    facts = {"answers": form.answers(), "summary": form.cleaned_data["summary"]}
    try:
        actions.measure(journey=journey, instrument=instrument, **facts, by=request.user, at=now)
    except NotAllowed:
        raise
    except ActionDenied as denied:
        form.add_error(None, str(denied))
        return False
    return True


def _kept(request: StaffRequest, content: bytes, name: str) -> HttpResponse:
    kept = actions.keep_instrument(content=content, name=name, by=request.user, at=timezone.now())
    text = _("%(label)s, version %(version)s, är i bruk.") % {"label": kept.label, "version": kept.version}
    messages.success(request, text)
    return redirect("pathway:instruments")


def _list(
    request: StaffRequest, form: InstrumentFileForm, *, faults: tuple[Fault, ...] = (), status: int = 200
) -> HttpResponse:
    context = {
        "page_title": _("Bedömningsinstrument"),
        "rows": queries.instrument_rows(request.user),
        "form": form,
        "faults": faults,
    }
    return render(request, "pathway/instruments.html", context, status=status)


def _trail(journey_id: int) -> list[dict[str, str]]:
    return [{"label": _("Väg till arbete"), "url": reverse("pathway:journey", args=[journey_id])}]
