"""Which households have something wrong: as quick as the calculation. What is wrong is said by ``explain``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framsteg.entitlement.bulk import texts
from framsteg.entitlement.bulk.read import INVALID, Columns
from framsteg.entitlement.bulk.schema import NONE, TABLES, code
from framsteg.entitlement.bulk.tables import Places, Tables, added, in_couple, repeated
from framsteg.entitlement.kinds import Basis, Direction, Role
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import parameters_for

Mask = NDArray[Any]
"""Rows that are wrong: True or False for each."""

_MOST_RESIDENTS = 99
_MOST_DAYS = 31


def wrong_households(tables: Tables, month: Month) -> Places:
    """
    Return the places of the households whose facts a case file would be refused for, in order.

    The tests try that ``Case.model_validate`` refuses the same ones.
    """
    found = [columns["household"][wrong] for columns, wrong in _wrong_rows(tables, month) if wrong.any()]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.intp)


def _wrong_rows(tables: Tables, month: Month) -> Iterator[tuple[Columns, Mask]]:
    """Yield each table with the rows that are wrong in it, one way to be wrong at a time."""
    for name, table in TABLES.items():
        columns: Columns = getattr(tables, name)
        for column in table.columns:
            yield columns, columns[column.name] == INVALID
    yield tables.households, _wrong_numbers(tables, month)
    yield tables.persons, _wrong_days(tables, month) | _misfit(tables.persons, month) | _doubled_ids(tables)
    yield tables.persons, _wrong_couple(tables)
    yield tables.costs, _wrong_costs(tables)
    yield tables.incomes, _wrong_assessment(tables.incomes, "net")
    yield tables.assets, _wrong_assessment(tables.assets, "amount")
    yield tables.adjustments, _wrong_adjustments(tables.adjustments)
    yield tables.surpluses, _wrong_surpluses(tables, month)
    yield tables.history, texts.months(tables, "history") == INVALID


def _wrong_numbers(tables: Tables, month: Month) -> Mask:
    households = tables.households
    possible = np.array([bool(kommun) for kommun in texts.kommuner(tables)] + [True, True])
    wrong: Mask = (
        (households["other_residents"] > _MOST_RESIDENTS)
        | (households["days"] == 0)
        | (households["days"] > month.days)
        | ~possible[households["kommun"]]
    )
    return wrong


def _wrong_days(tables: Tables, month: Month) -> Mask:
    """Nobody counts more days than the household, and nothing more than the month."""
    days, household = tables.persons["days"], tables.to_persons(tables.households["days"])
    most = np.where(household == NONE, month.days, household)
    return np.asarray((days == 0) | (days > most))


def _misfit(persons: Columns, month: Month) -> Mask:
    """Age and role that do not go together in the month (NORM-08, CHILD-02)."""
    ages, now = parameters_for(month).ages, texts.number(month)
    if ages is None:  # before the first month of any parameter there is nothing to hold ages against
        return np.zeros(len(persons["id"]), bool)
    age, before = (now - persons["born"]) // 12, (now - 1 - persons["born"]) // 12
    limits = np.zeros(len(Role), np.int64)
    limits[code(Role.CHILD)], limits[code(Role.PUPIL)] = ages.adult, ages.school_youth_ends
    is_adult = persons["role"] == code(Role.ADULT)
    unfit = np.where(is_adult, age < ages.adult, before >= limits[persons["role"]])
    return np.asarray(unfit | (age < 0) | (age > ages.oldest_believable))


def _doubled_ids(tables: Tables) -> Mask:
    """Persons with the id of an earlier person in the household."""
    doubled = np.zeros(len(tables.persons["id"]), bool)
    for step in range(1, int(tables.size.max(initial=1))):
        same = tables.persons["id"][step:] == tables.persons["id"][:-step]
        same &= tables.persons["household"][step:] == tables.persons["household"][:-step]
        doubled[step:] |= same
    return doubled


def _wrong_couple(tables: Tables) -> Mask:
    """More than one adult, or one couple (NORM-04)."""
    persons = tables.persons
    named, count = persons["cohabits_with"], len(persons["id"])
    namer = np.flatnonzero(named >= 0)
    partner = named[namer]
    wrong = np.zeros(count, bool)
    is_child = persons["role"] != code(Role.ADULT)
    back = named[partner]
    wrong[namer] = is_child[namer] | is_child[partner] | (partner == namer) | ((back >= 0) & (back != namer))
    wrong |= added(np.ones(len(namer), np.int64), partner, count) > 1
    paired = in_couple(tables)
    adults = tables.total(persons, ~is_child)
    return np.asarray(wrong | (~is_child & (tables.to_persons(adults) > np.where(paired, 2, 1))))


def _wrong_costs(tables: Tables) -> Mask:
    costs = tables.costs
    possible = np.array([share is not None for share in texts.shares(tables)] + [True, True])
    without_reason = (costs["basis"] == code(Basis.EXTRA)) & (costs["reason"] == 0)
    return np.asarray((costs["accepted"] > costs["applied"]) | without_reason | ~possible[costs["household_share"]])


def _wrong_assessment(means: Columns, whole: str) -> Mask:
    """A person's assessment of means takes at most what there is, and says why."""
    return np.asarray((means["counted"] != NONE) & ((means["counted"] > means[whole]) | (means["reason"] == 0)))


def _wrong_adjustments(adjustments: Columns) -> Mask:
    """A reason is needed, and the fritidskort is none for a lower norm (NORM-13)."""
    lower = adjustments["direction"] == code(Direction.LOWER)
    names_leisure_card = (adjustments["reason"] == 2) | (adjustments["item"] == 2)
    return np.asarray((adjustments["reason"] == 0) | (lower & names_leisure_card))


def _wrong_surpluses(tables: Tables, month: Month) -> Mask:
    """A surplus is of an earlier month, and each month has one (INC-08)."""
    months = texts.months(tables, "surpluses")
    wrong = np.asarray((months == INVALID) | (months >= texts.number(month)))
    wrong[repeated(tables.surpluses["household"] * texts.number(Month(9999, 12)) + months)] = True
    return wrong
