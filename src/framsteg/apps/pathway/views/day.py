"""Jobbcentrum's day: who is expected where, who has told that she cannot come, and attendance for all in one pass."""

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
from framsteg.apps.pathway import actions
from framsteg.apps.pathway import offer_forms as forms
from framsteg.apps.pathway.enums import Attendance
from framsteg.apps.pathway.queries import day as rows

PAGE = "pathway/day.html"


@require_safe
def day(request: StaffRequest) -> HttpResponse:
    """
    Show a day; ``dag`` chooses it, today unless told.

    ``forslag`` fills in «närvarande» for those without a mark who have not told absence. Nothing is saved until sent.
    """
    now = timezone.now()
    chosen = day_in_address(request.GET.get("dag", "")) or timezone.localdate(now)
    context = _context(request, chosen, now, suggest="forslag" in request.GET)
    record_read(page="pathway.day", by=request.user, at=now, household="")
    return render(request, PAGE, context)


@require_POST
def note_day(request: StaffRequest, day: str) -> HttpResponse:
    """Keep a pass over the groups."""
    now = timezone.now()
    chosen = day_in_address(day)
    if chosen is None:
        raise Http404
    page = rows.day_page(request.user, chosen, now)
    form = forms.DayForm(request.POST, rows=_fields(page))
    saved = False
    if form.is_valid():
        weeks = [actions.AttendanceMark(pk, mark) for pk, mark in form.marks(rows.WEEKS)]
        work = [actions.ActivityMark(pk, mark) for pk, mark in form.marks(rows.WORK)]
        try:
            actions.note_attendance(rows=weeks, activities=work, day=chosen, by=request.user, at=now)
        except NotAllowed:
            raise
        except ActionDenied as denied:
            messages.error(request, str(denied))
        else:
            messages.success(request, _("Närvaron är sparad."))
            saved = True
    context = _context(request, chosen, now, form=None if saved else form)
    if saved or request.headers.get("HX-Request") == "true":
        return render_part(request, PAGE, "day", context, back=f"{reverse('pathway:day')}?dag={chosen}")
    return render(request, PAGE, context, status=422)


def _context(
    request: StaffRequest, chosen: date, now: datetime, *, suggest: bool = False, form: forms.DayForm | None = None
) -> dict[str, Any]:
    page = rows.day_page(request.user, chosen, now)
    ahead = chosen > timezone.localdate(now)
    form = form or forms.DayForm(rows=_fields(page, suggest=suggest))
    may_note = page.may_note and not ahead
    return {
        "page_title": _("Jobbcentrum, %(day)s") % {"day": date_format(chosen, "l j F")},
        "breadcrumbs": [{"label": _("Jobbcentrum"), "url": f"{reverse('pathway:week')}?dag={chosen}"}],
        "page": page,
        "ahead": ahead,
        "form": form,
        "groups": [
            {"group": group, "rows": [(row, form[row.field] if may_note else None) for row in group.rows]}
            for group in page.groups
        ],
    }


def _fields(page: rows.DayPage, *, suggest: bool = False) -> list[tuple[str, str, str]]:
    said = date_format(page.day, "l j F")
    return [
        (
            row.field,
            _("Närvaro för %(who)s %(day)s") % {"who": row.who, "day": said},
            row.mark or (Attendance.PRESENT.value if suggest and not row.told else ""),
        )
        for row in page.rows
    ]
