"""Plain rows for the pages of claims. A page offers only what an action accepts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from framsteg.apps.core.formats import kronor, month_label, swedish_date
from framsteg.apps.decisions.enums import DelegatedKind
from framsteg.apps.decisions.models import Decision
from framsteg.apps.decisions.queries import applicant_of, delegation_for, delegation_hindrance
from framsteg.apps.identity.models import User
from framsteg.apps.people.models import Household
from framsteg.apps.recovery import law
from framsteg.apps.recovery.enums import Body, ClaimState, Ground, Proposal
from framsteg.apps.recovery.models import Claim, ClaimHearing, ClaimMonth, Recalculation
from framsteg.apps.recovery.queries import rows
from framsteg.entitlement.month import Month

NOTHING = Decimal(0)


@dataclass(frozen=True)
class ClaimRow:
    """A claim in a household's list, kronor."""

    id: int
    opened_at: datetime
    ground: str
    months: str
    amount: Decimal
    left: Decimal | None
    state: str
    state_kind: str
    last_day: date
    is_open: bool


@dataclass(frozen=True)
class HearingRow:
    """A hearing about a claim."""

    sent_at: datetime
    sent_by: str
    text: str
    reply_by: date
    reply: str
    replied_at: datetime | None
    reply_noted_by: str


@dataclass(frozen=True)
class ClaimMonthRow:
    """One month of a claim, kronor."""

    decision_id: int
    month: Month
    amount: Decimal
    cost_arose_on: date
    last_day: date


@dataclass(frozen=True)
class ClaimCandidate:
    """A month that may be claimed, kronor; ``recalculation`` None: only on a ground that needs no new calculation."""

    key: str
    decision: Decision
    recalculation: Recalculation | None
    month: Month
    standing: rows.Standing
    most: Decimal


def claims_of(household: Household) -> list[ClaimRow]:
    """Return the household's claims, the latest first. Four queries."""
    claims = household.claims.defer("letter").prefetch_related("months", "forgiven", "repayments").order_by("-pk")
    found = []
    for claim in claims:
        months = sorted(claim.months.all(), key=lambda row: row.month)
        less = sum((row.amount for row in claim.forgiven.all()), NOTHING)
        less += sum((row.amount for row in claim.repayments.all()), NOTHING)
        first, last = month_label(months[0].month), month_label(months[-1].month)
        found.append(
            ClaimRow(
                id=claim.pk,
                opened_at=claim.opened_at,
                ground=claim.get_ground_display(),
                months=first if len(months) == 1 else _("%(first)s till %(last)s") % {"first": first, "last": last},
                amount=claim.amount or sum((row.amount for row in months), NOTHING),
                left=claim.amount - less if claim.amount is not None else None,
                state=str(claim.state.label),
                state_kind="neutral" if claim.state is ClaimState.CLOSED else "info",
                last_day=min(row.last_day for row in months),
                is_open=claim.state is not ClaimState.CLOSED,
            )
        )
    return found


def claim_page(user: User, claim: Claim, at: datetime) -> dict[str, Any]:
    """Return a claim with its months, hearings and money, what the law says of it, and which forms the page has."""
    today = timezone.localdate(at)
    months = list(claim.months.select_related("decision__application").defer("decision__letter").order_by("month"))
    hearings = list(claim.hearings.select_related("sent_by", "reply_noted_by").order_by("-pk"))
    check = law.check(
        rows.terms_of(claim), [law.Amount(m.amount, m.granted_on, m.cost_arose_on) for m in months], today
    )
    total = sum((month.amount for month in months), NOTHING)
    return {
        "claim_id": claim.pk,
        "number": claim.household.number,
        "version": claim.version,
        "ground": claim.get_ground_display(),
        "reason": claim.reason,
        "stated_ground": claim.stated_ground,
        "served_on": claim.served_on,
        "opened": (claim.opened_at, str(claim.opened_by)),
        "circumstances": claim.circumstances,
        "children": claim.children,
        "would_lack_means": claim.would_lack_means,
        "exceptional_reasons": claim.exceptional_reasons,
        "months": [ClaimMonthRow(m.decision_id, m.month, m.amount, m.cost_arose_on, m.last_day) for m in months],
        "total": total,
        "amount": claim.amount,
        "reasons": claim.reasons,
        "authority": claim.authority,
        "decided": (claim.decided_at, str(claim.decided_by)) if claim.decided_at else None,
        "left": rows.remaining(claim) if claim.decided_at else None,
        "forgiven": [
            (row.forgiven_at, str(row.forgiven_by), row.amount, row.reasons)
            for row in claim.forgiven.select_related("forgiven_by").order_by("pk")
        ],
        "repayments": [(row.paid_on, row.amount) for row in claim.repayments.order_by("paid_on", "pk")],
        "sue": (claim.sue_decided_on, claim.get_sue_body_display(), claim.sue_reference),
        "sued_on": claim.sued_on,
        "closed": (claim.closed_at, str(claim.closed_by), claim.closed_because) if claim.closed_at else None,
        "state": str(claim.state.label),
        "check": check,
        "remains": _remains(claim, check, hearings),
        "hearings": [_hearing(row) for row in hearings],
        "hindrances": _hindrances(user, claim, total, check, hearings, at),
        "forms": _forms(user, claim, hearings, at),
        "hearing_text": hearing_text(claim, months) if not claim.decided_at else "",
        "bodies": claim_bodies(claim),
        "applicant": applicant_of(months[-1].decision.application),
    }


