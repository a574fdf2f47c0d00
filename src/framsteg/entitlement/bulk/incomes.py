"""Incomes of the month before, for every household at once: see ``rules/incomes.py`` for the rules in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framsteg.entitlement.bulk import texts
from framsteg.entitlement.bulk.exact import Grain, ore
from framsteg.entitlement.bulk.norm import Norm
from framsteg.entitlement.bulk.read import Ints
from framsteg.entitlement.bulk.schema import NONE, code
from framsteg.entitlement.bulk.tables import Places, Tables, added, filled, one_of
from framsteg.entitlement.kinds import NOT_COUNTED, OWN_WORK, IncomeKind, Role
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import ParameterError, disregarded_child_wage

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Incomes:
    """
    What counts of the incomes of each household, in parts, after a child's own means were limited by its need (INC-03).

    ``of_persons`` is the same for each person. ``wages`` are the adults', in öre. ``premium`` and ``base_unknown`` say
    which households have a fact that is not known (INC-09, CHILD-01).
    """

    counted: Ints
    of_persons: Ints
    wages: Ints
    premium: Mask
    base_unknown: Mask


def incomes_of(tables: Tables, month: Month, grain: Grain, norm: Norm) -> Incomes:
    """Return what counts (INC-01 to INC-04, INC-09, CHILD-01, INC-03)."""
    incomes, count = tables.incomes, len(tables.ids)
    person, household, kind = incomes["person"], incomes["household"], incomes["kind"]
    counted = (incomes["received"] == texts.number(month.previous)) & ~one_of(kind, NOT_COUNTED)
    unjudged = np.flatnonzero((kind == code(IncomeKind.JOB_PREMIUM)) & counted & (incomes["counted"] == NONE))
    counted[unjudged] = False
    assessed = filled(incomes["counted"], incomes["net"])
    means = added(assessed * counted, person, len(tables.persons["id"]))
    work = np.flatnonzero(one_of(kind, OWN_WORK))
    is_adult = tables.persons["role"][person[work]] == code(Role.ADULT)
    of_adults, of_children = work[is_adult], work[~is_adult]
    wages = of_adults[counted[of_adults] & (kind[of_adults] == code(IncomeKind.WAGE))]
    without_limit = _disregard(tables, of_children, counted, assessed, month, means)
    taken = np.minimum(means * grain.person, norm.limits)
    return Incomes(
        counted=tables.total(tables.persons, taken),
        of_persons=taken,
        wages=added(assessed[wages], household[wages], count),
        premium=_some(household[unjudged], count),
        base_unknown=_some(household[without_limit], count),
    )


def _some(households: Places, count: int) -> Mask:
    """Say of each of ``count`` households whether it is among these."""
    found = np.zeros(count, bool)
    found[households] = True
    return found


def _disregard(tables: Tables, rows: Places, counted: Mask, assessed: Ints, month: Month, means: Ints) -> Places:
    """
    Take from the children's ``means`` what the year's limit lets them earn by own work: ``rows`` (CHILD-01).

    Only what is above the limit counts: what the sum of the year is above it now, less what it was before the month.
    That is what the incomes count for one by one, in the order they came. Return the rows whose limit is not known.
    """
    who, of = np.unique(tables.incomes["person"][rows], return_inverse=True)
    received, last = tables.incomes["received"][rows], texts.number(month.previous)
    earlier = (received // 12 == last // 12) & (received < last)
    before, worked = (added(assessed[rows] * mask, of, len(who)) for mask in (earlier, counted[rows]))
    means[who] -= worked
    try:
        limit = ore(disregarded_child_wage(month.previous))
    except ParameterError:
        return rows[counted[rows]]
    means[who] += np.maximum(before + worked - limit, 0) - np.maximum(before - limit, 0)
    return rows[:0]
