from framsteg.workingmodel import compare, load, shipped_model

CHILD = """meta:
  id: egen
  label: Egen modell
  version: "1"
  valid_from: 2019-01
  decision: okänd
  parent: trollhattan
  sources: {K: "Kommunens beslut"}
  source: [K]
deadlines:
  - id: anvisning_48h
    label: Anvisning till Jobbcentrum inom 48 timmar
    starts_on: application_received
    within: {hours: 72}
    met_by: referral_made
    measure: anvisade_inom_48h
    owner: jobbcoach
    warn_before: okänd
    escalate_to: enhetschef
    source: [K]
activities:
  - {id: snickeri, label: Snickeri, type: work_training, workplace: constructed, source: [K]}
"""


def test_a_model_does_not_differ_from_itself(trollhattan):
    assert compare(trollhattan, trollhattan) == ()


def test_two_versions_differ_in_what_was_changed_told_in_names_that_people_read(trollhattan, tmp_path):
    path = tmp_path / "egen.yaml"
    path.write_text(CHILD, encoding="utf-8")

    found = {difference.path: difference for difference in compare(trollhattan, load(path))}

    within = found["deadlines.anvisning_48h.within"]
    assert (within.element, within.left, within.right) == ("Frister", "48 timmar", "72 timmar")
    assert within.what == "Anvisning till Jobbcentrum inom 48 timmar: inom"
    owner = found["deadlines.anvisning_48h.owner"]
    assert (owner.left, owner.right) == ("Socialsekreterare", "Jobbcoach")
    added = found["activities.snickeri"]
    assert (added.left, added.right) == (None, "Snickeri")
    assert not [path for path in found if path.startswith(("stages", "exits", "measures"))]


def test_two_kommuns_differ_in_every_element_where_their_sources_do():
    elements = {d.element for d in compare(shipped_model("trollhattan"), shipped_model("hagfors"))}

    assert {"Frister", "Grindar", "Insatser", "Organisation och parter", "Ekonomi"} <= elements


def test_a_part_that_the_other_lacks_is_told_once():
    rows = [d for d in compare(shipped_model("hagfors"), shipped_model("strangnas")) if d.element == "Grindar"]

    assert [(d.path, d.left, d.right) for d in rows] == [
        ("gates.kartlaggning_fore_insats", "Kartläggning före projekt och insats", None)
    ]
