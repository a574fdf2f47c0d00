"""Instruments as data: the shipped ones, a kommun's own as YAML or a table, and one broken file per way to break it."""

from contextlib import suppress
from pathlib import Path

import pytest
import yaml

from framsteg.workingmodel import UNKNOWN, ModelFileError
from framsteg.workingmodel import instrument as instrument_module
from framsteg.workingmodel.instrument import Respondent, json_schema
from framsteg.workingmodel.instrument_file import (
    instrument_yaml,
    parse_instrument,
    read_instrument,
    shipped_instrument,
    shipped_instrument_yaml,
    shipped_instruments,
)

HERE = Path(__file__).parent
BROKEN = HERE / "instrument_broken"
WHOLE, TABLE = HERE / "instrument_whole.yaml", HERE / "instrument_whole.csv"
PUBLISHED = Path(instrument_module.__file__).with_name("instrument.schema.json")

# file: (line, field, words in the fault)
EXPECTED = {
    "a_list.yaml": (1, "", "inget instrument"),
    "another_version_below.csv": (5, "Version", "något annat än på den första raden"),
    "asked_of_nobody.yaml": (13, "questions.ord.text_person", "inte till någon"),
    "bad_id.yaml": (1, "id", "små bokstäver"),
    "choices_of_a_text.yaml": (13, "questions.ord.choices", "Ta bort choices"),
    "empty.yaml": (1, "", "framsteg instrument list"),
    "empty_table.csv": (1, "", "Filen är tom"),
    "kind_is_wrong.csv": (3, "Slag", "Välj bland scale, text, choice"),
    "latin1.yaml": (2, "", "UTF-8"),
    "min_is_text.csv": (2, "Lägst", "heltal"),
    "missing_column.csv": (1, "tema", "Kolumnen saknas"),
    "misspelt_field.yaml": (14, "questions.stod.tema", "Menade du theme?"),
    "no_copyright.yaml": (1, "copyright", "Fältet saknas"),
    "no_not_for.yaml": (1, "not_for", "Fältet saknas"),
    "no_questions.yaml": (11, "questions", "Listan är tom"),
    "no_source.yaml": (7, "source", "Listan är tom"),
    "no_version.yaml": (1, "version", "Fältet saknas"),
    "nobody_is_asked.csv": (3, "Fråga till personen", "inte till någon"),
    "one_choice.yaml": (14, "questions.stod.choices", "minst två olika svar"),
    "only_headers.csv": (1, "", "inga frågor"),
    "period_as_text.yaml": (4, "period", "Här ska stå en tid"),
    "period_in_words.csv": (2, "Period", "3 månader, 6 veckor eller okänd"),
    "period_of_an_initial_assessment.yaml": (5, "period", "görs en gång"),
    "period_without_source.yaml": (1, "period_source", "varifrån perioden kommer"),
    "question_without_scale.yaml": (12, "questions.halsa.scale", "saknar skala"),
    "question_without_theme.csv": (5, "Tema", "Texten är tom"),
    "repeated_column.csv": (1, "Tema", "två gånger"),
    "repeated_key.yaml": (3, "label", "två gånger"),
    "repeated_question.yaml": (13, "questions.halsa.id", "finns redan"),
    "repeated_scale.yaml": (11, "scales.fem.id", "finns redan"),
    "scale_in_half_steps.yaml": (10, "scales.fem.max", "heltal"),
    "scale_label_outside.yaml": (10, "scales.fem", "Steg 6 finns inte"),
    "scale_upside_down.yaml": (10, "scales.fem", "från 5 till 1"),
    "scale_without_a_label.csv": (2, "Lägst", "lägsta och högsta steg saknar text"),
    "scale_without_ends.yaml": (10, "scales.fem", "lägsta och högsta steg saknar text"),
    "step_without_equals.csv": (2, "Skalsteg", "likhetstecken"),
    "text_with_scale.yaml": (13, "questions.ord.scale", "Ta bort scale"),
    "too_many_cells.csv": (3, "", "fler celler än rubrikraden"),
    "unclosed_quote.csv": (3, "", "citattecknen"),
    "unknown_column.csv": (1, "Tidens källa", "Menade du periodens källa?"),
    "unknown_kind.yaml": (13, "questions.ord.kind", "Välj bland scale, text, choice"),
    "unknown_scale.yaml": (12, "questions.halsa.scale", "Skalan ”tio” finns inte"),
    "version_as_number.yaml": (3, "version", "inom citattecken"),
}


