"""What follows on a decision: the day it was received."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from framsteg.apps.core.htmx import render_part
from framsteg.apps.decisions import actions, forms, queries
from framsteg.apps.decisions.views._shared import TAB, done, part_or_page
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.people.queries import case_header

DECISION = "decisions/decision.html"


@require_POST
def receipt(request: StaffRequest, decision_id: int) -> HttpResponse:
    """Note the day the person got the decision."""
    now = timezone.now()
    found = queries.decision_for(request.user, decision_id, now)
    form = forms.ReceiptForm(request.POST)
    if not done(
        request, form, lambda **fields: actions.note_receipt(decision=found, **fields, by=request.user, at=now)
    ):
        context = decision_context(request, decision_id, now, receipt=form)
        return part_or_page(request, DECISION, "follow", context)
    messages.success(request, _("Dagen är antecknad."))
    back = reverse("decisions:decision", args=[decision_id])
    return render_part(request, DECISION, "follow", decision_context(request, decision_id, now), back=back)


def decision_context(
    request: StaffRequest, decision_id: int, now: datetime, *, receipt: forms.ReceiptForm | None = None
) -> dict[str, Any]:
    found = queries.decision_for(request.user, decision_id, now)
    return queries.decision_page(request.user, found, now) | {
        "page_title": _("Beslut"),
        "household": case_header(found.household, request.user, now, tab=TAB),
        "receipt_form": receipt or forms.ReceiptForm(initial={"received_on": timezone.localdate(now)}),
    }
