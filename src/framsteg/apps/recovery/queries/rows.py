"""Single rows, and what follows from them: how a month stands, what the law says of a claim, what is left of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Min, Q, QuerySet, Sum
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.decisions.models import Amendment, Decision
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import CASE_WORK, has_role
from framsteg.apps.payments.models import Order
from framsteg.apps.people.models import Household
from framsteg.apps.recovery import law
from framsteg.apps.recovery.enums import Ground, Proposal
from framsteg.apps.recovery.models import Claim, ClaimHearing, ClaimMonth, Handling, Recalculation

Row = TypeVar("Row")
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Standing:
    """
    How a decided month stands, kronor. ``granted`` and ``extra`` (12 kap. 2 §) by decision and amendments.

    ``paid`` and ``extra_paid`` are orders in attested lists. ``claimed`` and ``extra_claimed`` are what claims have
    asked for, those that were dropped left out. ``paid_on`` is the first pay day, None when nothing is paid.
    """

    granted: Decimal
    extra: Decimal
    paid: Decimal
    extra_paid: Decimal
    claimed: Decimal
    extra_claimed: Decimal
    paid_on: date | None

    def claimable(self, ground: str, new_assistance: Decimal | None) -> Decimal:
        """
        Return the most that may be claimed on a ground, kronor.

        For too much paid it is what is paid above the new calculation; otherwise what is paid of that assistance.
        """
        if ground == Ground.REPAYMENT_CONDITION:
            return max(NOTHING, self.extra_paid - self.extra_claimed)
        if ground in Ground.of_overpayment():
            above = self.paid - new_assistance if new_assistance is not None else NOTHING
            return max(NOTHING, above - self.claimed)
        return max(NOTHING, self.paid - self.claimed)


def standing_of(decisions: Iterable[Decision]) -> dict[int, Standing]:
    """Return how each decided month stands, by the decision's key. Four queries."""
    rows = {decision.pk: decision for decision in decisions}
    amended = {
        row.decision_id: row for row in Amendment.objects.filter(decision__in=rows).order_by("pk").defer("letter")
    }
    paid = {
        row["decision"]: row
        for row in Order.objects.filter(decision__in=rows, batch__attested_at__isnull=False)
        .values("decision")
        .annotate(total=Sum("amount"), first=Min("batch__pay_on"))
        .order_by("decision")
    }
    claims = ClaimMonth.objects.filter(decision__in=rows).exclude(_dropped())
    extra = Q(claim__ground=Ground.REPAYMENT_CONDITION)
    claimed = {
        row["decision"]: row
        for row in claims.values("decision")
        .annotate(right=Sum("amount", filter=~extra), extra=Sum("amount", filter=extra))
        .order_by("decision")
    }
    return {key: _standing(row, amended.get(key), paid.get(key), claimed.get(key)) for key, row in rows.items()}


def decided_months(household: Household) -> list[Decision]:
    """Return the household's decisions that rest on a calculation, with it, the latest month first. One query."""
    rows = household.decisions.filter(calculation__isnull=False).select_related("calculation").defer("letter")
    return list(rows.order_by("-month"))


def base_facts(decisions: Iterable[Decision]) -> dict[int, dict[str, Any]]:
    """
    Return the facts that a new correction begins from, by the decision's key. One query.

    They are the decision's own, or those of the last recalculation that a supplement or a claim was built on.
    """
    rows = {decision.pk: decision for decision in decisions}
    handled = Recalculation.objects.filter(decision__in=rows).exclude(handling=None)
    acted_on = handled.exclude(handling__kind=Proposal.NOTHING).order_by("pk").values_list("decision_id", "facts")
    own = {key: row.calculation.facts for key, row in rows.items() if row.calculation}
    return own | dict(acted_on)


def recalculation_for(user: User, recalculation_id: int, at: datetime) -> Recalculation:
    """Return a recalculation with its decision. :raises Http404: unless the user may see the household's money"""
    rows = Recalculation.objects.select_related(
        "late_facts__noted_by",
        "late_facts__household__caseworker",
        "late_facts__household__unit",
        "decision__calculation",
        "decision__application",
        "decision__household",
    )
    found = rows.filter(pk=recalculation_id, late_facts__household__in=_households(user, at)).first()
    return _found(found, _("Omräkningen finns inte, eller är inte öppen för dig."))


