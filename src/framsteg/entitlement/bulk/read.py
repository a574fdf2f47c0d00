"""From a table's file to NumPy columns of whole numbers: öre, months since year 0, words as numbers."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framsteg.entitlement.bulk.files import Folder
from framsteg.entitlement.bulk.schema import HOUSEHOLD, TABLES, Column, Form, Table

Ints = NDArray[np.int64]
Columns = dict[str, NDArray[Any]]

Span = tuple[object | None, object | None]
"""Households whose id lies above the first and not above the second; None is no limit."""

EVERYTHING: Span = (None, None)

INVALID = -2
"""In a column: there is something in the cell that cannot be read, or nothing where there must be something."""

_LAST_YEAR = 2200  # later days count as its first month: no month of assistance lies there
_LARGEST = 1_000_000  # a whole number above this is a slip of the pen in any column
_WHOLE = frozenset({"TINYINT", "UTINYINT", "SMALLINT", "INTEGER", "BIGINT"})
_SIZES = {Form.WORD: "TINYINT", Form.MONEY: "BIGINT", Form.FLAG: "TINYINT", Form.GIVEN: "TINYINT"}


class Reader:
    """Reads the tables of a folder, whole or one span of households at a time."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.texts: dict[str, tuple[str, ...]] = {}
        self._words()

    def read(self, name: str, span: Span = EVERYTHING) -> Columns:
        """
        Return the table's columns by name, with ``household_id`` as a whole number (of the id, or of its hash).

        A table without a file has no rows.
        """
        table, types = TABLES[name], self.folder.types.get(name)
        if types is None:
            return {column.name: np.zeros(0, np.int64) for column in table.columns} | {HOUSEHOLD: np.zeros(0, np.int64)}
        asked = [f"{self._household()} AS {HOUSEHOLD}"]
        asked += [f"{self._value(table, column)} AS {column.name}" for column in table.columns if column.name in types]
        columns = self.folder.columns(f"SELECT {', '.join(asked)} FROM {name}{_within(span)}")
        columns[HOUSEHOLD] = columns[HOUSEHOLD].view(np.int64)  # a hash has no sign
        rows = len(columns[HOUSEHOLD])
        for column in table.columns:
            if column.form is Form.DAY:
                columns[column.name] = _months(columns[column.name])
            columns.setdefault(column.name, np.broadcast_to(np.int64(column.empty), rows))
        return columns

    def labels(self, span: Span = EVERYTHING) -> NDArray[Any]:
        """Return ``household_id`` of each person as it is written."""
        return np.asarray(self.folder.columns(f"SELECT {HOUSEHOLD} FROM persons{_within(span)}")[HOUSEHOLD])

    def _words(self) -> None:
        """Make DuckDB's types for words, and one for the texts of each column that holds few different ones."""
        for table in TABLES.values():
            for column in table.columns:
                if column.kinds is not None:
                    words = ", ".join(f"'{kind.value}'" for kind in column.kinds)
                    self.folder.ask(f"CREATE TYPE {_type(table, column)} AS ENUM ({words})")
                elif _holds_texts(table, column) and column.name in self.folder.types.get(table.name, {}):
                    self._texts(table, column)

    def _texts(self, table: Table, column: Column) -> None:
        text = f"{column.name}::VARCHAR"
        distinct = f"SELECT DISTINCT {text} AS text FROM {table.name} WHERE {text} <> '' ORDER BY text"
        self.folder.ask(f"CREATE TYPE {_type(table, column)} AS ENUM (SELECT text FROM ({distinct}))")
        if column.name != "id":  # persons' ids may be millions, and are only compared
            texts = self.folder.ask(f"SELECT unnest(enum_range(NULL::{_type(table, column)}))::VARCHAR")
            self.texts[f"{table.name}.{column.name}"] = tuple(text for (text,) in texts.fetchall())

    def _household(self) -> str:
        return f"{HOUSEHOLD}::BIGINT" if self.folder.whole_number_ids else f"hash({HOUSEHOLD}::VARCHAR)"

    def _value(self, table: Table, column: Column) -> str:
        """Return the SQL that gives the number of a cell, or what stands for an empty or unreadable one."""
        kind = self.folder.types[table.name][column.name]
        empty = INVALID if column.required else column.empty
        size = _SIZES.get(column.form, "INTEGER")
        value = _readable(table, column, kind)
        if column.form is Form.FLAG and kind == "BOOLEAN":
            return f"coalesce({column.name}::{size}, {empty})::{size}"
        if column.required or column.form is Form.GIVEN:
            return f"coalesce({value}, {empty})::{size}"
        return f"(CASE WHEN {column.name} IS NULL THEN {empty} ELSE coalesce({value}, {INVALID}) END)::{size}"


