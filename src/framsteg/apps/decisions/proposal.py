"""
What a stored calculation proposes: the kind of decision, what goes against the person, and the words for it.

Pure functions on the case file and the result, so that page, letter and action say the same thing.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from framsteg.apps.core.formats import kronor
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.entitlement.kinds import CostKind
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import parameters_for
from framsteg.entitlement.result import Outcome, Result, Section, Step

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Cut:
    """A cost of which less is accepted than was applied for, kronor."""

    kind: CostKind
    applied: Decimal
    accepted: Decimal
    reason: str

    @property
    def amount(self) -> Decimal:
        return self.applied - self.accepted

    @property
    def sentence(self) -> str:
        """Say in plain Swedish what was applied for, what is accepted and why."""
        return (
            f"{self.kind.label}: sökt {kronor(self.applied)}, godtaget {kronor(self.accepted)}. "
            f"Skäl: {self.reason.rstrip('.')}."
        )


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
    """Return the costs of a stored case file that are not accepted as applied for."""
    found = [
        Cut(CostKind[cost["kind"].upper()], Decimal(cost["applied"]), Decimal(cost["accepted"]), cost.get("reason", ""))
        for cost in facts["costs"]
        if "accepted" in cost
    ]
    return [cut for cut in found if cut.amount > 0]


def proposed_kind(facts: dict[str, Any], result: Result) -> DecisionKind | None:
    """Return the one kind of decision that fits the calculation; None when too little is known to decide."""
    if result.outcome is Outcome.UNKNOWN:
        return None
    if not result.assistance:
        return DecisionKind.REFUSAL
    return DecisionKind.PARTIAL if cuts(facts) else DecisionKind.GRANT


def is_covered(*, heard: tuple[dict[str, Any], Result], decided: tuple[dict[str, Any], Result]) -> bool:
    """
    Tell whether who was heard about one calculation has been heard about all that goes against her in another.

    True when the later one gives at least as much, has no larger surplus and cuts no kind of cost by more.
    """
    (old_facts, old), (new_facts, new) = heard, decided
    if old.assistance is None or new.assistance is None or new.assistance < old.assistance:
        return False
    if (new.surplus or NOTHING) > (old.surplus or NOTHING):
        return False
    told, now = _cut_by_kind(old_facts), _cut_by_kind(new_facts)
    return all(amount <= told.get(kind, NOTHING) for kind, amount in now.items())


def _cut_by_kind(facts: dict[str, Any]) -> dict[CostKind, Decimal]:
    sums: dict[CostKind, Decimal] = defaultdict(Decimal)
    for cut in cuts(facts):
        sums[cut.kind] += cut.amount
    return sums


def why(facts: dict[str, Any], result: Result) -> str:
    """Say in one or two sentences what the system proposes and why."""
    kind = proposed_kind(facts, result)
    if kind is None:
        return _("Det går inte att föreslå ett beslut, eftersom uppgifter saknas.")
    if kind is DecisionKind.REFUSAL:
        covered = _("Inkomster och tillgångar täcker behovet.")
        surplus = _("Överskottet är %(amount)s.") % {"amount": kronor(result.surplus)} if result.surplus else ""
        return f"{covered} {surplus}".rstrip()
    short = _("Inkomster och tillgångar räcker inte till norm och godtagna kostnader. %(amount)s fattas.") % {
        "amount": kronor(result.assistance or NOTHING)
    }
    not_all = _("Alla sökta kostnader är inte godtagna.")
    return short if kind is DecisionKind.GRANT else f"{short} {not_all}"


def reasons(facts: dict[str, Any], result: Result) -> str:
    """Return a first text for the decision's reasons, for the caseworker to mend (FL 32 §). Empty when unknown."""
    kind = proposed_kind(facts, result)
    if kind is None:
        return ""
    month = Month.parse(facts["month"])
    parts = [f"Hushållet har ansökt om ekonomiskt bistånd för {month.label}.", _comparison(result)]
    if kind is DecisionKind.REFUSAL:
        parts.append("Behovet kan tillgodoses på annat sätt. Därför finns ingen rätt till bistånd")
    else:
        parts.append(f"Därför beviljas bistånd med {kronor(result.assistance or 0)}")
    parts[-1] += f" ({paragraph_of_right(month)})."
    return "\n\n".join([" ".join(parts), *(f"Allt är inte godtaget. {cut.sentence}" for cut in cuts(facts))])


def hearing_text(facts: dict[str, Any], result: Result) -> str:
    """Return a first text for the hearing: the lines that go against the person (FL 25 §). Empty without them."""
    kind = proposed_kind(facts, result)
    if kind is None or kind not in DecisionKind.needs_hearing():
        return ""
    month = Month.parse(facts["month"])
    what = "avslå ansökan" if kind is DecisionKind.REFUSAL else "avslå en del av ansökan"
    parts = [f"Vi överväger att {what} om ekonomiskt bistånd för {month.label}. Det bygger vi på detta:"]
    parts += [f"– {cut.sentence}" for cut in cuts(facts)]
    if kind is DecisionKind.REFUSAL:
        parts += [f"– {step.label}: {kronor(step.amount)}. {step.because}" for step in _means(result)]
        parts.append(f"– {_comparison(result)}{_surplus(result)}")
    parts.append(
        "Är något fel, eller vill du lägga till något? Svara skriftligt eller muntligt. Du får också tala inför "
        "nämnden innan beslutet fattas; säg till om du vill det."
    )
    return "\n".join(parts)


def paragraph_of_right(month: Month) -> str:
    """Return the paragraph on the right to assistance that was in force in the month (LAW-01)."""
    return parameters_for(month).law["right"]


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
