"""Read a book of cases: every household in it, or every fault with its sheet, row and column."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from pydantic import ValidationError

from framsteg.entitlement.facts import Case
from framsteg.entitlement.faults import shown
from framsteg.entitlement.sheets.columns import CASE, CASES, EXPECTED, NOTES, SHEETS, Column, text

FIRST = "Fall"
"""The sheet with one row for each case."""

_LARGEST = 20_000_000  # bytes; a book of a thousand cases is a few hundred thousand
_MOST_ROWS = 20_000
_MOST_COLUMNS = 100
# What a file that only looks like a book, or is broken inside, makes the reader of XLSX raise.
_UNREADABLE = (
    InvalidFileException, BadZipFile, zlib.error, EOFError, RuntimeError,
    LookupError, ValueError, TypeError, AttributeError, SyntaxError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BookFault:
    """One thing that is wrong: where in the book, and a sentence that says what and what to do."""

    file: str
    sheet: str
    row: int | None
    column: str
    message: str

    def __str__(self) -> str:
        places = (self.file, self.sheet and f"blad {self.sheet}", self.row and f"rad {self.row}")
        column = self.column and f"kolumn {self.column}"
        return f"{', '.join(str(place) for place in (*places, column) if place)}: {self.message}"


class BookError(ValueError):
    """The book cannot be read as cases; ``faults`` holds every fault, sheet by sheet."""

    def __init__(self, faults: Sequence[BookFault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class SheetCase:
    """A case of the book: its name, its row, the household, and what the kommun expects by field of the result."""

    name: str
    row: int
    case: Case
    expected: dict[str, str | Decimal]
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class _Row:
    sheet: str
    number: int
    case: str
    values: dict[str, Any]


class _Book:
    """A book while it is read: its rows by sheet, and the faults so far."""

    def __init__(self, name: str, sheets: Mapping[str, Sequence[tuple[object, ...]]]) -> None:
        self.name = name
        self.faults: list[BookFault] = []
        self._sheets = sheets

    def has(self, sheet: str) -> bool:
        return sheet in self._sheets

    def fault(self, message: str, sheet: str = "", row: int | None = None, column: str = "") -> None:
        self.faults.append(BookFault(self.name, sheet, row, column, message))

    def rows(self, sheet: str, columns: Sequence[Column]) -> list[_Row]:
        """Return the rows of a sheet with the cells that are filled in; a sheet that is not there has none."""
        lines = iter(self._sheets.get(sheet, ()))
        known = {column.heading: column for column in columns}
        places = self._headings(sheet, next(lines, ()), known)
        found = []
        for number, cells in enumerate(lines, 2):
            if number > _MOST_ROWS:
                self.fault(f"Bladet har fler än {_MOST_ROWS} rader. Dela upp fallen på flera filer.", sheet)
                break
            filled = {heading: cells[at] for heading, at in places.items() if at < len(cells) and _filled(cells[at])}
            if not filled:
                continue
            if CASE not in filled:
                self.fault("Fallets namn saknas. Skriv samma namn som på bladet Fall.", sheet, number, CASE)
                continue
            name = text(filled.pop(CASE))
            values = {
                known[heading].field: self._read(known[heading], v, sheet, number) for heading, v in filled.items()
            }
            found.append(_Row(sheet, number, name, values))
        return found

    def _headings(self, sheet: str, cells: tuple[object, ...], known: Mapping[str, Column]) -> dict[str, int]:
        """Return where each column stands; an unknown heading is a fault, since its cells would be lost in silence."""
        places: dict[str, int] = {}
        for at, cell in enumerate(cells):
            heading = text(cell).casefold() if _filled(cell) else ""
            if heading in places:
                self.fault("Rubriken står två gånger. Ta bort den ena.", sheet, 1, heading)
            elif heading == CASE or heading in known:
                places[heading] = at
            elif heading:
                allowed = ", ".join((CASE, *known))
                self.fault(f"Rubriken finns inte. Möjliga är: {allowed}.", sheet, 1, shown(heading))
        if cells and CASE not in places:
            self.fault("Kolumnen fall saknas. Skriv den på rad 1.", sheet, 1, CASE)
        return places

    def _read(self, column: Column, cell: object, sheet: str, row: int) -> object:
        try:
            if isinstance(cell, str) and cell.startswith("#"):
                raise ValueError(f"Formeln ger {shown(cell)}. Rätta den, eller skriv värdet.")
            return column.read(cell)
        except ValueError as wrong:
            self.fault(str(wrong), sheet, row, column.heading)
            return None


def read_book(path: Path) -> tuple[SheetCase, ...]:
    """
    Read every case of a book in the format XLSX.

    :raises BookError: with one fault for each thing that is wrong; then no case is returned
    """
    file = str(path)
    try:
        size = path.stat().st_size
        sheets = _sheets(path) if size <= _LARGEST else None
    except OSError as missing:
        message = "Filen finns inte eller går inte att öppna. Kontrollera namnet och mappen."
        raise _whole_book(file, message) from missing
    except _UNREADABLE as wrong:
        message = "Filen är inget helt kalkylblad i formatet XLSX. Öppna den i kalkylprogrammet och spara som .xlsx."
        raise _whole_book(file, f"{message} Den får inte ha lösenord.") from wrong
    if sheets is None:
        raise _whole_book(file, "Filen är större än 20 MB. Dela upp fallen på flera filer.")
    return _cases(_Book(file, sheets))


def _whole_book(file: str, message: str) -> BookError:
    return BookError([BookFault(file, "", None, "", message)])


def _sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the cells of every sheet; one row more than is allowed tells that there are too many."""
    workbook = load_workbook(path, read_only=True, data_only=True)
    try:
        return {
            sheet.title: list(islice(sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS), _MOST_ROWS + 1))
            for sheet in workbook.worksheets
        }
    finally:
        workbook.close()


