"""
What a stored calculation proposes: the kind of decision, what goes against the person, and the words for it.

Pure functions on the case file and the result, so that page, letter and action say the same thing.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from framsteg.apps.core.formats import kronor
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.entitlement.facts import Cost
from framsteg.entitlement.kinds import CostKind
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import parameters_for
from framsteg.entitlement.result import Outcome, Result, Section, Step, ore

NOTHING = Decimal(0)
LOWER_NORM, JUDGED_ASSET, LMA = "NORM-12", "ASSET-02", "ENT-05"  # rules whose lines a person reads as against her


@dataclass(frozen=True)
class Cut:
    """A cost of which the household gets less than was applied for, kronor. ``share`` is its part, as ``2/3``."""

    kind: CostKind
    applied: Decimal
    accepted: Decimal
    reason: str
    share: str = ""

    @property
    def amount(self) -> Decimal:
        return self.applied - self.accepted

    @property
    def sentence(self) -> str:
        """Say in plain Swedish what was applied for, what is accepted and why."""
        share = f", hushållets del {self.share}" if self.share else ""
        reason = f" Skäl: {self.reason.rstrip('.')}." if self.reason else ""
        return f"{self.kind.label}: sökt {kronor(self.applied)}, godtaget {kronor(self.accepted)}{share}.{reason}"


@dataclass(frozen=True)
class SectionLines:
    """One part of the calculation with its lines, as page and letter show it."""

    heading: str
    steps: tuple[Step, ...]


def sections(result: Result) -> list[SectionLines]:
    """Return the calculation's lines under their headings, in the order of the law; empty parts are left out."""
    parts = (SectionLines(section.label, result.in_section(section)) for section in Section)
    return [part for part in parts if part.steps]


def cuts(facts: dict[str, Any]) -> list[Cut]:
    """Return the costs of a stored case file that are not accepted as applied for, or not wholly the household's."""
    costs = (Cost.model_validate(cost) for cost in facts["costs"])
    found = [
        Cut(cost.kind, cost.applied, ore(cost.counted), cost.reason, str(cost.household_share or "")) for cost in costs
    ]
    return [cut for cut in found if cut.amount > 0]


def judged_against(result: Result) -> list[Step]:
    """
    Return the lines where a person's judgement gives the household less: a lower norm, a home or a car that counts.

    They need the person's word and reasons as a cut cost does.
    """
    return [
        step
        for step in result.steps
        if (step.rule == LOWER_NORM and step.amount < 0) or (step.rule == JUDGED_ASSET and step.amount > 0)
    ]


def proposed_kind(facts: dict[str, Any], result: Result) -> DecisionKind | None:
    """
    Return the one kind of decision that fits the calculation; None when too little is known to decide.

    It is about the right (SoL 12 kap. 1 §): what is granted beside it stands in ``result.extra``. A cost that is wholly
    granted beside the right is not cut.
    """
    if result.outcome is Outcome.UNKNOWN:
        return None
    if not result.assistance:
        return DecisionKind.REFUSAL
    return DecisionKind.PARTIAL if cuts(facts) or judged_against(result) else DecisionKind.GRANT


def concerns_children(facts: dict[str, Any]) -> bool:
    """Tell whether a child lives on what is decided: then its best is weighed, and how is seen in the decision."""
    return any(person["role"] == "child" for person in facts["persons"])


def is_covered(*, heard: tuple[dict[str, Any], Result], decided: tuple[dict[str, Any], Result]) -> bool:
    """
    Tell whether who was heard about one calculation has been heard about all that goes against her in another.

    True when the later one gives at least as much, has no larger surplus, cuts no kind of cost by more, lowers no norm
    further and counts no more of any income or asset.
    """
    (old_facts, old), (new_facts, new) = heard, decided
    if old.assistance is None or new.assistance is None or new.assistance < old.assistance:
        return False
    if (new.surplus or NOTHING) > (old.surplus or NOTHING) or new.extra < old.extra:
        return False
    told, now = _cut_by_kind(old_facts), _cut_by_kind(new_facts)
    if any(amount > told.get(kind, NOTHING) for kind, amount in now.items()):
        return False
    told_means, means = _against_by_line(old), _against_by_line(new)
    return all(amount <= told_means.get(line, NOTHING) for line, amount in means.items())


def _cut_by_kind(facts: dict[str, Any]) -> dict[CostKind, Decimal]:
    sums: dict[CostKind, Decimal] = defaultdict(Decimal)
    for cut in cuts(facts):
        sums[cut.kind] += cut.amount
    return sums


