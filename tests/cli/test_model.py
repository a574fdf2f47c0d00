import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from framsteg.cli.model import app

MODELS = Path(__file__).parents[1] / "workingmodel"
WHOLE, BROKEN = MODELS / "whole.yaml", MODELS / "broken" / "unknown_key.yaml"


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_list_names_the_shipped_models():
    result = run("list")

    assert result.exit_code == 0
    assert "trollhattan\t2019-1\tAlla behövs i jobb (Trollhättan)" in result.stdout.splitlines()


@pytest.mark.parametrize("model", ["trollhattan", WHOLE])
def test_show_takes_an_id_or_a_file(model):
    result = run("show", model)

    assert result.exit_code == 0
    assert "## Frister" in result.stdout


def test_show_as_json_is_for_programs():
    model = json.loads(run("show", "trollhattan", "--json").stdout)

    assert model["deadlines"][0]["within"] == {"hours": 48}
    assert model["deadlines"][1]["within"] == "okänd"


@pytest.mark.parametrize("model", ["trollhattan", WHOLE])
def test_show_as_yaml_is_a_file_to_start_ones_own_from(model, tmp_path):
    own = tmp_path / "min-modell.yaml"
    own.write_text(run("show", model, "--yaml").stdout, encoding="utf-8")

    assert run("check", own).stdout == f"{own}: OK\n"


def test_check_says_ok_about_a_whole_file():
    result = run("check", WHOLE)

    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{WHOLE}: OK\n", "")


def test_check_tells_one_line_per_fault_and_exits_with_2():
    result = run("check", BROKEN)

    assert (result.exit_code, result.stdout) == (2, "")
    missing, misspelt = result.stderr.splitlines()
    assert missing.startswith(f"{BROKEN}:16: deadlines.anvisning.escalate_to: Fältet saknas.")
    assert misspelt.startswith(f"{BROKEN}:23: deadlines.anvisning.escalates_to:")
    assert "Menade du escalate_to?" in misspelt


def test_diagram_is_mermaid():
    assert run("diagram", "trollhattan").stdout.startswith("stateDiagram-v2\n")


@pytest.mark.parametrize("command", ["show", "diagram"])
def test_a_broken_file_is_refused_with_its_faults(command):
    result = run(command, BROKEN)

    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 2


def test_a_name_that_is_neither_model_nor_file_is_told_what_there_is():
    result = run("show", "atlantis")

    assert result.exit_code == 2
    assert "Färdiga: aktivitetskrav, angered" in result.stderr


def test_the_help_teaches_the_way_in():
    result = run("--help")

    assert "framsteg model check min-modell.yaml" in " ".join(result.stdout.split())


def test_list_names_all_six():
    ids = [line.split("\t")[0] for line in run("list").stdout.splitlines()]

    assert ids == ["aktivitetskrav", "angered", "boras", "hagfors", "strangnas", "trollhattan"]


def test_compare_tells_element_by_element():
    result = run("compare", "trollhattan", "angered")

    assert result.exit_code == 0
    assert "## Frister" in result.stdout
    assert "| Hjälp på Jobbhörnet inom 48 timmar | – | Hjälp på Jobbhörnet inom 48 timmar |" in result.stdout


def test_compare_of_a_model_with_itself_says_so():
    assert run("compare", "boras", "boras").stdout == "Inga skillnader.\n"


@pytest.fixture
def given(tmp_path):
    path = tmp_path / "boras.framsteg.yaml"
    done = run("export", "boras", "--by", "Borås Stad", "--at", "2026-11-22T09:00+01:00", "--to", path)
    assert (done.exit_code, done.stdout) == (0, "")
    return path


def test_a_kommun_gives_its_model_to_another(given, tmp_path):
    own = tmp_path / "boras.yaml"

    result = run("import", given, "--to", own)

    assert result.exit_code == 0
    assert "boras version 2018-1" in result.stdout
    assert "Lämnad av Borås Stad 2026-11-22T09:00:00+01:00. Kontrollsumman stämmer." in result.stdout
    assert "vem som gjorde den är inte bevisat" in result.stdout
    assert run("check", own).stdout == f"{own}: OK\n"


def test_import_of_a_changed_file_writes_nothing(given, tmp_path):
    given.write_text(given.read_text(encoding="utf-8").replace("2017", "2016"), encoding="utf-8")
    own = tmp_path / "boras.yaml"

    result = run("import", given, "--to", own)

    assert result.exit_code == 2
    assert f"{given}:8: checksum: Kontrollsumman stämmer inte" in result.stderr
    assert not own.exists()


def test_import_never_writes_over_a_file(given, tmp_path):
    own = tmp_path / "boras.yaml"
    own.write_text("viktigt", encoding="utf-8")

    result = run("import", given, "--to", own)

    assert (result.exit_code, own.read_text(encoding="utf-8")) == (2, "viktigt")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--at", "igår"], "är ingen tidpunkt"),
        (["--at", "2026-11-22T09:00"], "saknar tidszon"),
        (["--at", "2026-11-22T09:00+01:00", "--key", "saknas.pem"], "ingen nyckelfil"),
    ],
)
def test_export_tells_what_is_wrong(arguments, words):
    result = run("export", "boras", "--by", "Borås Stad", *arguments)

    assert result.exit_code == 2
    assert words in result.stderr


def test_an_export_that_is_not_there_is_told(tmp_path):
    assert "ingen fil" in run("import", tmp_path / "saknas.yaml", "--to", tmp_path / "ny.yaml").stderr