def claim_for(user: User, claim_id: int, at: datetime) -> Claim:
    """Return a claim. :raises Http404: unless the user may see the household's money"""
    rows = Claim.objects.select_related(
        "household__caseworker", "household__unit", "opened_by", "decided_by", "closed_by"
    )
    found = rows.filter(pk=claim_id, household__in=_households(user, at)).first()
    return _found(found, _("Återkravet finns inte, eller är inte öppet för dig."))


def claim_hearing_for(user: User, claim: Claim) -> ClaimHearing:
    """Return the claim's last hearing. :raises Http404: when there is none"""
    return _found(latest_hearing(claim), _("Det finns ingen kommunicering att besvara."))


def latest_hearing(claim: Claim) -> ClaimHearing | None:
    """Return the claim's last hearing."""
    return claim.hearings.select_related("sent_by", "reply_noted_by").order_by("-pk").first()


def is_over(hearing: ClaimHearing, at: datetime) -> bool:
    """Tell whether a hearing is answered, or its time to answer has passed."""
    return hearing.replied_at is not None or timezone.localdate(at) > hearing.reply_by


def is_latest(recalculation: Recalculation) -> bool:
    """Tell whether no later facts have given another recalculation of the month."""
    later = Recalculation.objects.filter(decision=recalculation.decision_id, pk__gt=recalculation.pk)
    return not later.exists()


def is_handled(recalculation: Recalculation) -> bool:
    """Tell whether a person has done something with the difference."""
    return Handling.objects.filter(recalculation=recalculation).exists()


def remaining(claim: Claim) -> Decimal:
    """Return what is left of a decided claim, kronor: less what is forgiven and paid back. Two queries."""
    if claim.amount is None:
        return NOTHING
    less = [rows.aggregate(sum=Sum("amount"))["sum"] or NOTHING for rows in (claim.forgiven, claim.repayments)]
    return claim.amount - sum(less, NOTHING)


def terms_of(claim: Claim) -> law.Terms:
    """Return what a claim says of itself, as the law is asked about it."""
    return law.Terms(
        ground=claim.ground,
        reason=claim.reason,
        stated_ground=claim.stated_ground,
        served_on=claim.served_on,
        would_lack_means=claim.would_lack_means,
        exceptional_reasons=claim.exceptional_reasons,
    )


def check_of(claim: Claim, on: date) -> law.ClaimCheck:
    """Return what the law says of a claim on a day. One query."""
    months = claim.months.order_by("month")
    return law.check(terms_of(claim), [law.Amount(m.amount, m.granted_on, m.cost_arose_on) for m in months], on)


def _standing(
    decision: Decision, amendment: Amendment | None, paid: Mapping[str, Any] | None, claimed: Mapping[str, Any] | None
) -> Standing:
    granted = amendment.granted if amendment else decision.granted
    extra = amendment.granted_extra if amendment else decision.granted_extra
    total = paid["total"] if paid else NOTHING
    right = min(total, granted)  # an order names no paragraph: what is paid is first the right, then the rest
    return Standing(
        granted=granted,
        extra=extra,
        paid=right,
        extra_paid=total - right,
        claimed=(claimed["right"] if claimed else None) or NOTHING,
        extra_claimed=(claimed["extra"] if claimed else None) or NOTHING,
        paid_on=paid["first"] if paid else None,
    )


def _dropped() -> Q:
    """Claims that ended without a decision ask for nothing."""
    return Q(claim__closed_at__isnull=False, claim__decided_at=None)


def _households(user: User, at: datetime) -> QuerySet[Household]:
    if not has_role(user, CASE_WORK):
        return Household.objects.none()
    return Household.objects.visible_to(user, at)


def _found(row: Row | None, otherwise: str) -> Row:
    if row is None:
        raise Http404(otherwise)
    return row
