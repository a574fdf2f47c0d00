"""
`framsteg cases`: a folder of the kommun's own cases in spreadsheets, and the answer beside each.

The reader of spreadsheets is imported when it is needed: it is slow to load, and every other command would wait for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from framsteg.entitlement.sheets import BookFault, Checked

ANSWER = "-resultat.xlsx"

Folder = Annotated[
    Path | None, typer.Argument(metavar="DIR", help="Mappen med kommunens fall, en eller flera XLSX-filer.")
]
Template = Annotated[
    Path | None, typer.Option("--template", help="Skriv en tom mall med ett exempel, och gör inget annat.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv svaren som JSON, för program.")]


def cases(folder: Folder = None, template: Template = None, as_json: AsJson = False) -> None:
    """
    Pröva kommunens egna fall ur kalkylblad, och skriv ett svar bredvid varje fil.

    Börja med mallen: framsteg cases --template fall.xlsx

    Fyll i fallen med väntat resultat, lägg filen i en mapp och kör: framsteg
    cases mappen

    Till fall.xlsx skrivs fall-resultat.xlsx med ett blad som säger vilka fall
    som stämmer, och ett med alla rader i beräkningarna.

    Slutkod 0 när allt stämmer och 1 när något fall skiljer sig. Är någon fil
    fel skrivs en rad per fel, inget svar, och slutkoden är 2.
    """
    if template is not None:
        _template(template)
    elif folder is None:
        _refuse(["Ange mappen med fallen, eller --template FIL.xlsx för en mall att börja med."])
    else:
        _check(folder, as_json)


def _template(path: Path) -> None:
    from framsteg.entitlement.sheets import write_template

    if path.suffix.casefold() != ".xlsx":
        _refuse([f"{path}: Mallen är ett kalkylblad. Välj ett namn som slutar på .xlsx."])
    if path.exists():
        _refuse([f"{path}: Filen finns redan. Välj ett annat namn."])
    try:
        write_template(path)
    except OSError as refused:
        _refuse([f"{path}: Filen går inte att skriva ({refused.strerror}). Välj en annan mapp."])
    typer.echo(f"{path}: mallen är skriven. Bladet Läs mig säger vad varje kolumn är.")


def _check(folder: Path, as_json: bool) -> None:
    from framsteg.entitlement.sheets import write_report

    answers = _read(folder)
    for path, checked in answers.items():
        answer = path.with_name(path.stem + ANSWER)
        try:
            write_report(checked, answer)
        except OSError as refused:
            _refuse([f"{answer}: Svaret går inte att skriva ({refused.strerror}). Stäng filen eller byt mapp."])
    if as_json:
        listed = {path.name: [_primitives(one) for one in checked] for path, checked in answers.items()}
        typer.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        for path, checked in answers.items():
            good = sum(one.passed for one in checked)
            typer.echo(f"{path.name}: {good} av {len(checked)} fall stämmer. Svaret står i {path.stem}{ANSWER}.")
    if not all(one.passed for checked in answers.values() for one in checked):
        raise typer.Exit(1)


def _read(folder: Path) -> dict[Path, tuple[Checked, ...]]:
    """Read every book of the folder before anything is written, leaving out answers and a spreadsheet's lock files."""
    from framsteg.entitlement.sheets import BookError, check, read_book

    if not folder.is_dir():
        _refuse([f"{folder}: Mappen finns inte. Kontrollera namnet."])
    books = [p for p in sorted(folder.glob("*.xlsx")) if not p.name.endswith(ANSWER) and not p.name.startswith("~$")]
    if not books:
        _refuse([f"{folder}: Mappen har inga XLSX-filer med fall. Börja med framsteg cases --template fall.xlsx."])
    answers: dict[Path, tuple[Checked, ...]] = {}
    faults: list[BookFault] = []
    for path in books:
        try:
            answers[path] = check(read_book(path))
        except BookError as refused:
            faults += refused.faults
    if faults:
        _refuse(faults)
    return answers


def _primitives(one: Checked) -> dict[str, object]:
    compared = {c.field: {"expected": str(c.expected), "found": c.found and str(c.found)} for c in one.comparisons}
    return {"case": one.case.name, "passed": one.passed, "compared": compared, "result": one.result.as_json()}


def _refuse(faults: Iterable[object]) -> NoReturn:
    for fault in faults:
        typer.echo(str(fault), err=True)
    raise typer.Exit(2)
