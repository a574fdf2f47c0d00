"""
The activity duty from October 2026 (ACT-01 to ACT-13), as information to the caseworker.

Never a term of the calculation: there is no way from here to an amount. The law's text is not read, so each figure is a
row of ``parameters/activity.yaml`` with its confidence, and what is not known is told with every duty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from framsteg.entitlement.facts import Case, Person
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import activity_rows, parameters_for
from framsteg.entitlement.parameters.schema import LawRow


@dataclass(frozen=True, slots=True)
class Duty:
    """
    Whether one adult is likely to be under the activity duty in the month.

    ``applies`` is None when that cannot be said from the facts. ``hours_at_most`` is hours a week before occupation and
    ability are weighed in (ACT-03, ACT-04), None where no duty is seen. ``unknown`` are the things that a person must
    find out; ``parameter`` names the figures used with validity and confidence.
    """

    person: str
    applies: bool | None
    hours_at_most: int | None
    rule: str
    because: str
    source: str
    parameter: str
    unknown: tuple[str, ...]


def activity_duty(case: Case) -> tuple[Duty, ...]:
    """Return a duty for each adult and school-youth of the household; empty for months before the duty is asked for."""
    rows = activity_rows(case.month)
    if not rows or _number(case.month) < _known(rows, "asked_from"):
        return ()
    in_a_row = months_in_a_row(case.assistance_months, before=case.month)
    old_enough = _known(rows, "from_age")
    return tuple(
        _duty(person, case, rows, in_a_row) for person in case.persons if person.age_in(case.month) >= old_enough
    )


def months_in_a_row(assistance_months: Iterable[Month], *, before: Month) -> int:
    """Return how many months with försörjningsstöd lie in a row up to the month before ``before`` (ACT-01)."""
    received = set(assistance_months)
    count = 0
    while before - (count + 1) in received:
        count += 1
    return count


def _duty(person: Person, case: Case, rows: Mapping[str, LawRow], in_a_row: int) -> Duty:
    applies, row, because = _judged(person, case, rows, in_a_row)
    hours = None if applies is False else _hours(case, rows)
    if hours is not None:
        because += f" Högst {hours} timmar i veckan enligt en källa som inte är lagtexten."
    used = [row] if hours is None else [row, rows["hours_per_week"]]
    return Duty(
        person=person.id,
        applies=applies,
        hours_at_most=hours,
        rule=row.rule,
        because=because,
        source=parameters_for(case.month).law["activity"],
        parameter="; ".join(used_row.origin for used_row in used),
        unknown=_not_known(rows) if applies is not False else (),
    )


def _judged(person: Person, case: Case, rows: Mapping[str, LawRow], in_a_row: int) -> tuple[bool | None, LawRow, str]:
    """Return whether the duty applies, the row that decides it, and why (ACT-01, ACT-07)."""
    needed, age = rows["months_in_a_row"], person.age_in(case.month)
    if in_a_row < _known(rows, "months_in_a_row"):
        return False, needed, f"Inget aktivitetskrav: {in_a_row} månader i följd med försörjningsstöd före månaden."
    if person.is_child:
        return False, rows["from_age"], "Inget aktivitetskrav: går i grundskola, gymnasium eller liknande."
    target = rows.get("target_age")
    if target is not None and target.number is not None and age >= target.number:
        return False, target, f"Inget aktivitetskrav: har fyllt {target.number} år (riktåldern)."
    incomes = {income.kind: income.kind.label for income in case.incomes if income.person == person.id}
    if exempt := [label for kind, label in incomes.items() if kind in rows["exempt_incomes"].words]:
        return False, rows["exempt_incomes"], f"Inget aktivitetskrav: har {exempt[0].lower()}."
    if unclear := [label for kind, label in incomes.items() if kind in rows["unclear_incomes"].words]:
        why = f"Går inte att avgöra: har {unclear[0].lower()}, och listan över undantagna förmåner är inte läst."
        return None, rows["unclear_incomes"], why
    return True, needed, f"Aktivitetskrav: {in_a_row} månader i följd med försörjningsstöd före månaden."


def _hours(case: Case, rows: Mapping[str, LawRow]) -> int | None:
    """ACT-03: at most full time, and fewer hours when a young child lives in the household."""
    full, fewer, under = (
        rows[name].number for name in ("hours_per_week", "fewer_hours_with_young_child", "young_child_under")
    )
    if full is None or fewer is None or under is None:
        return None
    has_young_child = any(person.age_in(case.month) < under for person in case.persons)
    return full - fewer if has_young_child else full


def _not_known(rows: Mapping[str, LawRow]) -> tuple[str, ...]:
    """Return what a person must find out before anyone is told of a duty."""
    asked = [
        "Hur mycket personen arbetar eller deltar i andra insatser (ACT-04, ACT-09).",
        "Vad personen förmår, och om det finns godtagbara skäl (ACT-03, ACT-08).",
    ]
    if "target_age" not in rows:
        asked.append("Om personen har nått riktåldern: den är okänd för året (ACT-07).")
    if rows["certificate_after_days"].number is None:
        asked.append("När läkarintyg krävs: gränsen är inte läst (ACT-13).")
    return tuple(asked)


def _number(month: Month) -> int:
    """Write the month as the parameter file does: 202610."""
    return month.year * 100 + month.month


def _known(rows: Mapping[str, LawRow], name: str) -> int:
    """Return a figure of the duty. :raises LookupError: when the row has no number, which the file's tests refuse."""
    number = rows[name].number
    if number is None:
        raise LookupError(f"activity.yaml: {name} saknar värde.")
    return number
