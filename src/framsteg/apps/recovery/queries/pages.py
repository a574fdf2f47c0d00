"""Plain rows for the room's pages. What may happen next is said here: a page offers only what an action accepts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.core.formats import kronor, month_label, swedish_date
from framsteg.apps.decisions.models import Decision
from framsteg.apps.decisions.proposal import sections
from framsteg.apps.decisions.queries import applicant_of
from framsteg.apps.identity.models import User
from framsteg.apps.people.models import Household
from framsteg.apps.recovery import law
from framsteg.apps.recovery.enums import Body, ClaimState, Ground, Proposal
from framsteg.apps.recovery.models import Claim, ClaimHearing, ClaimMonth, Handling, LateFacts, Recalculation
from framsteg.apps.recovery.permissions import may_decide
from framsteg.apps.recovery.queries import rows
from framsteg.entitlement.month import Month
from framsteg.entitlement.rerun import changed_lines
from framsteg.entitlement.result import Result
from framsteg.entitlement.retroactive import Difference, ProposalKind, spans
from framsteg.entitlement.retroactive import Proposal as ProposedThing

NOTHING = Decimal(0)


@dataclass(frozen=True)
class MonthRow:
    """One decided month calculated anew, kronor; ``difference`` and ``new`` are None when too little is known."""

    id: int
    decision_id: int
    month: Month
    granted: Decimal
    paid: Decimal
    new: Decimal | None
    difference: Decimal | None
    proposal: str
    proposal_label: str
    done: str
    done_url: tuple[str, int] | None
    is_superseded: bool


@dataclass(frozen=True)
class SpanRow:
    """Months in a row with the same difference, in words."""

    text: str
    kind: str


@dataclass(frozen=True)
class LateRow:
    """One occasion with its months. ``to_claim`` and ``to_supplement`` count months that wait for that."""

    id: int
    what: str
    source: str
    came_in_on: date
    noted_at: datetime
    noted_by: str
    months: list[MonthRow]
    spans: list[SpanRow]
    to_claim: list[int]
    waiting: int


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
class LineRow:
    """A line that the two calculations do not share, kronor; None where a line is not there."""

    section: str
    label: str
    then: Decimal | None
    now: Decimal | None
    difference: Decimal
    because: str


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


def household_page(user: User, household: Household, at: datetime) -> dict[str, Any]:
    """Return late facts with their months, and claims, the latest first. Six queries."""
    late = LateFacts.objects.filter(household=household).select_related("noted_by").order_by("-pk")
    months = Recalculation.objects.filter(late_facts__household=household).select_related("handling").order_by("month")
    by_late: dict[int, list[Recalculation]] = {}
    latest: dict[int, int] = {}
    for month in months:
        by_late.setdefault(month.late_facts_id, []).append(month)
        latest[month.decision_id] = max(latest.get(month.decision_id, 0), month.pk)
    decided = household.decisions.filter(calculation__isnull=False).exists()
    return {
        "number": household.number,
        "may_note": decided,
        "late": [_late(row, by_late.get(row.pk, []), latest) for row in late],
        "claims": _claims(household),
    }


def recalculation_page(user: User, recalculation: Recalculation, at: datetime) -> dict[str, Any]:
    """Return one month: what was decided, what the corrected facts give, line by line, and what may be done."""
    decision = recalculation.decision
    result = Result.from_json(recalculation.result)
    handling = Handling.objects.filter(recalculation=recalculation).select_related("handled_by").first()
    is_latest = rows.is_latest(recalculation)
    standing = rows.standing_of([decision])[decision.pk]
    then = Result.from_json(decision.calculation.result) if decision.calculation else None
    return {
        "recalculation_id": recalculation.pk,
        "decision_id": decision.pk,
        "number": decision.household.number,
        "month": recalculation.month,
        "what": recalculation.late_facts.what,
        "source": recalculation.late_facts.source,
        "came_in_on": recalculation.late_facts.came_in_on,
        "noted_at": recalculation.late_facts.noted_at,
        "noted_by": str(recalculation.late_facts.noted_by),
        "granted": recalculation.granted,
        "paid": recalculation.paid,
        "claimed": standing.claimed,
        "new": result.assistance,
        "difference": recalculation.difference,
        "proposal": recalculation.proposal,
        "proposal_label": recalculation.get_proposal_display(),
        "because": recalculation.because,
        "missing": result.missing,
        "lines": _lines(then, result) if then else [],
        "sections": sections(result),
        "handling": handling,
        "handled": _done(handling) if handling else ("", None),
        "is_superseded": not is_latest,
        "may_handle": handling is None and is_latest,
    }


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
        "hindrances": _hindrances(user, claim, check, hearings, at),
        "forms": _forms(user, claim, hearings, at),
        "hearing_text": hearing_text(claim, months) if not claim.decided_at else "",
        "bodies": claim_bodies(claim),
        "applicant": applicant_of(months[-1].decision.application),
    }


def month_choices(household: Household) -> list[tuple[Decision, rows.Standing]]:
    """Return the decided months of a household with how each stands, the latest first. Five queries."""
    decisions = rows.decided_months(household)
    standing = rows.standing_of(decisions)
    return [(decision, standing[decision.pk]) for decision in decisions]


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


def hearing_text(claim: Claim, months: Sequence[ClaimMonth]) -> str:
    """Return a text to begin a hearing from, in plain Swedish; ``months`` are the claim's, in order."""
    total = sum((row.amount for row in months), NOTHING)
    lines = "\n".join(f"– {month_label(row.month)}: {kronor(row.amount)}" for row in months)
    return (
        f"Vi utreder om du ska betala tillbaka {kronor(total)} i ekonomiskt bistånd. Det gäller:\n{lines}\n\n"
        f"Det här har hänt: {claim.reason}\n\n"
        f"Grunden i lagen: {claim.get_ground_display()}.\n\n"
        "Innan vi beslutar får du säga vad du tycker. Berätta om något är fel, hur det kom sig och hur din ekonomi är. "
        "Du kan inte dömas att betala om du då skulle sakna pengar till din försörjning."
    )


