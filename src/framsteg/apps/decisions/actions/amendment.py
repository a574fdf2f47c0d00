"""
A decision that stands is replaced by a better one, and the difference is paid (FL 37–39 §§; a court's judgement).

There is no way here to less money: what was granted stands (FL 37 §), and recovery has its own room and grounds. An
appealed decision is changed only when it is obviously wrong (FL 38 §), and not at all once the appeal is sent on to the
court (FL 39 §): from then on the nämnd carries out what the court says.
"""

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.core.formats import kronor
from framsteg.apps.decisions import notices, queries
from framsteg.apps.decisions.actions._shared import ReasonsMissing, delegation_under
from framsteg.apps.decisions.actions.decision import ReceiptRefused
from framsteg.apps.decisions.enums import AmendmentGround, AppealHold, DelegatedKind, Judgement
from framsteg.apps.decisions.models import Amendment, AmendmentReceipt, Calculation, Decision
from framsteg.apps.decisions.permissions import check_may_handle
from framsteg.apps.identity.models import User


class NotForTheBetter(ActionDenied):
    """The new amounts give no more than what is granted, or less of one kind of assistance."""


class DecisionIsAppealed(ActionDenied):
    """The appeal bars the change (FL 39 §); the text says what can be done instead."""


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
    obviously_wrong: bool = False,
    calculation: Calculation | None = None,
    by: User,
    at: datetime,
) -> Amendment:
    """
    Give the month a better decision, with reasons and under a delegation, and keep the letter as it is sent.

    ``granted`` (the right) and ``granted_extra`` (SoL 12 kap. 2 §) are the month's new totals in kronor. The delegation
    reaches up to their sum. What is more than before is then ordered with ``payments.actions.order``.

    :param obviously_wrong: the decision is so in an essential respect, and can be changed quickly and simply (FL 38 §)

    :raises NotAllowed, ReasonsMissing, NotForTheBetter, DecisionIsAppealed, NoJudgement, NoDelegation:
    """
    check_may_handle(by, decision.household, at)
    Decision.objects.select_for_update().get(pk=decision.pk)  # two amendments at once would build on the same amount
    if not reasons.strip():
        raise ReasonsMissing(_("Skriv beslutets motivering (FL 32 §)."))
    before = queries.granted_now(decision)
    _check_better(before, granted, granted_extra)
    hold = queries.hold_of(decision)
    if ground == AmendmentGround.COURT:
        _check_judged(decision)
    elif granted > before.right:  # assistance beside the right is not what is appealed (FL 2 §)
        _check_not_held(hold, ground, obviously_wrong)
    delegation = delegation_under(by, DelegatedKind.AMENDMENT, granted + granted_extra, at)
    letter = notices.amendment_letter(
        decision=decision,
        applicant=queries.applicant_of(decision.application),
        ground=AmendmentGround(ground),
        obviously_wrong=obviously_wrong and ground != AmendmentGround.COURT,
        is_appealed=hold == AppealHold.IF_OBVIOUS and granted > before.right,
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
        obviously_wrong=obviously_wrong and ground != AmendmentGround.COURT,
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


@transaction.atomic
def note_amendment_receipt(*, amendment: Amendment, received_on: date, by: User, at: datetime) -> AmendmentReceipt:
    """
    Keep the day the person got an amended decision; the time to appeal it runs from that day (FL 44 §).

    :raises NotAllowed, ReceiptRefused:
    """
    household = amendment.decision.household
    check_may_handle(by, household, at)
    if not timezone.localdate(amendment.decided_at) <= received_on <= timezone.localdate(at):
        raise ReceiptRefused(_("Dagen ska ligga mellan beslutsdagen och i dag."))
    try:
        with transaction.atomic():
            receipt = AmendmentReceipt.objects.create(
                amendment=amendment, received_on=received_on, noted_at=at, noted_by=by
            )
    except IntegrityError:
        raise ReceiptRefused(_("Dagen är redan antecknad."))
    record("decisions.amendment.received", by=by, at=at, about=receipt, household=household.number)
    return receipt


def _check_not_held(hold: AppealHold, ground: str, obviously_wrong: bool) -> None:
    """:raises DecisionIsAppealed:"""
    barred = {
        AppealHold.FREE: False,
        AppealHold.IF_OBVIOUS: not obviously_wrong,
        AppealHold.AT_COURT: True,
        AppealHold.TRIED: ground == AmendmentGround.RECONSIDERED,
    }
    if barred[hold]:
        raise DecisionIsAppealed(str(queries.HELD[hold]))


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
