"""Riksnormen: each member's personal costs and the household's shared costs (NORM-01 to NORM-11)."""

from __future__ import annotations

from decimal import Decimal

from framsteg.entitlement.facts import Case, Person, partners_of
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import Parameters, practice_origin
from framsteg.entitlement.parameters.schema import BANDS, NormTable, Practice, band_of
from framsteg.entitlement.result import MissingFact, Section, Step
from framsteg.entitlement.rules.trace import person_fact

_OLDEST_WITHOUT_LUNCH = BANDS["4-6"]
_OLDEST_CHILD = BANDS["19-20"]
_WHOLE = Decimal(1)


def personal_norms(case: Case, norm: NormTable, law: Parameters, practice: Practice) -> dict[str, Step | MissingFact]:
    """Return each member's line by id: adults first, then children. Kronor per month, not rounded."""
    partners = partners_of(case.persons)
    adults = {
        adult.id: _adult_line(adult, norm, law, practice, cohabits=adult.id in partners, case_days=case.days)
        for adult in case.persons
        if not adult.is_child
    }
    children = {
        child.id: child_line(child, norm, law, practice, case_days=case.days)
        for child in case.persons
        if child.is_child
    }
    return adults | children


def _adult_line(
    adult: Person, norm: NormTable, law: Parameters, practice: Practice, *, cohabits: bool, case_days: int | None
) -> Step:
    """NORM-04: a single adult's amount, or half of the couple's amount for both together."""
    if cohabits:
        label, known, why = "Sambo", norm.adult_pair, "Hälften av beloppet för två sammanboende."
        amount = known.amount / 2
    else:
        label, known, why = "Ensamstående vuxen", norm.adult_single, "Beloppet för en ensamstående vuxen."
        amount = known.amount
    days = counted_days(adult.days, case_days)
    share = share_of_month(days, law.month, practice)
    return Step(
        "NORM-04",
        Section.NORM,
        f"{label} ({adult.id})",
        amount * share,
        why + known.caution + _days_told(days, share),
        law.law["norm_table"],
        parameter=known.origin + _method(share, practice),
        facts=(person_fact(adult),),
    )


def child_line(
    child: Person, norm: NormTable, law: Parameters, practice: Practice, *, case_days: int | None = None
) -> Step | MissingFact:
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
            changes="Barnets del av normen, och därmed hela beloppet.",
        )
    days = counted_days(child.days, case_days)
    share = share_of_month(days, law.month, practice)
    birthday = f"; {practice_origin(practice, 'new_age_band')}" if child.born.month == law.month.month else ""
    return Step(
        "NORM-03" if without_lunch else "NORM-02",
        Section.NORM,
        f"Barn {band.replace('-', '–')} år{' utan lunch' if without_lunch else ''} ({child.id})",
        amount.amount * share,
        _because_of_age(child, age, law.month, without_lunch=without_lunch) + amount.caution + _days_told(days, share),
        law.law["norm_table"],
        parameter=amount.origin + birthday + _method(share, practice),
        facts=(person_fact(child),),
    )


def shared_line(case: Case, norm: NormTable, law: Parameters, practice: Practice) -> Step:
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
    known = norm.shared[min(size, max(norm.shared))]
    share = share_of_month(case.days, law.month, practice)
    return Step(
        rule,
        Section.NORM,
        f"Gemensamma kostnader, {_persons(size)}",
        norm.shared_amount(size) * members / size * share,
        why + known.caution + _days_told(case.days, share),
        law.law["norm_table" if rule == "NORM-01" else "norm_sharing"],
        parameter=known.origin + _method(share, practice),
        facts=(f"Hushållet: {_persons(members)}; andra i bostaden: {case.other_residents}",),
    )


def age_for_norm(person: Person, month: Month, practice: Practice) -> int:
    """NORM-10: the age that chooses the band, in whole years; a new band starts in or after the birthday's month."""
    counted = month if practice.new_age_band == "birthday_month" else month.previous
    return min(max(person.age_in(counted), 0), _OLDEST_CHILD)


def counted_days(person_days: int | None, case_days: int | None) -> int | None:
    """Return the days that a person counts: its own, and never more than the household's. None is the whole month."""
    return min((days for days in (person_days, case_days) if days is not None), default=None)


def share_of_month(days: int | None, month: Month, practice: Practice) -> Decimal:
    """NORM-11: the part of the month that the days are by the kommun's practice, 0–1. None is the whole month."""
    if days is None or days >= month.days:
        return _WHOLE
    share = {
        "30": Decimal(days) / 30,
        "actual": Decimal(days) / month.days,
        "12/365": Decimal(days) * 12 / 365,
    }[practice.per_day_method]
    return min(share, _WHOLE)


def _because_of_age(child: Person, age: int, month: Month, *, without_lunch: bool) -> str:
    why = f"Barnet är {age} år i {month.label}" if age else f"Barnet är under ett år i {month.label}"
    why += ", lunch borta fem dagar i veckan." if without_lunch else "."
    if child.lunch_away and not without_lunch:
        why += " Belopp utan lunch finns bara till och med sex år."
    return why


def _days_told(days: int | None, share: Decimal) -> str:
    return f" Räknas {days} dagar av månaden." if share < 1 else ""


def _method(share: Decimal, practice: Practice) -> str:
    return f"; {practice_origin(practice, 'per_day_method')}" if share < 1 else ""


def _persons(size: int) -> str:
    return "1 person" if size == 1 else f"{size} personer"
