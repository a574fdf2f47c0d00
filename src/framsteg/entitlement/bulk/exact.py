"""
Exact amounts in whole numbers.

The readable rules keep exact amounts and round once, at the end. Here an amount is a whole number of *parts* of an öre,
so small that nothing needs rounding on the way: days of the month, half a couple's norm, a quarter of a wage, 3 of 7 in
the dwelling, 2/3 of the rent. There are three grains, each a whole number of the one before:

``person``
    parts that hold for every person: days of the month × half a couple × the job incentive's share.
``household``
    ``person`` × the persons in the dwelling, different for each household.
``costs``
    the common denominator of the household's shares of costs.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framsteg.entitlement.bulk.schema import NONE
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters.schema import JobIncentive, Practice

Numbers = NDArray[Any]
"""Whole numbers: of 64 bits, or Python's own without limit for the few households that need them."""

ORE_PER_KRONA = 100
ROOM = 2.0**62
"""Amounts in parts below this leave room to add and compare in 64 bits."""


@dataclass(frozen=True, slots=True)
class Grain:
    """
    How many parts an öre has for persons, and how many of them each number of days is.

    ``parts_of_month`` is indexed by days, 0–31, and ``NONE`` for the whole month; the whole is ``month`` parts.
    """

    person: int
    month: int
    parts_of_month: NDArray[np.int64]


def grain(month: Month, practice: Practice, incentive: JobIncentive | None) -> Grain:
    """Return the grain of a month under a practice (NORM-11, JOB-01)."""
    whole, each = {"30": (30, 1), "actual": (month.days, 1), "12/365": (365, 12)}[practice.per_day_method]
    parts = np.minimum(np.arange(33) * each, whole)
    parts[month.days :] = whole
    parts[NONE] = whole
    share = Fraction(1) if incentive is None else Fraction(incentive.share)
    return Grain(lcm(2 * whole, share.denominator), whole, parts)


def ore(kronor: Decimal) -> int:
    """
    Return kronor as whole öre.

    :raises ValueError: when there is a part of an öre
    """
    amount = kronor * ORE_PER_KRONA
    if amount != int(amount):
        raise ValueError(f"{kronor} kronor är inte hela ören: skriv beloppet med högst två decimaler.")
    return int(amount)


def rounded(parts: Numbers, per_ore: Numbers | int) -> Numbers:
    """Return whole öre, half up from zero, as ``result.ore`` rounds."""
    size = np.abs(parts)
    whole = size // per_ore
    whole = whole + ((size - whole * per_ore) * 2 >= per_ore)
    return np.where(parts < 0, -whole, whole)


def rounded_as(practice: Practice, parts: Numbers, per_ore: Numbers) -> Numbers:
    """Return whole öre of an amount of 0 or more, rounded as the practice says (NORM-07)."""
    if practice.rounding == "krona":
        return rounded(parts, per_ore * ORE_PER_KRONA) * ORE_PER_KRONA
    if practice.rounding == "upwards":
        return -(-parts // (per_ore * ORE_PER_KRONA)) * ORE_PER_KRONA
    return rounded(parts, per_ore)