def claim_candidates(household: Household) -> list[ClaimCandidate]:
    """
    Return what may become a claim: months to handle where too much was paid, then every paid month as it stands.

    The latter are for grounds that need no new calculation (SoL 33 kap. 2–3 §§). Six queries.
    """
    decided = month_choices(household)
    later = Recalculation.objects.filter(decision=OuterRef("decision"), pk__gt=OuterRef("pk"))
    waiting = Recalculation.objects.filter(
        late_facts__household=household, handling=None, proposal=Proposal.RECOVERY
    ).exclude(Exists(later))
    by_decision = {row.decision_id: row for row in waiting.order_by("pk")}
    found = []
    for decision, standing in decided:
        recalculation = by_decision.get(decision.pk)
        if recalculation and recalculation.difference is not None:
            most = standing.claimable(Ground.WRONG_INFORMATION, recalculation.granted + recalculation.difference)
            found.append(
                ClaimCandidate(f"o{recalculation.pk}", decision, recalculation, decision.month, standing, most)
            )
        elif standing.paid_on:
            most = standing.claimable(Ground.ADVANCE, None)
            found.append(ClaimCandidate(f"b{decision.pk}", decision, None, decision.month, standing, most))
    return sorted(found, key=lambda row: (row.recalculation is None, row.month))


def month_choices(household: Household) -> list[tuple[Decision, rows.Standing]]:
    """Return the decided months of a household with how each stands, the latest first. Five queries."""
    decisions = rows.decided_months(household)
    standing = rows.standing_of(decisions)
    return [(decision, standing[decision.pk]) for decision in decisions]


def hearing_text(claim: Claim, months: Sequence[ClaimMonth]) -> str:
    """Return a text to begin a hearing from, in plain Swedish whatever the writer reads; the months in order."""
    total = sum((row.amount for row in months), NOTHING)
    with translation.override(settings.LANGUAGE_CODE):
        lines = "\n".join(f"– {month_label(row.month)}: {kronor(row.amount)}" for row in months)
        ground = claim.get_ground_display()
    return (
        f"Vi utreder om du ska betala tillbaka {kronor(total)} i ekonomiskt bistånd. Det gäller:\n{lines}\n\n"
        f"Det här har hänt: {claim.reason}\n\n"
        f"Grunden i lagen: {ground}.\n\n"
        "Innan vi beslutar får du säga vad du tycker. Berätta om något är fel, hur det kom sig och hur din ekonomi är. "
        "Du kan inte dömas att betala om du då skulle sakna pengar till din försörjning."
    )


def claim_bodies(claim: Claim) -> list[tuple[str, str]]:
    """Return who may decide to bring an action on the claim's ground."""
    choices = [(body.value, str(body.label)) for body in Body]
    if claim.ground in Ground.of_overpayment():
        return [choice for choice in choices if choice[0] != Body.DELEGATE]
    return choices


def _hearing(row: ClaimHearing) -> HearingRow:
    return HearingRow(
        sent_at=row.sent_at,
        sent_by=str(row.sent_by),
        text=row.text,
        reply_by=row.reply_by,
        reply=row.reply,
        replied_at=row.replied_at,
        reply_noted_by=str(row.reply_noted_by or ""),
    )


def _remains(claim: Claim, check: law.ClaimCheck, hearings: list[ClaimHearing]) -> list[str]:
    """Return what the law still asks for, less what is done."""
    if claim.closed_at:
        return []
    heard = bool(hearings)
    return [text for text in check.remains if not (heard and "FL 25 §" in text)]


def _hindrances(
    user: User, claim: Claim, total: Decimal, check: law.ClaimCheck, hearings: list[ClaimHearing], at: datetime
) -> list[str]:
    """Return what stands in the way of a decision by this user."""
    if claim.decided_at or claim.closed_at:
        return []
    found = []
    if not hearings:
        found.append(_("Kommunicera underlaget med den enskilde först."))
    elif not rows.is_over(hearings[0], at):
        words = {"day": swedish_date(hearings[0].reply_by)}
        found.append(_("Den enskilde har till och med %(day)s på sig att svara.") % words)
    if claim.would_lack_means is None:
        found.append(_("Ta reda på om den enskilde skulle sakna medel till sin försörjning."))
    if not _may_decide(user, DelegatedKind.RECOVERY, at):
        found.append(delegation_hindrance(user, DelegatedKind.RECOVERY, total, timezone.localdate(at)))
    return [*found, *check.obstacles]


def _may_decide(user: User, kind: DelegatedKind, at: datetime) -> bool:
    """Tell whether the user's role has a delegation for the kind at all; how far it reaches, the action says."""
    return delegation_for(user.role, kind, NOTHING, timezone.localdate(at)) is not None


def _forms(user: User, claim: Claim, hearings: list[ClaimHearing], at: datetime) -> set[str]:
    """Return the names of the forms that the page offers now."""
    if claim.closed_at:
        return set()
    found = {"circumstances", "close"}
    if claim.decided_at:
        found |= {"repay", "forgive"} if _may_decide(user, DelegatedKind.FORGIVENESS, at) else {"repay"}
        if claim.sued_on is None:
            found.add("brought" if claim.sue_decided_on else "sue")
        return found
    if hearings and hearings[0].replied_at is None:
        found.add("reply")
    if not hearings or rows.is_over(hearings[0], at):
        found.add("hear")
    return found | {"decide"}
