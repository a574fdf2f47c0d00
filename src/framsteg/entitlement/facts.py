"""
The case file: one household and one month, as the caseworker has established the facts.

``Case.model_validate`` takes plain Python values (``Month`` or ``"2025-03"``, ``date`` or ``"2025-03-01"``, ``Decimal``
or numbers) and refuses with every fault at once. Each error's ``loc`` says where and its ``msg`` is a Swedish sentence.
``model_dump(mode="json")`` gives primitives that ``model_validate`` reads back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PlainSerializer,
    StrictBool,
    StrictInt,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from framsteg.entitlement.faults import in_swedish, shown
from framsteg.entitlement.kinds import AssetKind, CostKind, IncomeKind, Role
from framsteg.entitlement.month import Month

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _wrong(sentence: str) -> PydanticCustomError:
    """Return a fault whose text is already a Swedish sentence."""
    return PydanticCustomError("framsteg", "{sentence}", {"sentence": sentence})


def _month(value: object) -> Month:
    if isinstance(value, Month):
        return value
    try:
        return Month.parse(shown(value))
    except ValueError as refused:
        raise _wrong(str(refused)) from refused


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and _ISO_DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass  # a day that the calendar does not have gets the same sentence as other text
    raise _wrong(f"”{shown(value)}” är inget datum. Skriv år, månad och dag som 2025-02-25.")


def _number(value: object) -> object:
    if isinstance(value, bool):
        raise _wrong(f"”{value}” är inget belopp. Skriv kronor med siffror, till exempel 5500 eller 5500.50.")
    return value


def _text(value: object) -> object:
    """Take a bare number as the text it was meant as: ``id: 1`` is read as the id ”1”."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


CaseMonth = Annotated[Month, BeforeValidator(_month), PlainSerializer(str)]
Day = Annotated[date, BeforeValidator(_day)]
Kronor = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, max_digits=12, decimal_places=2)]
PersonId = Annotated[str, BeforeValidator(_text), Field(min_length=1)]


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Person(_Fact):
    """
    A member of the household.

    ``days`` is how many days of the month the person counts, for umgänge or växelvis boende; None is the whole month.
    ``lunch_away`` is lunch away five days a week, and matters up to six years (NORM-03).
    """

    id: PersonId
    born: Day
    role: Role
    cohabits_with: PersonId | None = None
    lunch_away: StrictBool = False
    days: Annotated[StrictInt, Field(ge=1, le=31)] | None = None

    def age_in(self, month: Month) -> int:
        """Return the age reached at the latest at the end of the month, in whole years."""
        return month.months_since(Month.of(self.born)) // 12

    @property
    def is_child(self) -> bool:
        """True for children and school-youth, whose norm and incomes follow the child rules."""
        return self.role is not Role.ADULT


class Cost(_Fact):
    """A cost of the month, kronor. ``accepted`` defaults to ``applied``; a lower one should carry its ``reason``."""

    kind: CostKind
    applied: Kronor
    accepted: Kronor | None = None
    reason: str = ""

    @property
    def counted(self) -> Decimal:
        """The accepted amount."""
        return self.applied if self.accepted is None else self.accepted

    @model_validator(mode="after")
    def _accepted_within_applied(self) -> Cost:
        if self.counted > self.applied:
            raise _wrong("accepted är högre än applied. Godta högst det belopp som är sökt.")
        return self


class Income(_Fact):
    """An income after tax, kronor, with the day it came in."""

    person: PersonId
    kind: IncomeKind
    net: Kronor
    received: Day


class Asset(_Fact):
    """An asset at its worth in kronor when the month begins."""

    person: PersonId
    kind: AssetKind
    amount: Kronor


class Case(_Fact):
    """
    One household in one month. ``assistance_months`` are months with försörjningsstöd, for the job incentive.

    Earlier over-payment has no place here on purpose: it may not be set off (HFD 2013 ref. 18).

    :raises pydantic.ValidationError: with all faults
    """

    month: CaseMonth
    kommun: Annotated[str, BeforeValidator(_text), Field(pattern=r"^\d{4}$")] | None = None
    persons: tuple[Person, ...]
    other_residents: Annotated[StrictInt, Field(ge=0, le=99)] = 0
    costs: tuple[Cost, ...] = ()
    incomes: tuple[Income, ...] = ()
    assets: tuple[Asset, ...] = ()
    assistance_months: tuple[CaseMonth, ...] = ()

    @model_validator(mode="wrap")
    @classmethod
    def _all_faults_at_once(cls, raw: Any, handler: ModelWrapValidatorHandler[Case]) -> Case:
        """Check fields and references together, so that one reading shows everything that is wrong."""
        faults = _reference_faults(raw) if isinstance(raw, Mapping) else []
        try:
            case = handler(raw)
        except ValidationError as refused:
            faults = [*_kept(refused), *faults]
        else:
            faults = faults or _household_faults(case)
        if faults:
            raise ValidationError.from_exception_data("Case", faults)
        return case


