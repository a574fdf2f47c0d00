"""
The components of the house as template tags, and Swedish formats as filters.

``{% load framsteg %}`` gives all of them. Each tag draws ``components/<name>.html``, whose first lines say what it
takes; ``/galleri/`` shows every one of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framsteg.apps.core import charts, formats
from framsteg.apps.core.formats import MonthLike, Number

register = template.Library()

MESSAGE_KINDS = {"info": "info", "success": "check", "warning": "warning", "error": "error"}
BADGE_KINDS = ("neutral", "info", "success", "warning", "error")
LANES = {"money": gettext_lazy("Pengar"), "law": gettext_lazy("Rätt"), "work": gettext_lazy("Arbete")}
SOON = timedelta(hours=24)


# Filters. A missing value gives nothing, so that a page says itself what is missing.


@register.filter
def kronor(amount: Number | None, form: str = "") -> str:
    """``{{ amount|kronor }}`` → 11 830 kr; ``{{ amount|kronor:"öre" }}`` → 11 830,00 kr."""
    return "" if amount is None or amount == "" else formats.kronor(amount, always_ore=form == "öre")


@register.filter
def number(value: Number | None, decimals: int = 0) -> str:
    """``{{ 1234.5|number:1 }}`` → 1 234,5."""
    return "" if value is None or value == "" else formats.swedish_number(value, decimals)


@register.filter
def month_label(month: MonthLike | None) -> str:
    """``{{ month|month_label }}`` → mars 2026."""
    return formats.month_label(month) if month else ""


@register.filter
def swedish_date(day: date | None) -> str:
    """``{{ day|swedish_date }}`` → 27 mars 2026."""
    return formats.swedish_date(day) if day else ""


@register.filter
def swedish_datetime(moment: date | None) -> str:
    """``{{ moment|swedish_datetime }}`` → 27 mars 2026 kl. 15.00."""
    return formats.swedish_datetime(moment) if moment else ""


@register.filter
def due_time(moment: date | None) -> str:
    """``{{ due_at|due_time }}`` → 27 mars 2026 kl. 15.00, or 27 mars 2026 when the whole day counts."""
    return formats.swedish_datetime(formats.whole_day(moment)) if moment else ""


@register.filter
def iso(moment: date | None) -> str:
    """``<time datetime="{{ moment|iso }}">``: the machine's form of a date or a moment."""
    return moment.isoformat() if moment else ""


@register.filter
def person_number(written: str | None) -> str:
    """``{{ "198112189876"|person_number }}`` → 19811218-9876."""
    return formats.person_number(written) if written else ""


# Components around a text.


@register.simple_block_tag
def message_box(content: str, kind: str = "info", title: str = "", role: str = "") -> SafeString:
    """``{% message_box kind="warning" title="…" %}…{% endmessage_box %}``."""
    context = {"kind": kind, "icon": MESSAGE_KINDS[kind], "title": title, "content": content, "role": role}
    return render_to_string("components/message_box.html", context)


@register.simple_block_tag
def table(content: str, caption: str, hide_caption: bool = False, stack: bool = False) -> SafeString:
    """``{% table caption="…" %}<thead>…</thead><tbody>…</tbody>{% endtable %}``: a table in a scroll region."""
    context = {"caption": caption, "content": content, "hide_caption": hide_caption, "stack": stack}
    return render_to_string("components/table.html", context)


# Components that stand alone.


@register.simple_tag
@cache  # an icon never changes, and a long list draws the same few in every row
def icon(name: str) -> SafeString:
    """Draw a decorative icon; the meaning must stand as text beside it."""
    return render_to_string("components/icon.html", {"name": name})


@register.inclusion_tag("components/badge.html")
def badge(text: str, kind: str = "neutral") -> dict[str, Any]:
    """Draw a status word. The text carries the meaning, the colour only helps."""
    if kind not in BADGE_KINDS:
        raise template.TemplateSyntaxError(f"badge: kind is one of {', '.join(BADGE_KINDS)}, not {kind!r}.")
    return {"text": text, "kind": "default" if kind == "neutral" else kind}


@register.inclusion_tag("components/figure.html")
def figure(
    label: str,
    value: str | Number | None,
    *,
    unit: str,
    period: str,
    definition: str,
    source: str,
    comparison: str = "",
    href: str = "",
    link_label: str = "",
    level: int = 3,
) -> dict[str, Any]:
    """Draw a figure that is never bare: unit, period, definition and source are required. ``None`` is never 0."""
    return {
        "label": label,
        "value": value if value is None or isinstance(value, str) else formats.swedish_number(value),
        "unit": unit,
        "period": period,
        "definition": definition,
        "source": source,
        "comparison": comparison,
        "href": href,
        "link_label": link_label or _("Visa underlaget"),
        "level": level,
    }


@register.inclusion_tag("components/data_table.html")
def data_table(
    caption: str, columns: Sequence[Any], rows: Iterable[Sequence[Any]], *, empty: str = "", stack: bool = True
) -> dict[str, Any]:
    """Draw a table from plain rows; the first cell of a row is its heading."""
    heads = [_as_mapping(column, "label") for column in columns]
    drawn = [
        [
            {**cell, "numeric": head.get("numeric"), "label": head["label"]}
            for head, cell in zip(heads, cells, strict=True)
        ]
        for cells in ([_as_mapping(cell, "text") for cell in row] for row in rows)
    ]
    return {
        "caption": caption,
        "columns": heads,
        "rows": drawn,
        "empty": empty or _("Inga rader att visa."),
        "stack": stack,
    }


