"""The tables of many households as columns, linked: each row knows its household and its person by place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framsteg.entitlement.bulk.read import EVERYTHING, INVALID, Columns, Ints, Reader, Span
from framsteg.entitlement.bulk.schema import HOUSEHOLD, NONE, TABLES, code

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Tables:
    """
    ``ids`` are the households as written, one each. In every table, ``household`` is the place of the row's household,
    and the rows lie household by household.

    A household's persons lie from ``first`` and are ``size`` many; ``person`` and ``cohabits_with`` are places
    among them. ``households`` has one row for each household, with defaults where the file says nothing. ``texts`` are
    the texts that a column of codes stands for, by ``table.column``.
    """

    ids: NDArray[Any]
    first: Places
    size: Ints
    households: Columns
    persons: Columns
    costs: Columns
    incomes: Columns
    assets: Columns
    adjustments: Columns
    surpluses: Columns
    history: Columns
    texts: dict[str, tuple[str, ...]]
    stray: tuple[str, ...]
    """Tables with rows of households that have no persons."""
    doubled: bool
    """True when a household has two rows of its own."""

    def total(self, table: Columns, values: NDArray[Any]) -> Ints:
        """Add up a value of each row to a sum for each household, exactly."""
        return added(values, table["household"], len(self.ids))

    def to_persons(self, values: NDArray[Any]) -> NDArray[Any]:
        """Give each person its household's value."""
        return values[self.persons["household"]]


def added(values: NDArray[Any], places: Places, count: int) -> Ints:
    """Return the sum at each of ``count`` places, in whole numbers."""
    sums = np.zeros(count, np.int64)
    np.add.at(sums, places, values.astype(np.int64, copy=False))
    return sums


def one_of(column: NDArray[Any], kinds: Collection[StrEnum]) -> NDArray[np.bool_]:
    """Say which rows are of one of the kinds: a few comparisons of small numbers are quicker than a look-up."""
    found = np.zeros(len(column), bool)
    for kind in kinds:
        found |= column == code(kind)
    return found


def filled(column: NDArray[Any], otherwise: NDArray[Any]) -> NDArray[Any]:
    """Return the column, with another in the cells that are empty; few are given, as a rule."""
    given = np.flatnonzero(column != NONE)
    values = otherwise.copy()
    values[given] = column[given]
    return values


def in_couple(tables: Tables) -> NDArray[np.bool_]:
    """Return the persons who cohabit; it is enough that one of the two names the other."""
    named = tables.persons["cohabits_with"]
    paired = named >= 0
    paired[named[np.flatnonzero(paired)]] = True
    return paired


def read_tables(reader: Reader, span: Span = EVERYTHING) -> Tables:
    """Read a folder's tables, or the households of a span, and link them. Faults are left for ``checks`` to find."""
    persons = reader.read("persons", span)
    labels = persons[HOUSEHOLD] if reader.folder.whole_number_ids else reader.labels(span)
    household_of = _Households(persons[HOUSEHOLD])
    persons["household"] = household_of(persons[HOUSEHOLD])
    persons["label"] = labels
    persons = _in_order(persons)
    labels = persons.pop("label")
    starts = np.flatnonzero(np.diff(persons["household"], prepend=-1))
    size = np.diff(starts, append=len(labels))
    others = {name: reader.read(name, span) for name in TABLES if name != "persons"}
    for name, table in others.items():
        table["household"] = household_of(table[HOUSEHOLD])
        others[name] = _in_order(table)
    stray = tuple(name for name, table in others.items() if (table["household"] == NONE).any())
    members = _Members(starts, size, persons["id"])
    persons["cohabits_with"] = members(persons["household"], persons["cohabits_with"])
    for name in ("incomes", "assets", "adjustments"):
        others[name]["person"] = members(others[name]["household"], others[name]["person"])
    doubled = len(repeated(others["households"]["household"])) > 0
    households = _one_each(others.pop("households"), len(starts))
    return Tables(
        labels[starts], starts, size, households, persons, texts=reader.texts, stray=stray, doubled=doubled, **others
    )


