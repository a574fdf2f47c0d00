"""The unit's board."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from framsteg.apps.audit.actions import record_read
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.permissions import StaffRequest, has_role
from framsteg.apps.pathway.queries.board import Choice, board_for


@require_safe
def board(request: StaffRequest) -> HttpResponse:
    """Show who waits for what; ``fas``, ``tur``, ``ansvarig`` and ``sena`` narrow it."""
    now = timezone.now()
    given = request.GET
    choice = Choice(
        stage=given.get("fas", ""),
        turn=given.get("tur", ""),
        owner=given.get("ansvarig", ""),
        late="sena" in given,
    )
    shown = board_for(request.user, now, choice)
    record_read(page="pathway.board", by=request.user, at=now, household="")
    context = {
        "page_title": _("Tavlan"),
        "board": shown,
        "choice": choice,
        "may_see_caseload": has_role(request.user, {Role.MANAGER}),
        "now": now,
    }
    return render(request, "pathway/board.html", context)
