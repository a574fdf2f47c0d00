"""`framsteg reform`: what another norm would cost, and who would gain and lose."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from framsteg.cli.assess_many import Folder, ForMonth, month_or_refuse, refuse
from framsteg.cli.calculation import AsJson
from framsteg.entitlement import ParameterError

if TYPE_CHECKING:
    from framsteg.policylab import DisclosedChange

app = typer.Typer(
    no_args_is_help=True, help="Jämför normer på samma hushåll: kostnad, och vilka som får mer eller mindre."
)

Norm = Annotated[str, typer.Argument(help="Ett år, till exempel 2026, eller en YAML-fil med en norm.")]

ShowSmall = Annotated[bool, typer.Option("--show-small", help="Visa också små tal. Bara för påhittade hushåll.")]

EXACT = {"threshold": 0, "round_to": 1}


@app.callback()
def reform() -> None:
    """Jämför normer på samma hushåll: kostnad, och vilka som får mer eller mindre."""


@app.command()
def compare(
    norm_a: Norm,
    norm_b: Norm,
    folder: Folder,
    month: ForMonth,
    as_json: AsJson = False,
    show_small: ShowSmall = False,
) -> None:
    """
    Räkna alla hushåll i en mapp under två normer och visa skillnaden per hushållstyp.

    En norm är ett år eller en egen YAML-fil, skriven som en tabell i
    riksnorm.yaml. Allt annat är månadens: inkomster, jobbstimulans och
    prisbasbelopp. Kommunernas egna normer räknas inte.

    Siffrorna gäller bara hushållen i mappen. De säger inget om hushåll som
    skulle söka bistånd först med den nya normen.

    Små tal visas inte, och antal rundas till närmaste femtal: en rad ska
    inte kunna handla om några få hushåll. Gäller tabellerna påhittade
    hushåll visar --show-small alla tal som de är.

    Kör till exempel: framsteg reform compare 2025 2026 tabeller --month 2025-03

    Slutkod 2 när en norm eller en tabell har fel, med en rad per fel.
    """
    from framsteg import policylab
    from framsteg.entitlement import bulk  # NumPy and DuckDB take a moment that other commands need not wait for

    chosen = month_or_refuse(month)
    try:
        changes = bulk.compare(folder, chosen, bulk.norm_from(norm_a), bulk.norm_from(norm_b))
    except bulk.TableError as refused:
        refuse(*map(str, refused.faults))
    except ParameterError as refused:
        refuse(str(refused))
    rows = policylab.disclosed_changes(changes, **EXACT) if show_small else policylab.disclosed_changes(changes)
    if as_json:
        answer = {"month": str(chosen), "norm_a": norm_a, "norm_b": norm_b, "types": [_row(row) for row in rows]}
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _show(rows, f"Bistånd i {chosen.label}: norm {norm_a} mot norm {norm_b}")


def _row(row: DisclosedChange) -> dict[str, object]:
    amounts = {"cost_a": row.before, "cost_b": row.after, "change": row.change}
    return {
        "type": row.kind or "all",
        "households": row.households.value,
        **{name: None if shown.value is None else str(shown.value) for name, shown in amounts.items()},
        "gain": row.gain.value,
        "lose": row.lose.value,
        "unknown": row.unknown.value,
    }


def _show(rows: Sequence[DisclosedChange], title: str) -> None:
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("Hushållstyp", overflow="fold")
    for heading in ("Hushåll", "Norm A", "Norm B", "Skillnad", "Får mer", "Får mindre", "Okänt"):
        table.add_column(heading, justify="right", overflow="fold")
    for row in rows:
        if not row.kind:
            table.add_section()
        shown = (row.households, row.before, row.after, row.change, row.gain, row.lose, row.unknown)
        table.add_row(row.label, *(cell.text for cell in shown))
    Console().print(table)
