"""
A decision that stands is replaced by a better one, and the difference is paid (FL 37–38 §§; a court's judgement).

There is no way here to less money: what was granted stands (FL 37 §), and recovery has its own room and grounds.
"""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.core.formats import kronor
from framsteg.apps.decisions import notices, queries
from framsteg.apps.decisions.actions._shared import ReasonsMissing, delegation_under
from framsteg.apps.decisions.enums import AmendmentGround, DelegatedKind, Judgement
from framsteg.apps.decisions.models import Amendment, Calculation, Decision
from framsteg.apps.decisions.permissions import check_may_handle
from framsteg.apps.identity.models import User


class NotForTheBetter(ActionDenied):
    """The new amounts give no more than what is granted, or less of one kind of assistance."""


class NoJudgement(ActionDenied):
    """No court has changed the decision or sent it back."""


@transaction.atomic
def amend(
    *,
    decision: Decision,
    ground: str,
    granted: Decimal,
    granted_extra: Decimal,
    reasons: str,
    calculation: Calculation | None = None,
    by: User,
    at: datetime,
) -> Amendment:
    """
    Give the month a better decision, with reasons and under a delegation, and keep the letter as it is sent.

    ``granted`` (the right) and ``granted_extra`` (SoL 12 kap. 2 §) are the month's new totals in kronor. The delegation
    reaches up to their sum. What is more than before is then ordered with ``payments.actions.order``.

    :raises NotAllowed, ReasonsMissing, NotForTheBetter, NoJudgement, NoDelegation:
    """
    check_may_handle(by, decision.household, at)
    Decision.objects.select_for_update().get(pk=decision.pk)  # two amendments at once would build on the same amount
    if not reasons.strip():
        raise ReasonsMissing(_("Skriv beslutets motivering (FL 32 §)."))
    before = queries.granted_now(decision)
    _check_better(before, granted, granted_extra)
    if ground == AmendmentGround.COURT:
        _check_judged(decision)
    delegation = delegation_under(by, DelegatedKind.AMENDMENT, granted + granted_extra, at)
    letter = notices.amendment_letter(
        decision=decision,
        applicant=queries.applicant_of(decision.application),
        ground=AmendmentGround(ground),
        before=(before.right, before.extra),
        granted=(granted, granted_extra),
        reasons=reasons.strip(),
        delegation=delegation.reference,
        by=by,
        at=at,
    )
    amendment = Amendment.objects.create(
        decision=decision,
        ground=ground,
        calculation=calculation,
        granted_before=before.right,
        granted=granted,
        extra_before=before.extra,
        granted_extra=granted_extra,
        reasons=reasons.strip(),
        decided_at=at,
        decided_by=by,
        delegation=delegation,
        letter=letter,
    )
    number = decision.household.number
    record("decisions.amendment.made", by=by, at=at, about=amendment, household=number, ground=str(ground))
    return amendment


def _check_better(before: queries.Granted, granted: Decimal, granted_extra: Decimal) -> None:
    """:raises NotForTheBetter:"""
    words = {"right": kronor(before.right), "extra": kronor(before.extra), "total": kronor(before.total)}
    if granted < before.right or granted_extra < before.extra:
        raise NotForTheBetter(
            _(
                "Ett ändringsbeslut ger aldrig mindre än det som är beviljat: %(right)s, och %(extra)s enligt "
                "12 kap. 2 §. Pengar som har betalats ut för mycket prövas som återkrav."
            )
            % words
        )
    if granted + granted_extra == before.total:
        raise NotForTheBetter(_("Beloppen ger inget mer än det som redan är beviljat, %(total)s.") % words)


def _check_judged(decision: Decision) -> None:
    """:raises NoJudgement:"""
    if not decision.appeals.filter(judgement__in=[Judgement.CHANGED, Judgement.REMITTED]).exists():
        raise NoJudgement(_("Anteckna först domstolens avgörande på överklagandet. Välj annars en annan grund."))
