"""The spec tables, row by row, and that the tables themselves are whole."""

import csv

import pytest
from tests.entitlement.spec.tables import COLUMNS, FOLDER, rows

from framsteg.entitlement.register import find

TABLES = sorted(FOLDER.glob("*.csv"))
ROWS = list(rows())


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_calculation_gives_what_the_table_says(row):
    assert row.calculated() == row.expected


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_a_table_has_the_columns_and_every_case_a_name_of_its_own(table):
    with table.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter=";")
        names = [row["case"] for row in reader]
    assert reader.fieldnames == COLUMNS
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_row_names_rules_of_the_register_its_source_and_what_it_expects(row):
    assert row.cells["source"]
    assert row.expected
    for rule in row.cells["rule"].split():
        assert find(rule)
