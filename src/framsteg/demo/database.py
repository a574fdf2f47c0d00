"""The demo's own database: made, recognised, removed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from framsteg.apps.identity.models import User
from framsteg.demo import build as story


def is_built() -> bool:
    """Tell whether a whole demo kommun is there: the story is told in one transaction, so staff means everything."""
    return User._meta.db_table in connection.introspection.table_names() and User.objects.exists()


def build(*, today: date, progress: Callable[[float], None], households: int = story.HOUSEHOLDS) -> None:
    """Make the tables and tell the story."""
    call_command("migrate", verbosity=0, interactive=False)
    story.build(today=today, households=households, progress=progress)


def remove() -> None:
    """Remove the demo's SQLite file, or empty the database where it is another engine."""
    connection.close()
    if connection.vendor != "sqlite":
        call_command("flush", verbosity=0, interactive=False)
        return
    name = Path(str(connection.settings_dict["NAME"]))
    for path in (name, name.with_name(name.name + "-wal"), name.with_name(name.name + "-shm")):
        path.unlink(missing_ok=True)
