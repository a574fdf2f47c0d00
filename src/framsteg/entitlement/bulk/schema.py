"""
The tables that a whole kommun or country is calculated from: the case file's fields, with ``household_id`` in front.

One row here is one column of a table: how it is read, whether it must be there, and what it means. The reader, the
faults and ``docs/reference/tables.md`` are all made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache

from framsteg.entitlement.kinds import AssetKind, Basis, CostKind, Direction, IncomeKind, Role

HOUSEHOLD = "household_id"


class Form(Enum):
    """How a value is written in the file, and what it is as a number in a column."""

    WORD = "one of a few words → the word's place among its kinds"
    MONEY = "kronor → whole öre"
    DAY = "date → months since year 0"
    NUMBER = "whole number"
    FLAG = "true or false → 1 or 0"
    TEXT = "text → a code; the texts are kept once"
    GIVEN = "text → 1 when something is written; for an adjustment 2 when it names the fritidskort (NORM-13)"


@dataclass(frozen=True, slots=True)
class Column:
    """
    A column: its name in the file, its form, and what stands for an empty cell.

    ``empty`` None means that the cell may not be empty. ``kinds`` are the words of a ``WORD``.
    """

    name: str
    form: Form
    meaning: str
    required: bool = False
    empty: int = 0
    kinds: type[StrEnum] | None = None

    @property
    def written(self) -> str:
        """How the values are written, for the reference page."""
        if self.kinds is not None:
            return ", ".join(f"`{kind.value}`" for kind in self.kinds)
        return _WRITTEN[self.form]


_WRITTEN = {
    Form.MONEY: "kronor, at most two decimals",
    Form.DAY: "date, `2025-02-25`",
    Form.NUMBER: "whole number",
    Form.FLAG: "`true` or `false`",
    Form.TEXT: "text",
    Form.GIVEN: "text",
}

NONE = -1
"""In a column: the cell is empty and has no other default."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, and what one row is."""

    name: str
    row: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """Return the column of that name."""
        return next(column for column in self.columns if column.name == name)


_PERSON = Column("person", Form.TEXT, "`id` of a person in the household", required=True)
_ASSESSED = (
    Column("counted", Form.MONEY, "what counts of it by a person's assessment; not assessed when empty", empty=NONE),
    Column("reason", Form.GIVEN, "why; must be there for an assessment"),
)

TABLES = {
    table.name: table
    for table in (
        Table(
            "persons",
            "a member of a household",
            (
                Column("id", Form.TEXT, "short id, unique in the household", required=True),
                Column("born", Form.DAY, "day of birth", required=True),
                Column("role", Form.WORD, "adult's or child's norm", required=True, kinds=Role),
                Column("cohabits_with", Form.TEXT, "`id` of the partner", empty=NONE),
                Column("lunch_away", Form.FLAG, "lunch away five days a week (NORM-03)"),
                Column("days", Form.NUMBER, "days of the month that the person counts (NORM-09)", empty=NONE),
                Column("lma", Form.FLAG, "has support under the act on reception of asylum seekers (ENT-05)"),
            ),
        ),
        Table(
            "households",
            "what is said of the household as a whole; needed only where it differs from the defaults",
            (
                Column("other_residents", Form.NUMBER, "persons in the dwelling outside the household (NORM-06)"),
                Column("kommun", Form.TEXT, "four digits, for local norms and guidelines (NORM-15)", empty=NONE),
                Column("days", Form.NUMBER, "days of the month that the household counts (NORM-11)", empty=NONE),
            ),
        ),
        Table(
            "costs",
            "a cost of the month",
            (
                Column("kind", Form.WORD, "what the cost is", required=True, kinds=CostKind),
                Column("applied", Form.MONEY, "the amount that is applied for", required=True),
                Column("accepted", Form.MONEY, "the amount that is accepted; as applied when empty", empty=NONE),
                Column("household_share", Form.TEXT, "the household's part, `1/2` (COST-02)", empty=NONE),
                Column("basis", Form.WORD, "the right, or assistance beyond it (ENT-02)", kinds=Basis),
                Column("reason", Form.GIVEN, "why; must be there for `extra`"),
            ),
        ),
        Table(
            "incomes",
            "an income after tax",
            (
                _PERSON,
                Column("kind", Form.WORD, "what the income is", required=True, kinds=IncomeKind),
                Column("net", Form.MONEY, "after tax", required=True),
                Column("received", Form.DAY, "the day it came in", required=True),
                *_ASSESSED,
            ),
        ),
        Table(
            "assets",
            "an asset when the month begins",
            (
                _PERSON,
                Column("kind", Form.WORD, "what the asset is", required=True, kinds=AssetKind),
                Column("amount", Form.MONEY, "its worth", required=True),
                *_ASSESSED,
            ),
        ),
        Table(
            "adjustments",
            "a higher or lower norm in the single case (NORM-12)",
            (
                Column("person", Form.TEXT, "`id` of a person; empty for the household", empty=NONE),
                Column("direction", Form.WORD, "which way", required=True, kinds=Direction),
                Column("amount", Form.MONEY, "per month", required=True),
                Column("reason", Form.GIVEN, "why", required=True),
                Column("item", Form.GIVEN, "the part of the norm"),
            ),
        ),
        Table(
            "surpluses",
            "what incomes were above need in an earlier month (INC-08)",
            (
                Column("month", Form.TEXT, "the month, `2025-02`", required=True),
                Column("amount", Form.MONEY, "the surplus", required=True),
            ),
        ),
        Table(
            "history",
            "a month with försörjningsstöd, for the job incentive (JOB-01)",
            (Column("month", Form.TEXT, "the month, `2025-02`", required=True),),
        ),
    )
}

ALSO = ("source", "noted")
"""Columns that may stand in persons, costs, incomes and assets: they are kept by the files and change no amount."""


@cache
def code(kind: StrEnum) -> int:
    """Return the number that stands for the word in a column."""
    return list(type(kind)).index(kind)
