import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from framsteg.workingmodel import NEVER_GATED, UNKNOWN, Action, EventKind, json_schema
from framsteg.workingmodel import schema as schema_module
from framsteg.workingmodel.elements import Gate

PUBLISHED = Path(schema_module.__file__).with_name("schema.json")


def test_the_published_json_schema_is_fresh():
    assert PUBLISHED.read_text(encoding="utf-8") == json_schema(), "write json_schema() to schema.json (make docs)"


def test_the_json_schema_tells_a_writer_what_a_field_means():
    deadline = json.loads(json_schema())["$defs"]["Deadline"]["properties"]

    assert deadline["owner"]["description"] == "Rollen som ansvarar för att fristen hålls."


@pytest.fixture
def gate():
    return {"id": "g", "label": "Grind", "requires": EventKind.MAPPING_DONE, "reason": "Skäl", "source": ("K",)}


def test_a_gate_may_stand_before_an_activity(gate):
    assert Gate(**gate, before=(Action.START_ACTIVITY,)).before == (Action.START_ACTIVITY,)


@pytest.mark.parametrize("right", sorted(NEVER_GATED))
def test_a_gate_may_never_stand_before_a_right(gate, right):
    with pytest.raises(ValidationError, match="alla får ansöka, och akut nöd möts genast"):
        Gate(**gate, before=(Action.START_ACTIVITY, right))


def test_okand_is_a_value_of_its_own(trollhattan):
    deadline = next(d for d in trollhattan.deadlines if d.id == "start_jobbcentrum")

    assert deadline.within is UNKNOWN
    assert str(deadline.within) == "okänd"


def test_a_model_cannot_be_changed(trollhattan):
    with pytest.raises(ValidationError, match="frozen"):
        trollhattan.meta = None


class TestTrollhattan:
    """What the sources say, and that what they do not say is not filled in."""

    def test_refers_within_48_elapsed_hours(self, trollhattan):
        deadline = next(d for d in trollhattan.deadlines if d.id == "anvisning_48h")

        assert (str(deadline.within), deadline.source) == ("48 timmar", ("S1 stycke 5",))

    def test_is_four_weeks_full_time_with_assistance_in_parallel(self, trollhattan):
        stage = next(s for s in trollhattan.stages if s.id == "jobbcentrum")

        assert (str(stage.max_time), stage.hours_per_week, stage.assistance_in_parallel) == (
            "4 veckor",
            "full_time",
            True,
        )
        assert stage.team == ("socialsekreterare", "arbetsmarknadskonsulent", "arbetsformedlare")

    def test_the_plan_is_signed_by_the_person_too(self, trollhattan):
        plan = next(a for a in trollhattan.artefacts if a.id == "handlingsplan")

        assert plan.signed_by[0] == "person"

    def test_the_gate_is_marked_as_our_own_addition(self, trollhattan):
        assert [gate.source for gate in trollhattan.gates] == [("design",)]

    def test_leaves_caseload_follow_up_interval_and_aftercare_okand(self, trollhattan):
        assert {role.max_cases for role in trollhattan.roles} == {UNKNOWN}
        assert trollhattan.follow_ups[0].every is UNKNOWN
        assert trollhattan.aftercare.checks is UNKNOWN

    def test_activities_are_the_four_that_the_source_names(self, trollhattan):
        assert [a.label for a in trollhattan.activities] == ["Anställning", "Jobbspår", "Praktik", "Arbetsträning"]
