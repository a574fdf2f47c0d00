"""Late facts become new calculations beside the paid ones; a named person says what comes of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied, Changed
from framsteg.apps.decisions import actions as decisions
from framsteg.apps.decisions.enums import AmendmentGround
from framsteg.apps.decisions.models import Amendment, Calculation, Decision
from framsteg.apps.identity.models import User
from framsteg.apps.people.models import Household
from framsteg.apps.recovery import facts, queries
from framsteg.apps.recovery.actions._shared import AlreadyHandled, check_to_handle
from framsteg.apps.recovery.enums import Proposal
from framsteg.apps.recovery.models import Handling, LateFacts, Recalculation
from framsteg.apps.recovery.permissions import check_may_handle
from framsteg.entitlement.facts import Case
from framsteg.entitlement.rerun import stamped
from framsteg.entitlement.result import Result
from framsteg.entitlement.retroactive import Difference, Paid, compare

__all__ = ["AlreadyHandled", "CorrectedMonth", "LateFactsRefused", "let_stand", "note_late_facts", "supplement"]


class LateFactsRefused(ActionDenied):
    """Nothing is corrected, a month cannot be calculated anew, or the words are missing."""


@dataclass(frozen=True)
class CorrectedMonth:
    """A decided month with its whole case file as it should have been (``facts.corrected`` makes one)."""

    decision: Decision
    facts: Mapping[str, Any]


@transaction.atomic
def note_late_facts(
    *,
    household: Household,
    months: Sequence[CorrectedMonth],
    what: str,
    source: str,
    came_in_on: date,
    token: UUID,
    by: User,
    at: datetime,
) -> LateFacts:
    """
    Keep what has come to light and a new calculation for each month, beside the decided ones, with what it proposes.

    The same token gives the late facts that stand.

    :raises NotAllowed, Changed, LateFactsRefused, facts.FactsDoNotFit:
    """
    check_may_handle(by, household, at)
    standing_late = LateFacts.objects.filter(token=token, household=household).first()
    if standing_late:
        return standing_late
    if not what.strip() or not source.strip():
        raise LateFactsRefused(_("Skriv vad som har kommit fram och varifrån uppgiften kommer."))
    if came_in_on > timezone.localdate(at):
        raise LateFactsRefused(_("Dagen då uppgifterna kom in kan inte ligga framåt i tiden."))
    _check_months(household, months)
    late = LateFacts(
        household=household,
        what=what.strip(),
        source=source.strip(),
        came_in_on=came_in_on,
        noted_at=at,
        noted_by=by,
        token=token,
    )
    try:
        with transaction.atomic():
            late.save()
    except IntegrityError:
        raise Changed  # two clicks at once: the other one is noting them
    standing = queries.standing_of([month.decision for month in months])
    corrected = {str(month.decision.month): month for month in months}
    differences = compare(
        [_paid(month.decision, standing[month.decision.pk].granted) for month in months],
        [facts.as_case(month.facts) for month in months],
    )
    for difference in differences:
        month = corrected[str(difference.month)]
        _keep(late, month, difference, standing[month.decision.pk])
    record("recovery.latefacts.noted", by=by, at=at, about=late, household=household.number, months=len(differences))
    return late


@transaction.atomic
def supplement(
    *, recalculation: Recalculation, reasons: str, obviously_wrong: bool = False, by: User, at: datetime
) -> Amendment:
    """
    Decide what was too little, as an amendment for the better with its own letter; then it is ordered for payment.

    ``obviously_wrong`` is what FL 38 § asks: a decision that is appealed is amended in no other case (FL 39 §).

    :raises NotAllowed, AlreadyHandled, LateFactsRefused: and what ``decisions.actions.amend`` raises
    """
    decision = recalculation.decision
    check_may_handle(by, decision.household, at)
    check_to_handle(recalculation)
    if recalculation.proposal != Proposal.SUPPLEMENT or recalculation.difference is None:
        raise LateFactsRefused(
            _("Omräkningen ger inte mer än det som är beviljat, så det finns inget att komplettera.")
        )
    standing = queries.standing_of([decision])[decision.pk]
    if standing.granted != recalculation.granted:
        raise LateFactsRefused(_("Beslutet har ändrats sedan omräkningen gjordes. Anteckna uppgifterna igen."))
    amendment = decisions.amend(
        decision=decision,
        ground=AmendmentGround.LATE_FACTS,
        granted=recalculation.granted + recalculation.difference,
        granted_extra=standing.extra,
        reasons=reasons,
        obviously_wrong=obviously_wrong,
        by=by,
        at=at,
    )
    handling = _handle(recalculation, Proposal.SUPPLEMENT, reasons, by, at, amendment=amendment)
    number = decision.household.number
    record("recovery.month.supplemented", by=by, at=at, about=handling, household=number)
    return amendment


@transaction.atomic
def let_stand(*, recalculation: Recalculation, reason: str, by: User, at: datetime) -> Handling:
    """
    Do nothing with the difference of a month, and say why. What was decided and paid stands.

    :raises NotAllowed, AlreadyHandled, LateFactsRefused:
    """
    household = recalculation.decision.household
    check_may_handle(by, household, at)
    check_to_handle(recalculation)
    if not reason.strip():
        raise LateFactsRefused(_("Skriv varför ingenting görs."))
    handling = _handle(recalculation, Proposal.NOTHING, reason, by, at)
    record("recovery.month.let_stand", by=by, at=at, about=handling, household=household.number)
    return handling


def _handle(
    recalculation: Recalculation,
    kind: Proposal,
    reason: str,
    by: User,
    at: datetime,
    amendment: Amendment | None = None,
) -> Handling:
    return Handling.objects.create(
        recalculation=recalculation, kind=kind, reason=reason.strip(), amendment=amendment, handled_at=at, handled_by=by
    )


def _check_months(household: Household, months: Sequence[CorrectedMonth]) -> None:
    """:raises LateFactsRefused:"""
    if not months:
        raise LateFactsRefused(_("Välj minst en månad."))
    decisions_of_household = {decision.pk for decision in queries.decided_months(household)}
    for month in months:
        if month.decision.pk not in decisions_of_household:
            raise LateFactsRefused(_("Bara månader med beräkning och beslut i hushållet kan räknas om."))
        if month.facts.get("month") != str(month.decision.month):
            raise LateFactsRefused(_("De rättade uppgifterna gäller en annan månad än beslutet."))
    if len({month.decision.pk for month in months}) < len(months):
        raise LateFactsRefused(_("En månad står två gånger. Ange varje månad en gång."))
    base = queries.base_facts([month.decision for month in months])  # may stand as it is: a claim may have been dropped
    if all(month.facts == base[month.decision.pk] == _calculation(month.decision).facts for month in months):
        raise LateFactsRefused(_("Ingen uppgift är ändrad. Skriv hur det var i minst en månad."))


def _calculation(decision: Decision) -> Calculation:
    calculation = decision.calculation
    assert calculation is not None, "a month without calculation is refused before"
    return calculation


def _paid(decision: Decision, granted: Decimal) -> Paid:
    calculation = _calculation(decision)
    return Paid(Case.model_validate(calculation.facts), Result.from_json(calculation.result), granted)


def _keep(late: LateFacts, month: CorrectedMonth, difference: Difference, standing: queries.Standing) -> Recalculation:
    return Recalculation.objects.create(
        late_facts=late,
        decision=month.decision,
        month=difference.month,
        facts=dict(month.facts),
        result=stamped(difference.result),
        granted=standing.granted,
        paid=standing.paid,
        difference=difference.difference,
        proposal=difference.proposal.kind.value,
        because=difference.proposal.because,
    )
