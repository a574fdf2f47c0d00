from framsteg.workingmodel import shipped_model, steps


def test_each_deadline_stands_in_the_stage_where_it_starts(trollhattan):
    by_stage = {step.stage.id: [deadline.id for deadline in step.deadlines] for step in steps(trollhattan)}

    assert by_stage["ansokan"] == ["anvisning_48h"]
    assert by_stage["anvisad"] == ["start_jobbcentrum"]


def test_every_deadline_and_gate_stands_in_one_stage_only(trollhattan):
    line = steps(trollhattan)

    assert sorted(d.id for step in line for d in step.deadlines) == sorted(d.id for d in trollhattan.deadlines)
    assert [gate.id for step in line for gate in step.gates] == ["kartlaggning_fore_insats"]


def test_a_gate_stands_before_the_stage_that_it_holds_back():
    hagfors = {step.stage.id: [gate.id for gate in step.gates] for step in steps(shipped_model("hagfors"))}

    assert hagfors == {"bedomning": [], "insats": ["kartlaggning_fore_insats"], "eftervard": []}
