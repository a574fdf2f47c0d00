"""
Exact amounts in whole numbers.

The readable rules keep exact amounts and round once, at the end. Here an amount is a whole number of *parts* of an öre,
so small that nothing needs rounding on the way: days of the month, half a couple's norm, a quarter of a wage, 3 of 7 in
the dwelling, 2/3 of the rent. Two grains are enough:

``person``
    parts that hold for every person: days of the month × half a couple × the job incentive's share.
``finest``
    parts that hold for all the households that are added in 64 bits: ``person`` × the sizes of their dwellings × their
    shares of costs. A household that would need finer parts, or amounts beyond 64 bits, is counted on its own in whole
    numbers without limit, by the same code.
"""

from __future__ import annotations

from collections.abc import Iterable
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
FINEST = 10**9
"""Parts of an öre that leave a household room for some millions of kronor in 64 bits."""

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


def common(start: int, numbers: Iterable[int]) -> int:
    """Return the least common multiple of the start and the numbers, leaving out numbers that make it too large."""
    for number in numbers:
        multiple = lcm(start, number)
        start = multiple if multiple <= FINEST else start
    return start


def rounded(parts: Numbers, per_ore: int) -> Numbers:
    """Return whole öre of amounts of 0 or more, half up, as ``result.ore`` rounds; odd parts of an öre have no half."""
    whole: Numbers = parts + per_ore // 2
    whole //= per_ore
    return whole


def rounded_both(parts: Numbers, per_ore: int) -> Numbers:
    """Return whole öre of amounts on both sides of 0, half away from it as ``result.ore`` does; ``per_ore`` is even."""
    whole: Numbers = parts - (parts < 0)
    whole += per_ore // 2
    whole //= per_ore
    return whole


def rounded_as(practice: Practice, parts: Numbers, per_ore: int) -> Numbers:
    """Return whole öre of amounts of 0 or more, rounded as the practice says (NORM-07)."""
    if practice.rounding == "krona":
        return rounded(parts, per_ore * ORE_PER_KRONA) * ORE_PER_KRONA
    if practice.rounding == "upwards":
        up: Numbers = -(-parts // (per_ore * ORE_PER_KRONA)) * ORE_PER_KRONA
        return up
    return rounded(parts, per_ore)
