"""Plain rows for the room's pages. What may happen next is said here: a page offers only what an action accepts."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application
from framsteg.apps.core.formats import kronor, month_label, swedish_date
from framsteg.apps.decisions import proposal
from framsteg.apps.decisions.enums import DecisionKind, DelegatedKind
from framsteg.apps.decisions.models import Amendment, Calculation, Decision, Hearing, Receipt
from framsteg.apps.decisions.practice import last_day_to_appeal
from framsteg.apps.decisions.queries import rows
from framsteg.apps.decisions.queries.lines import InjunctionRow, injunctions_of, judged_of
from framsteg.apps.decisions.queries.undeclared import undeclared
from framsteg.apps.decisions.queries.wages import WageAnswer, wage_answers
from framsteg.apps.identity.models import User
from framsteg.apps.people.models import Household
from framsteg.entitlement.kinds import AssetKind, IncomeKind
from framsteg.entitlement.month import Month
from framsteg.entitlement.result import MissingFact, Result


@dataclass(frozen=True)
class HearingRow:
    """A hearing; ``is_open`` while nothing is answered and nothing decided; ``is_over`` when it is answered or late."""

    id: int
    sent_at: datetime
    sent_by: str
    text: str
    reply_by: date
    reply: str
    replied_at: datetime | None
    reply_noted_by: str
    is_open: bool
    is_over: bool
    before_dismissal: bool


@dataclass(frozen=True)
class CalculationRows:
    """A calculation for reading."""

    made_at: datetime
    made_by: str
    outcome: str
    is_known: bool
    assistance: Decimal | None
    surplus: Decimal | None
    extra: Decimal
    sections: list[proposal.SectionLines]
    missing: tuple[MissingFact, ...]
    facts: list[tuple[str, str]]


@dataclass(frozen=True)
class Proposal:
    """
    What the system proposes, texts to begin from, and what still stands in the way of a decision by this user.

    ``may_skip_hearing`` is true when nothing but the hearing stands in the way of granting an urgent application, and
    ``weighs_children`` when the decision goes against a household with children.
    """

    kind: DecisionKind
    label: str
    why: str
    may_hear: bool
    may_skip_hearing: bool
    weighs_children: bool
    hearing_text: str
    reasons: str
    delegations: list[str]
    hindrances: list[str]


@dataclass(frozen=True)
class DecisionRow:
    """A decision, or an application without one, in a household's list."""

    application_id: int
    decision_id: int | None
    month: Month
    received_at: datetime
    kind: str
    granted: Decimal | None  # with the amendments
    is_amended: bool
    decided_at: datetime | None
    decided_by: str


def calculation_page(user: User, application: Application, at: datetime) -> dict[str, Any]:
    """Return the rows of the page where an application is calculated, assessed, communicated and decided."""
    calculation = application.calculations.select_related("made_by").order_by("-pk").first()
    fresh = calculation is not None and rows.is_fresh(calculation, application)
    hearings = list(application.hearings.select_related("calculation", "sent_by", "reply_noted_by").order_by("-pk"))
    decision_id = Decision.objects.filter(application=application).values_list("pk", flat=True).first()
    injunctions = injunctions_of(application, at)
    proposed = None
    if calculation and fresh and decision_id is None:
        proposed = _proposal(user, application, calculation, hearings, at)
    return {
        "application_id": application.pk,
        "month": application.month,
        "days": application.days,
        "received_at": application.received_at,
        "urgent": application.urgent,
        "version": application.version,
        "calculation": _calculation(calculation) if calculation else None,
        "wages": _wages(calculation) if calculation and fresh and decision_id is None else [],
        "is_fresh": fresh,
        "judged": judged_of(application),
        "hearings": [_hearing(row, at, open_while=decision_id is None) for row in hearings],
        "injunctions": injunctions,
        "may_dismiss": decision_id is None and _may_dismiss(injunctions, hearings, at),
        "proposal": proposed,
        "decision_id": decision_id,
    }


def decision_page(user: User, decision: Decision, at: datetime) -> dict[str, Any]:
    """Return what the page about a decision shows beside the letter."""
    receipt: Receipt | None = getattr(decision, "receipt", None)
    last_day = last_day_to_appeal(receipt.received_on) if receipt else None
    calculation = decision.calculation
    return {
        "decision_id": decision.pk,
        "application_id": decision.application_id,
        "month": decision.month,
        "kind": decision.get_kind_display(),
        "granted": decision.granted,
        "granted_extra": decision.granted_extra,
        "total": decision.total,
        "is_refusal": not decision.total,
        "reasons": decision.reasons,
        "children": decision.children,
        "not_heard_because": decision.not_heard_because,
        "decided_at": decision.decided_at,
        "decided_by": str(decision.decided_by),
        "delegation": decision.delegation.reference,
        "received_on": receipt.received_on if receipt else None,
        "last_day_to_appeal": last_day,
        "is_final": last_day is not None and timezone.localdate(at) > last_day,
        "is_calculated": calculation is not None,
        "sections": proposal.sections(Result.from_json(calculation.result)) if calculation else [],
        "facts": _facts(calculation.facts) if calculation else [],
    }


