"""`framsteg assess-many`: the right to assistance for every household of a folder of tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from framsteg.cli.calculation import AsJson
from framsteg.entitlement import Month, Outcome
from framsteg.entitlement.result import kronor

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="Mappen med tabeller: persons.parquet eller .csv, med flera.")
]
ForMonth = Annotated[str, typer.Option("--month", help="Månaden som biståndet gäller, till exempel 2025-03.")]


def assess_many(
    folder: Folder,
    month: ForMonth,
    out: Annotated[Path, typer.Option("--out", "-o", help="Filen att skriva, .parquet eller .csv.")],
    as_json: AsJson = False,
) -> None:
    """
    Pröva rätten till ekonomiskt bistånd för alla hushåll i en mapp.

    Mappen har en tabell för varje lista i ärendefilen, som Parquet eller CSV,
    med household_id först: persons, och vid behov households, costs, incomes,
    assets, adjustments, surpluses och history. Kolumnerna är ärendefilens
    uppgifter; docs/reference/tables.md beskriver dem.

    Svaret har en rad per hushåll: utfall, belopp, beräkningens delsummor och
    vad som saknas när utfallet inte går att avgöra. Varje belopp är detsamma
    som framsteg assess ger för hushållet.

    Kör till exempel: framsteg assess-many tabeller --month 2025-03 -o svar.parquet

    Slutkod 0 när allt går att läsa. Annars skrivs en rad per fel, ingenting
    annat, och slutkoden är 2.
    """
    from framsteg.entitlement import bulk  # NumPy and DuckDB take a moment that other commands need not wait for

    chosen = month_or_refuse(month)
    try:
        summary = bulk.write_answers(bulk.answers(folder, chosen), out)
    except bulk.TableError as refused:
        refuse(*map(str, refused.faults))
    except ValueError as refused:
        refuse(str(refused))
    except OSError as refused:
        refuse(
            f"{out}: filen går inte att skriva. Ange en mapp som finns och som du får skriva i. ({refused.strerror})"
        )
    counts = {outcome.value: summary.by_outcome[outcome] for outcome in Outcome}
    if as_json:
        answer = {"month": str(chosen), "households": summary.households, **counts, "assistance": str(summary.kronor)}
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    typer.echo(f"{summary.households} hushåll för {chosen.label}, skrivna till {out}.")
    for outcome in Outcome:
        typer.echo(f"{outcome.label}: {counts[outcome.value]}.")
    typer.echo(f"Bistånd sammanlagt: {kronor(summary.kronor)}.")


def month_or_refuse(text: str) -> Month:
    """
    Read the month.

    :raises typer.Exit: code 2, after a sentence on standard error
    """
    try:
        return Month.parse(text)
    except ValueError as refused:
        refuse(f"--month: {refused}")


def refuse(*sentences: str) -> NoReturn:
    """Print the sentences on standard error and stop with exit code 2."""
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(2)
