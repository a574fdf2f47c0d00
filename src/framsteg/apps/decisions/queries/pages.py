"""Plain rows for the room's pages. What may happen next is said here: a page offers only what an action accepts."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application
from framsteg.apps.core.formats import kronor, month_label, swedish_date
from framsteg.apps.decisions import proposal
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.models import Calculation, Decision, Hearing, Receipt
from framsteg.apps.decisions.practice import last_day_to_appeal
from framsteg.apps.decisions.queries import rows
from framsteg.apps.identity.models import User
from framsteg.apps.people.models import Household
from framsteg.entitlement.kinds import AssetKind, IncomeKind
from framsteg.entitlement.month import Month
from framsteg.entitlement.result import MissingFact, Result


@dataclass(frozen=True)
class CostRow:
    """A cost with what is accepted of it, kronor; ``accepted`` is what was applied for until somebody assesses it."""

    id: int
    label: str
    note: str
    applied: Decimal
    accepted: Decimal
    reason: str
    assessed: str


@dataclass(frozen=True)
class HearingRow:
    """A hearing; ``is_open`` while nothing is answered and nothing decided."""

    id: int
    sent_at: datetime
    sent_by: str
    text: str
    reply_by: date
    reply: str
    replied_at: datetime | None
    reply_noted_by: str
    is_open: bool


@dataclass(frozen=True)
class CalculationRows:
    """A calculation for reading."""

    made_at: datetime
    made_by: str
    outcome: str
    is_known: bool
    assistance: Decimal | None
    surplus: Decimal | None
    sections: list[proposal.SectionLines]
    missing: tuple[MissingFact, ...]
    facts: list[tuple[str, str]]


@dataclass(frozen=True)
class Proposal:
    """What the system proposes, texts to begin from, and what still stands in the way of a decision by this user."""

    kind: DecisionKind
    label: str
    why: str
    needs_hearing: bool
    may_hear: bool
    hearing_text: str
    reasons: str
    delegation: str
    hindrances: list[str]


@dataclass(frozen=True)
class DecisionRow:
    """A decision, or an application without one, in a household's list."""

    application_id: int
    decision_id: int | None
    month: Month
    received_at: datetime
    kind: str
    granted: Decimal | None
    decided_at: datetime | None
    decided_by: str


def calculation_page(user: User, application: Application, at: datetime) -> dict[str, Any]:
    """Return the rows of the page where an application is calculated, assessed, communicated and decided."""
    calculation = application.calculations.select_related("made_by").order_by("-pk").first()
    fresh = calculation is not None and rows.is_fresh(calculation, application)
    hearings = list(application.hearings.select_related("calculation", "sent_by", "reply_noted_by").order_by("-pk"))
    decision_id = Decision.objects.filter(application=application).values_list("pk", flat=True).first()
    proposed = None
    if calculation and fresh and decision_id is None:
        proposed = _proposal(user, calculation, hearings[0] if hearings else None, at)
    return {
        "application_id": application.pk,
        "month": application.month,
        "received_at": application.received_at,
        "urgent": application.urgent,
        "version": application.version,
        "calculation": _calculation(calculation) if calculation else None,
        "is_fresh": fresh,
        "costs": _costs(application),
        "hearings": [_hearing(row, open_while=decision_id is None) for row in hearings],
        "proposal": proposed,
        "decision_id": decision_id,
    }


def decision_page(user: User, decision: Decision, at: datetime) -> dict[str, Any]:
    """Return what the page about a decision shows beside the letter."""
    receipt: Receipt | None = getattr(decision, "receipt", None)
    last_day = last_day_to_appeal(receipt.received_on) if receipt else None
    return {
        "decision_id": decision.pk,
        "application_id": decision.application_id,
        "month": decision.month,
        "kind": decision.get_kind_display(),
        "is_refusal": not decision.granted,
        "granted": decision.granted,
        "reasons": decision.reasons,
        "decided_at": decision.decided_at,
        "decided_by": str(decision.decided_by),
        "delegation": decision.delegation.reference,
        "received_on": receipt.received_on if receipt else None,
        "last_day_to_appeal": last_day,
        "is_final": last_day is not None and timezone.localdate(at) > last_day,
        "sections": proposal.sections(Result.from_json(decision.calculation.result)),
        "facts": _facts(decision.calculation.facts),
    }


def decisions_of(household: Household) -> list[DecisionRow]:
    """Return the household's applications with their decisions, the latest month first. One query."""
    applications = household.applications.select_related("decision__decided_by").defer("decision__letter")
    found = []
    for row in applications.order_by("-month"):
        decision = getattr(row, "decision", None)
        found.append(
            DecisionRow(
                application_id=row.pk,
                decision_id=decision.pk if decision else None,
                month=row.month,
                received_at=row.received_at,
                kind=decision.get_kind_display() if decision else "",
                granted=decision.granted if decision else None,
                decided_at=decision.decided_at if decision else None,
                decided_by=str(decision.decided_by) if decision else "",
            )
        )
    return found


