"""The stored clocks say what the model says of all that is noted, also when something is noted afterwards."""

from datetime import timedelta

from tests.factories.pathway import RECEIVED, opened

from framsteg.apps.pathway.actions._shared import note
from framsteg.apps.pathway.models import JourneyEvent
from framsteg.apps.pathway.queries.model import history_of, status_of
from framsteg.workingmodel import EventKind as K


def clock_rows(journey):
    rows = journey.deadlines.filter(deadline_id="handlingsplan_4v").order_by("starts_at")
    return [(row.starts_at, row.closed_at) for row in rows]


def test_a_first_day_that_is_noted_afterwards_takes_the_clock_over(team):
    journey = opened(team)
    known, true = RECEIVED + timedelta(days=10), RECEIVED + timedelta(days=3)
    note(journey, K.PROGRAMME_STARTED, at=known, by=team.caseworker)

    note(journey, K.PROGRAMME_STARTED, at=true, by=team.caseworker)

    assert clock_rows(journey) == [(true, None), (known, known)]
    running = [d.starts_at for d in status_of(journey, known).deadlines if d.id == "handlingsplan_4v"]
    assert running == [true]


def test_an_event_keeps_what_in_the_model_it_is_about(team):
    journey = opened(team)

    note(journey, K.MEETING_HELD, at=RECEIVED, by=team.caseworker, ref="kompetensteam")

    assert JourneyEvent.objects.get(kind=K.MEETING_HELD).ref == "kompetensteam"
    assert [event.ref for event in history_of(journey)] == ["", "kompetensteam"]
