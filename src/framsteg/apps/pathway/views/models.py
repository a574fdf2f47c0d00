"""The working models: read, compare, take into use, try on the year that was, and move journeys to."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.charts import bar_chart
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.pathway import actions
from framsteg.apps.pathway.model_forms import AdoptForm, ModelFileForm, MoveForm
from framsteg.apps.pathway.queries import moving
from framsteg.apps.pathway.queries import versions as queries
from framsteg.workingmodel import Fault, ModelFileError


@require_safe
def models(request: StaffRequest) -> HttpResponse:
    """Every model that can be read, and which one new journeys start under."""
    return _list(request, ModelFileForm(), timezone.now())


@require_POST
def keep_model(request: StaffRequest) -> HttpResponse:
    """Keep a model file of the kommun's own, or show every fault in it."""
    now = timezone.now()
    queries.check_may_adopt(request.user)
    form = ModelFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, form, now, status=422)
    file = form.cleaned_data["file"]
    try:
        version = actions.keep_model(content=file.read(), name=file.name, by=request.user, at=now)
    except ModelFileError as error:
        return _list(request, form, now, faults=error.faults, status=422)
    messages.success(request, _("Modellen är inlagd. Läs den, prova den och inför den när den är beslutad."))
    return redirect("pathway:model", queries.key_of(version))


@require_safe
def model(request: StaffRequest, key: str) -> HttpResponse:
    """One model, told for people who do not program."""
    return _model(request, key, AdoptForm(), timezone.now())


@require_POST
def adopt_model(request: StaffRequest, key: str) -> HttpResponse:
    """Let new journeys start under the model."""
    now = timezone.now()
    queries.check_may_adopt(request.user)
    form = AdoptForm(request.POST)
    if not form.is_valid():
        return _model(request, key, form, now, status=422)
    version = queries.version_for(request.user, key) or actions.keep_shipped(model_id=key, by=request.user, at=now)
    actions.adopt_version(version=version, note=form.cleaned_data["note"], by=request.user, at=now)
    messages.success(request, _("Nya vägar börjar nu enligt den här modellen. Pågående vägar är som förut."))
    return redirect("pathway:model", key)


@require_GET
def compare_model(request: StaffRequest, key: str) -> HttpResponse:
    """What differs between a model and the one in force."""
    page = queries.comparison(request.user, key, timezone.now())
    context = {"page_title": _("%(model)s mot den som gäller") % {"model": page.row.label}, "page": page}
    return render(request, "pathway/model_compare.html", context | _crumbs(page.row))


@require_GET
def model_file(request: StaffRequest, key: str) -> HttpResponse:
    """The model as a file to start one's own from."""
    text, name = queries.file_of(request.user, key)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def move_journeys(request: StaffRequest, key: str) -> HttpResponse:
    """What the model would change for each journey under way; those chosen, or all, are moved with a reason."""
    now = timezone.now()
    form = MoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        journeys = moving.journeys_to_move(request.user, key, now)
        if "all" not in request.POST:
            chosen = [int(pk) for pk in request.POST.getlist("journey") if pk.isdecimal()]
            journeys = journeys.filter(pk__in=chosen)
        by, reason = request.user, form.cleaned_data["reason"]
        try:
            to = queries.version_for(by, key) or actions.keep_shipped(model_id=key, by=by, at=now)
            moved = actions.move_journeys(journeys=list(journeys), to=to, reason=reason, by=by, at=now)
        except actions.NothingToMove as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(
                request,
                ngettext("%(n)s väg är flyttad.", "%(n)s vägar är flyttade.", len(moved)) % {"n": len(moved)},
            )
            return redirect("pathway:model", key)
    row, rows, page = moving.cases_to_move(request.user, key, now, request.GET.get("sida", "1"))
    record_read(page="pathway.move", by=request.user, at=now, household="")
    context = {"page_title": _("Flytta till %(model)s") % {"model": row.label}, "form": form, **_crumbs(row)}
    status = 422 if form.errors else 200
    return render(request, "pathway/model_move.html", context | {"rows": rows, "page": page}, status=status)


@require_GET
def try_model(request: StaffRequest, key: str) -> HttpResponse:
    """How the model's deadlines would have gone in the journeys that began in the last twelve months."""
    row, number, rows = moving.tried(request.user, key, timezone.now())
    timed = [one for one in rows if one.kept_share is not None]
    chart = bar_chart(
        title=_("Hållna av dem som hölls eller bröts, procent"),
        labels=[one.clock.label for one in timed],
        values=[one.kept_share for one in timed],
        unit=_("procent"),
        description=_("Frister som började under de senaste tolv månaderna, räknade som om modellen hade gällt."),
        source=_("Händelserna på vägarna i kommunen"),
    )
    context = {"page_title": _("%(model)s på året som gick") % {"model": row.label}, "number": number, "rows": rows}
    shown = {"chart": chart if len(timed) > 1 else None}  # one bar says less than its row
    return render(request, "pathway/model_try.html", context | shown | _crumbs(row))


def _list(
    request: StaffRequest, form: ModelFileForm, now: datetime, *, faults: tuple[Fault, ...] = (), status: int = 200
) -> HttpResponse:
    context = {
        "page_title": _("Arbetsmodeller"),
        "rows": queries.model_rows(request.user, now),
        "adoptions": queries.adoptions(now),
        "may_change": queries.may_adopt(request.user),
        "form": form,
        "faults": faults,
    }
    return render(request, "pathway/models.html", context, status=status)


def _model(request: StaffRequest, key: str, form: AdoptForm, now: datetime, *, status: int = 200) -> HttpResponse:
    page = queries.model_page(request.user, key, now)
    context = {"page_title": page.row.label, "page": page, "form": form, **_crumbs()}
    return render(request, "pathway/model.html", context, status=status)


def _crumbs(row: queries.ModelRow | None = None) -> dict[str, Any]:
    crumbs = [{"label": _("Arbetsmodeller"), "url": reverse("pathway:models")}]
    if row:
        crumbs.append({"label": row.label, "url": row.url})
    return {"breadcrumbs": crumbs}