def _calculation(calculation: Calculation) -> CalculationRows:
    result = Result.from_json(calculation.result)
    return CalculationRows(
        made_at=calculation.made_at,
        made_by=str(calculation.made_by),
        outcome=result.outcome.label,
        is_known=result.assistance is not None,
        assistance=result.assistance,
        surplus=result.surplus,
        sections=proposal.sections(result),
        missing=result.missing,
        facts=_facts(calculation.facts),
    )


def _facts(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the facts a calculation rests on, as term and text."""
    words = [(_("Månad"), month_label(Month.parse(facts["month"])))]
    for person in facts["persons"]:
        text = _("född %(born)s") % {"born": person["born"]}
        if person["days"]:
            text += _(", %(days)s dagar av månaden") % {"days": person["days"]}
        if person["lunch_away"]:
            text += _(", äter lunch borta")
        words.append((person["id"].capitalize(), text))
    if facts["other_residents"]:
        words.append((_("Andra boende i bostaden"), str(facts["other_residents"])))
    for income in facts["incomes"]:
        text = _("%(amount)s, %(who)s, mottaget %(day)s") % {
            "amount": kronor(Decimal(income["net"])),
            "who": income["person"],
            "day": income["received"],
        }
        words.append((IncomeKind[income["kind"].upper()].label, text))
    for asset in facts["assets"]:
        words.append((AssetKind[asset["kind"].upper()].label, f"{kronor(Decimal(asset['amount']))}, {asset['person']}"))
    months = ", ".join(month_label(Month.parse(month)) for month in facts["assistance_months"][-6:])
    words.append((_("Senaste månader med bistånd"), months or _("inga")))
    return words


def _costs(application: Application) -> list[CostRow]:
    assessed = rows.latest_overrides(application)
    found = []
    for cost in application.costs.order_by("pk"):
        override = assessed.get(cost.pk)
        found.append(
            CostRow(
                id=cost.pk,
                label=cost.get_kind_display(),
                note=cost.note,
                applied=cost.applied,
                accepted=min(override.accepted, cost.applied) if override else cost.applied,
                reason=override.reason if override else "",
                assessed=f"{override.made_by}, {swedish_date(override.made_at)}" if override else "",
            )
        )
    return found


def _hearing(hearing: Hearing, *, open_while: bool) -> HearingRow:
    return HearingRow(
        id=hearing.pk,
        sent_at=hearing.sent_at,
        sent_by=str(hearing.sent_by),
        text=hearing.text,
        reply_by=hearing.reply_by,
        reply=hearing.reply,
        replied_at=hearing.replied_at,
        reply_noted_by=str(hearing.reply_noted_by or ""),
        is_open=open_while and hearing.replied_at is None,
    )


def _proposal(user: User, calculation: Calculation, hearing: Hearing | None, at: datetime) -> Proposal | None:
    """Return the proposal of a fresh calculation; None when too little is known."""
    facts, result = calculation.facts, Result.from_json(calculation.result)
    kind = proposal.proposed_kind(facts, result)
    if kind is None:
        return None
    amount, today = result.assistance or Decimal(0), timezone.localdate(at)
    needs_hearing = kind in DecisionKind.needs_hearing()
    is_heard = hearing is not None and rows.is_heard_about(hearing, calculation, result)
    hindrances = []
    if needs_hearing and not is_heard:
        hindrances.append(_("Kommunicera underlaget med den enskilde först."))
    elif needs_hearing and hearing and not rows.is_over(hearing, at):
        hindrances.append(
            _("Den enskilde har till och med %(day)s på sig att svara.") % {"day": swedish_date(hearing.reply_by)}
        )
    delegation = rows.delegation_for(user.role, kind, amount, today)
    if delegation is None:
        deciders = ", ".join(rows.deciders(kind, amount, today)) or _("nämnden")
        hindrances.append(_("Din roll har inte delegation. Beslutet fattas av: %(roles)s.") % {"roles": deciders})
    return Proposal(
        kind=kind,
        label=str(kind.label),
        why=proposal.why(facts, result),
        needs_hearing=needs_hearing,
        may_hear=needs_hearing and not is_heard,
        hearing_text=proposal.hearing_text(facts, result),
        reasons=proposal.reasons(facts, result),
        delegation=delegation.reference if delegation else "",
        hindrances=hindrances,
    )
