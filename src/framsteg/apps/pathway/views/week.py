"""Jobbcentrum's week with attendance for the whole group in one pass."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.core.formats import day_in_address
from framsteg.apps.core.htmx import render_part
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.pathway import actions, forms, queries
from framsteg.apps.pathway.enums import Attendance

PAGE = "pathway/week.html"


@require_safe
def week(request: StaffRequest) -> HttpResponse:
    """
    Show a week; ``dag`` chooses the day, today unless told.

    ``forslag`` fills in «närvarande» for everyone without a mark. Nothing is saved until the form is sent.
    """
    now = timezone.now()
    day = day_in_address(request.GET.get("dag", "")) or timezone.localdate(now)
    context = _context(request, day, now, suggest="forslag" in request.GET)
    record_read(page="pathway.week", by=request.user, at=now, household="")
    return render(request, PAGE, context)


@require_POST
def note_attendance(request: StaffRequest, day: str) -> HttpResponse:
    """Keep a pass over the group."""
    now = timezone.now()
    chosen = day_in_address(day)
    if chosen is None:
        raise Http404
    context = _context(request, chosen, now)
    form = forms.AttendanceForm(request.POST, enrolments=_choices(context["week"]))
    saved = False
    if form.is_valid():
        rows = [actions.AttendanceMark(pk, mark) for pk, mark in form.marks()]
        try:
            actions.note_attendance(rows=rows, day=chosen, by=request.user, at=now)
        except NotAllowed:
            raise
        except ActionDenied as denied:
            messages.error(request, str(denied))
        else:
            messages.success(request, _("Närvaron är sparad."))
            saved = True
    if saved:
        context = _context(request, chosen, now)
    else:
        context |= _with_fields(context["week"], form)
    if saved or request.headers.get("HX-Request") == "true":
        return render_part(request, PAGE, "week", context, back=f"{reverse('pathway:week')}?dag={chosen}")
    return render(request, PAGE, context, status=422)


def _context(request: StaffRequest, day: date, now: datetime, *, suggest: bool = False) -> dict[str, Any]:
    page = queries.week_page(request.user, day, now)
    form = forms.AttendanceForm(enrolments=_choices(page, fill=Attendance.PRESENT.value if suggest else ""))
    today = timezone.localdate(now)
    return {
        "page_title": _("Jobbcentrum, vecka %(week)s") % {"week": page.week},
        "week": page,
        "today": today,
        "ahead": page.day > today,
        **_with_fields(page, form),
    }


def _choices(page: queries.WeekPage, fill: str = "") -> list[tuple[int, str, str]]:
    day = date_format(page.day, "l j F")
    return [
        (row.enrolment_id, _("Närvaro för %(who)s %(day)s") % {"who": row.who, "day": day}, cell.mark or fill)
        for row, cell in page.to_note
    ]


def _with_fields(page: queries.WeekPage, form: forms.AttendanceForm) -> dict[str, Any]:
    """Pair each person's row with the field of the chosen day, where the person is enrolled."""
    return {
        "form": form,
        "rows": [
            {"row": row, "field": form[name] if (name := f"mark_{row.enrolment_id}") in form.fields else None}
            for row in page.rows
        ],
    }
