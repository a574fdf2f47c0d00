"""`framsteg reform`: what another norm would cost, and who would gain and lose."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from framsteg.cli.assess_many import Folder, ForMonth, month_or_refuse, refuse
from framsteg.cli.calculation import AsJson
from framsteg.entitlement import ParameterError
from framsteg.entitlement.result import kronor

if TYPE_CHECKING:
    from framsteg.entitlement.bulk import TypeChange

app = typer.Typer(
    no_args_is_help=True, help="Jämför normer på samma hushåll: kostnad, och vilka som får mer eller mindre."
)

Norm = Annotated[str, typer.Argument(help="Ett år, till exempel 2026, eller en YAML-fil med en norm.")]


@app.callback()
def reform() -> None:
    """Jämför normer på samma hushåll: kostnad, och vilka som får mer eller mindre."""


@app.command()
def compare(norm_a: Norm, norm_b: Norm, folder: Folder, month: ForMonth, as_json: AsJson = False) -> None:
    """
    Räkna alla hushåll i en mapp under två normer och visa skillnaden per hushållstyp.

    En norm är ett år eller en egen YAML-fil, skriven som en tabell i
    riksnorm.yaml. Allt annat är månadens: inkomster, jobbstimulans och
    prisbasbelopp. Kommunernas egna normer räknas inte.

    Siffrorna gäller bara hushållen i mappen. De säger inget om hushåll som
    skulle söka bistånd först med den nya normen.

    Kör till exempel: framsteg reform compare 2025 2026 tabeller --month 2025-03

    Slutkod 2 när en norm eller en tabell har fel, med en rad per fel.
    """
    from framsteg.entitlement import bulk  # NumPy and DuckDB take a moment that other commands need not wait for

    chosen = month_or_refuse(month)
    try:
        changes = bulk.compare(folder, chosen, bulk.norm_from(norm_a), bulk.norm_from(norm_b))
    except bulk.TableError as refused:
        refuse(*map(str, refused.faults))
    except ParameterError as refused:
        refuse(str(refused))
    if as_json:
        answer = {"month": str(chosen), "norm_a": norm_a, "norm_b": norm_b, "types": [_row(row) for row in changes]}
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _show(changes, f"Bistånd i {chosen.label}: norm {norm_a} mot norm {norm_b}")


def _row(change: TypeChange) -> dict[str, object]:
    amounts = {"cost_a": change.before, "cost_b": change.after, "change": change.change}
    return {
        "type": change.kind.value,
        "households": change.households,
        **{name: str(_kronor(ore)) for name, ore in amounts.items()},
        "gain": change.gain,
        "lose": change.lose,
        "unknown": change.unknown,
    }


def _show(changes: Sequence[TypeChange], title: str) -> None:
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("Hushållstyp", overflow="fold")
    for heading in ("Hushåll", "Norm A", "Norm B", "Skillnad", "Får mer", "Får mindre", "Okänt"):
        table.add_column(heading, justify="right", overflow="fold")
    for row in changes:
        table.add_row(row.kind.label, *_cells(row.households, row.before, row.after, row.gain, row.lose, row.unknown))
    table.add_section()
    rows = [(row.households, row.before, row.after, row.gain, row.lose, row.unknown) for row in changes]
    table.add_row("Alla", *_cells(*(sum(column) for column in zip(*rows, strict=True))))
    Console().print(table)


def _cells(households: int, before: int, after: int, gain: int, lose: int, unknown: int) -> tuple[str, ...]:
    amounts = (kronor(_kronor(ore)) for ore in (before, after, after - before))
    return str(households), *amounts, str(gain), str(lose), str(unknown)


def _kronor(ore: int) -> Decimal:
    return Decimal(ore) / 100
