"""The demo's own database: made, recognised, removed."""

import os
from datetime import date
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

from framsteg.apps.identity.models import User
from framsteg.demo import build as story
from framsteg.demo import halves
from framsteg.demo.build import Progress, Story


def is_built() -> bool:
    """Tell whether a whole demo kommun is there. A half-built one is never left behind, so staff means everything."""
    return User._meta.db_table in connection.introspection.table_names() and User.objects.exists()


def build(*, today: date, progress: Progress, households: int = story.HOUSEHOLDS, months: int = story.MONTHS) -> None:
    """
    Make the tables and tell the story.

    On SQLite with two processors each tells one half, in a file beside that takes the database's place when it is
    finished; elsewhere all is told in one transaction. Either way an interruption leaves nothing half done.
    """
    told = Story(today, households, months)
    if connection.vendor == "sqlite" and (os.cpu_count() or 1) > 1 and not connection.in_atomic_block:
        halves.build(told, progress)
        return
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        story.prepare(told)
        for team in story.TEAMS:
            story.tell(told, team, _after(team, progress))
        story.pay(told)


def remove() -> None:
    """Remove the demo's SQLite file, or empty the database where it is another engine."""
    connection.close()
    if connection.vendor == "sqlite":
        halves.remove_files(Path(str(connection.settings_dict["NAME"])))
    else:
        call_command("flush", verbosity=0, interactive=False)


def _after(team: int, progress: Progress) -> Progress:
    """Return the progress of one team as its part of the whole, when the teams are played one after the other."""
    return lambda share: progress((team + share) / len(story.TEAMS))
