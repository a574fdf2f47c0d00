"""What must hold for every history, and a slow, obvious reference for the state of a deadline."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from framsteg.workingmodel import DeadlineState, Event, EventKind, falls_due, load, shipped_model, status, warns_at
from framsteg.workingmodel.clock import STOCKHOLM
from framsteg.workingmodel.unknown import UNKNOWN

MODELS = {"trollhattan": shipped_model("trollhattan"), "whole": load(Path(__file__).parent / "whole.yaml")}
START = datetime(2026, 3, 20, tzinfo=UTC)  # the clocks change nine days later

UNTIMED = settings(deadline=None)  # the first use of the calendar of holidays is slow
names = st.sampled_from(sorted(MODELS))
moments = st.integers(0, 60 * 24).map(lambda hours: START + timedelta(hours=hours))
# Some in UTC and some in Swedish time: the zone that a time is written in means nothing.
zoned = st.tuples(moments, st.sampled_from([UTC, STOCKHOLM])).map(lambda pair: pair[0].astimezone(pair[1]))
events = st.builds(Event, st.sampled_from(EventKind), zoned, st.sampled_from(["", "a", "dag_90"]))
histories = st.lists(events, max_size=15)


@UNTIMED
@given(names, histories, zoned, st.randoms(use_true_random=False))
def test_the_order_in_the_sequence_means_nothing(name, history, now, random):
    shuffled = random.sample(history, len(history))

    assert status(MODELS[name], history, now) == status(MODELS[name], shuffled, now)


@UNTIMED
@given(names, histories, moments, moments)
def test_time_only_moves_a_deadline_forward(name, history, one, other):
    allowed = {
        DeadlineState.PENDING: set(DeadlineState) - {DeadlineState.UNKNOWN},
        DeadlineState.WARNING: set(DeadlineState) - {DeadlineState.UNKNOWN, DeadlineState.PENDING},
        DeadlineState.LATE: {DeadlineState.LATE, DeadlineState.MET_LATE, DeadlineState.ENDED},
    }
    earlier, later = status(MODELS[name], history, min(one, other)), status(MODELS[name], history, max(one, other))
    became = {(d.id, d.starts_at): d for d in later.deadlines}

    for was in earlier.deadlines:
        now = became[was.id, was.starts_at]
        assert now.due_at == was.due_at
        assert now.state in allowed.get(was.state, {was.state})  # met, met late, ended and unknown stay
        assert not (was.breached and not now.breached)


@UNTIMED
@given(names, histories, moments)
def test_what_is_due_and_late_is_what_still_runs(name, history, now):
    answer = status(MODELS[name], history, now)

    assert {id(d) for d in (*answer.due, *answer.late)} == {id(d) for d in answer.deadlines if d.is_open}
    assert all(d.due_at < now for d in answer.late)


@UNTIMED
@given(names, histories, moments)
def test_an_exit_leaves_only_aftercare_running(name, history, now):
    answer = status(MODELS[name], [*history, Event(EventKind.EXITED, now, "last")], now)

    assert {d.id for d in answer.deadlines if d.is_open} <= {"dag_90"}


@UNTIMED
@given(names, histories, moments)
def test_the_gate_is_shut_exactly_until_the_mapping_is_done(name, history, now):
    mapped = any(e.kind is EventKind.MAPPING_DONE and e.at <= now for e in history)

    assert (status(MODELS[name], history, now).blocked == ()) is mapped


def slow_states(deadline, history, now):
    """The rules word for word: at each instant meet, then end, then start, in the usual order of events."""
    found, running = [], None
    for instant in sorted({event.at.timestamp() for event in history if event.at <= now}):
        for kind in EventKind:
            for event in (e for e in history if e.at.timestamp() == instant and e.kind is kind):
                if running and event.kind is deadline.met_by:
                    running["met"], running = instant, None
                elif running and event.kind is EventKind.EXITED:
                    running["ended"], running = instant, None
                if event.kind is deadline.starts_on and not running:
                    running = {"start": event.at}
                    found.append(running)
    return [slow_state(deadline, clock, now) for clock in found]


def slow_state(deadline, clock, now):
    if deadline.within is UNKNOWN:
        return "unknown"
    due = falls_due(clock["start"], deadline.within).timestamp()
    if "met" in clock:
        return "met_late" if clock["met"] > due else "met"
    if "ended" in clock:
        return "ended"
    if now.timestamp() > due:
        return "late"
    if deadline.warn_before is UNKNOWN:
        return "pending"
    warned = warns_at(falls_due(clock["start"], deadline.within), deadline.warn_before).timestamp()
    return "warning" if now.timestamp() >= warned else "pending"


@UNTIMED
@given(names, histories, moments)
def test_the_engine_agrees_with_the_slow_reference(name, history, now):
    answer = status(MODELS[name], history, now)

    for deadline in MODELS[name].deadlines:
        states = [d.state.value for d in answer.deadlines if d.id == deadline.id]
        assert states == slow_states(deadline, history, now)
