"""Many journeys at once: the same answers as one at a time, for every history."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framsteg.workingmodel import Duration, Event, EventKind, Pause, falls_due, load, shipped, shipped_model, status
from framsteg.workingmodel.bulk import NONE, STATES, columns_of, instant, statuses_of_many, time_of
from framsteg.workingmodel.bulk.instants import moved
from framsteg.workingmodel.events import EventKind as K

HERE = Path(__file__).parent
MODELS = {name: shipped_model(name) for name in shipped()} | {
    "whole": load(HERE / "whole.yaml"),
    "trelleborg": load(HERE / "trelleborg.yaml"),
}
# One that enters a stage of its own on a reopening, one whose clocks start, meet and end on the same events.
MODELS["own_stage"] = MODELS["whole"].model_copy(
    update={"stages": (*MODELS["whole"].stages, MODELS["whole"].stages[0].model_copy(update={"enters_on": K.REOPENED}))}
)
first = MODELS["whole"].deadlines[0]
MODELS["circle"] = MODELS["whole"].model_copy(
    update={
        "deadlines": (
            first.model_copy(update={"met_by": K.APPLICATION_RECEIVED}),
            first.model_copy(update={"id": "ut", "starts_on": K.EXITED, "within": Duration(months=1)}),
            first.model_copy(
                update={"id": "in", "starts_on": K.EXITED, "met_by": K.EXITED, "within": Duration(hours=30)}
            ),
        )
    }
)
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def told_one_by_one(model, histories, now, pauses):
    """The answers of `status`, as lists that can be compared."""
    answers = [status(model, h, now, pauses=pauses.get(place, ())) for place, h in enumerate(histories)]
    return [
        (
            (a.stage.id, a.stage.since) if a.stage else None,
            a.exited_at,
            a.reopenings,
            sorted(
                (
                    d.id,
                    d.starts_at,
                    d.due_at or 0,
                    d.warns_at or 0,
                    d.met_at or 0,
                    d.ended_at or 0,
                    d.paused_since or 0,
                    d.state,
                )
                for d in a.deadlines
            ),
        )
        for a in answers
    ]


def told_at_once(model, histories, now, pauses):
    many = statuses_of_many(model, columns_of(histories), now, pauses=pauses)
    clocks = [[] for _ in histories]
    for runs in many.clocks:
        columns = (runs.due_at, runs.warns_at, runs.met_at, runs.ended_at, runs.paused_since)
        for row, journey in enumerate(runs.journey):
            times = (time_of(column[row]) or 0 for column in columns)
            clocks[journey].append((runs.clock.id, time_of(runs.starts_at[row]), *times, STATES[runs.state[row]]))
    return [
        (
            (model.stages[many.stage[j]].id, time_of(many.stage_since[j])) if many.stage[j] >= 0 else None,
            time_of(many.exited_at[j]),
            many.reopenings[j],
            sorted(clocks[j]),
        )
        for j in range(len(histories))
    ]


moments = st.integers(0, 24 * 240).map(lambda hours: datetime(2026, 3, 20, tzinfo=UTC) + timedelta(hours=hours))
kinds = st.sampled_from([*EventKind, K.EXITED, K.REOPENED, K.REOPENED, K.FOLLOW_UP_HELD, K.PROGRAMME_STARTED])
events = st.builds(Event, kinds, moments, st.sampled_from(["", "dag_90", "motet", "deceased"]))
histories_of_ten = st.lists(st.lists(events, max_size=14), min_size=10, max_size=14)


@st.composite
def pauses_of_ten(draw):
    since = draw(moments)
    until = draw(st.none() | st.integers(1, 400).map(lambda hours: since + timedelta(hours=hours)))
    return {draw(st.integers(0, 9)): [Pause(since, until)]}


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.sampled_from(sorted(MODELS)), histories_of_ten, moments, st.just({}) | pauses_of_ten())
def test_many_at_once_say_what_each_says_alone(name, histories, now, pauses):
    """Some 1,400 journeys in each run."""
    assert told_at_once(MODELS[name], histories, now, pauses) == told_one_by_one(MODELS[name], histories, now, pauses)


@pytest.mark.parametrize("unit", ["hours", "days", "working_days", "weeks", "months"])
@settings(deadline=None)
@given(
    st.integers(1, 30),
    st.lists(st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)), max_size=30),
)
def test_due_times_of_a_column_are_those_of_each(unit, amount, starts):
    within = Duration(**{unit: amount})

    due = moved(np.array([instant(at) for at in starts], dtype=np.int64), within, 1, None)

    assert [time_of(at) for at in due] == [falls_due(at, within).astimezone(UTC) for at in starts]


@pytest.mark.parametrize("minute", range(0, 240, 15))
@pytest.mark.parametrize("day", [datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 10, 24, 22, tzinfo=UTC)])
def test_around_the_clock_changes(day, minute):
    starts = [day + timedelta(minutes=minute) - timedelta(days=before) for before in (0, 1)]

    due = moved(np.array([instant(at) for at in starts], dtype=np.int64), Duration(days=1), 1, None)

    # In UTC, as Python holds that no local time in the repeated hour equals any other time.
    assert [time_of(at) for at in due] == [falls_due(at, Duration(days=1)).astimezone(UTC) for at in starts]


def test_the_kommuns_own_closed_days_are_known(whole, at):
    histories = [[Event(K.APPLICATION_RECEIVED, at(2026, 5, 13, 10, 0))]]
    bridge = {at(2026, 5, 14).date(), at(2026, 5, 15).date()}

    many = statuses_of_many(whole, columns_of(histories), NOW, bridge)

    assert time_of(many.clocks[0].due_at[0]) == at(2026, 5, 19, 10, 0)


def test_a_journey_without_events_stands_nowhere(whole):
    many = statuses_of_many(whole, columns_of([[], []]), NOW)

    assert (list(many.stage), list(many.stage_since), list(many.exited_at)) == ([-1, -1], [NONE, NONE], [NONE, NONE])


def test_no_journeys_are_no_answers(whole):
    assert len(statuses_of_many(whole, columns_of([]), NOW).stage) == 0


def test_a_time_without_zone_is_refused(whole):
    with pytest.raises(ValueError, match="tidszon"):
        statuses_of_many(whole, columns_of([]), datetime(2026, 12, 1))
    with pytest.raises(ValueError, match="tidszon"):
        columns_of([[Event(K.EXITED, datetime(2026, 12, 1))]])
