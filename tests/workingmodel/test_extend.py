"""A model that builds on another: what it says itself holds, and everything else comes from the parent."""

import pytest

from framsteg.workingmodel import ModelFileError, check, load, shipped_model, shipped_yaml, whole_yaml

META = """meta:
  id: {id}
  label: Egen modell
  version: "1"
  valid_from: 2026-01
  decision: okänd
  parent: {parent}
  sources: {{K: "Kommunens beslut"}}
  source: [K]
"""
OWN_DEADLINE = """deadlines:
  - id: anvisning_48h
    label: Anvisning inom 72 timmar
    starts_on: application_received
    within: {hours: 72}
    met_by: referral_made
    owner: socialsekreterare
    warn_before: okänd
    escalate_to: okänd
    source: [K]
"""


@pytest.fixture
def write(tmp_path):
    def write_model(model_id, parent, more=""):
        path = tmp_path / f"{model_id}.yaml"
        path.write_text(META.format(id=model_id, parent=parent) + more, encoding="utf-8")
        return path

    return write_model


def test_what_the_child_does_not_say_comes_from_the_parent(write):
    child, parent = load(write("egen", "trollhattan")), shipped_model("trollhattan")

    assert (child.stages, child.gates, child.exits) == (parent.stages, parent.gates, parent.exits)
    assert child.meta.label == "Egen modell"
    assert child.meta.principles == ()  # and a decision: they belong to the one who took them
    assert child.meta.sources.keys() == {"K", *parent.meta.sources}


def test_a_part_with_the_same_id_takes_the_parents_place(write):
    child, parent = load(write("egen", "trollhattan", OWN_DEADLINE)), shipped_model("trollhattan")

    assert [d.id for d in child.deadlines] == [d.id for d in parent.deadlines]
    assert str(child.deadlines[0].within) == "72 timmar"
    assert child.deadlines[1:] == parent.deadlines[1:]


def test_a_part_with_a_new_id_is_added(write):
    child = load(write("egen", "trollhattan", OWN_DEADLINE.replace("anvisning_48h", "anvisning_72h")))

    assert [d.id for d in child.deadlines][-1] == "anvisning_72h"
    assert len(child.deadlines) == len(shipped_model("trollhattan").deadlines) + 1


def test_a_parent_beside_the_file_goes_before_a_shipped_one(write):
    write("mellan", "trollhattan", OWN_DEADLINE)
    grandchild = load(write("egen", "mellan"))

    assert str(grandchild.deadlines[0].within) == "72 timmar"


def test_models_that_build_on_each_other_are_refused(write):
    write("andra", "forsta")

    (fault,) = check(write("forsta", "andra"))

    assert fault.message == "Arbetsmodellerna bygger på varandra i ring: forsta → andra → forsta."
    assert fault.file.endswith("andra.yaml")


def test_a_fault_in_the_parent_is_told_in_the_parents_file(write):
    write("trasig", "trollhattan", OWN_DEADLINE.replace("{hours: 72}", "snart"))

    (fault,) = check(write("egen", "trasig"))

    assert (fault.file.split("/")[-1], fault.field) == ("trasig.yaml", "deadlines.anvisning_48h.within")


def test_a_fault_that_the_child_makes_in_the_parents_part_is_told_where_the_parent_is_named(write):
    gate = """gates:
  - id: program_efter_program
    label: Program efter program
    requires: programme_started
    before: [start_programme]
    reason: Så har vi skrivit.
    source: [K]
"""

    faults = check(write("egen", "trollhattan", gate))

    assert [fault.field for fault in faults] == ["meta.parent", "gates.program_efter_program.requires"]
    assert "Fasen kan aldrig nås" in faults[0].message


def test_a_child_is_written_out_as_a_file_that_stands_alone(write, tmp_path):
    path = write("egen", "trollhattan", OWN_DEADLINE)
    alone = tmp_path / "annan" / "egen.yaml"
    alone.parent.mkdir()
    alone.write_text(whole_yaml(path), encoding="utf-8")

    whole, built = load(alone), load(path)

    assert (whole.meta.parent, whole.meta.inspired_by) == (None, ("trollhattan",))
    assert whole.model_copy(update={"meta": built.meta}) == built


def test_a_file_that_stands_alone_is_given_as_it_is_written(tmp_path):
    path = tmp_path / "egen.yaml"
    path.write_text("# Vår modell\n" + shipped_yaml("trollhattan"), encoding="utf-8")

    assert whole_yaml(path).startswith("# Vår modell\n")


def test_load_names_the_missing_parent(write):
    with pytest.raises(ModelFileError, match=r"Lägg atlantis\.yaml bredvid filen"):
        load(write("egen", "atlantis"))
