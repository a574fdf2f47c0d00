"""
The story told by two processes at once, on SQLite.

SQLite lets one writer in at a time, so each process writes a file of its own. The second file begins as a copy of the
first with its row numbers far ahead; then no number can collide, and joining the two is copying rows.
"""

import multiprocessing
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from framsteg.demo import build as story
from framsteg.demo.build import Progress, Story

AHEAD = 1_000_000  # far more rows than a half can make in any table
OWN, OTHER = story.TEAMS


class HalfFailed(RuntimeError):
    """The other process stopped; what went wrong stands above it in the terminal."""


def build(told: Story, progress: Progress) -> None:
    """Tell the story in two processes; the database takes its place only when it is whole."""
    target = Path(str(connection.settings_dict["NAME"]))
    building, beside = target.with_suffix(".building"), target.with_suffix(".half")
    for path in (building, beside):
        remove_files(path)
    _use(building)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        with transaction.atomic():
            story.prepare(told)
        _tell_both(told, building, beside, progress)
        with transaction.atomic():
            story.pay(told)
        connection.close()
        _keep(building, target)
    finally:
        _use(target)
        for path in (building, beside):
            remove_files(path)


def remove_files(path: Path) -> None:
    """Remove a database file and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _use(path: Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = str(path)


def _tell_both(told: Story, building: Path, beside: Path, progress: Progress) -> None:
    _flush(building)
    shutil.copyfile(building, beside)
    fork = multiprocessing.get_context("fork")
    others_share = fork.Value("d", 0.0)
    other = fork.Process(target=_tell_other, args=(told, beside, others_share))
    other.start()
    try:
        with transaction.atomic():
            story.tell(told, OWN, lambda share: progress((share + others_share.value) / 2))
        other.join()
    finally:
        if other.is_alive():
            other.terminate()
    if other.exitcode != 0:
        raise HalfFailed(f"The other half of the demo stopped with exit code {other.exitcode}.")
    _join(beside)


def _tell_other(told: Story, beside: Path, share: Any) -> None:
    def note(done: float) -> None:
        share.value = done

    _use(beside)
    _number_ahead(beside)
    with transaction.atomic():
        story.tell(told, OTHER, note)
    _flush(beside)


def _number_ahead(path: Path) -> None:
    with sqlite3.connect(path) as database:
        for table in _tables():
            if not database.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (AHEAD, table)).rowcount:
                database.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, AHEAD))
    database.close()


def _join(beside: Path) -> None:
    """Copy the other half's rows. Every check and reference of the tables is held, as for any row."""
    with connection.cursor() as cursor:
        cursor.execute("ATTACH DATABASE %s AS half", (str(beside),))
        with transaction.atomic():
            for table in _tables():
                cursor.execute(f'INSERT INTO main."{table}" SELECT * FROM half."{table}" WHERE id > %s', (AHEAD,))  # noqa: S608
        connection.check_constraints()
    connection.close()


def _tables() -> list[str]:
    """Return the tables whose rows are numbered; sessions are not, and the demo has none."""
    models = apps.get_models(include_auto_created=True)
    return [model._meta.db_table for model in models if model._meta.pk.column == "id"]


def _flush(path: Path) -> None:
    """Close the connection and bring everything from the write-ahead log into the file itself."""
    connection.close()
    database = sqlite3.connect(path)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def _keep(building: Path, target: Path) -> None:
    _flush(building)
    remove_files(target)
    os.replace(building, target)