def _against_by_line(result: Result) -> dict[str, Decimal]:
    """Return by label what counts of each income and asset, and by how much each norm is lowered, kronor."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for step in result.steps:
        if step.section in (Section.INCOME, Section.ASSET) and step.amount > 0:
            sums[step.label] += step.amount
        elif step.rule == LOWER_NORM and step.amount < 0:
            sums[step.label] -= step.amount
    return sums


def why(facts: dict[str, Any], result: Result) -> str:
    """Say in a few sentences what the system proposes and why."""
    kind = proposed_kind(facts, result)
    if kind is None:
        return _("Det går inte att föreslå ett beslut, eftersom uppgifter saknas.")
    if kind is DecisionKind.REFUSAL:
        parts = [_no_right(result)]
        if result.surplus:
            parts.append(_("Överskottet är %(amount)s.") % {"amount": kronor(result.surplus)})
    else:
        words = {"amount": kronor(result.assistance or NOTHING)}
        parts = [_("Inkomster och tillgångar räcker inte till norm och godtagna kostnader. %(amount)s fattas.") % words]
        if cuts(facts):
            parts.append(_("Alla sökta kostnader är inte godtagna."))
        if judged_against(result):
            parts.append(_("En bedömning av norm eller tillgång går emot den enskilde."))
    if result.extra:
        parts.append(_("Därutöver beviljas %(amount)s enligt 12 kap. 2 §.") % {"amount": kronor(result.extra)})
    return " ".join(parts)


def reasons(facts: dict[str, Any], result: Result) -> str:
    """Return a first text for the decision's reasons, for the caseworker to mend (FL 32 §). Empty when unknown."""
    kind = proposed_kind(facts, result)
    if kind is None:
        return ""
    month = Month.parse(facts["month"])
    parts = [f"Hushållet har ansökt om ekonomiskt bistånd för {month.label}."]
    if facts.get("days"):
        parts.append(f"Beslutet gäller {facts['days']} av månadens {month.days} dagar.")
    if _is_covered_by_lma(result):
        parts.append(_no_right(result)[:-1])
    elif kind is DecisionKind.REFUSAL:
        parts += [_comparison(result), "Behovet kan tillgodoses på annat sätt. Därför finns ingen rätt till bistånd"]
    else:
        parts += [_comparison(result), f"Därför beviljas bistånd med {kronor(result.assistance or 0)}"]
    parts[-1] += f" ({paragraph_of_right(month)})."
    paragraphs = [" ".join(parts)]
    paragraphs += [f"Allt är inte godtaget. {cut.sentence}" for cut in cuts(facts)]
    paragraphs += [f"Det här har vi bedömt. {_told(step)}" for step in judged_against(result)]
    return "\n\n".join([*paragraphs, *_beside_the_right(result)])


def hearing_text(facts: dict[str, Any], result: Result, undeclared: Sequence[str] = ()) -> str:
    """
    Return a first text for the hearing: what goes against the person (FL 25 §). Empty when nothing does.

    :param undeclared: what was found about incomes that the person has not told herself, sentence by sentence
    """
    kind = proposed_kind(facts, result)
    against = kind in DecisionKind.needs_hearing()
    if kind is None or not (against or undeclared):
        return ""
    month = Month.parse(facts["month"])
    what = {
        DecisionKind.REFUSAL: "avslå ansökan",
        DecisionKind.PARTIAL: "avslå en del av ansökan",
        DecisionKind.GRANT: "räkna med högre inkomster än dem du har uppgett när vi beslutar",
    }[kind]
    parts = [f"Vi överväger att {what} om ekonomiskt bistånd för {month.label}. Det bygger vi på detta:"]
    parts += [f"– {cut.sentence}" for cut in cuts(facts)]
    parts += [f"– {_told(step)}" for step in judged_against(result)]
    parts += [f"– {sentence}" for sentence in undeclared]
    if _is_covered_by_lma(result):
        parts.append(f"– {_no_right(result)}")
    elif kind is DecisionKind.REFUSAL:
        parts += [f"– {_told(step)}" for step in _means(result) if step not in judged_against(result)]
        parts.append(f"– {_comparison(result)}{_surplus(result)}")
    parts.append(
        "Är något fel, eller vill du lägga till något? Svara skriftligt eller muntligt. Du får också tala inför "
        "nämnden innan beslutet fattas; säg till om du vill det."
    )
    return "\n".join(parts)


def paragraph_of_right(month: Month) -> str:
    """Return the paragraph on the right to assistance that was in force in the month (LAW-01)."""
    return parameters_for(month).law["right"]


def paragraph_of_extra(month: Month) -> str:
    """Return the paragraph on assistance beyond the right that was in force in the month (LAW-01)."""
    return parameters_for(month).law["extra"]


def _no_right(result: Result) -> str:
    """Say why there is no right: the last line of the calculation does."""
    if _is_covered_by_lma(result):
        return next(step.because for step in result.steps if step.rule == LMA)
    return _("Inkomster och tillgångar täcker behovet.")


def _is_covered_by_lma(result: Result) -> bool:
    return any(step.rule == LMA for step in result.steps)


def _beside_the_right(result: Result) -> list[str]:
    """Say what is granted by SoL 12 kap. 2 §, line by line; it is no part of the right."""
    return [
        f"Utöver rätten till bistånd beviljas {kronor(step.amount)} ({step.source}). {step.label}: {step.because}"
        for step in result.in_section(Section.EXTRA)
    ]


def _told(step: Step) -> str:
    return f"{step.label}: {kronor(step.amount)}. {step.because.rstrip('.')}."


def _means(result: Result) -> list[Step]:
    return [step for step in result.steps if step.section in (Section.INCOME, Section.ASSET) and step.amount]


def _comparison(result: Result) -> str:
    def total(*sections: Section) -> str:
        return kronor(sum((step.amount for step in result.steps if step.section in sections), NOTHING))

    return (
        f"Hushållets norm och godtagna kostnader är {total(Section.NORM, Section.COST, Section.OTHER_NEED)}. "
        f"Inkomster och tillgångar som räknas är {total(Section.INCOME, Section.ASSET)}."
    )


def _surplus(result: Result) -> str:
    return f" Överskottet är {kronor(result.surplus)}." if result.surplus else ""
