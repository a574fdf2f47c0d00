"""Where an appeal stands, what its time is, and what it leaves of the power to change the decision."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framsteg.apps.core.formats import swedish_date
from framsteg.apps.decisions.enums import (
    AmendmentGround,
    AppealHold,
    AppealStep,
    AppealVerdict,
    DelegatedKind,
    Judgement,
)
from framsteg.apps.decisions.models import Amendment, Appeal, Decision
from framsteg.apps.decisions.practice import APPEAL_DAYS
from framsteg.apps.decisions.queries.amendments import amendments_of, granted_now, has_extra
from framsteg.apps.decisions.queries.rows import delegation_hindrance, found_or_404, households_for
from framsteg.apps.identity.models import User
from framsteg.entitlement import limits
from framsteg.workingmodel.clock import swedish_holidays

HELD = {
    AppealHold.IF_OBVIOUS: gettext_lazy(
        "Beslutet är överklagat. Då får det bara ändras om det är uppenbart felaktigt i något väsentligt hänseende och "
        "kan ändras snabbt och enkelt (förvaltningslagen 38 och 39 §§). Annars lämnas överklagandet över som det är."
    ),
    AppealHold.AT_COURT: gettext_lazy(
        "Överklagandet är överlämnat till förvaltningsrätten. Då får nämnden inte ändra beslutet (förvaltningslagen "
        "39 §). Skriv till domstolen vad som har kommit fram, och verkställ det som domstolen beslutar."
    ),
    AppealHold.TRIED: gettext_lazy(
        "Domstolen har prövat beslutet, och det som domstolen har prövat omprövar nämnden inte (förvaltningslagen "
        "39 §). Har det kommit fram uppgifter som domstolen inte hade kan de prövas som nya uppgifter."
    ),
}
"""What an appeal bars, for the caseworker: which paragraph, and what can be done instead."""


@dataclass(frozen=True)
class AppealRow:
    """An appeal in a decision's list; ``days`` since it came in while the nämnd still has it."""

    id: int
    came_in_on: date
    step: AppealStep
    days: int | None

    @property
    def is_late(self) -> bool:
        return self.days is not None and self.days > APPEAL_DAYS


def appeal_for(user: User, appeal_id: int, at: datetime) -> Appeal:
    """Return an appeal with its decision. :raises Http404: unless the user may see it"""
    appeal = (
        Appeal.objects.select_related(
            "decision__household__unit",
            "decision__application",
            "decision__calculation",
            "decision__decided_by",
            "decision__receipt",
            "dismissal__decided_by",
            "dismissal__delegation",
            "amendment",
            "noted_by",
            "checked_by",
            "reconsidered_by",
            "forwarded_by",
            "withdrawal_noted_by",
            "passed_on_by",
        )
        .filter(pk=appeal_id, decision__household__in=households_for(user, at))
        .first()
    )
    return found_or_404(appeal, _("Överklagandet finns inte, eller är inte öppet för dig."))


def step_of(appeal: Appeal) -> AppealStep:
    """Return where an appeal stands, by what is noted on it."""
    if appeal.withdrawn_on and not appeal.forwarded_at:
        return AppealStep.WITHDRAWN
    if appeal.withdrawn_on and not appeal.judgement and not appeal.passed_on_at:
        return AppealStep.PASS_ON
    if not appeal.checked_at:
        return AppealStep.CHECK
    if appeal.verdict == AppealVerdict.LATE:
        return AppealStep.DISMISSED if hasattr(appeal, "dismissal") else AppealStep.DISMISS
    if not appeal.reconsidered_at:
        return AppealStep.RECONSIDER
    if not appeal.forwarded_at:
        return AppealStep.FORWARD
    if not appeal.judgement:
        return AppealStep.COURT
    return AppealStep.CARRY_OUT if _waits_for_amendment(appeal) else AppealStep.DONE


def hold_of(decision: Decision) -> AppealHold:
    """
    Return what appeals leave of the nämnd's power to change a decision (FL 39 §). One query.

    That an appeal which the court has ended without trying it (dismissed, or withdrawn there) leaves the decision free
    again, and that new facts may be tried after a judgement, is our reading of the paragraph (confidence K).
    """
    appeals = list(decision.appeals.select_related("dismissal").defer("dismissal__letter").order_by("pk"))
    if any(row.forwarded_at and not row.judgement for row in appeals):
        return AppealHold.AT_COURT
    if any(step_of(row) in AppealStep.with_the_board() for row in appeals):
        return AppealHold.IF_OBVIOUS
    judged = [row for row in appeals if row.judgement]
    return AppealHold.TRIED if judged and judged[-1].judgement != Judgement.DISMISSED else AppealHold.FREE


def time_of(appeal: Appeal) -> limits.AppealCheck:
    """Return what the law says of an appeal's time, on what is noted today."""
    return limits.check_appeal(
        came_in_on=appeal.came_in_on,
        received_on=receipt_day(appeal),
        closed=swedish_holidays(),
        wrong_information=appeal.wrong_information,
        came_to_court_on=appeal.came_to_court_on,
    )


