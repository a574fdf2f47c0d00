"""`framsteg sweep`: go through every clock and tell who should know."""

import json
import os
import time
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Check = Annotated[bool, typer.Option("--check", help="Svep inget; säg bara om det senaste svepet är för gammalt.")]
AsJson = Annotated[bool, typer.Option("--json", help="Svara i JSON.")]
Demo = Annotated[bool, typer.Option("--demo", help="Svep demokommunen.")]


def sweep(check: Check = False, as_json: AsJson = False, demo: Demo = False) -> None:
    """
    Gå igenom alla frister, och påminn den som behöver veta.

    Körs en gång varje natt. Räknar om fristerna efter arbetsmodellerna,
    lägger upp påminnelser om det som snart går ut eller har gått ut, om
    det som arbetsmodellen lyfter, om ärenden utan handläggare och om
    samtycken som går ut. Var och en får veta en gång, hur ofta kommandot
    än körs. Ett svep som avbryts gör ingen skada: kör det igen. Inget
    ärende ändras.

    framsteg sweep --check ger slutkod 1 när inget svep har blivit klart på
    26 timmar, så att driften kan larma.
    """
    _start(demo=demo)
    if check:
        _check(as_json=as_json)
    else:
        _sweep(as_json=as_json)


def _start(*, demo: bool) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"framsteg.config.settings{'_demo' if demo else ''}")
    import django
    from django.core.management import call_command

    django.setup()
    try:
        call_command("migrate", check_unapplied=True, verbosity=0, skip_checks=True)
    except SystemExit:
        typer.echo("Databasen är inte uppdaterad. Kör först: framsteg manage migrate", err=True)
        raise typer.Exit(2)


def _sweep(*, as_json: bool) -> None:
    from django.utils import timezone, translation

    from framsteg.apps.reminders import actions

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    begun = time.monotonic()
    with translation.override("sv"), Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Går igenom frister", total=None)
        run = actions.sweep(at=timezone.now(), progress=lambda done, of: bar.update(task, completed=done, total=of))
    seconds = round(time.monotonic() - begun, 1)
    if as_json:
        typer.echo(json.dumps({"at": run.started_at.isoformat(), **run.counts, "seconds": seconds}, indent=2))
        return
    counts = run.counts
    typer.echo(
        f"{counts['journeys']} vägar till arbete gicks igenom på {seconds} s. "
        f"Ändrade frister: {counts['changed']}. Nya påminnelser: {counts['notices']}."
    )


def _check(*, as_json: bool) -> None:
    from django.utils import timezone

    from framsteg.apps.core.formats import swedish_datetime
    from framsteg.apps.reminders import queries

    pulse = queries.pulse_at(timezone.now())
    last = swedish_datetime(pulse.finished_at) if pulse.finished_at else "aldrig"
    if as_json:
        at = pulse.finished_at.isoformat() if pulse.finished_at else None
        typer.echo(json.dumps({"finished_at": at, "alarm": pulse.alarm}, indent=2))
    elif pulse.alarm:
        hours = int(queries.ALARM_AFTER.total_seconds() // 3600)
        typer.echo(f"Inget svep har blivit klart på {hours} timmar. Senast: {last}. Kör: framsteg sweep", err=True)
    else:
        typer.echo(f"Senaste svepet blev klart {last}.")
    if pulse.alarm:
        raise typer.Exit(1)
