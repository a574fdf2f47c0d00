"""What another version of a model would change for one journey."""

import pytest

from framsteg.workingmodel import Action, ClockChange, Duration, Event, GateChange, Pause, StageChange, changes
from framsteg.workingmodel.events import EventKind as K


@pytest.fixture
def history(at):
    return [Event(K.APPLICATION_RECEIVED, at(2026, 4, 1, 9, 0)), Event(K.REFERRAL_MADE, at(2026, 4, 2, 9, 0))]


@pytest.fixture
def now(at):
    return at(2026, 4, 10, 9, 0)


def with_first_deadline(model, **update):
    first, *rest = model.deadlines
    return model.model_copy(update={"deadlines": (first.model_copy(update=update), *rest)})


def test_the_same_model_changes_nothing(trollhattan, history, now):
    assert changes(trollhattan, trollhattan, history, now) == []


def test_a_shorter_time_moves_the_clock_and_tells_what_it_becomes(trollhattan, history, now, at):
    (change,) = changes(trollhattan, with_first_deadline(trollhattan, within=Duration(hours=12)), history, now)

    assert isinstance(change, ClockChange)
    assert (change.before.due_at, change.after.due_at) == (at(2026, 4, 3, 9, 0), at(2026, 4, 1, 21, 0))
    assert (change.before.breached, change.after.breached) == (False, True)


def test_a_clock_may_begin_or_be_gone(trollhattan, history, now):
    fewer = trollhattan.model_copy(update={"deadlines": trollhattan.deadlines[1:]})

    (gone,) = changes(trollhattan, fewer, history, now)
    (begun,) = changes(fewer, trollhattan, history, now)

    assert (gone.before.id, gone.after) == ("anvisning_48h", None)
    assert (begun.before, begun.after.id) == (None, "anvisning_48h")
    assert gone.clock == begun.clock


def test_another_stage_is_told(trollhattan, history, now):
    renamed = tuple(stage.model_copy(update={"label": f"{stage.label} (ny)"}) for stage in trollhattan.stages)

    (change,) = changes(trollhattan, trollhattan.model_copy(update={"stages": renamed}), history, now)

    assert isinstance(change, StageChange)
    assert change.after.label == f"{change.before.label} (ny)"


def test_a_gate_that_would_open_is_told(trollhattan, history, now):
    (change,) = changes(trollhattan, trollhattan.model_copy(update={"gates": ()}), history, now)

    assert isinstance(change, GateChange)
    assert (change.action, change.before.gate, change.after) == (
        Action.START_ACTIVITY,
        "kartlaggning_fore_insats",
        None,
    )


def test_pauses_hold_in_both(trollhattan, at, now):
    applied = [Event(K.APPLICATION_RECEIVED, at(2026, 4, 1, 9, 0))]
    pauses = [Pause(at(2026, 4, 1, 10, 0), at(2026, 4, 1, 12, 0))]
    longer = with_first_deadline(trollhattan, within=Duration(hours=72))

    (change,) = changes(trollhattan, longer, applied, now, pauses=pauses)

    assert (change.before.due_at, change.after.due_at) == (at(2026, 4, 3, 11, 0), at(2026, 4, 4, 11, 0))
