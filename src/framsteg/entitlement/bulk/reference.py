"""The reference page of the tables, made from the schema that the reader uses."""

from __future__ import annotations

from framsteg.entitlement.bulk.result import MEANINGS, OUTCOMES
from framsteg.entitlement.bulk.schema import ALSO, HOUSEHOLD, TABLES, Column, Table

_INTRODUCTION = f"""# Tables of many households

`framsteg assess-many DIR --month 2025-03 -o answers.parquet` reads a folder with one table for each list of the case
file, and writes one row for each household. The answer for a household is the one that `framsteg assess` gives for it.

- Each table is a file, `<name>.parquet` or `<name>.csv` (UTF-8, column names on the first line, an empty cell for no
  value). Only `persons` must be there.
- Every row has `{HOUSEHOLD}`: a whole number or a text, the same in all tables. Whole numbers are read quicker.
- Columns may come in any order, and a column that may be empty may be left out. Where the case file has
  {" and ".join(f"`{name}`" for name in ALSO)}, the table may too; they change no amount.
- Parquet is read in place, a span of households at a time: memory does not grow with the country. It is quickest when
  the rows lie in order of `{HOUSEHOLD}`. CSV is read whole first.
- A fault is told in one line, with file, row, column and remedy; then nothing is written, and the exit code is 2.
"""

_EXACT = """## Exact amounts

Amounts are whole numbers of parts of an öre, fine enough for days of the month, half a couple's norm, the household's
part of shared costs and shares of costs, so that nothing is rounded before the end. A household that needs finer parts
than 64 bits hold is calculated by the same code in whole numbers without limit. Each column is rounded on its own, half
up to the öre; `assistance`, `surplus` and `extra` as the practice says.
"""


def page() -> str:
    """Return the page as Markdown."""
    return "\n".join([_INTRODUCTION, *map(_table, TABLES.values()), _answers(), _EXACT])


def _table(table: Table) -> str:
    rows = "\n".join(_row(column) for column in table.columns)
    heads = "| Column | Written | Empty | Meaning |\n|---|---|---|---|"
    return f"## `{table.name}`\n\nOne row is {table.row}.\n\n{heads}\n{rows}\n"


def _row(column: Column) -> str:
    return f"| `{column.name}` | {column.written} | {'no' if column.required else 'yes'} | {column.meaning} |"


def _answers() -> str:
    outcomes = ", ".join(f"`{outcome.value}`" for outcome in OUTCOMES)
    amounts = "\n".join(f"| `{name}` | {meaning} |" for name, meaning in MEANINGS.items())
    return (
        "## The answers\n\nOne row for each household. Amounts are kronor per month.\n\n"
        "| Column | Meaning |\n|---|---|\n"
        f"| `{HOUSEHOLD}` | as it was written |\n| `outcome` | {outcomes} |\n{amounts}\n"
        "| `missing` | what is not known, named as in the steps of `framsteg assess`; empty when nothing is missing |\n"
    )
