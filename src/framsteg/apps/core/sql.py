"""
Statements written out, for what nearly every action asks.

Django builds a SELECT anew each time, which takes longer than SQLite takes to answer it. The few hottest reads are
therefore plain SQL that SQLite and PostgreSQL both know. Everything else is a queryset.
"""

from datetime import datetime
from typing import Any

from django.db import connection


def fetch(sql: str, *params: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a statement. Ask for numbers, text and truth: dates and amounts differ between databases."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def moment(at: datetime) -> Any:
    """Return a time as the database compares it."""
    return connection.ops.adapt_datetimefield_value(at)


def for_update() -> str:
    """Return the end of a SELECT that locks its rows; on SQLite there is one writer at a time and nothing to add."""
    return " FOR UPDATE" if connection.features.has_select_for_update else ""
