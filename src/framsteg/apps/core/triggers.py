"""
Rows that no one may change or remove, held by the database itself.

The ready-made history packages miss bulk changes and raw SQL, or record nothing on SQLite. A trigger misses nothing.
"""

from typing import Any

from django.db import migrations

SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION framsteg_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
"""
POSTGRES = """
CREATE OR REPLACE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH ROW EXECUTE FUNCTION framsteg_append_only();
"""


def append_only(table: str, *, verbs: tuple[str, ...] = ("UPDATE", "DELETE")) -> migrations.RunPython:
    """
    Return a migration step after which the database refuses the verbs for every row of ``table``.

    Ask again after a migration that changes the table: SQLite makes such a table anew, without its triggers.
    """

    def forwards(apps: Any, schema_editor: Any) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        if postgres:
            schema_editor.execute(POSTGRES_FUNCTION, params=None)  # None: its % is no placeholder
        for verb in verbs:
            schema_editor.execute((POSTGRES if postgres else SQLITE).format(table=table, verb=verb))

    def backwards(apps: Any, schema_editor: Any) -> None:
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for verb in verbs:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on_table}")

    return migrations.RunPython(forwards, backwards)
