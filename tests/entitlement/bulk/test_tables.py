"""Reading tables: the forms they may have, and what is refused."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.entitlement.bulk.populations import Household, populations, write_table, write_tables
from tests.entitlement.bulk.test_equals_the_rules import UNSHRUNK, answer, read

from framsteg.entitlement import Case, Month
from framsteg.entitlement.bulk import TableError, answers, calculate, many, write_answers
from framsteg.entitlement.bulk.calculate import assess
from framsteg.entitlement.bulk.checks import wrong_households
from framsteg.entitlement.bulk.files import Folder
from framsteg.entitlement.bulk.read import Reader
from framsteg.entitlement.bulk.schema import ALSO, TABLES
from framsteg.entitlement.bulk.tables import read_tables
from framsteg.entitlement.rows import LISTS

BROKEN = Path(__file__).parent / "broken"
MONTH = Month(2025, 3)
# A failure shows its households; to shrink so many at once takes longer than to read them.
FEW = settings(deadline=None, max_examples=40, suppress_health_check=[*HealthCheck], phases=UNSHRUNK)
PERSONS = [{"household_id": 7, "id": "a", "born": "1990-05-01", "role": "adult"}]


@pytest.mark.parametrize("folder", sorted(BROKEN.iterdir()), ids=lambda folder: folder.name)
def test_broken_tables_are_refused_with_one_sentence_per_fault(folder):
    expected = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()

    with pytest.raises(TableError) as refused:
        list(answers(folder, MONTH))

    said = [str(fault).replace(f"{folder}/", "").replace(str(folder), ".") for fault in refused.value.faults]
    assert said == expected


@pytest.mark.parametrize("content", [b"PAR1 not really", b""], ids=["damaged", "empty"])
def test_a_file_that_is_no_table_is_refused(tmp_path, content):
    (tmp_path / "persons.parquet").write_bytes(content)

    with pytest.raises(TableError, match=r"persons\.parquet: Filen går inte att läsa som tabell\."):
        list(answers(tmp_path, MONTH))


def test_the_same_table_in_two_files_is_refused(tmp_path):
    write_table(tmp_path / "persons.csv", PERSONS)
    duckdb.sql(f"COPY (FROM '{tmp_path}/persons.csv') TO '{tmp_path}/persons.parquet'")

    with pytest.raises(TableError, match="Tabellen finns två gånger"):
        list(answers(tmp_path, MONTH))


def test_many_faults_are_told_by_the_first_and_their_number(tmp_path):
    write_table(tmp_path / "persons.csv", [PERSONS[0] | {"household_id": f"h{n}", "role": "vuxen"} for n in range(25)])

    with pytest.raises(TableError) as refused:
        list(answers(tmp_path, MONTH))

    assert len(refused.value.faults) == 21
    assert "Ytterligare 5 hushåll har fel." in str(refused.value.faults[-1])


@FEW
@given(populations(8), st.data())
def test_the_quick_checks_refuse_what_the_case_file_refuses(population, data):
    month, raws = population
    spoilt = [_spoil(raw, data) for raw in raws]

    tables = read(spoilt)

    refused = {number for number, raw in enumerate(spoilt) if not _is_accepted(raw)}
    assert {int(tables.ids[place]) for place in wrong_households(tables, month)} == refused


def _spoil(raw: Household, data: st.DataObject) -> Household:
    """Change one fact of the household, sometimes to what cannot be."""
    where = data.draw(st.sampled_from(["persons", "costs", "incomes", "adjustments", "household"]))
    changes: dict[str, list[dict[str, Any]]] = {
        "persons": [{"days": 31}, {"days": 3}, {"role": "adult"}, {"role": "child"}, {"born": "2031-01-01"},
                    {"born": "1880-01-01"}, {"cohabits_with": "a"}, {"cohabits_with": "b"}, {"born": "2005-02-01"}],
        "costs": [{"accepted": 40_000}, {"basis": "extra", "reason": " "}, {"household_share": "5/4"}],
        "incomes": [{"net": "-1"}, {"net": "0.001"}, {"received": "2025-02-29"}, {"kind": "salary"}],
        "adjustments": [{"direction": "lower", "item": "Fritidskort"}, {"reason": "  "}, {"amount": "1e10"}],
    }  # fmt: skip
    if where == "household":
        return raw | data.draw(
            st.sampled_from([{"days": 5}, {"other_residents": 100}, {"kommun": "12"}, {"days": None}])
        )
    rows = [dict(row) for row in raw[where]]
    if rows:
        row = data.draw(st.sampled_from(rows))
        row |= data.draw(st.sampled_from(changes[where]))
    return raw | {where: rows}


def _is_accepted(raw: Household) -> bool:
    try:
        Case.model_validate(raw)
    except ValidationError:
        return False
    return True


@FEW
@given(populations(6))
def test_parquet_csv_order_and_spans_give_the_same_answers(population):
    month, raws = population
    with TemporaryDirectory() as root:
        csv, parquet = Path(root) / "csv", Path(root) / "parquet"
        csv.mkdir(), parquet.mkdir()
        write_tables(csv, enumerate(raws))
        for file in csv.glob("*.csv"):
            _as_parquet(file, parquet / f"{file.stem}.parquet")

        by_csv = _by_household(csv, month)

        assert _by_household(parquet, month) == by_csv
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(many, "PERSONS_AT_A_TIME", 5)
            assert _by_household(parquet, month) == by_csv


@FEW
@given(populations(11), st.randoms(use_true_random=False))
def test_neither_parts_nor_the_order_of_rows_change_the_answers(population, chance):
    month, raws = population
    with TemporaryDirectory() as root:
        write_tables(Path(root), enumerate(raws))
        whole = _by_household(Path(root), month)
        for file in Path(root).iterdir():
            _shuffle(file, chance)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(calculate, "AT_A_TIME", 3)

            assert _by_household(Path(root), month) == whole


def _shuffle(file: Path, chance: Random) -> None:
    """Write the table anew with its rows in another order."""
    columns, *rows = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([columns, *chance.sample(rows, len(rows))]) + "\n", encoding="utf-8")


def _as_parquet(file: Path, out: Path) -> None:
    """Write the table anew with types of its own and its rows turned around."""
    types = {"household_id": "BIGINT", "days": "INTEGER", "other_residents": "INTEGER", "applied": "DECIMAL(12, 2)"}
    types |= {"born": "DATE", "lunch_away": "BOOLEAN", "net": "DOUBLE"}
    columns = file.read_text(encoding="utf-8").splitlines()[0].split(",")
    typed = ", ".join(f"{name}::{kind} AS {name}" for name, kind in types.items() if name in columns)
    rows = f"SELECT * REPLACE ({typed}) FROM read_csv('{file}', all_varchar = true) ORDER BY household_id DESC"
    duckdb.sql(f"COPY ({rows}) TO '{out}'")


def _by_household(folder: Path, month: Month) -> dict[str, tuple[object, ...]]:
    return {str(part.ids[n]): answer(part, n) for part in answers(folder, month) for n in range(len(part.ids))}


def test_households_keep_the_order_in_which_they_appear(tmp_path):
    write_table(tmp_path / "persons.csv", [PERSONS[0] | {"household_id": name} for name in ("öst", "a", "väst")])

    tables = read_tables(Reader(Folder(tmp_path)))

    assert [*tables.ids] == ["öst", "a", "väst"]
    assert [*assess(tables, MONTH).ids] == ["öst", "a", "väst"]


def test_nothing_is_written_when_a_table_has_faults(tmp_path):
    folder, out = tmp_path / "tables", tmp_path / "out"
    folder.mkdir(), out.mkdir()
    write_table(folder / "persons.csv", [PERSONS[0], PERSONS[0] | {"household_id": 8, "role": "vuxen"}])
    (out / "answers.csv").write_text("from before")

    with pytest.raises(TableError):
        write_answers(answers(folder, MONTH), out / "answers.csv")

    assert [file.name for file in out.iterdir()] == ["answers.csv"]
    assert (out / "answers.csv").read_text() == "from before"


def test_the_tables_have_the_fields_of_the_case_file():
    for name, model in LISTS.items():
        columns = {column.name for column in TABLES[name].columns}
        assert columns == {*model.model_fields} - {*ALSO}, name
    of_the_case = {*Case.model_fields} - {*LISTS} - {"month", "assistance_months"}
    assert {column.name for column in TABLES["households"].columns} == of_the_case