def _within(span: Span) -> str:
    """Return the SQL that keeps the households of a span."""
    kept = [
        f"{HOUSEHOLD} {compared} {end if isinstance(end, int) else _quoted(str(end))}"
        for compared, end in zip((">", "<="), span, strict=True)
        if end is not None
    ]
    return f" WHERE {' AND '.join(kept)}" if kept else ""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _readable(table: Table, column: Column, kind: str) -> str:
    """Return the SQL that reads the cell; NULL when it cannot be read. ``kind`` is DuckDB's type of the column."""
    name = column.name
    match column.form:
        case Form.WORD | Form.TEXT:
            return f"enum_code(TRY_CAST({name}::VARCHAR AS {_type(table, column)}))"
        case Form.GIVEN:
            text = f"{name}::VARCHAR"
            card = f" + contains(lower({text}), 'fritidskort')::TINYINT" if table.name == "adjustments" else ""
            return f"(trim({text}) <> '')::TINYINT{card}"
        case Form.MONEY:
            return _ore(name, kind)
        case Form.DAY:
            return _day(name, kind)
        case Form.FLAG:
            return f"CASE {name}::VARCHAR WHEN 'true' THEN 1 WHEN 'false' THEN 0 END"
        case Form.NUMBER:
            whole = name if kind in _WHOLE else f"TRY_CAST({name}::VARCHAR AS INTEGER)"
            return f"CASE WHEN {whole} BETWEEN 0 AND {_LARGEST} THEN {whole} END"


def _ore(name: str, kind: str) -> str:
    """Whole öre; nothing for a negative amount, more than two decimals, more than twelve digits, or no number."""
    if kind.startswith("DECIMAL") and kind.endswith((",2)", ",1)", ",0)")) and int(kind[8:].split(",")[0]) <= 12:
        return f"CASE WHEN {name} >= 0 THEN ({name} * 100)::BIGINT END"
    exact = f"TRY_CAST({name} AS DECIMAL(28, 8))"
    whole = f"{exact} BETWEEN 0 AND 9999999999.99 AND {exact} * 100 = floor({exact} * 100)"
    return f"CASE WHEN {whole} THEN ({exact} * 100)::BIGINT END"


def _day(name: str, kind: str) -> str:
    """Days since the first day of year 1; nothing for what is no day of the calendar."""
    if kind == "DATE":
        day = name
    elif kind == "VARCHAR":
        day = f"CASE WHEN regexp_full_match({name}, '\\d{{4}}-\\d{{2}}-\\d{{2}}') THEN TRY_CAST({name} AS DATE) END"
    else:
        return "NULL"
    return f"CASE WHEN {day} >= DATE '0001-01-01' THEN {day} - DATE '0001-01-01' END"


def _holds_texts(table: Table, column: Column) -> bool:
    """True for the columns that have a dictionary of their own: a person is looked up among the persons' ids."""
    return column.form is Form.TEXT and column.name not in ("person", "cohabits_with")


def _type(table: Table, column: Column) -> str:
    is_person = column.name in ("id", "person", "cohabits_with")
    return "person_id" if is_person else f"{table.name}_{column.name}"


def _months(days: NDArray[Any]) -> NDArray[np.int32]:
    """Turn days since year 1 into months since year 0; what is invalid stays so: it is the last but one."""
    table = _months_by_day()
    months: NDArray[np.int32] = table.take(np.minimum(days, len(table) - 3))
    return months


@lru_cache(maxsize=1)
def _months_by_day() -> NDArray[np.int32]:
    """The month of every day from year 1: one look-up is quicker than the calendar, for millions of rows."""
    starts = [date(year, month, 1).toordinal() - 1 for year in range(1, _LAST_YEAR + 1) for month in range(1, 13)]
    lengths = np.diff([*starts, date(_LAST_YEAR + 1, 1, 1).toordinal() - 1])
    months = np.repeat(np.arange(12, 12 + len(starts), dtype=np.int32), lengths)
    return np.append(months, np.array([INVALID, INVALID], np.int32))
