"""The shipped models: each says where it has everything from, fills in nothing, and runs in the engine."""

import re
from datetime import UTC, datetime

import pytest

from framsteg.workingmodel import (
    UNKNOWN,
    Action,
    Event,
    EventKind,
    check,
    shipped,
    shipped_model,
    shipped_yaml,
    status,
    unknowns,
)
from framsteg.workingmodel.check import parse_model
from framsteg.workingmodel.references import elements_of

SIX = ("aktivitetskrav", "angered", "boras", "hagfors", "strangnas", "trollhattan")
NOW = datetime(2026, 3, 30, 9, tzinfo=UTC)


def find(elements, element_id):
    return next(element for element in elements if element.id == element_id)


def test_the_six_are_shipped():
    assert shipped() == SIX


@pytest.mark.parametrize("model_id", SIX)
def test_each_statement_from_a_public_document_tells_where_in_it(model_id):
    without = [
        loc for loc, element in elements_of(shipped_model(model_id)) for s in element.source if re.fullmatch(r"S\d", s)
    ]

    assert [loc for loc in without if loc[0] != "meta"] == []


@pytest.mark.parametrize("model_id", SIX)
def test_every_source_that_is_described_is_used(model_id):
    model = shipped_model(model_id)
    used = {source.split()[0] for _, element in elements_of(model) for source in element.source}
    told = " ".join(element.note for _, element in elements_of(model))

    assert [key for key in model.meta.sources if key not in used and key not in told] == []


@pytest.mark.parametrize("model_id", SIX)
def test_the_engine_copes_with_what_is_okand(model_id):
    model = shipped_model(model_id)
    history = [Event(kind, NOW) for kind in EventKind if kind is not EventKind.REOPENED]

    for length in range(len(history) + 1):
        status(model, history[:length], NOW)
    assert unknowns(model)


@pytest.mark.parametrize("model_id", SIX)
def test_applying_is_never_stopped(model_id):
    at_the_door = status(shipped_model(model_id), [], NOW)

    assert at_the_door.may(Action.APPLY) is None
    assert at_the_door.may(Action.EMERGENCY_HELP) is None


def test_trollhattan_is_inspired_by_angered_and_inherits_nothing_from_it():
    meta = shipped_model("trollhattan").meta

    assert (meta.parent, meta.inspired_by) == (None, ("angered",))


def test_angered_is_half_time_and_gives_help_within_48_hours():
    model = shipped_model("angered")

    assert find(model.stages, "jobbhornet").hours_per_week == "half_time"
    assert str(find(model.deadlines, "hjalp_48h").within) == "48 timmar"
    assert find(model.deadlines, "hjalp_48h").met_by is EventKind.PROGRAMME_STARTED


def test_strangnas_states_its_figures_and_no_number_of_posts_or_interval():
    model = shipped_model("strangnas")
    cost = [str(figure) for figure in find(model.measures, "utbetalt").reported]

    assert cost[:2] == ["2020: 38,1 miljoner kronor", "2021: 26,7 miljoner kronor"]
    assert find(model.roles, "socialsekreterare").staff is UNKNOWN
    assert find(model.roles, "socialsekreterare").max_cases is UNKNOWN
    assert find(model.follow_ups, "uppfoljning_arende").every is UNKNOWN


def test_boras_puts_lower_cost_into_municipal_jobs_and_its_method_is_okand():
    model = shipped_model("boras")

    assert "kommunala jobb" in model.economy.reinvestment
    assert find(model.artefacts, "strukturerad_metod").fields is UNKNOWN
    assert find(model.deadlines, "handlaggare_dag_ett").within is UNKNOWN


def test_hagfors_asks_for_a_mapping_before_project_and_activity_and_for_nothing_before_applying():
    model = shipped_model("hagfors")
    applied = [Event(EventKind.APPLICATION_RECEIVED, NOW)]

    assert status(model, applied, NOW).may(Action.START_ACTIVITY).requires is EventKind.MAPPING_DONE
    assert status(model, applied, NOW).may(Action.START_PROGRAMME) is not None
    assert status(model, [*applied, Event(EventKind.MAPPING_DONE, NOW)], NOW).blocked == ()


def test_only_the_project_that_asks_for_citizenship_has_a_group_by_citizenship():
    groups = {group.id: group for group in shipped_model("hagfors").target_groups}

    assert groups["tredjeland"].activities == ("yrkesvag",)
    assert {c.fact for c in groups["alla_med_bistand"].criteria} == {"applicant"}


def test_every_act_rule_is_a_row_with_confidence_and_the_law_text_is_okand_until_read():
    rules = shipped_model("aktivitetskrav").rules

    assert {rule.id[:6] for rule in rules} == {f"act_{number:02}" for number in range(1, 15)}
    assert {rule.law for rule in rules} == {UNKNOWN}
    assert {rule.confidence for rule in rules} == {"A_proposal", "C"}


def test_a_model_with_only_what_must_be_there_is_whole(tmp_path):
    path = tmp_path / "liten.yaml"
    path.write_text(
        "meta: {id: liten, label: Liten, version: '1', valid_from: okänd, decision: okänd,"
        " sources: {K: Beslut}, source: [K]}\n"
        "roles: [{id: a, label: A, organisation: okänd, max_cases: okänd, source: [K]}]\n"
        "stages: [{id: a, label: A, enters_on: application_received, hours_per_week: okänd, place: okänd,"
        " assistance_in_parallel: okänd, source: [K]}]\n"
        "exits: [{id: a, label: A, destination: other, needs_destination: true, source: [K]}]\n"
        "aftercare: okänd\n",
        encoding="utf-8",
    )

    assert check(path) == []


@pytest.mark.parametrize("model_id", SIX)
def test_a_version_that_is_stored_as_json_is_read_back_the_same(model_id):
    model = shipped_model(model_id)

    assert parse_model(model.model_dump_json().encode(), model_id) == model


def test_a_stored_version_that_names_a_parent_is_whole_in_itself():
    """Journeys keep the version they started under: what a parent says today never slips into it."""
    text = shipped_yaml("trollhattan").replace("inspired_by: [angered]", "parent: angered")

    assert parse_model(text.encode(), "stored").deadlines == shipped_model("trollhattan").deadlines