def _late(row: LateFacts, months: list[Recalculation], latest: dict[int, int]) -> LateRow:
    shown = [_month(month, is_latest=latest[month.decision_id] == month.pk) for month in months]
    waiting = [month for month in shown if not month.done and not month.is_superseded]
    return LateRow(
        id=row.pk,
        what=row.what,
        source=row.source,
        came_in_on=row.came_in_on,
        noted_at=row.noted_at,
        noted_by=str(row.noted_by),
        months=shown,
        spans=_spans(months),
        to_claim=[month.id for month in waiting if month.proposal == Proposal.RECOVERY],
        waiting=len(waiting),
    )


def _month(row: Recalculation, *, is_latest: bool) -> MonthRow:
    handling: Handling | None = getattr(row, "handling", None)
    done, url = _done(handling) if handling else ("", None)
    return MonthRow(
        id=row.pk,
        decision_id=row.decision_id,
        month=row.month,
        granted=row.granted,
        paid=row.paid,
        new=None if row.difference is None else row.granted + row.difference,
        difference=row.difference,
        proposal=row.proposal,
        proposal_label=row.get_proposal_display(),
        done=done,
        done_url=url,
        is_superseded=not is_latest,
    )


def _done(handling: Handling) -> tuple[str, tuple[str, int] | None]:
    """Return what was done in words, and where it is: the name of the page and its key."""
    words = {
        Proposal.SUPPLEMENT: _("Kompletterat"),
        Proposal.RECOVERY: _("Återkrav upptaget"),
        Proposal.NOTHING: _("Ingen åtgärd"),
    }
    url = ("recovery:claim", handling.claim_id) if handling.claim_id else None
    return words[Proposal(handling.kind)], url


def _spans(months: list[Recalculation]) -> list[SpanRow]:
    """Gather months in a row with the same difference, as the library does, in words; nothing-months are left out."""
    differences = [
        Difference(
            month.month,
            month.granted,
            Result.from_json(month.result),
            month.difference,
            (),
            ProposedThing(ProposalKind[month.proposal.upper()], abs(month.difference or NOTHING), month.because),
        )
        for month in months
    ]
    found = []
    for span in spans(differences):
        if not span.difference or span.total is None:
            continue
        words = {
            "first": month_label(span.first),
            "last": month_label(span.last),
            "each": kronor(abs(span.difference)),
            "total": kronor(abs(span.total)),
        }
        if span.kind is ProposalKind.RECOVERY:
            text = _("%(first)s till %(last)s: %(each)s för mycket per månad, tillsammans %(total)s.")
            one = _("%(first)s: %(each)s för mycket.")
        else:
            text = _("%(first)s till %(last)s: %(each)s för lite per månad, tillsammans %(total)s.")
            one = _("%(first)s: %(each)s för lite.")
        sentence = (one if span.first == span.last else text) % words
        found.append(SpanRow(sentence[0].upper() + sentence[1:], span.kind.value))
    return found


def _claims(household: Household) -> list[ClaimRow]:
    """Two queries."""
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


def _lines(then: Result, now: Result) -> list[LineRow]:
    return [
        LineRow(
            section=line.section.label,
            label=line.label,
            then=line.then.amount if line.then else None,
            now=line.now.amount if line.now else None,
            difference=line.difference,
            because=line.now.because if line.now else _("Raden finns inte i den nya beräkningen."),
        )
        for line in changed_lines(then.steps, now.steps)
        if line.difference
    ]


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
    user: User, claim: Claim, check: law.ClaimCheck, hearings: list[ClaimHearing], at: datetime
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
    if not may_decide(user):
        found.append(_("Din roll beslutar inte om återkrav. Lämna över till enhetschefen när underlaget är klart."))
    return [*found, *check.obstacles]


def _forms(user: User, claim: Claim, hearings: list[ClaimHearing], at: datetime) -> set[str]:
    """Return the names of the forms that the page offers now."""
    if claim.closed_at:
        return set()
    found = {"circumstances", "close"}
    if claim.decided_at:
        found |= {"repay", "forgive"} if may_decide(user) else {"repay"}
        if claim.sued_on is None:
            found.add("brought" if claim.sue_decided_on else "sue")
        return found
    if hearings and hearings[0].replied_at is None:
        found.add("reply")
    if not hearings or rows.is_over(hearings[0], at):
        found.add("hear")
    return found | {"decide"}


def claim_bodies(claim: Claim) -> list[tuple[str, str]]:
    """Return who may decide to bring an action on the claim's ground."""
    choices = [(body.value, str(body.label)) for body in Body]
    if claim.ground in Ground.of_overpayment():
        return [choice for choice in choices if choice[0] != Body.DELEGATE]
    return choices