def _cases(book: _Book) -> tuple[SheetCase, ...]:
    if not book.has(FIRST):
        book.fault(f"Bladet {FIRST} saknas. Utgå från mallen: framsteg cases --template FIL.xlsx.")
        raise BookError(book.faults)
    heads = book.rows(FIRST, (*CASES, *EXPECTED, *NOTES))
    by_name = _distinct(book, heads)
    lists: dict[str, dict[str, list[_Row]]] = {name: {} for name in by_name}
    for sheet, (field, columns) in SHEETS.items():
        for row in book.rows(sheet, columns):
            if row.case in lists:
                lists[row.case].setdefault(field, []).append(row)
            else:
                book.fault(
                    f"Fallet ”{shown(row.case)}” finns inte på bladet {FIRST}. Skriv namnet lika på båda bladen.",
                    sheet,
                    row.number,
                    CASE,
                )
    cases = [found for head in heads if (found := _case(book, head, lists.get(head.case, {})))]
    if not heads:
        book.fault("Bladet har inga fall. Skriv minst ett, med månad och väntat värde.", FIRST)
    if book.faults:
        raise BookError(book.faults)
    return tuple(cases)


def _distinct(book: _Book, heads: Sequence[_Row]) -> set[str]:
    names: set[str] = set()
    for head in heads:
        if head.case in names:
            book.fault(
                f"Fallet ”{shown(head.case)}” finns redan. Ge varje fall ett eget namn.", FIRST, head.number, CASE
            )
        names.add(head.case)
    return names


def _case(book: _Book, head: _Row, lists: Mapping[str, list[_Row]]) -> SheetCase | None:
    """Build one case; faults of the household are told at the row and column they come from."""
    before = len(book.faults)
    facts = {column.field: head.values[column.field] for column in CASES if column.field in head.values}
    raw: dict[str, Any] = facts | {field: [row.values for row in rows] for field, rows in lists.items()}
    raw["assistance_months"] = [
        row.values["month"] for row in lists.get("assistance_months", []) if "month" in row.values
    ]
    raw.setdefault("persons", [])
    expected = _expected(book, head)
    try:
        case = Case.model_validate(raw)
    except ValidationError as refused:
        for error in refused.errors(include_url=False):
            _told(book, head, lists, error["loc"], error["msg"])
        return None
    if len(book.faults) > before:
        return None
    return SheetCase(head.case, head.number, case, expected, head.values.get("rule", ""), head.values.get("source", ""))


def _told(book: _Book, head: _Row, lists: Mapping[str, list[_Row]], loc: tuple[int | str, ...], message: str) -> None:
    """Tell a fault of the case where its author can mend it; one that a cell already has is not told again."""
    field, index = str(loc[0]) if loc else "", loc[1] if len(loc) > 1 else None
    rows = lists.get(field, [])
    row = rows[index] if isinstance(index, int) and index < len(rows) else head
    key = str(loc[2]) if len(loc) > 2 else field
    columns = SHEETS[row.sheet][1] if row.sheet in SHEETS else CASES
    heading = next((column.heading for column in columns if column.field == key), "")
    sheet = row.sheet if row is not head else next((name for name, (f, _) in SHEETS.items() if f == field), FIRST)
    where = (sheet, None if sheet != row.sheet else row.number, heading)
    if not any((fault.sheet, fault.row, fault.column) == where for fault in book.faults):
        book.fault(f"{message} (Fallet {shown(head.case)}.)", *where)


def _expected(book: _Book, head: _Row) -> dict[str, str | Decimal]:
    found: dict[str, str | Decimal] = {}
    for column in EXPECTED:
        value = head.values.get(column.field)
        if value is None:
            continue
        if column.field == "outcome":
            found[column.field] = str(value)
            continue
        try:
            amount = Decimal(str(value)).quantize(Decimal("0.01"))
            if amount.is_nan():
                raise InvalidOperation
            found[column.field] = amount
        except InvalidOperation:
            message = f"”{shown(value)}” är inget belopp. Skriv kronor med siffror, till exempel 5500 eller 5500,50."
            book.fault(message, FIRST, head.number, column.heading)
    if not any(column.field in head.values for column in EXPECTED):
        headings = ", ".join(column.heading for column in EXPECTED)
        book.fault(f"Fallet har inget att jämföra med. Fyll i minst en av: {headings}.", FIRST, head.number, CASE)
    return found


def _filled(cell: object) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())
