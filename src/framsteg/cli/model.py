"""`framsteg model`: look at arbetsmodeller and check one's own."""

import json
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from framsteg.workingmodel import (
    KeyFileError,
    ModelFileError,
    Received,
    WorkingModel,
    export_model,
    import_model,
    load,
    mermaid,
    render,
    shipped,
    shipped_model,
    shipped_yaml,
    whole_yaml,
)
from framsteg.workingmodel import check as check_file
from framsteg.workingmodel import compare as compare_models

app = typer.Typer(
    no_args_is_help=True,
    help="""Arbetsmodeller: kommunens sätt att arbeta, som en YAML-fil.

    Läs en modell med `framsteg model show trollhattan`. Gör en egen av den: `framsteg model show trollhattan --yaml >
    min-modell.yaml`, ändra filen och pröva den med `framsteg model check min-modell.yaml`. Ge den till en annan kommun
    med `framsteg model export min-modell.yaml`.""",
)

Model = Annotated[str, typer.Argument(metavar="ID_OR_FILE", help="Id för en färdig modell, eller en egen YAML-fil.")]


@app.command("list")
def list_models() -> None:
    """Visa de färdiga modellerna: id, version och namn."""
    for model_id in shipped():
        meta = shipped_model(model_id).meta
        typer.echo(f"{model_id}\t{meta.version}\t{meta.label}")


@app.command()
def show(
    model: Model,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv modellen som JSON, för program.")] = False,
    as_yaml: Annotated[bool, typer.Option("--yaml", help="Skriv modellens fil, att göra en egen av.")] = False,
) -> None:
    """Visa en modell: faser, frister, grindar, roller, källor och det som är okänd."""
    found = _find(model)
    if as_yaml:
        typer.echo(_yaml_of(model), nl=False)
    elif as_json:
        typer.echo(json.dumps(found.model_dump(mode="json", exclude_none=True), ensure_ascii=False, indent=2))
    else:
        typer.echo(render(found), nl=False)


@app.command()
def check(file: Annotated[Path, typer.Argument(metavar="FILE", help="YAML-filen som ska prövas.")]) -> None:
    """
    Pröva en modellfil. Varje fel skrivs på en rad: fil, rad, fält, vad som är fel och vad du kan göra.

    Slutkod 0 när filen går att använda, annars 2.
    """
    if faults := check_file(file):
        _refuse(faults)
    typer.echo(f"{file}: OK")


@app.command()
def diagram(model: Model) -> None:
    """Skriv modellens diagram som Mermaid-text (stateDiagram-v2)."""
    typer.echo(mermaid(_find(model)), nl=False)


@app.command()
def compare(left: Model, right: Model) -> None:
    """
    Visa vad som skiljer två modeller, eller två versioner av en, del för del. Delar med samma id är samma del.
    """
    one, other = _find(left), _find(right)
    differences = compare_models(one, other)
    for element, rows in groupby(differences, key=lambda difference: difference.element):
        typer.echo(f"## {element}\n\n| | {one.meta.label} | {other.meta.label} |\n|---|---|---|")
        for row in rows:
            typer.echo(f"| {_cell(row.what)} | {_cell(row.left or '–')} | {_cell(row.right or '–')} |")
        typer.echo()
    if not differences:
        typer.echo("Inga skillnader.")


@app.command("export")
def export(
    model: Model,
    made_by: Annotated[str, typer.Option("--by", help="Vem som lämnar modellen, till exempel kommunens namn.")],
    made_at: Annotated[str, typer.Option("--at", help="När, med tidszon: 2026-11-22T09:00+01:00.")],
    to: Annotated[Path | None, typer.Option(help="Filen som ska skrivas; annars skrivs den ut.")] = None,
    key: Annotated[Path | None, typer.Option(help="Privat nyckel (Ed25519, PEM) att underteckna med.")] = None,
) -> None:
    """
    Gör en fil av en modell att ge till en annan kommun, med kontrollsumma, ursprung och, med --key, underskrift.

    En nyckel görs med `openssl genpkey -algorithm ed25519 -out nyckel.pem`, och den öppna delen som mottagaren behöver
    med `openssl pkey -in nyckel.pem -pubout -out oppen.pem`. Utan nyckel visar filen bara att den är oförändrad.
    """
    _find(model)
    try:
        text = export_model(_yaml_of(model), made_by=made_by, made_at=_instant(made_at), key=_key(key))
    except ModelFileError as error:
        _refuse(error.faults)
    except ValueError as error:
        _refuse([error])
    if to is None:
        typer.echo(text, nl=False)
    else:
        _write_new(to, text)


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Filen från den andra kommunen.")],
    to: Annotated[Path, typer.Option(help="Modellfilen som ska skrivas; en fil som finns skrivs aldrig över.")],
    trust: Annotated[
        Path | None, typer.Option(help="Avsändarens öppna nyckel (PEM): filen måste vara undertecknad.")
    ] = None,
) -> None:
    """
    Läs in en modell från en annan kommun: kontrollsumman, underskriften och modellen prövas innan något skrivs.

    Slutkod 0 när filen går att använda, annars 2.
    """
    if not file.exists():
        _refuse([f"Det finns ingen fil som heter {file}."])
    try:
        received = import_model(file.read_bytes(), str(file), trusted=_key(trust))
    except ModelFileError as error:
        _refuse(error.faults)
    except KeyFileError as error:
        _refuse([error])
    _write_new(to, received.text)
    _tell(received)


def _tell(received: Received) -> None:
    came = received.provenance
    builds_on = f", efter {', '.join(came.builds_on)}" if came.builds_on else ""
    typer.echo(f"{received.model.meta.label}: {came.model} version {came.version}{builds_on}.")
    typer.echo(f"Lämnad av {came.made_by} {came.made_at.isoformat()}. Kontrollsumman stämmer.")
    if received.signed_with:
        typer.echo(f"Undertecknad med nyckeln {received.signed_with}.")
    else:
        typer.echo("Inte undertecknad: filen är oförändrad, men vem som gjorde den är inte bevisat.")


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        _refuse([f"”{text}” är ingen tidpunkt. Skriv till exempel 2026-11-22T09:00+01:00."])


def _key(path: Path | None) -> bytes | None:
    if path is None:
        return None
    if not path.is_file():
        _refuse([f"Det finns ingen nyckelfil som heter {path}."])
    return path.read_bytes()


def _write_new(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        _refuse([f"Filen {path} finns redan. Välj ett annat namn."])
    except OSError as error:
        _refuse([f"Filen {path} går inte att skriva ({error.strerror})."])


def _cell(text: str) -> str:
    """A line break or a bar would end the cell."""
    return " ".join(text.split()).replace("|", "\\|")


def _yaml_of(model: str) -> str:
    return shipped_yaml(model) if model in shipped() else whole_yaml(model)


def _find(model: str) -> WorkingModel:
    if model in shipped():
        return shipped_model(model)
    if not Path(model).exists():
        _refuse([f"Det finns ingen färdig modell och ingen fil som heter {model}. Färdiga: {', '.join(shipped())}."])
    try:
        return load(model)
    except ModelFileError as error:
        _refuse(error.faults)


def _refuse(faults: Iterable[object]) -> NoReturn:
    for fault in faults:
        typer.echo(str(fault), err=True)
    raise typer.Exit(2)
