"""Plain rows of what comes beside and after a decision: to be heard in person, receipt, appeal and amendment."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application
from framsteg.apps.decisions.models import Decision, OralRequest
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


@dataclass(frozen=True)
class Granted:
    """What a month gives now, kronor: the right, and assistance beside it (SoL 12 kap. 2 §)."""

    right: Decimal
    extra: Decimal

    @property
    def total(self) -> Decimal:
        return self.right + self.extra


def granted_now(decision: Decision) -> Granted:
    """Return what a decision gives after its last amendment."""
    last = decision.amendments.order_by("-pk").values_list("granted", "granted_extra").first()
    return Granted(*last) if last else Granted(decision.granted, decision.granted_extra)


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
