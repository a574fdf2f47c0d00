"""
An instrument as a table (CSV): one row for each question, and what holds for the whole instrument in the first row.

Headers are Swedish or English; cells are parted by semicolon or comma, as the header row is. Several texts in one cell
are parted by `|`, and a step or an answer is written `1=inte alls`.
"""

import csv
import difflib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .faults import Fault, FileKind, ModelFileError
from .tell import Loc
from .yaml_file import decoded

# Column: its Swedish header. The first ten are about the whole instrument, the rest about one question.
SWEDISH_HEADERS = {
    "instrument": "instrument",
    "label": "namn",
    "version": "version",
    "instrument_kind": "instrumentets slag",
    "period": "period",
    "period_source": "periodens källa",
    "copyright": "upphovsrätt",
    "source": "källa",
    "not_for": "får inte användas till",
    "note": "anmärkning",
    "question": "fråga",
    "theme": "tema",
    "text_person": "fråga till personen",
    "text_worker": "fråga till handläggaren",
    "kind": "slag",
    "min": "lägst",
    "max": "högst",
    "labels": "skalsteg",
    "choices": "svar",
}
OF_THE_WHOLE = tuple(SWEDISH_HEADERS)[:10]
REQUIRED = ("instrument", "label", "version", "copyright", "source", "not_for", "question", "theme", "kind")
SWEDISH = {header: column for column, header in SWEDISH_HEADERS.items()}

_FIELDS = {"instrument": "id", "instrument_kind": "kind"}  # where a column is called otherwise in a YAML file
_COLUMNS = {"id": "question"}  # and where a field of a question is
_LISTS = ("source", "not_for")
_WORDS = {"skala": "scale", "val": "choice", "initial bedömning": "initial_assessment"}
_UNITS = {
    "dag": "days",
    "dagar": "days",
    "days": "days",
    "vecka": "weeks",
    "veckor": "weeks",
    "weeks": "weeks",
    "månad": "months",
    "månader": "months",
    "months": "months",
}
_PERIOD = re.compile(r"(\d{1,9}) (\w+)")

Row = dict[str, str]


@dataclass(frozen=True)
class Table:
    """What stands in the file, shaped as in a YAML file, and where each part of it stands."""

    data: dict[str, object]
    headers: Row  # column → header as the file has it
    rows: tuple[tuple[int, Row], ...]  # (line, cells)
    scale_rows: tuple[int, ...]  # for each scale, the row that it was first used in

    def place(self, loc: Loc) -> tuple[int, str]:
        """Return the line of the part that `loc` leads to, and the header of its column."""
        if loc and loc[0] in ("questions", "scales") and len(loc) > 1 and isinstance(loc[1], int):
            row = loc[1] if loc[0] == "questions" else self.scale_rows[loc[1]]
            field = str(loc[2]) if len(loc) > 2 else "min" if loc[0] == "scales" else "question"
            column = "min" if field == "scale" else _COLUMNS.get(field, field)
            return self.rows[row][0], self.headers.get(column, column)
        field = str(loc[0]) if loc else "question"
        column = next((column for column, name in _FIELDS.items() if name == field), field)
        return self.rows[0][0], self.headers.get(column, column)


def read_csv(content: bytes, name: str, kind: FileKind) -> Table:
    """
    Read the table; `name` is what faults call the file.

    :raises ModelFileError: not UTF-8, no rows, a header that is missing, unknown or repeated, or cells that do not fit
    """
    text = decoded(content, name)
    first = text.lstrip("\r\n").partition("\n")[0]
    lines = list(_lines(text, ";" if first.count(";") >= first.count(",") else ",", name))
    if not lines:
        raise ModelFileError([Fault(name, 1, "", "Filen är tom.", kind.start_from)])
    headers = _headers(*lines[0], name)
    faults = [_too_wide(line, name) for line, cells in lines[1:] if any(cells[len(headers) :])]
    rows = tuple((line, _row(headers, cells)) for line, cells in lines[1:])
    if not rows:
        faults.append(Fault(name, lines[0][0], "", "Filen har inga frågor.", "Skriv en rad för varje fråga."))
    if faults:
        raise ModelFileError(faults)
    return _table(rows, dict(zip(headers, lines[0][1], strict=False)), name)


