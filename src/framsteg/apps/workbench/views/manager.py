"""The manager's start page and the rows behind its figures."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from framsteg.apps.core.charts import Series, bar_chart, line_chart
from framsteg.apps.core.formats import month_label
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.pathway.enums import Cause
from framsteg.apps.workbench.queries import manager as queries
from framsteg.apps.workbench.queries import official
from framsteg.entitlement.month import Month
from framsteg.policylab import Figure, Period, definition, measure, swedish_number


@require_GET
def manager(request: StaffRequest) -> HttpResponse:
    """The kommun's figures, its months and its official history."""
    now = timezone.now()
    morning = queries.morning_for(request.user, now)
    labels = [f"{month_label(row.month)[:3]} {row.month.year}" for row in morning.months]
    amount, households = definition("amount"), definition("households")
    about_exits, exits_not_for = queries.exits_figure_text()
    context = {
        "page_title": _("Läget"),
        "morning": morning,
        "year": _in_words(morning.year),
        "tiles": [_tile(figure, morning.month) for figure in morning.figures],
        "amounts": bar_chart(
            title=f"{amount.name}, {amount.unit}",
            labels=labels,
            values=[row.amount for row in morning.months],
            unit=amount.unit,
            description=amount.text,
            source=str(queries.PAYMENTS),
        ),
        "households": line_chart(
            title=f"{households.name} och {definition('long_term_10_of_12').name.lower()}",
            labels=labels,
            series=[
                Series(_("Alla hushåll"), [row.households for row in morning.months]),
                Series(_("10 av 12 månader"), [row.long_term_10_of_12 for row in morning.months]),
            ],
            unit=households.unit,
            description=definition("long_term_10_of_12").text,
            source=str(queries.PAYMENTS),
        ),
        "about_exits": about_exits,
        "exits_not_for": exits_not_for,
        "history": _history(request),
        "kommuner": official.kommun_choices(),
        "measures": [(id, measure(id).definition.name) for id in official.MEASURES],
        "counted": queries.COUNTED,
    }
    return render(request, "workbench/manager.html", context)


def _tile(figure: Figure, month: Month) -> dict[str, Any]:
    """Return what the tile component takes: the figure with its definition, comparison and the way to its rows."""
    what = figure.definition
    number, _unit, _rest = figure.text.partition(figure.unit)
    return {
        "label": what.name,
        "value": None if figure.value is None else number.strip(),
        "unit": figure.unit,
        "period": _in_words(figure.period),
        "definition": f"{what.text} {what.not_for}",
        "source": f"{figure.source}. {figure.scope}" if figure.scope else figure.source,
        "comparison": _comparison(figure),
        "href": "" if figure.value is None else _rows_behind(what.id, month),
    }


def _comparison(figure: Figure) -> str:
    before = figure.compared_with
    if before is None or before.value is None or figure.change_percent is None:
        return ""
    sign = "+" if figure.change_percent > 0 else ""
    change = f"{sign}{swedish_number(figure.change_percent)}"
    return _("%(period)s: %(value)s (%(change)s procent).") % {
        "period": _in_words(before.period).capitalize(),
        "value": before.text,
        "change": change,
    }


def _in_words(period: Period) -> str:
    """Return a period as its ``label`` does, with the names of the months in the reader's language."""
    if period.months == 1:
        return month_label(period.first)
    whole_year = period.months == 12 and period.first.month == 1
    return str(period.first.year) if whole_year else f"{month_label(period.first)}–{month_label(period.last)}"


def _rows_behind(id: str, month: Month) -> str:
    if id in queries.COUNTED:
        return reverse("workbench:behind", args=[id, str(month)])
    return reverse("workbench:missed") if id in {"referred_within_48_hours", "plan_within_four_weeks"} else ""


def _history(request: StaffRequest) -> official.History:
    """Return the official history chosen in the address; what does not exist is a page that does not exist."""
    try:
        return official.history(
            request.GET.get("kommun", official.FIRST_CHOICES[0]), request.GET.get("matt", official.MEASURES[0])
        )
    except LookupError as error:
        raise Http404(str(error))


@require_GET
def behind(request: StaffRequest, figure: str, month: str) -> HttpResponse:
    """The households that a month's count is made of."""
    try:
        chosen = Month.parse(month)
        rows = queries.households_behind(request.user, figure, chosen, timezone.now())
    except (LookupError, ValueError) as error:
        raise Http404(str(error))
    context = {"page_title": definition(figure).name, "definition": definition(figure), "month": chosen, "rows": rows}
    return render(request, "workbench/behind.html", context)


@require_GET
def missed(request: StaffRequest) -> HttpResponse:
    """The deadlines that were missed in the last twelve months, and whose they were."""
    now = timezone.now()
    queries.check_may_follow_up(request.user)
    last = Month.of(now).previous
    rows = queries.missed_deadlines(request.user, last - 11, last, now)
    counts = Counter(row.cause for row in rows)
    context = {
        "page_title": _("Missade frister"),
        "rows": rows,
        "causes": [(str(label), counts[str(label)]) for label in Cause.labels],
        "not_judged": counts[""],
        "first": last - 11,
        "last": last,
    }
    return render(request, "workbench/missed.html", context)
