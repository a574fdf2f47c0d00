"""The types that the rows of a case file are made of, each refusing with a Swedish sentence."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, StringConstraints
from pydantic_core import PydanticCustomError

from framsteg.entitlement.faults import shown
from framsteg.entitlement.month import Month

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_YEAR = 1900  # before it no month is meant, and the month before the first one does not exist
_FRACTION = re.compile(r"(\d{1,3})/(\d{1,3})")  # three digits each: sums of shares stay exact to far beyond the öre


def wrong(sentence: str) -> PydanticCustomError:
    """Return a fault whose text is already a Swedish sentence."""
    return PydanticCustomError("framsteg", "{sentence}", {"sentence": sentence})


def bare_number_as_text(value: object) -> object:
    """Take a bare number as the text it was meant as: ``id: 1`` is read as the id ”1”."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _month(value: object) -> Month:
    try:
        month = value if isinstance(value, Month) else Month.parse(shown(value))
    except ValueError as refused:
        raise wrong(str(refused)) from refused
    if month.year < _FIRST_YEAR:
        raise wrong(f"”{month}” ligger för långt tillbaka. Skriv år och månad som 2025-03.")
    return month


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and _ISO_DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass  # a day that the calendar does not have gets the same sentence as other text
    raise wrong(f"”{shown(value)}” är inget datum. Skriv år, månad och dag som 2025-02-25.")


def _number(value: object) -> object:
    if isinstance(value, bool):
        raise wrong(f"”{value}” är inget belopp. Skriv kronor med siffror, till exempel 5500 eller 5500.50.")
    return value


def _share(value: object) -> Fraction:
    if isinstance(value, Fraction):
        value = f"{value.numerator}/{value.denominator}"
    written = _FRACTION.fullmatch(value) if isinstance(value, str) else None
    if written and 0 < int(written[1]) <= int(written[2]):
        return Fraction(int(written[1]), int(written[2]))
    raise wrong(f"”{shown(value)}” är ingen andel. Skriv en bråkdel som 1/2 eller 2/3, större än 0 och högst 1/1.")


def _share_text(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"


CaseMonth = Annotated[Month, BeforeValidator(_month), PlainSerializer(str)]
Day = Annotated[date, BeforeValidator(_day)]
Kronor = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, max_digits=12, decimal_places=2)]
PersonId = Annotated[str, BeforeValidator(bare_number_as_text), Field(min_length=1)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Share = Annotated[Fraction, BeforeValidator(_share), PlainSerializer(_share_text)]
"""A part of a whole, written ``"1/2"``; above 0, at most ``"1/1"``."""
