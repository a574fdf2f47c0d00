"""The `framsteg` command. Each command is one call to a library function, an action or a query."""

import os
import sys
from typing import Annotated

import typer

from framsteg.cli import account, assess, assess_many, cases, instrument, model, norm, reform
from framsteg.cli.demo import demo
from framsteg.cli.serve import serve
from framsteg.cli.sweep import sweep

app = typer.Typer(
    name="framsteg",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    help=(
        "Framsteg: från ansökan om försörjningsstöd till egen försörjning.\n\n"
        "Börja med `framsteg demo`, eller räkna på ett hushåll med `framsteg assess fil.yaml`."
    ),
)
app.command("demo")(demo)
app.command("serve")(serve)
app.command("sweep")(sweep)
app.command("norm")(norm.norm)
app.command("assess")(assess.assess)
app.command("cases")(cases.cases)
app.command("assess-many")(assess_many.assess_many)
app.add_typer(reform.app, name="reform")
app.add_typer(model.app, name="model")
app.add_typer(instrument.app, name="instrument")
app.add_typer(account.app, name="account")


@app.command(
    "manage",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
)
def manage(context: typer.Context, demo_settings: Annotated[bool, typer.Option("--demo")] = False) -> None:
    """
    Django's own commands: `framsteg manage migrate`, `framsteg manage check --deploy`, `framsteg manage --demo shell`.
    """
    use_settings(demo=demo_settings)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["framsteg manage", *context.args])


def use_settings(*, demo: bool) -> None:
    """Choose the settings before Django is imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"framsteg.config.settings{'_demo' if demo else ''}")


def main() -> None:
    """Run the command; text is UTF-8 also where the terminal's locale says otherwise."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    app()