def _lines(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row that is not empty, with the line that it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, [" ".join(cell.split()) for cell in cells]
            line = reader.line_num + 1
    except csv.Error:
        remedy = "Se över citattecknen: ett som öppnas ska stängas, och ett inne i en text skrivs två gånger."
        raise ModelFileError([Fault(name, line, "", "Raden går inte att läsa som CSV.", remedy)])


def _headers(line: int, cells: list[str], name: str) -> list[str]:
    """Return the column of each header. :raises ModelFileError: missing, unknown or repeated ones"""
    faults, columns = [], []
    while cells and not cells[-1]:
        cells.pop()
    for cell in cells:
        column = SWEDISH.get(cell.lower(), cell.lower())
        if column not in SWEDISH_HEADERS:
            near = difflib.get_close_matches(cell.lower(), [*SWEDISH, *SWEDISH_HEADERS], 1, 0.7)
            remedy = f"Menade du {near[0]}? Annars ta bort kolumnen." if near else "Ta bort kolumnen."
            faults.append(Fault(name, line, cell, "Kolumnen finns inte i ett instrument.", remedy))
        elif column in columns:
            faults.append(Fault(name, line, cell, "Kolumnen står två gånger.", "Behåll den ena."))
        columns.append(column)
    for column in REQUIRED:
        if column not in columns:
            header = SWEDISH_HEADERS[column]
            faults.append(Fault(name, line, header, "Kolumnen saknas.", "Lägg till den i rubrikraden."))
    if faults:
        raise ModelFileError(sorted(faults))
    return columns


def _row(headers: list[str], cells: list[str]) -> Row:
    """A program may leave out the empty cells at the end of a row."""
    return dict(zip(headers, [*cells, *[""] * len(headers)], strict=False))


def _too_wide(line: int, name: str) -> Fault:
    remedy = "Se efter ett skiljetecken för mycket, eller sätt texten inom citattecken."
    return Fault(name, line, "", "Raden har fler celler än rubrikraden.", remedy)


def _table(rows: tuple[tuple[int, Row], ...], headers: Row, name: str) -> Table:
    faults: list[Fault] = []
    whole = _whole(rows, headers, name, faults)
    questions, scales, scale_rows = [], list[dict[str, object]](), list[int]()
    for index, (line, cells) in enumerate(rows):
        question: dict[str, object] = {
            "id": cells["question"],
            "theme": cells["theme"],
            "kind": _WORDS.get(cells["kind"].lower(), cells["kind"].lower()),
        }
        question |= {column: cells[column] for column in ("text_person", "text_worker") if cells.get(column)}
        if any(cells.get(column) for column in ("min", "max", "labels")):
            scale = _scale(cells, line, headers, name, faults)
            if scale not in scales:
                scales.append(scale)
                scale_rows.append(index)
            question["scale"] = f"skala_{scales.index(scale) + 1}"
        if cells.get("choices"):
            pairs = _pairs(cells["choices"], line, headers["choices"], name, faults)
            question["choices"] = [{"id": key, "label": label} for key, label in pairs]
        questions.append(question)
    if faults:
        raise ModelFileError(sorted(faults))
    named = [{"id": f"skala_{number}", **scale} for number, scale in enumerate(scales, 1)]
    return Table({**whole, "scales": named, "questions": questions}, headers, rows, tuple(scale_rows))


def _whole(rows: tuple[tuple[int, Row], ...], headers: Row, name: str, faults: list[Fault]) -> dict[str, object]:
    """Return what holds for the whole instrument: the first row says it, and later rows may only repeat it."""
    first = rows[0][1]
    for line, cells in rows[1:]:
        for column in OF_THE_WHOLE:
            if cells.get(column) and cells[column] != first[column]:
                message = "Här står något annat än på den första raden."
                remedy = "Skriv det som gäller hela instrumentet en gång, på den första raden."
                faults.append(Fault(name, line, headers[column], message, remedy))
    whole: dict[str, object] = {}
    for column in OF_THE_WHOLE:
        if not (value := first.get(column, "")):
            continue
        field = _FIELDS.get(column, column)
        if column in _LISTS:
            whole[field] = [part.strip() for part in value.split("|")]
        elif column == "period":
            whole[field] = _period(value, rows[0][0], headers[column], name, faults)
        else:
            whole[field] = _WORDS.get(value.lower(), value) if column == "instrument_kind" else value
    return whole


def _period(value: str, line: int, header: str, name: str, faults: list[Fault]) -> object:
    if value.lower() == "okänd":
        return "okänd"
    found = _PERIOD.fullmatch(value.lower())
    if found is None or found[2] not in _UNITS:
        remedy = "Skriv till exempel 3 månader, 6 veckor eller okänd."
        faults.append(Fault(name, line, header, "Här ska stå en tid.", remedy))
        return None
    return {_UNITS[found[2]]: int(found[1])}


def _scale(cells: Row, line: int, headers: Row, name: str, faults: list[Fault]) -> dict[str, object]:
    labels = _pairs(cells.get("labels", ""), line, headers.get("labels", "skalsteg"), name, faults)
    return {**{end: _number(cells.get(end, "")) for end in ("min", "max")}, "labels": dict(labels)}


def _number(text: str) -> object:
    """Return a whole number, or the text itself: the schema then says what it should be."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else text


def _pairs(text: str, line: int, header: str, name: str, faults: list[Fault]) -> list[tuple[str, str]]:
    pairs = [tuple(part.strip() for part in piece.split("=", 1)) for piece in text.split("|") if piece.strip()]
    if any(len(pair) != 2 for pair in pairs):
        remedy = "Skriv till exempel 1=inte alls|10=helt och hållet, eller ja=Ja|nej=Nej."
        faults.append(Fault(name, line, header, "Ett likhetstecken saknas mellan svaret och dess text.", remedy))
        return []
    return [(pair[0], pair[1]) for pair in pairs]
