"""`framsteg norm`: the norm alone."""

import json
from pathlib import Path

import typer
from typer.testing import CliRunner

from framsteg.cli.norm import norm

CASES = Path(__file__).parent / "cases"


def run(*arguments: object):
    app = typer.Typer()
    app.command("norm")(norm)
    app.command("other")(lambda: None)
    return CliRunner().invoke(app, ["norm", *map(str, arguments)], terminal_width=140)


def test_json_has_the_norm_and_its_lines_only():
    answer = json.loads(run(CASES / "good" / "issue_example.yaml", "--json").stdout)

    assert list(answer) == ["outcome", "assistance", "norm", "surplus", "steps", "missing"]
    assert answer["norm"] == "12610.00"
    assert [step["rule"] for step in answer["steps"]] == ["NORM-04", "NORM-04", "NORM-02", "NORM-01"]


def test_the_norm_is_written_line_by_line_with_its_sum():
    written = run(CASES / "good" / "issue_example.yaml").stdout.replace("\N{NO-BREAK SPACE}", " ")

    assert "Riksnorm för mars 2025" in written
    assert "Barn 7–10 år (c)" in written
    assert written.endswith("Summa riksnorm: 12 610 kr.\n")


def test_a_norm_that_is_not_known_is_told():
    done = run(CASES / "good" / "unknown_lunch_2024.yaml")

    assert done.exit_code == 0
    assert "Okänt: Normen 2024 för barn som äter lunch borta" in done.stdout
    assert "Summa" not in done.stdout


def test_a_broken_file_is_refused():
    done = run(CASES / "broken" / "dates.yaml")

    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (2, "", 3)


def test_help_teaches_with_an_example():
    assert "framsteg norm hushall.yaml" in run("--help").stdout