def receipt_day(appeal: Appeal) -> date | None:
    """
    Return the day from which an appeal's time runs: when the person got the last of the decision and its amendments.

    None while one of these days is not noted, or an earlier appeal has been dismissed: the new one may be about that
    dismissal, whose day of receipt is not kept. What is not known is never too late. Three queries at most.
    """
    decision = appeal.decision
    dismissed = decision.appeals.exclude(pk=appeal.pk).filter(dismissal__decided_at__date__lte=appeal.came_in_on)
    if dismissed.exists():
        return None
    amended = decision.amendments.filter(decided_at__date__lte=appeal.came_in_on)
    first = decision.receipt.received_on if hasattr(decision, "receipt") else None
    days = [first, *amended.values_list("receipt__received_on", flat=True)]
    return None if None in days else max(day for day in days if day)


def with_steps(appeals: QuerySet[Appeal]) -> QuerySet[Any]:
    """Fetch with appeals what ``step_of`` looks at, so that a list takes no query per row."""
    carried_out = Amendment.objects.filter(
        decision=OuterRef("decision"), ground=AmendmentGround.COURT, decided_at__date__gte=OuterRef("judged_on")
    )
    return appeals.select_related("dismissal").annotate(is_carried_out=Exists(carried_out))


def appeal_row(appeal: Appeal, today: date) -> AppealRow:
    """Return an appeal for a list, with how long the nämnd has had it."""
    step = step_of(appeal)
    ours = step in AppealStep.with_the_board()
    return AppealRow(appeal.pk, appeal.came_in_on, step, (today - appeal.came_in_on).days if ours else None)


def appeal_page(user: User, appeal: Appeal, at: datetime) -> dict[str, Any]:
    """Return the rows of the page where an appeal is handled, step by step."""
    decision, today, step, time = appeal.decision, timezone.localdate(at), step_of(appeal), time_of(appeal)
    dismissal = getattr(appeal, "dismissal", None)
    now = granted_now(decision)
    return {
        "appeal_id": appeal.pk,
        "version": appeal.version,
        "decision_id": decision.pk,
        "month": decision.month,
        "kind": decision.get_kind_display(),
        "decided_at": decision.decided_at,
        "granted_now": now,
        "came_in_on": appeal.came_in_on,
        "what": appeal.what,
        "noted_by": str(appeal.noted_by),
        "row": appeal_row(appeal, today),
        "latest_day": APPEAL_DAYS,
        "step": step.value,
        "step_label": step.label,
        "received_on": receipt_day(appeal),
        "time": time,
        "why": _in_words(time.because, appeal.came_in_on, time.last_day, appeal.came_to_court_on),
        "verdict": appeal.get_verdict_display(),
        "is_late": appeal.verdict == AppealVerdict.LATE,
        "checked": (appeal.checked_at, str(appeal.checked_by)) if appeal.checked_at else None,
        "dismissal": dismissal,
        "dismissal_hindrance": delegation_hindrance(user, DelegatedKind.LATE_APPEAL, Decimal(0), today),
        "reconsidered": (appeal.reconsidered_at, str(appeal.reconsidered_by)) if appeal.reconsidered_at else None,
        "reconsidered_note": appeal.reconsidered_note,
        "amendment": appeal.amendment,
        "amendments": amendments_of(decision),
        "forwarded": (appeal.forwarded_at, str(appeal.forwarded_by)) if appeal.forwarded_at else None,
        "withdrawn": _withdrawn(appeal),
        "may_withdraw": step in AppealStep.open_to_withdrawal() and not appeal.withdrawn_on,
        "judgement": appeal.get_judgement_display(),
        "judged_on": appeal.judged_on,
        "judgement_note": appeal.judgement_note,
        "is_remitted": appeal.judgement == Judgement.REMITTED,
        "has_extra": has_extra(decision) or now.extra > 0,
    }


def _withdrawn(appeal: Appeal) -> dict[str, Any] | None:
    """Return when and how the appeal was taken back, and when the court was told; None when it was not."""
    if appeal.withdrawn_on is None:
        return None
    return {
        "on": appeal.withdrawn_on,
        "how": appeal.get_withdrawn_how_display(),
        "note": appeal.withdrawn_note,
        "noted_by": str(appeal.withdrawal_noted_by),
        "passed_on_at": appeal.passed_on_at,
        "passed_on_by": str(appeal.passed_on_by or ""),
    }


def _in_words(sentence: str, *days: date | None) -> str:
    """Return a sentence of the library with its days written as pages write them."""
    for day in days:
        sentence = sentence.replace(day.isoformat(), swedish_date(day)) if day else sentence
    return sentence


def _waits_for_amendment(appeal: Appeal) -> bool:
    """Tell whether a court's change is still to be carried out by an amendment."""
    if appeal.judgement != Judgement.CHANGED:
        return False
    known: bool | None = getattr(appeal, "is_carried_out", None)
    return not (with_steps(Appeal.objects.filter(pk=appeal.pk)).get().is_carried_out if known is None else known)
