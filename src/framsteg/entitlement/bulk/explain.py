"""
What is wrong with a household of the tables, in the case file's own words.

The quick checks only find the household; here its rows become a case file, and ``Case`` says what it refuses and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
from pydantic import ValidationError

from framsteg.entitlement.bulk.files import Folder, line_of, numbered
from framsteg.entitlement.bulk.schema import HOUSEHOLD, TABLES
from framsteg.entitlement.bulk.tables import Tables
from framsteg.entitlement.casefile import Fault
from framsteg.entitlement.facts import Case
from framsteg.entitlement.faults import shown
from framsteg.entitlement.month import Month

MOST_SHOWN = 20

Rows = list[tuple[int, dict[str, Any]]]
"""The rows of a household in one table: number in the file, and the cells that are not empty."""


def faults_of(folder: Folder, tables: Tables, month: Month, households: Sequence[int]) -> Iterator[Fault]:
    """Yield what is wrong with the households, fault by fault."""
    written = tables.ids[np.asarray(households, np.intp)]
    names = [name.item() if isinstance(name, np.generic) else name for name in written]
    rows = _rows(folder, names)
    for name in names:
        yield from _household(folder, rows[name], name, month)


def strays(folder: Folder, tables: Tables) -> Iterator[Fault]:
    """Yield rows of households that have no persons, and households that have two rows of their own."""
    for name in tables.stray:
        known = f"SELECT {HOUSEHOLD}::VARCHAR FROM persons"
        unknown = f"{HOUSEHOLD}::VARCHAR NOT IN ({known})"
        stray = f"SELECT rad, {HOUSEHOLD} FROM {numbered(name)} WHERE {unknown} ORDER BY rad"
        for row, household in folder.ask(f"{stray} LIMIT {MOST_SHOWN}").fetchall():
            yield _of_row(
                folder, name, row, household, "har inga personer. Lägg in dem i persons, eller rätta household_id."
            )
    if tables.doubled:
        turn = f"row_number() OVER (PARTITION BY {HOUSEHOLD} ORDER BY rad)"
        again = f"SELECT rad, {HOUSEHOLD} FROM {numbered('households')} QUALIFY {turn} = 2 ORDER BY rad"
        for row, household in folder.ask(again).fetchmany(MOST_SHOWN):
            yield _of_row(folder, "households", row, household, "står två gånger. Ta bort den ena raden.")


def _of_row(folder: Folder, name: str, row: int, household: object, what: str) -> Fault:
    file = folder.files[name]
    return Fault(str(file), line_of(file, row), HOUSEHOLD, f"Hushållet ”{shown(household)}” {what}")


def cases_of(folder: Folder, households: Sequence[object], month: Month) -> list[Case]:
    """
    Return households of the tables as the readable rules take them.

    :raises pydantic.ValidationError: with what is wrong
    """
    rows = _rows(folder, households)
    return [Case.model_validate(_raw(rows[household], month)) for household in households]


def _household(folder: Folder, rows: dict[str, Rows], household: object, month: Month) -> Iterator[Fault]:
    about = f"hushåll {shown(household)}"
    try:
        Case.model_validate(_raw(rows, month))
    except ValidationError as refused:
        for error in refused.errors(include_url=False):
            yield _fault(folder, rows, error["loc"], error["msg"], about)
    else:
        yield Fault(str(folder.path), None, about, "Ett värde går inte att läsa. Skriv det som i en ärendefil.")


def _fault(folder: Folder, rows: dict[str, Rows], loc: tuple[int | str, ...], message: str, about: str) -> Fault:
    """Point at the table's row and column that the place in the case file came from."""
    name = str(loc[0]) if loc and str(loc[0]) in TABLES else "households"
    name = "history" if loc and loc[0] == "assistance_months" else name
    index = loc[1] if len(loc) > 1 and isinstance(loc[1], int) else 0
    column = "month" if name == "history" else str(loc[-1]) if loc else ""
    file = folder.files.get(name, folder.path)
    line = line_of(file, rows[name][index][0]) if len(rows.get(name, [])) > index else None
    where = about if isinstance(loc[-1] if loc else 0, int) and name != "history" else f"{shown(column)} ({about})"
    return Fault(str(file), line, where, message)


def _rows(folder: Folder, households: Sequence[object]) -> dict[object, dict[str, Rows]]:
    """Read the households' rows of every table, in one reading of each table."""
    found: dict[object, dict[str, Rows]] = {household: {name: [] for name in folder.types} for household in households}
    for name, types in folder.types.items():
        columns = [column for column in types if column != HOUSEHOLD]
        wanted = f"WHERE {HOUSEHOLD} IN (SELECT unnest(?)) ORDER BY rad"
        asked = f"SELECT {', '.join([HOUSEHOLD, 'rad', *columns])} FROM {numbered(name)} {wanted}"
        for household, row, *cells in folder.ask(asked, list(households)).fetchall():
            written = {key: value for key, value in zip(columns, cells, strict=True) if value is not None}
            found[household][name].append((row, written))
    return found


def _raw(rows: dict[str, Rows], month: Month) -> dict[str, object]:
    """Put the rows together as the plain values of a case file; text from CSV becomes what the case file would hold."""
    lists = {name: [_read(name, cells) for _, cells in rows.get(name, [])] for name in TABLES}
    own = lists.pop("households")
    history = [row.get("month") for row in lists.pop("history")]
    return {"month": month, "assistance_months": history, **lists, **(own[0] if own else {})}


def _read(name: str, cells: dict[str, Any]) -> dict[str, Any]:
    forms = {column.name: column.form.name for column in TABLES[name].columns}
    return {key: _value(value, forms.get(key, "TEXT")) for key, value in cells.items()}


def _value(value: object, form: str) -> object:
    """Give a text that is a number or a truth value its type, and a number that is meant as text its text."""
    if form == "FLAG" and value in ("true", "false"):
        return value == "true"
    if form == "NUMBER" and isinstance(value, str) and value.isdecimal():
        return int(value)
    if form in ("TEXT", "GIVEN") and not isinstance(value, str | date):
        return str(value)
    return value
