"""`framsteg instrument`: look at bedömningsinstrument, check one's own, and make a file of a table."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from framsteg.workingmodel import ModelFileError
from framsteg.workingmodel.instrument import Instrument, Question, QuestionKind, Respondent
from framsteg.workingmodel.instrument_file import (
    instrument_yaml,
    read_instrument,
    shipped_instrument,
    shipped_instrument_yaml,
    shipped_instruments,
)

app = typer.Typer(
    no_args_is_help=True,
    help="""Bedömningsinstrument: frågor till personen och handläggaren, som en YAML-fil eller en tabell (CSV).

    Läs ett instrument med `framsteg instrument show progression`. Gör ett eget av det: `framsteg instrument show
    progression --yaml > mitt.yaml`. Gör en fil av en tabell med `framsteg instrument import fragor.csv --to mitt.yaml`,
    pröva den med `framsteg instrument check mitt.yaml` och ta den i bruk på sidan Instrument. FIA och BIP skyddas av
    upphovsrätt och följer inte med: den som har rätt att använda dem läser in dem själv.""",
)

One = Annotated[str, typer.Argument(metavar="ID_OR_FILE", help="Id för ett färdigt instrument, eller en egen fil.")]
WHO = {Respondent.PERSON: "Personen", Respondent.WORKER: "Handläggaren"}


@app.command("list")
def list_instruments(
    as_json: Annotated[bool, typer.Option("--json", help="Skriv listan som JSON, för program.")] = False,
) -> None:
    """Visa de färdiga instrumenten: id, version och namn."""
    found = [shipped_instrument(instrument_id) for instrument_id in shipped_instruments()]
    if as_json:
        rows = [{"id": row.id, "version": row.version, "label": row.label, "kind": row.kind} for row in found]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in found:
            typer.echo(f"{row.id}\t{row.version}\t{row.label}")


@app.command()
def show(
    instrument: One,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv instrumentet som JSON, för program.")] = False,
    as_yaml: Annotated[bool, typer.Option("--yaml", help="Skriv instrumentets fil, att göra en egen av.")] = False,
) -> None:
    """Visa ett instrument: frågor, skalor, period, upphovsrätt och vad det inte får användas till."""
    found = _find(instrument)
    if as_yaml:
        shipped = instrument in shipped_instruments()
        typer.echo(shipped_instrument_yaml(instrument) if shipped else instrument_yaml(found), nl=False)
    elif as_json:
        typer.echo(json.dumps(found.model_dump(mode="json", exclude_none=True), ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(_lines(found)))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="YAML- eller CSV-filen som ska prövas.")],
    as_json: Annotated[bool, typer.Option("--json", help="Skriv felen som JSON på standard ut, för program.")] = False,
) -> None:
    """
    Pröva en instrumentfil. Varje fel skrivs på en rad: fil, rad, fält, vad som är fel och vad du kan göra.

    Slutkod 0 när filen går att använda, annars 2.
    """
    try:
        read_instrument(file)
    except ModelFileError as error:
        if not as_json:
            _refuse(error.faults)
        typer.echo(json.dumps([vars(fault) for fault in error.faults], ensure_ascii=False, indent=2))
        raise typer.Exit(2)
    typer.echo("[]" if as_json else f"{file}: OK")


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Kommunens eget instrument, som YAML eller CSV.")],
    to: Annotated[Path, typer.Option(help="Instrumentfilen (YAML) som ska skrivas; en som finns skrivs aldrig över.")],
) -> None:
    """
    Gör en instrumentfil (YAML) av kommunens eget instrument. Filen prövas innan något skrivs.

    En tabell (CSV) har en rad för varje fråga; kolumnerna står i docs/reference/instrument.md.
    Slutkod 0 när filen går att använda, annars 2.
    """
    try:
        found = read_instrument(file)
    except ModelFileError as error:
        _refuse(error.faults)
    try:
        with to.open("x", encoding="utf-8", newline="\n") as made:
            made.write(instrument_yaml(found))
    except FileExistsError:
        _refuse([f"Filen {to} finns redan. Välj ett annat namn."])
    except OSError as error:
        _refuse([f"Filen {to} går inte att skriva ({error.strerror})."])
    typer.echo(f"{found.label}: {found.id} version {found.version}, {len(found.questions)} frågor.")
    typer.echo(f"Upphovsrätt: {found.copyright}")


def _lines(instrument: Instrument) -> Iterable[str]:
    yield f"# {instrument.label}"
    yield ""
    yield f"Version {instrument.version} ({instrument.id}). Upphovsrätt: {instrument.copyright}"
    if instrument.period is None:
        yield "Fylls i en gång."
    else:
        yield f"Tid mellan mätningarna: {instrument.period}. {instrument.period_source or ''}".rstrip()
    yield ""
    yield "Får inte användas till:"
    yield from (f"- {text}" for text in instrument.not_for)
    for question in instrument.questions:
        yield ""
        yield f"## {question.theme} ({question.id})"
        yield from (f"- {WHO[who]}: {question.text_for(who)}" for who in question.asked_of)
        yield f"- Svar: {_answers(instrument, question)}"
    yield ""
    yield "Bygger på:"
    yield from (f"- {source}" for source in instrument.source)
    if instrument.note:
        yield ""
        yield instrument.note


def _answers(instrument: Instrument, question: Question) -> str:
    if question.kind is QuestionKind.SCALE:
        scale = instrument.scale_of(question)
        ends = ", ".join(f"{step} = {label}" for step, label in scale.labels.items())
        return f"{scale.min} till {scale.max} ({ends})"
    return ", ".join(choice.label for choice in question.choices) or "fri text"


def _find(instrument: str) -> Instrument:
    if instrument in shipped_instruments():
        return shipped_instrument(instrument)
    if not Path(instrument).exists():
        shipped = ", ".join(shipped_instruments())
        _refuse([f"Det finns inget färdigt instrument och ingen fil som heter {instrument}. Färdiga: {shipped}."])
    try:
        return read_instrument(instrument)
    except ModelFileError as error:
        _refuse(error.faults)


def _refuse(faults: Iterable[object]) -> NoReturn:
    for fault in faults:
        typer.echo(str(fault), err=True)
    raise typer.Exit(2)
