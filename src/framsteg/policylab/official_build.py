"""
Make the bundled extract of Kolada out of the original files: one small table per measure.

Run only when the extract is renewed; ``data/kolada/SOURCE.md`` tells how:
``python -m framsteg.policylab.official_build ORIGINAL.csv [ORIGINAL.csv …] TARGET_FOLDER``
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from framsteg.policylab.measures import kolada_ids

Table = dict[tuple[str, int], str]  # (kommun, year) → the value exactly as it is written in the original


def build(originals: Iterable[Path], target: Path) -> list[Path]:
    """
    Write ``<kpi>.csv.gz`` for every measure the library uses: one row per kommun, one column per year, both sexes.

    The originals have the columns ``kpi,kommun_kod,year,gender,value``. Equal input gives equal bytes.

    :raises ValueError: when a measure is in none of the originals
    """
    wanted = kolada_ids()
    tables: dict[str, Table] = defaultdict(dict)
    for original in originals:
        with original.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["kpi"] in wanted and row["gender"] == "T":
                    tables[row["kpi"]][row["kommun_kod"], int(row["year"])] = row["value"]
    if missing := sorted(wanted - tables.keys()):
        raise ValueError(f"Nyckeltal som saknas i originalen: {', '.join(missing)}. Ange alla originalfiler.")
    return [_write(target / f"{kpi}.csv.gz", tables[kpi]) for kpi in sorted(tables)]


def _write(path: Path, table: Table) -> Path:
    years = sorted({year for _, year in table})
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["kommun", *years])
    for kommun in sorted({kommun for kommun, _ in table}):
        writer.writerow([kommun, *(table.get((kommun, year), "") for year in years)])
    path.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))
    return path


if __name__ == "__main__":
    *files, folder = map(Path, sys.argv[1:])
    build(files, folder)
