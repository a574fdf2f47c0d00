"""`framsteg model`: look at arbetsmodeller and check one's own."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from framsteg.workingmodel import (
    ModelFileError,
    WorkingModel,
    load,
    mermaid,
    render,
    shipped,
    shipped_model,
    shipped_yaml,
)
from framsteg.workingmodel import check as check_file

app = typer.Typer(
    no_args_is_help=True,
    help="""Arbetsmodeller: kommunens sätt att arbeta, som en YAML-fil.

    Läs en modell med `framsteg model show trollhattan`. Gör en egen av den: `framsteg model show trollhattan --yaml >
    min-modell.yaml`, ändra filen och pröva den med `framsteg model check min-modell.yaml`.""",
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
        typer.echo(shipped_yaml(model) if model in shipped() else Path(model).read_text(encoding="utf-8"), nl=False)
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
