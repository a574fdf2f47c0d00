"""Taking care of a notice, and the page of the nightly sweep."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.reminders import actions, queries
from framsteg.apps.reminders.forms import HandleForm


@require_POST
def handle(request: StaffRequest, notice_id: int) -> HttpResponse:
    """Keep in a line what was done about a notice, and go back to the desk; a refusal is said there."""
    now = timezone.now()
    notice = queries.notice_for(request.user, notice_id, now)
    form = HandleForm(request.POST)
    handling = form.cleaned_data["handling"] if form.is_valid() else ""
    try:
        actions.handle_notice(notice=notice, handling=handling, by=request.user, at=now)
    except NotAllowed:
        raise
    except ActionDenied as denied:
        messages.error(request, str(denied))
    else:
        messages.success(request, _("Påminnelsen är omhändertagen."))
    return redirect("workbench:desk")


@require_safe
def sweeps(request: StaffRequest) -> HttpResponse:
    """Show when clocks were last gone through, for managers and system managers."""
    now = timezone.now()
    rows = queries.sweep_rows(request.user)
    context = {"page_title": _("Nattkörningen"), "rows": rows, "pulse": queries.pulse_at(now)}
    return render(request, "reminders/sweeps.html", context)
