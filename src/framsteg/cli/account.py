"""`framsteg account`: the first account of a new installation."""

import os
from typing import Annotated, NoReturn

import typer

app = typer.Typer(name="account", no_args_is_help=True, help="Konton, innan någon kan logga in.")

FIRST_ROLE = "system_manager"


@app.callback()
def account() -> None:
    """Keep ``add`` a command of its own, though it is the only one."""


@app.command("add")
def add(
    username: Annotated[str, typer.Argument(help="Användarnamn: bokstäver a–z, siffror, bindestreck, understreck.")],
    first_name: Annotated[str, typer.Option(help="Förnamn.")],
    last_name: Annotated[str, typer.Option(help="Efternamn.")],
    email: Annotated[str, typer.Option(help="E-post.")] = "",
    unit: Annotated[str, typer.Option(help="Enhetens namn; den läggs upp om den inte finns.")] = "Systemförvaltning",
    role: Annotated[str, typer.Option(help="Det första kontot är systemförvaltarens.")] = FIRST_ROLE,
) -> None:
    """
    Lägg upp den första systemförvaltaren.

    Lösenordet frågas efter och syns inte när det skrivs. Alla andra konton läggs sedan upp av systemförvaltaren på
    sidan Personal; när det finns en systemförvaltare gör kommandot inget mer.

    Exempel:

    framsteg account add anna --role system_manager --first-name Anna --last-name Berg --email anna.berg@kommunen.se
    --unit Systemförvaltning
    """
    if role != FIRST_ROLE:
        _refuse(f"Det första kontot är systemförvaltarens: --role {FIRST_ROLE}. Övriga läggs upp på sidan Personal.")
    _start()
    from django.utils import timezone

    from framsteg.apps.core.errors import ActionDenied
    from framsteg.apps.identity import actions

    _check_username(username)
    try:
        actions.check_unmanaged()
        staff = actions.add_first_manager(
            username=username,
            first_name=first_name,
            last_name=last_name,
            email=email,
            unit_name=unit,
            password=_ask_for_password(username, first_name, last_name, email),
            by=None,
            at=timezone.now(),
        )
    except ActionDenied as denied:
        _refuse(str(denied))
    typer.echo(f"{staff} är systemförvaltare och loggar in som {username}.")


def _start() -> None:
    """Start Django with the kommun's own settings; a database that is not up to date is refused."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "framsteg.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    try:
        call_command("migrate", check_unapplied=True, verbosity=0, skip_checks=True)
    except SystemExit:
        _refuse("Databasen är inte uppdaterad. Kör först: framsteg manage migrate")


def _check_username(username: str) -> None:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_slug

    try:
        validate_slug(username)
    except ValidationError:
        _refuse(f"”{username}” kan inte vara ett användarnamn: bokstäver a–z, siffror, bindestreck och understreck.")


def _ask_for_password(username: str, first_name: str, last_name: str, email: str) -> str:
    from django.contrib.auth import get_user_model
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    password: str = typer.prompt("Lösenord", hide_input=True, confirmation_prompt="Lösenordet en gång till")
    owner = get_user_model()(username=username, first_name=first_name, last_name=last_name, email=email)
    try:
        validate_password(password, owner)
    except ValidationError as error:
        _refuse(" ".join(error.messages))
    return password


def _refuse(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(2)
