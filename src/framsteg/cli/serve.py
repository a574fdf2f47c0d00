"""Serving the application with gunicorn."""

import os
import subprocess
import sys
from typing import Annotated

import typer


def serve(
    port: Annotated[int, typer.Option(envvar="PORT", help="Port att lyssna på.")] = 8000,
    workers: Annotated[int, typer.Option(help="Antal processer; två räcker för en mindre kommun.")] = 2,
) -> None:
    """
    Start the web service with your own settings.

    Before the first time: `framsteg manage migrate` and `framsteg manage collectstatic`. Settings are read from the
    environment; `docs/reference/settings.md` lists them.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "framsteg.config.settings")
    if manage("migrate", "--check") != 0:
        typer.echo("Databasen är inte uppdaterad. Kör först: framsteg manage migrate", err=True)
        raise typer.Exit(2)
    if manage("collectstatic", "--noinput", "--verbosity", "0") != 0:
        raise typer.Exit(2)
    run_gunicorn(port, workers)


def manage(*arguments: str) -> int:
    """Run one of Django's commands in a process of its own and return its exit code."""
    command = [sys.executable, "-m", "django", *arguments]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own interpreter and words


def run_gunicorn(port: int, workers: int) -> None:
    """Replace this process with gunicorn on localhost. A reverse proxy stands in front of it in real use."""
    arguments = ["--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--no-control-socket"]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *arguments, "framsteg.config.wsgi"])  # noqa: S606