def test_every_broken_file_has_its_expectation():
    assert {file.name for file in BROKEN.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_broken_file_is_told_with_line_and_remedy(name):
    line, field, words = EXPECTED[name]

    with pytest.raises(ModelFileError) as refused:
        read_instrument(BROKEN / name)

    fault = next(fault for fault in refused.value.faults if (fault.line, fault.field) == (line, field))
    assert words in f"{fault.message} {fault.remedy}"
    assert fault.remedy
    assert "Input should" not in str(refused.value)


def test_a_table_and_a_yaml_file_that_say_the_same_are_the_same():
    assert read_instrument(TABLE) == read_instrument(WHOLE)


@pytest.mark.parametrize("file", [WHOLE, TABLE])
def test_a_file_cut_off_anywhere_is_read_or_refused(file):
    content = file.read_bytes()

    for end in range(0, len(content), 7):
        with suppress(ModelFileError):
            parse_instrument(content[:end], file.name)


def test_a_table_may_leave_out_empty_cells_and_break_lines_inside_quotes():
    text = TABLE.read_text(encoding="utf-8").replace("Vad hjälper?;;text;;;;", '"Vad\nhjälper?";;text')

    assert parse_instrument(text.encode(), "eget.csv").questions[1].text_person == "Vad hjälper?"


@pytest.mark.parametrize("content", [b"", b"\n\n", b";;;\n;;\n"])
def test_a_table_without_anything_in_it_is_empty(content):
    with pytest.raises(ModelFileError, match="Filen är tom"):
        parse_instrument(content, "eget.csv")


def test_a_table_may_have_english_headers_and_commas(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(
        "instrument,label,version,copyright,source,not_for,question,theme,text_person,kind\r\n"
        'own,"Own, ours",1,Ours,One|Two,Beslut,q1,Work,"Do you work, or study?",text\r\n',
        encoding="utf-8-sig",
    )

    found = read_instrument(path)

    assert (found.label, found.source, found.period) == ("Own, ours", ("One", "Two"), None)
    assert found.questions[0].text_person == "Do you work, or study?"


def test_a_period_that_the_source_does_not_give_is_okand():
    text = TABLE.read_text(encoding="utf-8").replace("6 veckor", "okänd")

    assert parse_instrument(text.encode(), "eget.csv").period is UNKNOWN


def test_a_number_too_long_to_read_is_told_as_any_other_fault():
    text = TABLE.read_text(encoding="utf-8").replace("6 veckor", f"{'9' * 5000} veckor")

    with pytest.raises(ModelFileError, match="Här ska stå en tid"):
        parse_instrument(text.encode(), "eget.csv")


def test_a_question_is_asked_of_those_who_have_a_text():
    both, person, worker = read_instrument(WHOLE).questions

    assert both.asked_of == (Respondent.PERSON, Respondent.WORKER)
    assert person.asked_of == (Respondent.PERSON,)
    assert worker.asked_of == (Respondent.WORKER,)


@pytest.mark.parametrize("instrument_id", shipped_instruments())
def test_a_shipped_instrument_survives_being_written_out(instrument_id):
    found = shipped_instrument(instrument_id)

    assert parse_instrument(instrument_yaml(found).encode(), "egen.yaml") == found
    assert found.id == instrument_id


def test_an_instrument_that_is_not_shipped_is_told_which_are():
    with pytest.raises(KeyError, match="initial_bedomning, progression"):
        shipped_instrument_yaml("fia")


class TestProgression:
    """What the issue asks of the house's own instrument."""

    def test_asks_both_the_person_and_the_worker_about_each_theme(self):
        questions = shipped_instrument("progression").questions

        assert all(question.asked_of == tuple(Respondent) for question in questions)
        assert len({question.theme for question in questions}) == 8

    def test_is_filled_in_every_third_month_and_says_from_where(self):
        found = shipped_instrument("progression")

        assert str(found.period) == "3 månader"
        assert "BIP-projektet mätte var tredje månad" in found.period_source

    def test_is_never_a_ground_for_a_decision_nor_a_ranking(self):
        words = " ".join(shipped_instrument("progression").not_for)

        assert "aldrig grund för beslut om bistånd" in words
        assert "rangordnas" in words

    def test_is_marked_as_ours(self):
        assert "Temana är våra" in shipped_instrument("progression").source[0]
        assert "skrivna för Framsteg" in shipped_instrument("progression").copyright


def test_the_initial_assessment_asks_of_urgency_way_income_children_and_support():
    found = shipped_instrument("initial_bedomning")

    assert (found.kind, found.period) == ("initial_assessment", None)
    assert list(dict.fromkeys(question.theme for question in found.questions)) == [
        "Hur bråttom det är",
        "Kortaste vägen",
        "Annan inkomst",
        "Barnens situation",
        "Stöd som behövs",
    ]


def test_the_published_json_schema_is_fresh():
    assert PUBLISHED.read_text(encoding="utf-8") == json_schema(), "write json_schema() to instrument.schema.json"


def test_the_json_schema_tells_a_writer_what_a_field_means():
    assert "Vad svaren inte får användas till" in yaml.safe_load(json_schema())["properties"]["not_for"]["description"]
