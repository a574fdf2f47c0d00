"""The folder of tables: which files there are, what columns they have, and what is wrong with them as files."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import duckdb

from framsteg.entitlement.bulk.schema import ALSO, HOUSEHOLD, TABLES, Table
from framsteg.entitlement.casefile import Fault
from framsteg.entitlement.faults import shown

# A Parquet file is read where it lies, as often as it takes; a CSV file is read once, into DuckDB's own memory.
_READERS = {
    ".parquet": "CREATE VIEW {table} AS FROM read_parquet({file})",
    ".csv": "CREATE TABLE {table} AS FROM read_csv({file}, all_varchar = true, header = true)",
}
_UNREADABLE = (duckdb.InvalidInputException, duckdb.IOException, duckdb.ConversionException)
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "1GB",
    "temp_directory": gettempdir(),
}
"""Two processors, and what DuckDB may use of memory before it puts tables aside on disk."""

_INTEGERS = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"})


class TableError(ValueError):
    """The tables cannot be calculated from; ``faults`` says each thing that is wrong, with file, row and remedy."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


class Folder:
    """
    The tables of a folder, each a Parquet or CSV file named as in ``schema.TABLES``, open for questions.

    ``types`` gives DuckDB's type of each column that the table's file has.

    :raises TableError: when a file is missing, cannot be read, or has columns that do not belong there
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection = duckdb.connect(config=CONFIG)
        self.files: dict[str, Path] = {}
        self.types: dict[str, dict[str, str]] = {}
        faults = [*self._open()] or [*self._nameless()]
        if faults:
            raise TableError(faults)

    @property
    def whole_number_ids(self) -> bool:
        """True when every table has ``household_id`` as a whole number, which is quicker than text."""
        return all(types[HOUSEHOLD] in _INTEGERS for types in self.types.values())

    def ask(self, sql: str, *values: object) -> duckdb.DuckDBPyConnection:
        """
        Ask a question of the tables by name; two threads may ask at the same time.

        :raises TableError: when a file turns out to be unreadable on the way
        """
        try:
            return self.connection.cursor().execute(sql, values)
        except _UNREADABLE as broken:
            raise TableError([_unreadable(self.path, broken)]) from broken

    def columns(self, sql: str) -> dict[str, Any]:
        """Return the answer as NumPy columns."""
        try:
            return dict(self.ask(sql).fetchnumpy())
        except _UNREADABLE as broken:
            raise TableError([_unreadable(self.path, broken)]) from broken

    def _open(self) -> Iterator[Fault]:
        if not self.path.is_dir():
            message = "Mappen finns inte. Ange en mapp med persons.parquet eller persons.csv."
            yield Fault(str(self.path), None, "", message)
            return
        for table in TABLES.values():
            found = [file for end in _READERS if (file := self.path / f"{table.name}{end}").exists()]
            if len(found) == 2:
                yield Fault(str(self.path), None, table.name, "Tabellen finns två gånger. Ta bort den ena filen.")
            elif found:
                yield from self._view(table, found[0])
            elif table.name == "persons":
                message = "Tabellen saknas. Lägg in persons.parquet eller persons.csv"
                yield Fault(str(self.path), None, table.name, f"{message} med household_id, id, born och role.")

    def _view(self, table: Table, file: Path) -> Iterator[Fault]:
        quoted = "'" + str(file).replace("'", "''") + "'"
        try:
            self.connection.execute(_READERS[file.suffix].format(table=table.name, file=quoted))
            described = self.connection.execute(f"DESCRIBE {table.name}").fetchall()
        except duckdb.Error as broken:
            yield _unreadable(file, broken)
            return
        self.files[table.name] = file
        self.types[table.name] = {str(name): str(kind) for name, kind, *_ in described}
        yield from _column_faults(table, file, list(self.types[table.name]))

    def _nameless(self) -> Iterator[Fault]:
        """Rows that say no household, and a table of persons without persons."""
        for name, file in self.files.items():
            empty = self.ask(f"SELECT rad FROM {numbered(name)} WHERE {HOUSEHOLD} IS NULL LIMIT 1").fetchone()
            if empty:
                message = "Uppgiften saknas. Ange hushållets id på varje rad."
                yield Fault(str(file), line_of(file, empty[0]), HOUSEHOLD, message)
        if not self.ask("SELECT 1 FROM persons LIMIT 1").fetchone():
            yield Fault(str(self.files["persons"]), None, "", "Tabellen är tom. Ange minst en person på varje hushåll.")


def numbered(name: str) -> str:
    """Return the SQL of a table with its rows numbered from 1, as ``rad``."""
    return f"(SELECT *, row_number() OVER () AS rad FROM {name})"


def line_of(file: Path, row: int) -> int:
    """Return where a reader finds the row: a CSV file has its column names on the first line."""
    return row + 1 if file.suffix == ".csv" else row


def _column_faults(table: Table, file: Path, found: list[str]) -> Iterator[Fault]:
    allowed = [HOUSEHOLD, *(column.name for column in table.columns), *ALSO]
    for name in found:
        if name not in allowed:
            near = get_close_matches(name, allowed, n=1)
            hint = f" Menade du {near[0]}?" if near else ""
            yield Fault(str(file), 1, shown(name), f"Kolumnen finns inte.{hint} Möjliga är: {', '.join(allowed)}.")
    for name in [HOUSEHOLD, *(column.name for column in table.columns if column.required)]:
        if name not in found:
            yield Fault(str(file), 1, name, "Kolumnen saknas. Lägg till den; varje rad måste ha ett värde.")


def _unreadable(file: Path, broken: duckdb.Error) -> Fault:
    said = shown(str(broken).splitlines()[0])
    message = "Filen går inte att läsa som tabell. Spara den som Parquet eller CSV i UTF-8."
    return Fault(str(file), None, "", f"{message} ({said})")
