"""The calculation as a caseworker would write it: running Swedish text, with paragraphs, dated values and facts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from framsteg.entitlement.facts import Case
from framsteg.entitlement.result import Outcome, Result, Section, Step, kronor

_TOTALS = {
    Section.NORM: "Riksnormen är {}.",
    Section.COST: "Godtagna kostnader utöver normen är {}.",
    Section.INCOME: "Inkomster som räknas är {}.",
    Section.OTHER_NEED: "Godtagna kostnader för livsföring i övrigt är {}.",
    Section.ASSET: "Tillgångar som räknas är {}.",
    Section.EXTRA: "Bistånd utöver rätten är {}. Det ingår inte i beräkningen och kan bara laglighetsprövas.",
}


def explain(case: Case, result: Result) -> str:
    """Return the calculation in paragraphs of plain Swedish, one for each part and the conclusion last."""
    paragraphs = [_about(case)]
    for section in Section:
        steps = result.in_section(section)
        if section is Section.SUM:
            continue
        if section is Section.INCOME and not steps:
            paragraphs.append(f"Inkomster\nInga inkomster är redovisade för {case.month.previous.label}.")
        elif steps:
            paragraphs.append("\n".join([section.label, *map(_line, steps), _total(section, steps, result)]))
    paragraphs.append("\n".join(_conclusion(case, result)))
    return "\n\n".join(paragraphs) + "\n"


def _about(case: Case) -> str:
    month = case.month
    members = ", ".join(
        f"{person.id} ({person.role.label}, {max(person.age_in(month), 0)} år)" for person in case.persons
    )
    text = (
        f"Beräkning av ekonomiskt bistånd för {month.label}\nHushållet är {members}."
        f" Inkomster räknas om de kom i {month.previous.label}, månaden före."
    )
    if case.other_residents:
        text += f" I bostaden bor också {case.other_residents} som inte hör till hushållet."
    if case.days is not None:
        text += f" Hushållet räknas {case.days} av månadens {month.days} dagar."
    return text


def _line(step: Step) -> str:
    parts = [f"{step.label}: {kronor(step.amount)}.", step.because]
    if step.applied is not None and step.applied > step.amount:
        parts.append(f"Beviljas inte: {kronor(step.applied - step.amount)}.")
    if step.parameter:
        parts.append(f"Värde: {step.parameter.rstrip('.')}.")
    if step.facts:
        parts.append(f"Uppgifter: {'; '.join(step.facts).rstrip('.')}.")
    return f"- {' '.join(parts)} Lagrum: {step.source} ({step.rule})."


def _total(section: Section, steps: tuple[Step, ...], result: Result) -> str:
    if section is Section.NORM and result.norm is None:
        return "Riksnormen är inte känd."
    amount = result.norm if section is Section.NORM else sum((step.amount for step in steps), Decimal(0))
    return _TOTALS[section].format(kronor(amount or Decimal(0)))


def _conclusion(case: Case, result: Result) -> Iterator[str]:
    yield "Slutsats"
    for step in result.in_section(Section.SUM):
        yield f"{step.label}: {kronor(step.amount)}. {step.because}"
    if result.assistance is None or result.surplus is None:
        for fact in result.missing:
            yield " ".join(filter(None, (f"Okänt: {fact.because}", fact.changes, fact.remedy)))
        yield f"Rätten till bistånd för {case.month.label} går inte att avgöra förrän detta är känt."
    elif result.outcome is Outcome.RIGHT:
        yield f"Hushållet har rätt till bistånd med {kronor(result.assistance)} för {case.month.label}."
    else:
        yield f"Hushållet har inte rätt till bistånd för {case.month.label}. Överskottet är {kronor(result.surplus)}."
    yield "Detta är ett förslag. Beslut fattas av en människa."