def decisions_of(household: Household) -> list[DecisionRow]:
    """Return the household's applications with their decisions, the latest month first. One query."""
    last = Amendment.objects.filter(decision__application=OuterRef("pk")).order_by("-pk")
    amended = Subquery(last.annotate(total_now=F("granted") + F("granted_extra")).values("total_now")[:1])
    applications = household.applications.select_related("decision__decided_by").defer("decision__letter")
    found = []
    for row in applications.annotate(amended=amended).order_by("-month"):
        decision = getattr(row, "decision", None)
        found.append(
            DecisionRow(
                application_id=row.pk,
                decision_id=decision.pk if decision else None,
                month=row.month,
                received_at=row.received_at,
                kind=decision.get_kind_display() if decision else "",
                granted=(decision.total if row.amended is None else row.amended) if decision else None,
                is_amended=row.amended is not None,
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
        extra=result.extra,
        sections=proposal.sections(result),
        missing=result.missing,
        facts=_facts(calculation.facts),
    )


def _wages(calculation: Calculation) -> list[WageAnswer]:
    return wage_answers(calculation.facts, Result.from_json(calculation.result).assistance)


def _facts(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the facts a calculation rests on, as term and text."""
    words = [(_("Månad"), month_label(Month.parse(facts["month"])))]
    for person in facts["persons"]:
        text = _("född %(born)s") % {"born": person["born"]}
        if person["days"]:
            text += _(", %(days)s dagar av månaden") % {"days": person["days"]}
        if person["lunch_away"]:
            text += _(", äter lunch borta")
        if person.get("lma"):
            text += _(", omfattas av LMA")
        words.append((person["id"].capitalize(), text))
    if facts.get("days"):
        words.insert(1, (_("Del av månaden"), _("%(days)s dagar") % {"days": facts["days"]}))
    if facts["other_residents"]:
        words.append((_("Andra boende i bostaden"), str(facts["other_residents"])))
    for income in facts["incomes"]:
        text = _("%(amount)s, %(who)s, mottaget %(day)s") % {
            "amount": kronor(Decimal(income["net"])),
            "who": income["person"],
            "day": income["received"],
        }
        words.append((IncomeKind[income["kind"].upper()].label, text + _provenance(income)))
    for asset in facts["assets"]:
        text = f"{kronor(Decimal(asset['amount']))}, {asset['person']}"
        words.append((AssetKind[asset["kind"].upper()].label, text + _provenance(asset)))
    months = ", ".join(month_label(Month.parse(month)) for month in facts["assistance_months"][-6:])
    words.append((_("Senaste månader med bistånd"), months or _("inga")))
    return words


def _provenance(row: dict[str, Any]) -> str:
    """Say where a fact comes from and when it was noted; calculations of earlier days do not know."""
    if not row.get("source"):
        return ""
    return _(" (källa: %(source)s, noterad %(day)s)") % {"source": row["source"], "day": row["noted"]}


def _hearing(hearing: Hearing, at: datetime, *, open_while: bool) -> HearingRow:
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
        is_over=rows.is_over(hearing, at),
        before_dismissal=hearing.calculation_id is None,
    )


def _proposal(
    user: User, application: Application, calculation: Calculation, hearings: list[Hearing], at: datetime
) -> Proposal | None:
    """Return the proposal of a fresh calculation; None when too little is known."""
    facts, result = calculation.facts, Result.from_json(calculation.result)
    kind = proposal.proposed_kind(facts, result)
    if kind is None:
        return None
    found = undeclared(application)
    hearing = next((row for row in hearings if row.calculation_id is not None), None)
    needs_hearing = kind in DecisionKind.needs_hearing() or bool(found)
    is_heard = hearing is not None and rows.is_heard_about(hearing, calculation, result)
    unheard = []
    if needs_hearing and not is_heard:
        unheard.append(_("Kommunicera underlaget med den enskilde först."))
    elif needs_hearing and hearing and not rows.is_over(hearing, at):
        unheard.append(
            _("Den enskilde har till och med %(day)s på sig att svara.") % {"day": swedish_date(hearing.reply_by)}
        )
    delegations, undelegated = _delegations(user, kind, result, at)
    return Proposal(
        kind=kind,
        label=str(kind.label),
        why=proposal.why(facts, result),
        may_hear=needs_hearing and not is_heard,
        may_skip_hearing=application.urgent and kind in DecisionKind.with_money() and bool(unheard) and not undelegated,
        weighs_children=kind in DecisionKind.needs_hearing() and proposal.concerns_children(facts),
        hearing_text=proposal.hearing_text(facts, result, found),
        reasons=proposal.reasons(facts, result),
        delegations=delegations,
        hindrances=unheard + undelegated,
    )


def _delegations(user: User, kind: DecisionKind, result: Result, at: datetime) -> tuple[list[str], list[str]]:
    """Return the points of the delegation order that the user would decide under, and what they do not reach."""
    today = timezone.localdate(at)
    asked = [(str(kind), result.assistance or Decimal(0))]
    asked += [(str(DelegatedKind.EXTRA), result.extra)] if result.extra else []
    points, missing = [], []
    for what, amount in asked:
        if line := rows.delegation_for(user.role, what, amount, today):
            points.append(line.reference)
        else:
            roles = ", ".join(rows.deciders(what, amount, today)) or _("nämnden")
            words = {"kind": DelegatedKind(what).label, "roles": roles}
            missing.append(_("Din roll har inte delegation (%(kind)s). Beslutet fattas av: %(roles)s.") % words)
    return points, missing


def _may_dismiss(injunctions: list[InjunctionRow], hearings: list[Hearing], at: datetime) -> bool:
    """Tell whether something is done that lets an application be dismissed: only then is the form shown."""
    heard = next((row for row in hearings if row.calculation_id is None), None)
    return bool(injunctions and injunctions[0].is_over) or (heard is not None and rows.is_over(heard, at))
