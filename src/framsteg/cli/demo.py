"""`framsteg demo`: build Demokommunen, say what came out of it, and serve it."""

import os
from datetime import date
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table


def demo(
    port: Annotated[int, typer.Option(envvar="PORT", help="Port att lyssna på.")] = 8000,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Starta webbtjänsten efter tabellen.")] = True,
    reset: Annotated[bool, typer.Option("--reset", help="Börja om från början.")] = False,
    until: Annotated[str, typer.Option(help="Sista dag, ÅÅÅÅ-MM-DD. Utan: i dag.")] = "",
) -> None:
    """
    Build a demo kommun with 400 synthetic households over 24 months and serve it.

    What is built is kept and used again; `--reset` starts over. No real person is in it.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "framsteg.config.settings_demo"
    import django

    django.setup()
    from django.utils import timezone

    from framsteg.demo import database

    console = Console()
    try:
        today = date.fromisoformat(until) if until else timezone.localdate()
    except ValueError:
        typer.echo(f"--until: ”{until}” är inte ett datum. Skriv ÅÅÅÅ-MM-DD, till exempel 2026-11-22.", err=True)
        raise typer.Exit(2)
    if reset:
        database.remove()
    if database.is_built():
        console.print("Demokommunen finns redan och används igen. Börja om med RESET=1.")
    else:
        _build(console, today)
    _tell(console)
    if serve:
        from framsteg.cli.serve import run_gunicorn

        _tell_where(console, port)
        run_gunicorn(port, workers=2)


def _build(console: Console, today: date) -> None:
    from framsteg.demo import database

    words = "{task.description}", "{task.percentage:>3.0f} %"
    columns = (TextColumn(words[0]), BarColumn(), TextColumn(words[1]), TimeElapsedColumn())
    with Progress(*columns, console=console, auto_refresh=False) as bar:  # no thread of its own: the story forks
        task = bar.add_task("Bygger Demokommunen", total=1.0)

        def show(share: float) -> None:
            if share - bar.tasks[0].completed > 0.005:
                bar.update(task, completed=share, refresh=True)

        database.build(today=today, progress=show)


def _tell(console: Console) -> None:
    """Print what the main job produced."""
    from framsteg.demo.summary import summary

    result = summary()
    table = Table(
        title=result.title, title_justify="left", show_header=False, caption=result.note, caption_justify="left"
    )
    table.add_column("Mått")
    table.add_column("Värde", justify="right")
    for label, value in result.rows:
        table.add_row(label, value)
    console.print(table)


def _tell_where(console: Console, port: int) -> None:
    from framsteg.demo.kommun import PASSWORD
    from framsteg.demo.summary import sign_ins

    table = Table(title="Inloggning i demon: en per roll", title_justify="left")
    for column in ("Roll", "Användare", "Lösenord"):
        table.add_column(column)
    for role, username in sign_ins():
        table.add_row(role, username, PASSWORD)
    console.print(table)
    console.print(f"Öppna [bold]http://localhost:{port}[/bold]  (avsluta med Ctrl+C)")
