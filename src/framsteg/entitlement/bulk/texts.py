"""What the few different texts of a column mean: each is read once, by the same types as a case file's."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from framsteg.entitlement.bulk.read import INVALID
from framsteg.entitlement.bulk.schema import NONE
from framsteg.entitlement.bulk.tables import Places, Tables
from framsteg.entitlement.fields import Share
from framsteg.entitlement.month import Month

_KOMMUN = re.compile(r"\d{4}")
_SHARE: TypeAdapter[Fraction] = TypeAdapter(Share)


def months(tables: Tables, name: str, rows: Places | slice = slice(None)) -> NDArray[np.int64]:
    """Return the months of ``surpluses`` or ``history`` as months since year 0, of all rows or some."""
    found: NDArray[np.int64] = _months(tables.texts.get(f"{name}.month", ()))[getattr(tables, name)["month"][rows]]
    return found


def kommuner(tables: Tables) -> list[str]:
    """Return the kommun codes that the households' column counts in; an impossible one is empty."""
    return [text if _KOMMUN.fullmatch(text) else "" for text in tables.texts.get("households.kommun", ())]


def shares(tables: Tables) -> tuple[Fraction | None, ...]:
    """Return the shares that the costs' column counts in; an impossible one is None."""
    return _shares(tables.texts.get("costs.household_share", ()))


@lru_cache(maxsize=8)
def _shares(written: tuple[str, ...]) -> tuple[Fraction | None, ...]:
    return tuple(map(_share, written))


@lru_cache(maxsize=8)
def _months(written: tuple[str, ...]) -> NDArray[np.int64]:
    """Return the month of each code; an empty or invalid cell keeps what stands for it: -2 and -1 are the last two."""
    return np.array([*map(_month, written), INVALID, NONE], np.int64)


def _month(text: str) -> int:
    try:
        return number(Month.parse(text))
    except ValueError:
        return INVALID


def _share(text: str) -> Fraction | None:
    try:
        return _SHARE.validate_python(text)
    except ValidationError:
        return None


def number(month: Month) -> int:
    """Return the month as months since year 0, as the columns count."""
    return month.months_since(Month(1, 1)) + 12
