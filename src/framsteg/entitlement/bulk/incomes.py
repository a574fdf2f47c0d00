"""Incomes of the month before, for every household at once: see ``rules/incomes.py`` for the rules in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framsteg.entitlement.bulk import texts
from framsteg.entitlement.bulk.exact import Grain, ore
from framsteg.entitlement.bulk.norm import Norm
from framsteg.entitlement.bulk.read import Columns, Ints
from framsteg.entitlement.bulk.schema import NONE, code
from framsteg.entitlement.bulk.tables import Tables, added
from framsteg.entitlement.kinds import NOT_COUNTED, OWN_WORK, IncomeKind, Role
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import ParameterError, disregarded_child_wage

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Incomes:
    """
    What counts of the incomes of each household, and what is left of each child's need, in parts.

    ``counted`` is after INC-03, which took ``over_need`` (0 or less) away. ``wages`` are the adults', in öre.
    ``premium`` and ``base_unknown`` say which households have a fact that is not known (INC-09, CHILD-01).
    """

    counted: Ints
    over_need: Ints
    room: Ints
    wages: Ints
    premium: Mask
    base_unknown: Mask


def incomes_of(tables: Tables, month: Month, grain: Grain, norm: Norm) -> Incomes:
    """Return what counts (INC-01 to INC-04, INC-09, CHILD-01, INC-03)."""
    incomes, count = tables.incomes, len(tables.ids)
    counts = texts.number(month.previous)
    in_window = incomes["received"] == counts
    is_premium = incomes["kind"] == code(IncomeKind.JOB_PREMIUM)
    premium_row = in_window & is_premium & (incomes["counted"] == NONE)
    counted = in_window & ~premium_row & ~_never_counts()[incomes["kind"]]
    assessed = _assessed(incomes)
    is_adult = tables.persons["role"] == code(Role.ADULT)
    adults = is_adult[incomes["person"]]
    adult_rows = np.flatnonzero(counted & adults)
    wage_rows = adult_rows[incomes["kind"][adult_rows] == code(IncomeKind.WAGE)]
    of_adults, wages = (added(assessed[rows], incomes["household"][rows], count) for rows in (adult_rows, wage_rows))
    means, base_unknown = _means(tables, np.flatnonzero(~adults), counted, assessed, month)
    room = np.where(is_adult | ~norm.known, np.iinfo(np.int64).max, norm.needs)
    taken = np.minimum(means * grain.person, room)
    of_children, in_full = tables.total(tables.persons, taken), tables.total(tables.persons, means) * grain.person
    return Incomes(
        counted=of_adults * grain.person + of_children,
        over_need=of_children - in_full,
        room=room - taken,
        wages=wages,
        premium=added(premium_row, incomes["household"], count) > 0,
        base_unknown=base_unknown,
    )


def _never_counts() -> Mask:
    """Return by kind what does not count (INC-02)."""
    return np.array([kind in NOT_COUNTED for kind in IncomeKind])


def _assessed(incomes: Columns) -> Ints:
    """Return each income as a person has assessed it, else as it came, in öre."""
    return np.where(incomes["counted"] == NONE, incomes["net"], incomes["counted"])


def _means(tables: Tables, rows: NDArray[Any], counted: Mask, assessed: Ints, month: Month) -> tuple[Ints, Mask]:
    """
    Return each child's means in öre, before its need sets a limit, and the households whose year's limit is not known.

    Of own work only what is above the year's limit counts: what the sum of the year is above it now, less what it was
    before the month. That is what the incomes count for one by one, in the order they came.
    """
    person, net = tables.incomes["person"][rows], assessed[rows]
    received, counts = tables.incomes["received"][rows], texts.number(month.previous)
    work = np.array([kind in OWN_WORK for kind in IncomeKind])[tables.incomes["kind"][rows]]
    earlier = work & (received // 12 == counts // 12) & (received < counts)
    now = work & counted[rows]
    size = len(tables.persons["id"])
    means = added(net * (counted[rows] & ~work), person, size)
    unknown = np.zeros(len(tables.ids), bool)
    try:
        limit = ore(disregarded_child_wage(month.previous))
    except ParameterError:
        unknown[tables.incomes["household"][rows][now]] = True
        return means, unknown
    before, worked = added(net * earlier, person, size), added(net * now, person, size)
    return means + np.maximum(before + worked - limit, 0) - np.maximum(before - limit, 0), unknown
