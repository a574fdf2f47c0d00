"""Riksnormen: each member's personal costs and the household's shared costs (NORM-01 to NORM-11)."""

from __future__ import annotations

from decimal import Decimal

from framsteg.entitlement.facts import Case, Person, partners_of
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import Parameters
from framsteg.entitlement.parameters.schema import BANDS, NormTable, Practice, band_of
from framsteg.entitlement.result import MissingFact, Section, Step
from framsteg.entitlement.rules import Lines

_OLDEST_WITHOUT_LUNCH = BANDS["4-6"]
_OLDEST_CHILD = BANDS["19-20"]


def norm_lines(case: Case, norm: NormTable, law: Parameters, practice: Practice) -> Lines:
    """Yield the norm of the household: adults, children, then shared costs. Kronor per month, not rounded."""
    yield from _adults(case, norm, law, practice)
    for child in (person for person in case.persons if person.is_child):
        yield child_line(child, norm, law, practice)
    yield _shared(case, norm, law)


def _adults(case: Case, norm: NormTable, law: Parameters, practice: Practice) -> Lines:
    """NORM-04: a single adult's amount, or the couple's amount for both together."""
    partners = partners_of(case.persons)
    for adult in (person for person in case.persons if not person.is_child):
        share = day_share(adult, case.month, practice)
        if adult.id in partners:
            label, known, why = "Sambo", norm.adult_pair, "Hälften av beloppet för två sammanboende."
            amount = known.amount / 2
        else:
            label, known, why = "Ensamstående vuxen", norm.adult_single, "Beloppet för en ensamstående vuxen."
            amount = known.amount
        why += known.caution + _days(adult, share)
        yield Step("NORM-04", Section.NORM, f"{label} ({adult.id})", amount * share, why, law.law["norm_table"])


def child_line(child: Person, norm: NormTable, law: Parameters, practice: Practice) -> Step | MissingFact:
    """NORM-02 and NORM-03: the amount of the child's age band, with or without lunch, for the days it counts."""
    age = age_for_norm(child, law.month, practice)
    band = band_of(age)
    without_lunch = child.lunch_away and age <= _OLDEST_WITHOUT_LUNCH
    amount = norm.child_amount(age, without_lunch=without_lunch)
    if amount is None:
        return MissingFact(
            fact=f"riksnorm.child_without_lunch.{band}.{law.month.year}",
            because=f"Normen {law.month.year} för barn som äter lunch borta är inte känd ({child.id}, {age} år).",
            remedy="Lägg in beloppen ur årets förordning i riksnorm.yaml, eller räkna med lunch hemma.",
        )
    why = f"Barnet är {age} år i {law.month.label}" if age else f"Barnet är under ett år i {law.month.label}"
    why += ", lunch borta fem dagar i veckan." if without_lunch else "."
    if child.lunch_away and not without_lunch:
        why += " Belopp utan lunch finns bara till och med sex år."
    share = day_share(child, law.month, practice)
    return Step(
        "NORM-03" if without_lunch else "NORM-02",
        Section.NORM,
        f"Barn {band.replace('-', '–')} år{' utan lunch' if without_lunch else ''} ({child.id})",
        amount.amount * share,
        why + amount.caution + _days(child, share),
        law.law["norm_table"],
    )


def _shared(case: Case, norm: NormTable, law: Parameters) -> Step:
    """NORM-01, NORM-05, NORM-06: shared costs for all in the dwelling; the household pays for its own members."""
    members = len(case.persons)
    size = members + case.other_residents
    rule, why = "NORM-01", f"Hushållet är {_persons(size)}."
    if size > max(norm.shared):
        rule = "NORM-05"
        why = f"Hushållet är {_persons(size)}; varje person över sju ger skillnaden mellan sex och sju personer."
    if case.other_residents:
        rule = "NORM-06"
        why = f"{_persons(size).capitalize()} delar bostaden; hushållets andel är {members} av {size}."
    why += norm.shared[min(size, max(norm.shared))].caution
    source = law.law["norm_table" if rule == "NORM-01" else "norm_sharing"]
    amount = norm.shared_amount(size) * members / size
    return Step(rule, Section.NORM, f"Gemensamma kostnader, {_persons(size)}", amount, why, source)


def age_for_norm(person: Person, month: Month, practice: Practice) -> int:
    """NORM-10: the age that chooses the band, in whole years; a new band starts in or after the birthday's month."""
    counted = month if practice.new_age_band == "birthday_month" else month.previous
    return min(max(person.age_in(counted), 0), _OLDEST_CHILD)


def day_share(person: Person, month: Month, practice: Practice) -> Decimal:
    """NORM-09 and NORM-11: the part of the month that the person counts, 0–1."""
    if person.days is None or person.days >= month.days:
        return Decimal(1)
    share = {
        "30": Decimal(person.days) / 30,
        "actual": Decimal(person.days) / month.days,
        "12/365": Decimal(person.days) * 12 / 365,
    }[practice.per_day_method]
    return min(share, Decimal(1))


def _days(person: Person, share: Decimal) -> str:
    return f" Räknas {person.days} dagar av månaden." if share < 1 else ""


def _persons(size: int) -> str:
    return "1 person" if size == 1 else f"{size} personer"
