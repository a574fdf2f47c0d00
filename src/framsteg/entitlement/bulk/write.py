"""Write the answers as one table: all of it, or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import duckdb
import numpy as np

from framsteg.entitlement.bulk.files import CONFIG
from framsteg.entitlement.bulk.result import AMOUNTS, OUTCOMES, UNKNOWN, Answers
from framsteg.entitlement.bulk.schema import HOUSEHOLD
from framsteg.entitlement.result import Outcome

FORMATS = {
    # Figures are seldom the same: their differences pack better, and quicker, than a list of all that occur.
    ".parquet": "(FORMAT parquet, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1000)",
    ".csv": "(FORMAT csv, HEADER)",
}


@dataclass(slots=True)
class Summary:
    """How many households had each outcome, and the assistance of all in öre."""

    households: int
    by_outcome: dict[Outcome, int]
    assistance: int

    @property
    def kronor(self) -> Decimal:
        """The assistance of all, in kronor."""
        return Decimal(self.assistance) / 100


def write_answers(answers: Iterable[Answers], out: Path) -> Summary:
    """
    Write the answers to a Parquet or CSV file, by its name's end, and return their sums.

    The file appears when it is whole; an error on the way leaves what was there before.

    :raises ValueError: when the name ends in something else
    :raises OSError: when the folder cannot be written in
    """
    if out.suffix not in FORMATS:
        raise ValueError(f"{out}: filen ska sluta på .parquet eller .csv.")
    total = Summary(0, dict.fromkeys(OUTCOMES, 0), 0)
    beside = Path(mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        with duckdb.connect(config=CONFIG) as connection:
            for part in answers:
                _add(total, part)
                _insert(connection, part)
            whole = str(beside / "whole").replace("'", "''")
            connection.execute(f"COPY answers TO '{whole}' {FORMATS[out.suffix]}")
        os.replace(beside / "whole", out)
    finally:
        rmtree(beside)
    return total


def _insert(connection: duckdb.DuckDBPyConnection, part: Answers) -> None:
    """Add the answers to DuckDB's table, which is made from the first of them."""
    texts, missing = part.missing_texts()
    columns = {"id": part.ids, "outcome": part.outcome, "missing": missing}
    connection.register("columns", columns | {name: getattr(part, name) for name in AMOUNTS})
    selected = f"SELECT {_selected(texts)} FROM columns"
    connection.execute(f"CREATE TABLE IF NOT EXISTS answers AS {selected} LIMIT 0")
    connection.execute(f"INSERT INTO answers {selected}")
    connection.unregister("columns")


def _selected(texts: Sequence[str]) -> str:
    """Return the SQL that turns numbers into words and kronor; what is not known is left empty."""
    kronor = (f"CASE WHEN {name} <> {UNKNOWN} THEN ({name} / 100)::DECIMAL(18, 2) END AS {name}" for name in AMOUNTS)
    outcome = f"({[str(outcome.value) for outcome in OUTCOMES]})[1 + outcome] AS outcome"
    missing = f"nullif(({[*texts]})[1 + missing], '') AS missing"
    return ", ".join([f"id AS {HOUSEHOLD}", outcome, *kronor, missing])


def _add(total: Summary, part: Answers) -> None:
    total.households += len(part.ids)
    for number, outcome in enumerate(OUTCOMES):
        total.by_outcome[outcome] += int(np.count_nonzero(part.outcome == number))
    total.assistance += int(part.assistance[part.assistance != UNKNOWN].sum())
