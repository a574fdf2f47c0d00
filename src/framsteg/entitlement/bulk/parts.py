"""Cut linked tables into parts so small that what is worked out for them stays in the processor's own memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from framsteg.entitlement.bulk.read import Columns
from framsteg.entitlement.bulk.schema import TABLES
from framsteg.entitlement.bulk.tables import Tables

_PLACES_OF_PERSONS = ("person", "cohabits_with")


@dataclass(frozen=True, slots=True)
class Part:
    """Some households of the tables: which, and the rows of each table that are theirs."""

    tables: Tables
    households: slice
    rows: dict[str, slice]

    def cut(self) -> Tables:
        """
        Return their tables, with places counted from the part's first household and person.

        Columns are not copied, only places. What is negative in a column of persons stays negative.
        """
        start, first = self.households.start, self.rows["persons"].start
        cut = {name: _cut(getattr(self.tables, name), rows, start, first) for name, rows in self.rows.items()}
        some = self.households
        return Tables(
            self.tables.ids[some],
            self.tables.first[some] - first,
            self.tables.size[some],
            texts=self.tables.texts,
            stray=self.tables.stray,
            doubled=self.tables.doubled,
            **cut,
        )


def parts_of(tables: Tables, households: int) -> Iterator[Part]:
    """Yield so many households at a time, in order."""
    edges = [*range(0, len(tables.ids), households), len(tables.ids)]
    rows = {name: np.searchsorted(getattr(tables, name)["household"], edges) for name in TABLES}
    for number, (start, stop) in enumerate(pairwise(edges)):
        yield Part(tables, slice(start, stop), {name: slice(*edge[number : number + 2]) for name, edge in rows.items()})


def _cut(table: Columns, rows: slice, household: int, person: int) -> Columns:
    """Return some rows of a table; places are counted from these of a household and a person."""
    some = {name: column[rows] for name, column in table.items()}
    some["household"] = some["household"] - household
    return some | {name: some[name] - person for name in _PLACES_OF_PERSONS if name in some}
