"""What `framsteg norm` and `framsteg assess` share: reading a case file, and showing a calculation line by line."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from framsteg.entitlement import Case, CaseFileError, MissingFact, Step, read_case
from framsteg.entitlement.result import kronor

File = Annotated[Path, typer.Argument(metavar="FILE", help="Ärendefilen, ett hushåll och en månad i YAML.")]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv resultatet som JSON, för program.")]


def read_or_refuse(file: Path) -> Case:
    """
    Read the case file.

    :raises typer.Exit: code 2, after one line per fault on standard error and nothing on standard output
    """
    try:
        return read_case(file)
    except CaseFileError as refused:
        for fault in refused.faults:
            typer.echo(str(fault), err=True)
        raise typer.Exit(2) from refused


def show_steps(title: str, steps: Iterable[Step]) -> None:
    """Print the steps as a table: line, amount, why and paragraph, a rule between the parts."""
    table = Table(title=title, title_justify="left", title_style="bold", show_lines=False)
    table.add_column("Rad", overflow="fold")
    table.add_column("Kronor", justify="right", no_wrap=True)
    table.add_column("Därför", overflow="fold")
    table.add_column("Lagrum", overflow="fold")
    section = None
    for step in steps:
        if section not in (None, step.section):
            table.add_section()
        section = step.section
        table.add_row(Text(step.label), kronor(step.amount), Text(step.because), Text(step.source))
    Console().print(table)


def show_missing(missing: Iterable[MissingFact]) -> None:
    """Print what is not known and what to do about it, one fact per paragraph."""
    for fact in missing:
        typer.echo(f"Okänt: {fact.because} {fact.remedy}")
