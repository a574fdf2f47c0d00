"""Write the sheet that says which cases agree, and the empty book to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from framsteg.entitlement.result import Outcome, kronor
from framsteg.entitlement.sheets.checking import Checked, Comparison
from framsteg.entitlement.sheets.columns import CASE, CASES, EXPECTED, NOTES, SHEETS, Column, code, month, text
from framsteg.entitlement.sheets.reading import FIRST

_BOLD = Font(bold=True)
_WRAP = Alignment(wrap_text=True, vertical="top")
_AGREES = PatternFill("solid", start_color="D9EAD3")
_DIFFERS = PatternFill("solid", start_color="F4CCCC")
_ROWS_PREPARED = 500
_HEADINGS = {column.field: column.heading.removeprefix("väntat ").removeprefix("väntad ") for column in EXPECTED}

_EXAMPLE: dict[str, list[list[object]]] = {
    FIRST: [["exempel", "2025-03", None, None, None, None, 12610, 4115, None, "COST-02", "egen räkning"]],
    "Personer": [
        ["exempel", "a", "1990-05-01", "vuxen", None, None, None, None],
        ["exempel", "b", "1991-02-03", "vuxen", "a", None, None, None],
        ["exempel", "c", "2015-09-10", "barn", None, "nej", None, None],
    ],
    "Kostnader": [["exempel", "Boende", 6000, 5500, "Högre än riktlinjen.", None, None]],
    "Inkomster": [["exempel", "a", "Lön", 4000, "2025-02-25"]],
    "Tillgångar": [["exempel", "a", "Pengar på bank", 9995]],
}


def write_report(checked: Sequence[Checked], path: Path) -> None:
    """
    Write the answer: one sheet with a row for each case, one with every line of the calculations.

    :raises OSError: when the file cannot be written
    """
    book = Workbook()
    summary = book.active
    summary.title = "Resultat"
    _heading(
        summary, [CASE, "svar", "skiljer sig", "regel", "utfall", "norm", "bistånd", "överskott", "okänt", "källa"]
    )
    for row in checked:
        result = row.result
        differs = "; ".join(_difference(one) for one in row.comparisons if not one.agrees)
        missing = " ".join(f"{fact.because} {fact.remedy}" for fact in result.missing)
        answer = "stämmer" if row.passed else "stämmer inte"
        amounts = [result.norm, result.assistance, result.surplus]
        cells = [
            row.case.name,
            answer,
            differs,
            row.case.rule,
            result.outcome.label,
            *amounts,
            missing,
            row.case.source,
        ]
        _row(summary, cells)
        summary.cell(summary.max_row, 2).fill = _AGREES if row.passed else _DIFFERS
    lines = book.create_sheet("Rader")
    _heading(lines, [CASE, "rad", "kronor", "därför", "regel", "lagrum"])
    for row in checked:
        for step in row.result.steps:
            _row(lines, [row.case.name, step.label, step.amount, step.because, step.rule, step.source])
    _widths(summary, [24, 14, 40, 12, 24, 12, 12, 12, 50, 30])
    _widths(lines, [24, 34, 12, 70, 12, 50])
    book.save(path)


def write_template(path: Path) -> None:
    """
    Write a book with every sheet and column, what each is for, and one example that agrees.

    :raises OSError: when the file cannot be written
    """
    book = Workbook()
    guide = book.active
    guide.title = "Läs mig"
    _heading(guide, ["blad", "kolumn", "vad du skriver", "att välja mellan"])
    for name, columns in {FIRST: (*CASES, *EXPECTED, *NOTES), **{n: c for n, (_, c) in SHEETS.items()}}.items():
        _row(guide, [name, CASE, "Fallets namn, samma på alla blad.", ""])
        for column in columns:
            _row(guide, [name, column.heading, column.about, ", ".join(column.words)])
        _template_sheet(book.create_sheet(name), columns)
    _words(book)
    _widths(guide, [22, 20, 60, 90])
    book.save(path)


def _template_sheet(sheet: Worksheet, columns: Sequence[Column]) -> None:
    _heading(sheet, [CASE, *(column.heading for column in columns)])
    for at, column in enumerate(columns, 2):
        if column.read in (text, month, code):  # else the spreadsheet makes a date of 2025-03 and of 2/3
            for row in range(2, _ROWS_PREPARED):
                sheet.cell(row, at).number_format = "@"
    for row, cells in enumerate(_EXAMPLE.get(sheet.title, []), 2):
        for at, value in enumerate(cells, 1):
            sheet.cell(row, at).value = value
    _widths(sheet, [18] * (len(columns) + 1))


def _words(book: Workbook) -> None:
    """Let the columns of words be chosen from lists, which stand on a sheet of their own."""
    words = book.create_sheet("Ord")
    at = 0
    for name, columns in {FIRST: (*CASES, *EXPECTED), **{n: c for n, (_, c) in SHEETS.items()}}.items():
        for place, column in enumerate(columns, 2):
            if not column.words:
                continue
            at += 1
            for row, word in enumerate((f"{name}: {column.heading}", *column.words), 1):
                words.cell(row, at).value = word
            letter, own = get_column_letter(at), get_column_letter(place)
            listed = f"Ord!${letter}$2:${letter}${len(column.words) + 1}"
            choice = DataValidation(type="list", formula1=listed, allow_blank=True)
            choice.add(f"{own}2:{own}{_ROWS_PREPARED}")
            book[name].add_data_validation(choice)
    _widths(words, [24] * at)


def _difference(one: Comparison) -> str:
    return f"{_HEADINGS[one.field]}: väntat {_shown(one.expected)}, beräknat {_shown(one.found)}"


def _shown(value: str | Decimal | None) -> str:
    if value is None:
        return "okänt"
    return kronor(value) if isinstance(value, Decimal) else Outcome(value).label


def _heading(sheet: Worksheet, words: Sequence[str]) -> None:
    for at, word in enumerate(words, 1):
        cell = sheet.cell(1, at)
        cell.value, cell.font = word, _BOLD
    sheet.freeze_panes = "A2"


def _row(sheet: Worksheet, values: Sequence[object]) -> None:
    """Append a row. Text stays text: what begins with = is never a formula, and characters that XLSX lacks go."""
    row = sheet.max_row + 1
    for at, value in enumerate(values, 1):
        cell = sheet.cell(row, at)
        cell.alignment = _WRAP
        if isinstance(value, str):
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.data_type = "s"
        else:
            cell.value = value


def _widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
