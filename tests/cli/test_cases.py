"""`framsteg cases`, as a kommun uses it: a template, a folder, a sheet back."""

import json

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from framsteg.cli.main import app


def run(*arguments: object):
    return CliRunner().invoke(app, ["cases", *map(str, arguments)], terminal_width=140)


@pytest.fixture
def folder(tmp_path):
    """A folder with the template, whose one example agrees."""
    assert run("--template", tmp_path / "fall.xlsx").exit_code == 0
    return tmp_path


def expect(folder, assistance):
    book = load_workbook(folder / "fall.xlsx")
    book["Fall"]["H2"].value = assistance
    book.save(folder / "fall.xlsx")


def test_a_folder_of_cases_gets_a_sheet_back(folder):
    done = run(folder)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "fall.xlsx: 1 av 1 fall stämmer. Svaret står i fall-resultat.xlsx.\n"
    assert load_workbook(folder / "fall-resultat.xlsx")["Resultat"]["B2"].value == "stämmer"


def test_a_case_that_differs_is_told_by_exit_code_1(folder):
    expect(folder, 4116)

    done = run(folder)

    assert done.exit_code == 1
    assert "0 av 1 fall stämmer" in done.stdout


def test_the_answer_is_not_read_as_cases_the_next_time(folder):
    assert [run(folder).exit_code, run(folder).exit_code] == [0, 0]
    assert sorted(path.name for path in folder.iterdir()) == ["fall-resultat.xlsx", "fall.xlsx"]


def test_one_faulty_book_leaves_no_answer_for_any(folder):
    expect(folder, "mycket")
    run("--template", folder / "annan.xlsx")

    done = run(folder)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "fall.xlsx, blad Fall, rad 2, kolumn väntat bistånd: ”mycket” är inget belopp." in done.stderr
    assert not list(folder.glob("*-resultat.xlsx"))


def test_json_gives_each_case_with_its_whole_trace(folder):
    (case,) = json.loads(run(folder, "--json").stdout)["fall.xlsx"]

    assert case["passed"]
    assert case["compared"]["assistance"] == {"expected": "4115.00", "found": "4115.00"}
    assert case["result"]["steps"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["{}/saknas"], "Mappen finns inte. Kontrollera namnet."),
        (["{}/tom"], "Mappen har inga XLSX-filer med fall."),
        ([], "Ange mappen med fallen"),
        (["--template", "{}/fall.xlsx"], "Filen finns redan. Välj ett annat namn."),
        (["--template", "{}/fall.txt"], "Välj ett namn som slutar på .xlsx."),
        (["--template", "{}/saknas/fall.xlsx"], "Filen går inte att skriva"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(folder, arguments, told):
    (folder / "tom").mkdir()

    done = run(*(argument.format(folder) for argument in arguments))

    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert told in done.stderr