_LISTS: dict[str, type[_Fact]] = {"persons": Person, "costs": Cost, "incomes": Income, "assets": Asset}


def _kept(refused: ValidationError) -> list[InitErrorDetails]:
    """Carry the field faults over as Swedish sentences."""
    keys = {"": tuple(Case.model_fields)} | {name: tuple(model.model_fields) for name, model in _LISTS.items()}
    return [_at(error["loc"], error["input"], in_swedish(error, keys)) for error in refused.errors(include_url=False)]


def _reference_faults(raw: Mapping[str, Any]) -> list[InitErrorDetails]:
    """Find ids used twice and references to nobody, in facts that may have other faults too."""
    faults: list[InitErrorDetails] = []
    known: set[str] = set()
    for index, person in enumerate(_rows(raw, "persons")):
        name = _get(person, "id")
        if not isinstance(name, str):
            continue  # a fault of the field itself
        if name in known:
            sentence = f"”{shown(name)}” finns redan. Ge varje person ett eget id."
            faults.append(_at(("persons", index, "id"), name, sentence))
        known.add(name)
    references = [(list_name, "person") for list_name in ("incomes", "assets")] + [("persons", "cohabits_with")]
    for list_name, key in references:
        for index, row in enumerate(_rows(raw, list_name)):
            name = _get(row, key)
            if isinstance(name, str) and name not in known:
                listed = ", ".join(map(shown, sorted(known))) or "inga"
                sentence = f"Ingen person har id ”{shown(name)}”. Personerna i filen är: {listed}."
                faults.append(_at((list_name, index, key), name, sentence))
    return faults


def _household_faults(case: Case) -> list[InitErrorDetails]:
    """Find persons who do not fit their role or the household in the month (NORM-04, NORM-08, CHILD-02)."""
    faults = []
    if not case.persons:
        faults.append(_at(("persons",), (), "Hushållet är tomt. Ange minst en person med id, born och role."))
    for index, person in enumerate(case.persons):
        if sentence := _misfit(person, case.month):
            faults.append(_at(("persons", index, "role"), person.role.value, sentence))
        if person.days is not None and person.days > case.month.days:
            sentence = f"{case.month.label} har {case.month.days} dagar. Ange högst så många dagar."
            faults.append(_at(("persons", index, "days"), person.days, sentence))
        if sentence := _misfit_couple(person, case.persons):
            faults.append(_at(("persons", index, "cohabits_with"), person.cohabits_with, sentence))
    return faults


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


def _misfit(person: Person, month: Month) -> str:
    """Return a sentence when age and role do not go together in the month, else empty."""
    age, age_before = person.age_in(month), person.age_in(month.previous)
    if age < 0:
        return f"Personen är född efter {month.label}. Rätta born, eller ta bort personen."
    if person.role is Role.ADULT and age < 18:
        return f"Personen är {age} år i {month.label}. Ange rollen child."
    if person.role is Role.CHILD and age_before >= 18:
        return f"Personen är {age} år i {month.label}. Ange pupil för gymnasieelev; annars är det ett eget hushåll."
    if person.role is Role.PUPIL and age_before >= 21:
        return f"Personen är {age} år i {month.label}. En skolungdom är under 21 år; äldre är ett eget hushåll."
    return ""


def partners_of(persons: tuple[Person, ...]) -> dict[str, set[str]]:
    """Return each cohabiting person's partners; it is enough that one of the two names the other."""
    partners: dict[str, set[str]] = {}
    for person in persons:
        if person.cohabits_with is not None:
            partners.setdefault(person.id, set()).add(person.cohabits_with)
            partners.setdefault(person.cohabits_with, set()).add(person.id)
    return partners


def _at(loc: tuple[int | str, ...], value: object, sentence: str) -> InitErrorDetails:
    return InitErrorDetails(type=_wrong(sentence), loc=loc, input=value)


def _rows(raw: Mapping[str, Any], name: str) -> list[object]:
    rows = raw.get(name, ())
    return list(rows) if isinstance(rows, list | tuple) else []


def _get(row: object, key: str) -> object:
    value = row.get(key) if isinstance(row, Mapping) else getattr(row, key, None)
    return _text(value)
