"""What a decision gives after its amendments."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.models import Amendment, Decision
from framsteg.apps.decisions.practice import last_day_to_appeal
from framsteg.apps.decisions.queries.rows import found_or_404, households_for
from framsteg.apps.identity.models import User


@dataclass(frozen=True)
class Granted:
    """What a month gives now, kronor: the right, and assistance beside it (SoL 12 kap. 2 §)."""

    right: Decimal
    extra: Decimal

    @property
    def total(self) -> Decimal:
        return self.right + self.extra


@dataclass(frozen=True)
class AmendmentRow:
    """An amendment for reading; amounts in kronor, totals for the month. It can be appealed for itself."""

    id: int
    ground: str
    before: Decimal
    total: Decimal
    difference: Decimal
    reasons: str
    decided_at: datetime
    decided_by: str
    delegation: str
    received_on: date | None
    last_day_to_appeal: date | None


def granted_now(decision: Decision) -> Granted:
    """Return what a decision gives after its last amendment."""
    last = decision.amendments.order_by("-pk").values_list("granted", "granted_extra").first()
    return Granted(*last) if last else Granted(decision.granted, decision.granted_extra)


def granted_in_all() -> Decimal:
    """Return what all decisions give with their amendments, kronor."""
    decided = Decision.objects.aggregate(sum=Sum(F("granted") + F("granted_extra")))["sum"] or Decimal(0)
    more = F("granted") - F("granted_before") + F("granted_extra") - F("extra_before")
    return decided + (Amendment.objects.aggregate(sum=Sum(more))["sum"] or Decimal(0))


def amendment_for(user: User, amendment_id: int, at: datetime) -> Amendment:
    """Return an amendment with its decision. :raises Http404: unless the user may see it"""
    amendment = (
        Amendment.objects.select_related("decision__household__unit", "decision__application", "decided_by")
        .filter(pk=amendment_id, decision__household__in=households_for(user, at))
        .first()
    )
    return found_or_404(amendment, _("Ändringsbeslutet finns inte, eller är inte öppet för dig."))


def amendments_of(decision: Decision) -> list[AmendmentRow]:
    """Return a decision's amendments, the latest first. One query."""
    found = decision.amendments.select_related("decided_by", "delegation", "receipt").defer("letter").order_by("-pk")
    return [_row(row) for row in found]


def _row(row: Amendment) -> AmendmentRow:
    received_on = row.receipt.received_on if hasattr(row, "receipt") else None
    return AmendmentRow(
        id=row.pk,
        ground=row.get_ground_display(),
        before=row.granted_before + row.extra_before,
        total=row.total,
        difference=row.difference,
        reasons=row.reasons,
        decided_at=row.decided_at,
        decided_by=str(row.decided_by),
        delegation=row.delegation.reference,
        received_on=received_on,
        last_day_to_appeal=last_day_to_appeal(received_on) if received_on else None,
    )


def is_adverse(decision: Decision) -> bool:
    """Tell whether a decision went against what was applied for, so that its time to appeal matters most."""
    return decision.kind != DecisionKind.GRANT


def has_extra(decision: Decision) -> bool:
    """Tell whether assistance beside the right (SoL 12 kap. 2 §) was tried, granted or not."""
    costs = decision.calculation.facts["costs"] if decision.calculation else []
    return decision.granted_extra > 0 or any(cost.get("basis") == "extra" for cost in costs)
