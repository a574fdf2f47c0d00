"""`framsteg assess`, as a caseworker and as a program use it."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from framsteg.cli.assess import assess

CASES = Path(__file__).parent / "cases"


def run(*arguments: object):
    app = typer.Typer()
    app.command("assess")(assess)
    app.command("other")(lambda: None)  # with two commands Typer asks for the name, as in `framsteg`
    return CliRunner().invoke(app, ["assess", *map(str, arguments)], terminal_width=140)


def test_json_gives_the_whole_answer():
    done = run(CASES / "good" / "b20_single_adult.yaml", "--json")

    answer = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (0, "")
    assert list(answer) == ["outcome", "assistance", "norm", "surplus", "steps", "missing"]
    assert (answer["outcome"], answer["assistance"], answer["norm"], answer["surplus"]) == (
        "right", "11830.00", "5180.00", "0.00",
    )  # fmt: skip
    assert [step["label"] for step in answer["steps"]] == [
        "Ensamstående vuxen (a)", "Gemensamma kostnader, 1 person", "Boende", "Hushållsel", "Hemförsäkring",
        "Avgift till a-kassa", "Inkomster minus norm och kostnader", "Bistånd",
    ]  # fmt: skip


def test_the_example_of_the_issue():
    answer = json.loads(run(CASES / "good" / "issue_example.yaml", "--json").stdout)

    assert (answer["norm"], answer["assistance"]) == ("12610.00", "4115.00")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("b20_single_adult", ["Beräkning för mars 2025", "Boende", "SoL (2001:453)", "Rätt till bistånd: 11 830 kr."]),
        ("surplus", ["Ingen rätt till bistånd. Överskott: 1 108 kr."]),
        (
            "unknown_lunch_2024",
            ["Okänt: Normen 2024 för barn som äter lunch borta", "Går inte att avgöra"],
        ),
        ("unknown_year_2027", ["Okänt: Riksnormen för 2027 är okänd", "Går inte att avgöra"]),
    ],
)
def test_the_calculation_is_written_as_a_caseworker_would(name, words):
    done = run(CASES / "good" / f"{name}.yaml")

    written = done.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert done.exit_code == 0
    assert [word for word in words if word not in written] == []


def test_unknown_is_null_in_json_and_never_zero():
    answer = json.loads(run(CASES / "good" / "unknown_lunch_2024.yaml", "--json").stdout)

    assert (answer["outcome"], answer["assistance"], answer["norm"], answer["surplus"]) == ("unknown", None, None, None)
    assert answer["missing"][0]["fact"] == "riksnorm.child_without_lunch.3.2024"


@pytest.mark.parametrize("options", [(), ("--json",)])
@pytest.mark.parametrize(("name", "faults"), [("amounts", 7), ("yaml_syntax", 1), ("empty", 1)])
def test_a_broken_file_gives_one_line_per_fault_and_nothing_else(name, faults, options):
    done = run(CASES / "broken" / f"{name}.yaml", *options)

    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == faults
    assert all(f"{name}.yaml" in line for line in done.stderr.splitlines())


def test_a_file_that_is_not_there_is_told_in_one_line():
    done = run(CASES / "saknas.yaml")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.endswith("saknas.yaml: Filen finns inte. Kontrollera namnet och mappen.\n")


def test_text_from_the_file_is_never_taken_for_formatting(tmp_path):
    file = tmp_path / "hushall.yaml"
    text = (CASES / "good" / "b20_single_adult.yaml").read_text(encoding="utf-8")
    file.write_text(text + '  - {kind: other, applied: 2, accepted: 1, reason: "[red]tak[/nej]"}\n', encoding="utf-8")

    done = run(file)

    assert done.exit_code == 0
    assert "[red]tak" in done.stdout


def test_help_teaches_with_an_example():
    done = run("--help")

    assert done.exit_code == 0
    assert [
        words for words in ("Exempel", "month: 2025-03", "framsteg assess hushall.yaml") if words not in done.stdout
    ] == []


def told(*arguments: object) -> str:
    done = run(*arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout.replace("\N{NO-BREAK SPACE}", " ")


def test_what_if_tells_before_after_what_is_kept_and_where_assistance_ends():
    lines = told(CASES / "good" / "b20_single_adult.yaml", "--what-if", "wage+=4000").splitlines()

    assert lines == [
        "Nu: Rätt till bistånd: 11 830 kr. Att leva på: 11 830 kr.",
        "Efter: Rätt till bistånd: 7 830 kr. Att leva på: 11 830 kr.",
        "Biståndet ändras med −4 000 kr.",
        "Av nästa 100 kr i lön för a behåller hushållet 0 kr.",
        "Rätten till bistånd upphör när inkomsten är 11 830 kr i månaden.",
    ]


def test_what_if_in_json_holds_both_calculations_and_the_response():
    answer = json.loads(told(CASES / "good" / "b20_single_adult.yaml", "--what-if", "wage+=4000", "--json"))

    assert (answer["before"]["assistance"], answer["after"]["assistance"]) == ("11830.00", "7830.00")
    assert answer["response"] == {
        "person": "a", "kind": "wage", "income": "4000", "marginal_per_100": "0.00", "exit_income": "11830",
    }  # fmt: skip


def test_what_if_the_rent_were_lower_has_no_marginal_effect_to_tell():
    lines = told(CASES / "good" / "b20_single_adult.yaml", "--what-if", "rent-=1000").splitlines()

    assert lines[2:] == ["Biståndet ändras med −1 000 kr."]
    assert lines[1].startswith("Efter: Rätt till bistånd: 10 830 kr.")


def test_what_if_of_a_month_that_is_not_known_gives_no_figures():
    text = told(CASES / "good" / "unknown_year_2027.yaml", "--what-if", "wage+=4000")

    assert text.count("Går inte att avgöra") == 2
    assert "behåller" not in text


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_what_if_that_cannot_be_read_is_one_line_and_exit_code_2(options):
    done = run(CASES / "good" / "b20_single_adult.yaml", "--what-if", "lön+=4000", *options)

    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "wage+=4000" in done.stderr


def test_explain_writes_running_text():
    text = told(CASES / "good" / "issue_example.yaml", "--explain")

    assert text.startswith("Beräkning av ekonomiskt bistånd för mars 2025\n")
    assert "Hushållet har rätt till bistånd med 4 115 kr för mars 2025." in text


def test_explain_in_json_stands_beside_the_whole_answer():
    answer = json.loads(told(CASES / "good" / "issue_example.yaml", "--explain", "--json"))

    assert answer["assistance"] == "4115.00"
    assert "Hushållet har rätt" in answer["explanation"]
