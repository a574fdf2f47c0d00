from pathlib import Path

import pytest

from framsteg.workingmodel import mermaid, render, shipped, shipped_model, unknowns
from framsteg.workingmodel.words import ELEMENTS

PAGES = Path(__file__).parents[2] / "docs" / "reference" / "workingmodel"


@pytest.mark.parametrize("model_id", shipped())
def test_the_committed_page_is_fresh(model_id):
    page = (PAGES / f"{model_id}.md").read_text(encoding="utf-8")

    assert page == render(shipped_model(model_id)), "write render(model) to the page (make docs)"


def test_the_page_tells_the_deadline_its_owner_and_its_source(trollhattan):
    page = render(trollhattan)

    assert "- **Anvisning till Jobbcentrum inom 48 timmar** (`anvisning_48h`) [S1 stycke 5]" in page
    assert "  - ansvarig: Socialsekreterare" in page
    assert "  - timmar i veckan: heltid" in page


def test_the_page_lists_what_the_sources_do_not_state(trollhattan):
    page = render(trollhattan)

    assert "aftercare.checks" in unknowns(trollhattan)
    assert "Uppföljningar, **Uppföljning med jobbcoach** (`follow_ups.uppfoljning_jobbcoach`): hur ofta, hur" in page


def test_what_a_file_leaves_out_is_okand_too(whole):
    open_values = unknowns(whole)

    assert {"meta.decision", "goals", "economy", "deadlines.anvisning.stops_for"} <= set(open_values)
    assert "rules" not in open_values  # a model that no law is about is not a model with a gap
    assert "- Mål (`goals`): allt" in render(whole)


def test_every_one_of_the_18_elements_has_its_heading(whole):
    page = render(whole)

    headings = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert headings[:17] == [title for title in ELEMENTS if title != "Modellen"]
    assert "## Mål\n\nKällorna säger inget om det här." in page


def test_names_stand_where_the_file_has_ids(trollhattan):
    assert "- deltagare: personen, Socialsekreterare, Arbetsmarknadskonsulent, Arbetsförmedlare" in render(trollhattan)


def test_a_figure_is_told_with_unit_period_and_source():
    page = render(shipped_model("strangnas"))

    assert "- prognos utan åtgärder: 2021: ungefär 44,7 miljoner kronor [S2 under Goda resultat stycke 2]" in page
    assert "utfall, januari 2021: 203 hushåll" in page


def test_a_rule_of_law_tells_what_has_not_been_read():
    page = render(shipped_model("aktivitetskrav"))

    assert "  - enligt lagtexten: okänd" in page
    assert "  - säkerhet: C: en andrahandskälla" in page


def test_the_page_tells_the_aftercare(whole):
    assert "- **Efter 90 dagar** (`dag_90`) [K]\n    - efter: 90 dagar\n    - ansvarig: Handläggare" in render(whole)


def test_the_diagram_shows_stages_events_deadlines_and_gates(trollhattan):
    lines = [line.strip() for line in mermaid(trollhattan).splitlines()]

    assert lines[0] == "stateDiagram-v2"
    assert "[*] --> fas_ansokan: ansökan har kommit in" in lines
    assert "fas_ansokan --> fas_anvisad: anvisning är gjord" in lines
    assert "Frist 48 timmar: ansökan har kommit in → anvisning är gjord" in lines
    assert "Kräver att kartläggningen är klar" in lines


def test_a_model_without_a_stage_for_exits_still_shows_the_exit(whole):
    assert "fas_plan --> [*]: ärendet är avslutat" in mermaid(whole)
