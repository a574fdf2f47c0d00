"""What must go together between the rows of a case file: references, ages and roles, days, who is a household."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic_core import InitErrorDetails

from framsteg.entitlement.faults import shown
from framsteg.entitlement.fields import bare_number_as_text, wrong
from framsteg.entitlement.kinds import Role
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import parameters_for
from framsteg.entitlement.parameters.schema import AgeLimits
from framsteg.entitlement.rows import Person, Surplus

_REFERENCES = (("incomes", "person"), ("assets", "person"), ("adjustments", "person"), ("persons", "cohabits_with"))


def reference_faults(raw: Mapping[str, Any]) -> list[InitErrorDetails]:
    """Find ids used twice and references to nobody, in facts that may have other faults too."""
    faults: list[InitErrorDetails] = []
    known: set[str] = set()
    for index, person in enumerate(_rows(raw, "persons")):
        name = _get(person, "id")
        if not isinstance(name, str):
            continue  # a fault of the field itself
        if name in known:
            sentence = f"”{shown(name)}” finns redan. Ge varje person ett eget id."
            faults.append(at(("persons", index, "id"), name, sentence))
        known.add(name)
    for list_name, key in _REFERENCES:
        for index, row in enumerate(_rows(raw, list_name)):
            name = _get(row, key)
            if isinstance(name, str) and name not in known:
                listed = ", ".join(map(shown, sorted(known))) or "inga"
                sentence = f"Ingen person har id ”{shown(name)}”. Personerna i filen är: {listed}."
                faults.append(at((list_name, index, key), name, sentence))
    return faults


def household_faults(
    month: Month, days: int | None, persons: tuple[Person, ...], surpluses: tuple[Surplus, ...]
) -> list[InitErrorDetails]:
    """Find persons, days and surpluses that do not fit the household or the month (NORM-04, NORM-08, CHILD-02)."""
    faults = [*_day_faults(month, days, persons), *_surplus_faults(month, surpluses)]
    if not persons:
        faults.append(at(("persons",), (), "Hushållet är tomt. Ange minst en person med id, born och role."))
    ages = parameters_for(month).ages
    for index, person in enumerate(persons):
        if sentence := _misfit(person, month, ages):
            faults.append(at(("persons", index, "role"), person.role.value, sentence))
        if sentence := _misfit_couple(person, persons):
            faults.append(at(("persons", index, "cohabits_with"), person.cohabits_with, sentence))
    return faults


def _day_faults(month: Month, days: int | None, persons: Sequence[Person]) -> Iterator[InitErrorDetails]:
    """NORM-09 and NORM-11: nobody counts more days than the household, and nothing more than the month."""
    too_long = f"{month.label} har {month.days} dagar. Ange högst så många dagar."
    if days is not None and days > month.days:
        yield at(("days",), days, too_long)
    for index, person in enumerate(persons):
        if person.days is not None and person.days > month.days:
            yield at(("persons", index, "days"), person.days, too_long)
        elif person.days is not None and days is not None and person.days > days:
            sentence = f"Hushållet räknas {days} dagar av månaden. Ange högst så många dagar för personen."
            yield at(("persons", index, "days"), person.days, sentence)


def _surplus_faults(month: Month, surpluses: Sequence[Surplus]) -> Iterator[InitErrorDetails]:
    """INC-08: a surplus is of an earlier month, and each month has one."""
    seen: set[Month] = set()
    for index, surplus in enumerate(surpluses):
        if surplus.month >= month:
            sentence = f"Överskottet ska vara från en månad före {month.label}. Rätta månaden."
            yield at(("surpluses", index, "month"), str(surplus.month), sentence)
        elif surplus.month in seen:
            sentence = f"Överskottet för {surplus.month.label} står två gånger. Ta bort det ena."
            yield at(("surpluses", index, "month"), str(surplus.month), sentence)
        seen.add(surplus.month)


def _misfit_couple(person: Person, persons: tuple[Person, ...]) -> str:
    """Return a sentence when the household is more than one adult or one couple, else empty."""
    adults = {other.id for other in persons if not other.is_child}
    partners = partners_of(persons).get(person.id, set())
    if partners and (person.is_child or person.id in partners or len(partners) > 1 or not partners <= adults):
        return "Bara två vuxna kan vara sambor, och var och en med högst en. Rätta cohabits_with."
    if not person.is_child and adults - partners - {person.id}:
        return (
            "Vuxna i samma hushåll ska vara makar eller sambor. Ange cohabits_with, eller räkna den som är ett eget"
            " hushåll i other_residents."
        )
    return ""


def _misfit(person: Person, month: Month, ages: AgeLimits | None) -> str:
    """Return a sentence when age and role do not go together in the month, else empty."""
    age, age_before = person.age_in(month), person.age_in(month.previous)
    if age < 0:
        return f"Personen är född efter {month.label}. Rätta born, eller ta bort personen."
    if ages is None:
        return ""
    if age > ages.oldest_believable:
        return f"Personen är {age} år i {month.label}. Rätta born."
    if person.role is Role.ADULT and age < ages.adult:
        return f"Personen är {age} år i {month.label}. Ange rollen child."
    if person.role is Role.CHILD and age_before >= ages.adult:
        return f"Personen är {age} år i {month.label}. Ange pupil för gymnasieelev; annars är det ett eget hushåll."
    if person.role is Role.PUPIL and age_before >= ages.school_youth_ends:
        last = ages.school_youth_ends
        return f"Personen är {age} år i {month.label}. En skolungdom är under {last} år; äldre är ett eget hushåll."
    return ""


def partners_of(persons: tuple[Person, ...]) -> dict[str, set[str]]:
    """Return each cohabiting person's partners; it is enough that one of the two names the other."""
    partners: dict[str, set[str]] = {}
    for person in persons:
        if person.cohabits_with is not None:
            partners.setdefault(person.id, set()).add(person.cohabits_with)
            partners.setdefault(person.cohabits_with, set()).add(person.id)
    return partners


def at(loc: tuple[int | str, ...], value: object, sentence: str) -> InitErrorDetails:
    """Return a fault at its place in the file."""
    return InitErrorDetails(type=wrong(sentence), loc=loc, input=value)


def _rows(raw: Mapping[str, Any], name: str) -> list[object]:
    rows = raw.get(name, ())
    return list(rows) if isinstance(rows, list | tuple) else []


def _get(row: object, key: str) -> object:
    value = row.get(key) if isinstance(row, Mapping) else getattr(row, key, None)
    return bare_number_as_text(value)
