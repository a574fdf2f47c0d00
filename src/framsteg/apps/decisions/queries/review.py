"""Plain rows of what comes beside and after a decision: to be heard in person, receipt, appeal and amendment."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application
from framsteg.apps.core.formats import swedish_date
from framsteg.apps.decisions.enums import (
    AmendmentGround,
    AppealStep,
    AppealVerdict,
    DecisionKind,
    DelegatedKind,
    Judgement,
)
from framsteg.apps.decisions.models import Amendment, Appeal, Decision, OralRequest
from framsteg.apps.decisions.practice import APPEAL_DAYS, RECEIPT_DAYS, last_day_for_review
from framsteg.apps.decisions.queries import rows
from framsteg.apps.decisions.queries.rows import found_or_404, households_for
from framsteg.apps.identity.models import User
from framsteg.entitlement import limits
from framsteg.workingmodel.clock import swedish_holidays


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


def granted_in_all() -> Decimal:
    """Return what all decisions give with their amendments, kronor."""
    decided = Decision.objects.aggregate(sum=Sum(F("granted") + F("granted_extra")))["sum"] or Decimal(0)
    more = F("granted") - F("granted_before") + F("granted_extra") - F("extra_before")
    return decided + (Amendment.objects.aggregate(sum=Sum(more))["sum"] or Decimal(0))


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


@dataclass(frozen=True)
class AmendmentRow:
    """An amendment for reading; amounts in kronor, totals for the month."""

    id: int
    ground: str
    before: Decimal
    total: Decimal
    difference: Decimal
    reasons: str
    decided_at: datetime
    decided_by: str
    delegation: str


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
        )
        .filter(pk=appeal_id, decision__household__in=households_for(user, at))
        .first()
    )
    return found_or_404(appeal, _("Överklagandet finns inte, eller är inte öppet för dig."))


def amendment_for(user: User, amendment_id: int, at: datetime) -> Amendment:
    """Return an amendment with its decision. :raises Http404: unless the user may see it"""
    amendment = (
        Amendment.objects.select_related("decision__household__unit", "decision__application", "decided_by")
        .filter(pk=amendment_id, decision__household__in=households_for(user, at))
        .first()
    )
    return found_or_404(amendment, _("Ändringsbeslutet finns inte, eller är inte öppet för dig."))


def step_of(appeal: Appeal) -> AppealStep:
    """Return where an appeal stands, by what is noted on it."""
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


def time_of(appeal: Appeal) -> limits.AppealCheck:
    """
    Return what the law says of an appeal's time, on what is noted today.

    The receipt of the first decision makes nothing late once there is a newer decision to appeal, an amendment or a
    dismissal of an earlier appeal: its day of receipt is not kept, and what is not known is never too late.
    """
    decision = appeal.decision
    amended = decision.amendments.filter(decided_at__date__lte=appeal.came_in_on)
    dismissed = decision.appeals.exclude(pk=appeal.pk).filter(dismissal__decided_at__date__lte=appeal.came_in_on)
    receipt = None if amended.exists() or dismissed.exists() else getattr(decision, "receipt", None)
    return limits.check_appeal(
        came_in_on=appeal.came_in_on,
        received_on=receipt.received_on if receipt else None,
        closed=swedish_holidays(),
        wrong_information=appeal.wrong_information,
        came_to_court_on=appeal.came_to_court_on,
    )


def receipt_day(appeal: Appeal) -> date | None:
    """Return the noted day on which the person got the decision; None is not known."""
    return appeal.decision.receipt.received_on if hasattr(appeal.decision, "receipt") else None


def follow_page(decision: Decision, at: datetime) -> dict[str, Any]:
    """Return what follows on a decision: a receipt that is missing, appeals, amendments, and review of legality."""
    today = timezone.localdate(at)
    announcement = getattr(decision, "announcement", None)
    amendments = amendments_of(decision)
    now = granted_now(decision)
    days = (today - timezone.localdate(decision.decided_at)).days
    return {
        "receipt_is_late": not hasattr(decision, "receipt") and is_adverse(decision) and days > RECEIPT_DAYS,
        "days_since": days,
        "appeals": [_appeal_row(row, today) for row in with_steps(decision.appeals.order_by("-came_in_on"))],
        "amendments": amendments,
        "granted_now": now.total,
        "has_extra": has_extra(decision) or now.extra > 0,
        "announced_on": announcement.announced_on if announcement else None,
        "last_day_for_review": last_day_for_review(announcement.announced_on) if announcement else None,
    }


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
        "row": _appeal_row(appeal, today),
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
        "judgement": appeal.get_judgement_display(),
        "judged_on": appeal.judged_on,
        "judgement_note": appeal.judgement_note,
        "is_remitted": appeal.judgement == Judgement.REMITTED,
        "has_extra": has_extra(decision) or now.extra > 0,
    }


def is_adverse(decision: Decision) -> bool:
    """Tell whether a decision went against what was applied for, so that its time to appeal matters most."""
    return decision.kind != DecisionKind.GRANT


def has_extra(decision: Decision) -> bool:
    """Tell whether assistance beside the right (SoL 12 kap. 2 §) was tried, granted or not."""
    costs = decision.calculation.facts["costs"] if decision.calculation else []
    return decision.granted_extra > 0 or any(cost.get("basis") == "extra" for cost in costs)


def _in_words(sentence: str, *days: date | None) -> str:
    """Return a sentence of the library with its days written as pages write them."""
    for day in days:
        sentence = sentence.replace(day.isoformat(), swedish_date(day)) if day else sentence
    return sentence


def delegation_hindrance(user: User, kind: DelegatedKind, amount: Decimal, on: date) -> str:
    """Return why the user may not make a decision, naming the roles that may; empty when she may."""
    if rows.delegation_for(user.role, kind, amount, on):
        return ""
    deciders = ", ".join(rows.deciders(kind, amount, on)) or _("nämnden")
    return _("Din roll har inte delegation. Beslutet fattas av: %(roles)s.") % {"roles": deciders}


def with_steps(appeals: QuerySet[Appeal]) -> QuerySet[Any]:
    """Fetch with appeals what ``step_of`` looks at, so that a list takes no query per row."""
    carried_out = Amendment.objects.filter(
        decision=OuterRef("decision"), ground=AmendmentGround.COURT, decided_at__date__gte=OuterRef("judged_on")
    )
    return appeals.select_related("dismissal").annotate(is_carried_out=Exists(carried_out))


def _waits_for_amendment(appeal: Appeal) -> bool:
    """Tell whether a court's change is still to be carried out by an amendment."""
    if appeal.judgement != Judgement.CHANGED:
        return False
    known: bool | None = getattr(appeal, "is_carried_out", None)
    return not (with_steps(Appeal.objects.filter(pk=appeal.pk)).get().is_carried_out if known is None else known)


def _appeal_row(appeal: Appeal, today: date) -> AppealRow:
    step = step_of(appeal)
    ours = step in AppealStep.with_the_board()
    return AppealRow(appeal.pk, appeal.came_in_on, step, (today - appeal.came_in_on).days if ours else None)


def amendments_of(decision: Decision) -> list[AmendmentRow]:
    """Return a decision's amendments, the latest first. One query."""
    found = decision.amendments.select_related("decided_by", "delegation").defer("letter").order_by("-pk")
    return [
        AmendmentRow(
            id=row.pk,
            ground=row.get_ground_display(),
            before=row.granted_before + row.extra_before,
            total=row.total,
            difference=row.difference,
            reasons=row.reasons,
            decided_at=row.decided_at,
            decided_by=str(row.decided_by),
            delegation=row.delegation.reference,
        )
        for row in found
    ]