def spans(reader: Reader, persons_at_a_time: int) -> list[Span]:
    """Return spans of household ids that hold about so many persons each; one without limits when all fit at once."""
    found = reader.folder.ask("SELECT count(*) FROM persons").fetchone()
    parts = -(-(found[0] if found else 0) // persons_at_a_time)
    shares = ", ".join(str(part / parts) for part in range(1, parts))
    if not shares:
        return [EVERYTHING]
    cuts = f"SELECT DISTINCT unnest(quantile_disc({HOUSEHOLD}, [{shares}])) AS id FROM persons"
    last = f"SELECT max({HOUSEHOLD}) FROM persons"  # a cut there would leave the last span empty
    answer = reader.folder.ask(f"SELECT id FROM ({cuts}) WHERE id < ({last}) ORDER BY id")
    ends = [None, *(end for (end,) in answer.fetchall()), None]
    return [*pairwise(ends)]


def repeated(values: NDArray[Any]) -> Places:
    """Return the rows whose value has stood in an earlier row."""
    order = np.argsort(values, kind="stable")
    again: Places = order[1:][values[order][1:] == values[order][:-1]]
    return again


def _in_order(table: Columns) -> Columns:
    """Return the rows household by household, as they came within each."""
    household = table["household"]
    if np.all(household[1:] >= household[:-1]):
        return table
    order = np.argsort(household, kind="stable")
    return {name: column[order] for name, column in table.items()}


def _one_each(given: Columns, count: int) -> Columns:
    """Spread the rows of the households' table to one for every household."""
    known = given["household"] >= 0
    spread: Columns = {"household": np.arange(count)}
    for column in TABLES["households"].columns:
        spread[column.name] = np.full(count, column.empty, np.int64)
        spread[column.name][given["household"][known]] = given[column.name][known]
    return spread


class _Households:
    """
    Finds the place of a household by its key: places are in the order in which the households first appear.

    Looks up in a table where the keys lie close, else by halving.
    """

    def __init__(self, keys: Ints) -> None:
        if np.all(keys[1:] >= keys[:-1]):
            self.keys = keys[np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))]
            self.places = np.arange(len(self.keys))
        else:
            self.keys, appeared = np.unique(keys, return_index=True)
            self.places = np.argsort(np.argsort(appeared))
        spread = int(self.keys[-1]) - int(self.keys[0]) + 1
        self.table = None
        if spread <= 4 * len(self.keys):
            self.table = np.full(spread, NONE, np.intp)
            self.table[self.keys - self.keys[0]] = self.places

    def __call__(self, wanted: Ints) -> Places:
        if self.table is not None:
            at = wanted - self.keys[0]
            outside = (wanted < self.keys[0]) | (wanted > self.keys[-1])
            at[outside] = 0
            places: Places = self.table.take(at)
            places[outside] = NONE
            return places
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[at] == wanted, self.places[at], NONE)


class _Members:
    """Finds a person among the members of its household, looking at the first member, then the second, and so on."""

    def __init__(self, first: Places, size: Ints, ids: NDArray[Any]) -> None:
        self.first, self.size, self.ids = first, size, ids

    def __call__(self, household: Places, code: NDArray[Any]) -> Places:
        """Return the persons' places. What stands for an empty cell stays; an id that nobody has becomes invalid."""
        at = self.first.take(household)  # a household that is not there is asked about with the last, and refused
        place = np.where(self.ids.take(at) == code, at, np.where(code == NONE, NONE, INVALID))
        left = np.flatnonzero((place == INVALID) & (code >= 0) & (household >= 0))
        member = 1
        while len(left):
            left = left[self.size[household[left]] > member]
            at = self.first[household[left]] + member
            here = self.ids[at] == code[left]
            place[left[here]] = at[here]
            left, member = left[~here], member + 1
        return place
