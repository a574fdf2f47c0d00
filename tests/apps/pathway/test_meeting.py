"""Meetings with set participants: who must be there, who was missing, and that nobody's absence closes a gate."""

from datetime import timedelta

import pytest
from tests.factories.partners import make_consent
from tests.factories.pathway import RECEIVED, begun, enrolled
from tests.helpers import swedish_time

from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway import actions, queries
from framsteg.apps.pathway.models import JourneyEvent, Meeting
from framsteg.workingmodel import shipped_model

NOW = swedish_time(2026, 3, 16, 10, 0)
ALL = ["person", "socialsekreterare", "arbetsmarknadskonsulent", "arbetsformedlare"]


@pytest.fixture
def journey(team):
    return enrolled(team).journey


def meet(team, journey, participants=ALL, **facts):
    facts = {"meeting_id": "kompetensteam", "by": team.consultant, "at": NOW} | facts
    return actions.hold_meeting(journey=journey, participants=participants, **facts)


def test_a_meeting_of_the_model_is_an_event_that_names_it(team, journey):
    first = meet(team, journey)

    assert meet(team, journey) == first  # a double click
    event = JourneyEvent.objects.get(kind="meeting_held")
    assert (event.at, event.ref) == (NOW, "kompetensteam")
    (row,) = queries.journey_page(team.consultant, journey, NOW).meeting.rows
    assert row.label == "Kompetensteamet gör handlingsplanen"
    assert row.participants[0] == "arbetsformedlare" or "den enskilde" in row.participants
    assert row.missing == ()


@pytest.mark.parametrize(
    ("absent", "name"), [("person", "den enskilde"), ("arbetsformedlare", "Arbetsförmedlare")], ids=str
)
def test_who_must_be_there_and_was_not_is_told_with_the_reason(team, journey, absent, name):
    present = [role for role in ALL if role != absent]

    with pytest.raises(actions.ParticipantsMissing, match=name):
        meet(team, journey, present)
    assert not Meeting.objects.exists()

    meet(team, journey, present, note="Sjuk i dag; nytt möte på torsdag.")

    (row,) = queries.journey_page(team.consultant, journey, NOW).meeting.rows
    assert (row.missing, row.note) == ((name,), "Sjuk i dag; nytt möte på torsdag.")
    assert JourneyEvent.objects.filter(kind="meeting_held").exists()  # nobody's absence keeps a gate shut


def test_what_was_written_of_a_meeting_is_no_part_of_the_plan_that_a_partner_sees(team, journey):
    meet(team, journey, ["socialsekreterare"], note="Sjuk i dag; nytt möte på torsdag.")
    make_consent(journey.household, recipient=team.officer.unit, covers=[Shared.PLAN], at=RECEIVED)

    (row,) = queries.journey_page(team.officer, journey, NOW).meeting.rows

    assert row.note == ""


def test_the_person_belongs_to_every_meeting_also_one_that_the_model_does_not_have(team, journey):
    with pytest.raises(actions.ParticipantsMissing, match="den enskilde"):
        meet(team, journey, ["socialsekreterare"], meeting_id="")

    assert meet(team, journey, ["person", "socialsekreterare"], meeting_id="").participants == [
        "person",
        "socialsekreterare",
    ]


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"meeting_id": "finns_inte"}, actions.NotInModel),
        ({"participants": ["person", "rektor"]}, actions.NotInModel),
        ({"participants": [], "note": "Ingen kom."}, actions.ParticipantsMissing),
        ({"held_at": NOW + timedelta(hours=1)}, actions.WrongDay),
        ({"held_at": RECEIVED - timedelta(hours=1)}, actions.WrongDay),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(team, journey, facts, refusal):
    with pytest.raises(refusal):
        meet(team, journey, **facts)

    assert not Meeting.objects.exists()


def test_the_personal_meeting_of_boras_has_the_person_and_the_caseworker(team):
    journey = begun(team, shipped_model("boras"))

    (kind,) = queries.journey_page(team.caseworker, journey, NOW).meeting.kinds

    assert (kind.id, [name for _id, name in kind.roles]) == ("personligt_mote", ["den enskilde", "Socialsekreterare"])
    facts = {"meeting_id": "personligt_mote", "by": team.caseworker}
    assert meet(team, journey, ["person", "socialsekreterare"], **facts).meeting_id == "personligt_mote"
