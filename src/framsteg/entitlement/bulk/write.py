"""Write the answers as one table: all of it, or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import duckdb
import numpy as np

from framsteg.entitlement.bulk.files import CONFIG
from framsteg.entitlement.bulk.read import Ints
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

    The file appears when it is whole; an error on the way leaves what was there before. Until then the answers stay in
    memory, some 140 bytes for each household: to be written from there is quicker than by way of a table of DuckDB's.

    :raises ValueError: when the name ends in something else
    :raises OSError: when the folder cannot be written in
    """
    if out.suffix not in FORMATS:
        raise ValueError(f"{out}: filen ska sluta på .parquet eller .csv.")
    total = Summary(0, dict.fromkeys(OUTCOMES, 0), 0)
    beside = Path(mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        with duckdb.connect(config=CONFIG) as connection:
            selected: list[str] = []
            for part in answers:
                _add(total, part)
                selected.append(_selected(connection, f"part_{len(selected)}", part))
            whole = str(beside / "whole").replace("'", "''")
            connection.execute(f"COPY ({' UNION ALL '.join(selected)}) TO '{whole}' {FORMATS[out.suffix]}")
        os.replace(beside / "whole", out)
    finally:
        rmtree(beside)
    return total


def _selected(connection: duckdb.DuckDBPyConnection, name: str, part: Answers) -> str:
    """
    Let DuckDB see the answers where they lie, under a name, and return the SQL that makes words and kronor of numbers.

    What is not known is left empty; a column where everything is known is not asked about it, row for row.
    """
    texts, missing = part.missing_texts()
    amounts = {amount: getattr(part, amount) for amount in AMOUNTS}
    connection.register(name, {"id": part.ids, "outcome": part.outcome, "missing": missing} | amounts)
    words = " ".join(f"WHEN {code} THEN '{outcome.value}'" for code, outcome in enumerate(OUTCOMES))
    facts = f"nullif(({[*texts]})[1 + missing], '')" if any(texts) else "NULL::VARCHAR"
    return f"""SELECT id AS {HOUSEHOLD}, CASE outcome {words} END AS outcome,
        {", ".join(f"{_kronor(amount, values)} AS {amount}" for amount, values in amounts.items())},
        {facts} AS missing FROM {name}"""


def _kronor(amount: str, values: Ints) -> str:
    """Return the SQL of an amount in kronor."""
    kronor = f"({amount} / 100)::DECIMAL(18, 2)"
    return f"CASE WHEN {amount} <> {UNKNOWN} THEN {kronor} END" if (values == UNKNOWN).any() else kronor


def _add(total: Summary, part: Answers) -> None:
    total.households += len(part.ids)
    for number, outcome in enumerate(OUTCOMES):
        total.by_outcome[outcome] += int(np.count_nonzero(part.outcome == number))
    total.assistance += int(part.assistance[part.assistance != UNKNOWN].sum())
