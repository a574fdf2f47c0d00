import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from framsteg.cli.instrument import app

FILES = Path(__file__).parents[1] / "workingmodel"
WHOLE, TABLE = FILES / "instrument_whole.yaml", FILES / "instrument_whole.csv"
BROKEN = FILES / "instrument_broken" / "unknown_scale.yaml"


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_list_names_the_shipped_instruments():
    assert run("list").stdout.splitlines() == [
        "initial_bedomning\t1\tInitial bedömning",
        "progression\t1\tFramsteg mot arbete",
    ]


def test_list_as_json_is_for_programs():
    assert [row["kind"] for row in json.loads(run("list", "--json").stdout)] == ["initial_assessment", "instrument"]


@pytest.mark.parametrize("instrument", ["progression", WHOLE, TABLE])
def test_show_takes_an_id_or_a_file(instrument):
    shown = run("show", instrument)

    assert shown.exit_code == 0
    assert "Får inte användas till:" in shown.stdout
    assert "- Personen: " in shown.stdout


def test_show_as_json_is_for_programs():
    found = json.loads(run("show", "progression", "--json").stdout)

    assert (found["period"], found["scales"][0]["max"]) == ({"months": 3}, 10)


@pytest.mark.parametrize("instrument", ["progression", TABLE])
def test_show_as_yaml_is_a_file_to_start_ones_own_from(instrument, tmp_path):
    own = tmp_path / "mitt.yaml"
    own.write_text(run("show", instrument, "--yaml").stdout, encoding="utf-8")

    assert run("check", own).stdout == f"{own}: OK\n"


def test_check_tells_one_line_per_fault_and_exits_with_2():
    result = run("check", BROKEN)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{BROKEN}:12: questions.halsa.scale: Skalan ”tio” finns inte.")


def test_check_as_json_is_for_programs():
    broken, whole = run("check", BROKEN, "--json"), run("check", WHOLE, "--json")

    assert (broken.exit_code, json.loads(broken.stdout)[0]["line"]) == (2, 12)
    assert (whole.exit_code, json.loads(whole.stdout)) == (0, [])


def test_import_makes_a_file_of_a_table_and_tells_who_has_the_copyright(tmp_path):
    own = tmp_path / "mitt.yaml"

    result = run("import", TABLE, "--to", own)

    assert result.exit_code == 0
    assert "hur_gar_det version 2026-1, 3 frågor." in result.stdout
    assert "Upphovsrätt: Kommunens eget." in result.stdout
    assert run("check", own).exit_code == 0


def test_import_of_a_broken_file_writes_nothing(tmp_path):
    own = tmp_path / "mitt.yaml"

    assert run("import", BROKEN, "--to", own).exit_code == 2
    assert not own.exists()


def test_import_never_writes_over_a_file(tmp_path):
    own = tmp_path / "mitt.yaml"
    own.write_text("viktigt", encoding="utf-8")

    result = run("import", TABLE, "--to", own)

    assert (result.exit_code, own.read_text(encoding="utf-8")) == (2, "viktigt")


def test_a_name_that_is_neither_instrument_nor_file_is_told_what_there_is():
    assert "Färdiga: initial_bedomning, progression" in run("show", "bip").stderr
