"""`framsteg assess-many` and `framsteg reform compare`, as a person and as a program use them."""

import json
from decimal import Decimal

import duckdb
import pytest
import typer
from tests.entitlement.bulk.populations import write_table
from typer.testing import CliRunner

from framsteg.cli.assess_many import assess_many
from framsteg.cli.reform import app as reform

SINGLE = {"household_id": 1, "id": "a", "born": "1990-05-01", "role": "adult"}
PARENT = {"household_id": 2, "id": "a", "born": "1985-05-01", "role": "adult"}
CHILD = {"household_id": 2, "id": "b", "born": "2015-05-01", "role": "child"}


@pytest.fixture
def folder(tmp_path):
    tables = tmp_path / "tables"
    tables.mkdir()
    write_table(tables / "persons.csv", [SINGLE, PARENT, CHILD])
    write_table(tables / "costs.csv", [{"household_id": 1, "kind": "rent", "applied": 6000}])
    return tables


def run(*arguments: object):
    app = typer.Typer()
    app.command("assess-many")(assess_many)
    app.add_typer(reform, name="reform")
    return CliRunner().invoke(app, [*map(str, arguments)], terminal_width=140)


def test_it_writes_a_row_for_each_household(folder, tmp_path):
    done = run("assess-many", folder, "--month", "2025-03", "-o", tmp_path / "answers.parquet", "--json")

    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "month": "2025-03", "households": 2, "right": 2, "no_right": 0, "unknown": 0, "assistance": "20280",
    }  # fmt: skip
    rows = duckdb.sql(f"SELECT household_id, outcome, assistance, missing FROM '{tmp_path}/answers.parquet'").fetchall()
    assert rows == [("1", "right", Decimal("11180.00"), None), ("2", "right", Decimal("9100.00"), None)]


@pytest.mark.parametrize(
    ("month", "out", "words"),
    [
        ("2025-13", "answers.csv", "--month: 2025-13 är ingen månad"),
        ("2025-03", "answers.xlsx", "filen ska sluta på .parquet eller .csv."),
        ("2025-03", "nowhere/answers.csv", "filen går inte att skriva."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(folder, tmp_path, month, out, words):
    done = run("assess-many", folder, "--month", month, "-o", tmp_path / out)

    assert done.exit_code == 2
    assert words in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_a_reform_of_made_up_households_tells_cost_and_who_gains_by_household_type(folder):
    done = run("reform", "compare", "2025", "2026", folder, "--month", "2025-03", "--json", "--show-small")

    answer = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (0, "")
    assert [(row["type"], row["households"], row["change"], row["gain"], row["lose"]) for row in answer["types"]] == [
        ("single", 1, "40", 1, 0),
        ("single_with_children", 1, "70", 1, 0),
        ("all", 2, "110", 2, 0),
    ]


def test_a_reform_hides_few_households_unless_told_otherwise(folder):
    done = run("reform", "compare", "2025", "2026", folder, "--month", "2025-03", "--json")
    shown = run("reform", "compare", "2025", "2026", folder, "--month", "2025-03")

    for row in json.loads(done.stdout)["types"]:
        assert {name: value for name, value in row.items() if name != "type" and value is not None} == {}
    assert "färre" in shown.stdout
    assert "kr" not in shown.stdout  # no amount either


def test_a_norm_may_come_from_a_file(folder, tmp_path):
    norm = tmp_path / "norm.yaml"
    norm.write_text("adult_single: 4000\n", encoding="utf-8")

    done = run("reform", "compare", "2025", norm, folder, "--month", "2025-03")

    assert done.exit_code == 2
    assert "normen följer inte mallen" in done.stderr