@register.inclusion_tag("components/definition_list.html")
def definition_list(items: Iterable[Any]) -> dict[str, Any]:
    """Draw facts as term and text. An item is a pair, or a dict with ``term``, ``text`` and perhaps ``href``."""
    return {"items": [item if isinstance(item, Mapping) else {"term": item[0], "text": item[1]} for item in items]}


@register.inclusion_tag("components/timeline.html")
def timeline(items: Iterable[Mapping[str, Any]], *, label: str = "") -> dict[str, Any]:
    """Draw one ordered list of what happened, in three lanes: money, law and work."""
    lanes = {lane: {"id": lane, "label": str(name)} for lane, name in LANES.items()}
    drawn = [{**item, "lane": lanes[item["lane"]]} for item in items]
    return {"items": drawn, "label": label or _("Tidslinje"), "lanes": lanes.values()}


@register.inclusion_tag("components/deadline.html")
def deadline(due_at: date, now: datetime, *, done_at: date | None = None, label: str = "") -> dict[str, Any]:
    """
    Draw how a deadline stands at ``now``; a date is met through its whole day, a moment to the second.

    A moment in the last minute of a day, as rooms hand out for a date, is that whole day.
    """
    due_at = formats.whole_day(due_at)
    state, text = deadline_state(due_at, now, done_at)
    return {"state": state, "text": text, "due_at": due_at, "label": label or _("Senast")}


@register.inclusion_tag("components/stages.html")
def stages(items: Iterable[Mapping[str, Any]], *, label: str = "") -> dict[str, Any]:
    """Draw the way through the working model: done, current and upcoming stages."""
    return {"items": list(items), "label": label or _("Faser")}


@register.inclusion_tag("components/progress.html")
def progress(label: str, value: Number, maximum: Number, *, text: str = "") -> dict[str, Any]:
    """Draw how much of something is done, always with the numbers in words."""
    written = text or _("%(value)s av %(maximum)s") % {"value": value, "maximum": maximum}
    return {"label": label, "value": value, "maximum": maximum, "text": written}


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str = "", *, href: str = "", link_label: str = "") -> dict[str, Any]:
    """Draw what stands where there is nothing yet, and the way on."""
    return {"title": title, "text": text, "href": href, "link_label": link_label}


@register.inclusion_tag("components/chart.html")
def chart(drawing: charts.Chart, *, table_open: bool = False) -> dict[str, Any]:
    """Draw a chart from ``charts.bar_chart`` or ``charts.line_chart`` with its numbers in a table."""
    return {"chart": drawing, "table_open": table_open}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """Draw all errors of a form with links to their fields; nothing when the form has none."""
    fields = [(field, field.errors) for field in form if field.errors]
    return {"general": form.non_field_errors(), "fields": fields, "count": sum(len(errors) for _f, errors in fields)}


@register.inclusion_tag("components/confirm_button.html", takes_context=True)
def confirm_button(
    context: template.Context,
    label: str,
    action: str,
    *,
    question: str = "",
    kind: str = "secondary",
    hidden: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Draw a button that posts. With ``question`` the first press opens the question and the second one posts."""
    return {
        "label": label,
        "action": action,
        "question": question,
        "kind": kind,
        "hidden": hidden or {},
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any], *, parameter: str = "sida") -> dict[str, Any]:
    """Draw the way between pages of a list; the other parameters of the address are kept."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    query = context["request"].GET
    links = [{"number": number, "href": _page_address(query, parameter, number)} for number in numbers]
    return {
        "page": page,
        "links": links,
        "previous": _page_address(query, parameter, page.number - 1) if page.has_previous() else "",
        "next": _page_address(query, parameter, page.number + 1) if page.has_next() else "",
    }


def deadline_state(due_at: date, now: datetime, done_at: date | None = None) -> tuple[str, str]:
    """Return a state (ok, soon, late, done, done_late) and its words: "2 dygn kvar", "5 timmar försenad"."""
    if not isinstance(due_at, datetime) or (done_at and not isinstance(done_at, datetime)):
        return _date_state(_day(due_at), _day(now), _day(done_at) if done_at else None)
    if isinstance(done_at, datetime):
        if done_at <= due_at:
            return "done", _("Klart i tid, %(when)s") % {"when": formats.swedish_datetime(done_at)}
        return "done_late", _("Klart %(length)s för sent") % {"length": formats.duration(done_at - due_at)}
    if now > due_at:
        return "late", _("%(length)s försenat") % {"length": formats.duration(now - due_at)}
    return "soon" if due_at - now <= SOON else "ok", _("%(length)s kvar") % {"length": formats.duration(due_at - now)}


def _date_state(due: date, today: date, done: date | None) -> tuple[str, str]:
    if done:
        if done <= due:
            return "done", _("Klart i tid, %(when)s") % {"when": formats.swedish_date(done)}
        return "done_late", _("Klart %(length)s för sent") % {"length": formats.days((done - due).days)}
    if today > due:
        return "late", _("%(length)s försenat") % {"length": formats.days((today - due).days)}
    if today == due:
        return "soon", _("sista dagen i dag")
    return "soon" if due - today <= SOON else "ok", _("%(length)s kvar") % {"length": formats.days((due - today).days)}


def _day(moment: date) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


def _as_mapping(value: Any, key: str) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {key: value}


def _page_address(query: Any, parameter: str, number: int | str) -> str:
    """Return the query string of one page; the elided "…" in a page range leads nowhere."""
    if not isinstance(number, int):
        return ""
    changed = query.copy()
    changed[parameter] = str(number)
    return f"?{changed.urlencode()}"
