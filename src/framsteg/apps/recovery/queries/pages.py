"""Plain rows for the pages of late facts. A page offers only what an action accepts."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from framsteg.apps.core.formats import kronor, month_label
from framsteg.apps.decisions.proposal import sections
from framsteg.apps.decisions.queries import HELD, hold_of
from framsteg.apps.identity.models import User
from framsteg.apps.people.models import Household
from framsteg.apps.recovery.enums import Proposal
from framsteg.apps.recovery.models import Handling, LateFacts, Recalculation
from framsteg.apps.recovery.queries import rows
from framsteg.apps.recovery.queries.claims import claims_of
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
    """One occasion with its months. ``to_claim`` are those that wait where too much was paid."""

    id: int
    what: str
    source: str
    came_in_on: date
    noted_at: datetime
    noted_by: str
    months: list[MonthRow]
    spans: list[SpanRow]
    to_claim: list[int]


@dataclass(frozen=True)
class LineRow:
    """A line that the two calculations do not share, kronor; None where a line is not there."""

    section: str
    label: str
    then: Decimal | None
    now: Decimal | None
    difference: Decimal
    because: str


def household_page(user: User, household: Household, at: datetime) -> dict[str, Any]:
    """Return late facts with their months, and claims, the latest first. Seven queries at most."""
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
        "claims": claims_of(household),
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
        "held": HELD.get(hold_of(decision), ""),
    }


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
