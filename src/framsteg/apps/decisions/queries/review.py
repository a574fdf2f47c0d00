"""Plain rows of what comes beside and after a decision: to be heard in person, receipt, appeals and review."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application
from framsteg.apps.decisions.models import Decision, OralRequest
from framsteg.apps.decisions.practice import RECEIPT_DAYS, last_day_for_review
from framsteg.apps.decisions.queries.amendments import amendments_of, granted_now, has_extra, is_adverse
from framsteg.apps.decisions.queries.appeals import appeal_row, with_steps
from framsteg.apps.decisions.queries.rows import found_or_404, households_for
from framsteg.apps.identity.models import User


@dataclass(frozen=True)
class OralRow:
    """A request to speak before the nämnd; ``held`` is None while it is open."""

    id: int
    asked_at: datetime
    noted_by: str
    closed_at: datetime | None
    held: bool | None
    note: str


def oral_of(application: Application) -> list[OralRow]:
    """Return the requests to speak before the nämnd, the latest first. One query."""
    return [
        OralRow(
            id=row.pk,
            asked_at=row.asked_at,
            noted_by=str(row.closed_by or row.noted_by),
            closed_at=row.closed_at,
            held=row.held,
            note=row.note,
        )
        for row in application.oral_requests.select_related("noted_by", "closed_by").order_by("-pk")
    ]


def oral_request_for(user: User, request_id: int, at: datetime) -> OralRequest:
    """Return a request to speak with its application. :raises Http404: unless the user may see it"""
    request = (
        OralRequest.objects.select_related("application__household")
        .filter(pk=request_id, application__household__in=households_for(user, at))
        .first()
    )
    return found_or_404(request, _("Begäran finns inte, eller är inte öppen för dig."))


def follow_page(decision: Decision, at: datetime) -> dict[str, Any]:
    """Return what follows on a decision: a receipt that is missing, appeals, amendments, and review of legality."""
    today = timezone.localdate(at)
    announcement = getattr(decision, "announcement", None)
    amendments = amendments_of(decision)
    now = granted_now(decision)
    days = (today - timezone.localdate(decision.decided_at)).days
    return {
        "today": today,
        "receipt_is_late": not hasattr(decision, "receipt") and is_adverse(decision) and days > RECEIPT_DAYS,
        "days_since": days,
        "appeals": [appeal_row(row, today) for row in with_steps(decision.appeals.order_by("-came_in_on"))],
        "amendments": amendments,
        "granted_now": now.total,
        "has_extra": has_extra(decision) or now.extra > 0,
        "announced_on": announcement.announced_on if announcement else None,
        "last_day_for_review": last_day_for_review(announcement.announced_on) if announcement else None,
    }
