from pathlib import Path

import pytest

from framsteg.workingmodel import mermaid, render, shipped, shipped_model, unknowns

PAGES = Path(__file__).parents[2] / "docs" / "reference" / "workingmodel"


@pytest.mark.parametrize("model_id", shipped())
def test_the_committed_page_is_fresh(model_id):
    page = (PAGES / f"{model_id}.md").read_text(encoding="utf-8")

    assert page == render(shipped_model(model_id)), "write render(model) to the page (make docs)"


def test_the_page_tells_the_deadline_its_owner_and_its_source(trollhattan):
    page = render(trollhattan)

    assert "- **Anvisning till Jobbcentrum inom 48 timmar** (`anvisning_48h`) [S1]" in page
    assert "  - ansvarig: socialsekreterare" in page
    assert "  - timmar i veckan: heltid" in page


def test_the_page_lists_what_the_sources_do_not_state(trollhattan):
    assert "aftercare.checks" in unknowns(trollhattan)
    assert "- `follow_ups.uppfoljning_jobbcoach.every`" in render(trollhattan)


def test_a_model_without_okand_says_so(whole):
    assert unknowns(whole)[0] == "meta.decision"
    assert "`deadlines" not in render(whole)


def test_the_page_tells_the_aftercare(whole):
    assert "- **Efter 90 dagar** efter 90 dagar, handlaggare" in render(whole)


def test_the_diagram_shows_stages_events_deadlines_and_gates(trollhattan):
    lines = [line.strip() for line in mermaid(trollhattan).splitlines()]

    assert lines[0] == "stateDiagram-v2"
    assert "[*] --> fas_ansokan: ansökan har kommit in" in lines
    assert "fas_ansokan --> fas_anvisad: anvisning är gjord" in lines
    assert "Frist 48 timmar: ansökan har kommit in → anvisning är gjord" in lines
    assert "Kräver att kartläggningen är klar" in lines


def test_a_model_without_a_stage_for_exits_still_shows_the_exit(whole):
    assert "fas_plan --> [*]: ärendet är avslutat" in mermaid(whole)
