"""A clock stands still while it is paused: what that does to its due time, by example and for every history."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framsteg.workingmodel import (
    DeadlineState,
    Duration,
    Event,
    EventKind,
    Pause,
    falls_due,
    load,
    shipped_model,
    status,
    swedish_holidays,
)
from framsteg.workingmodel.clock import STOCKHOLM
from framsteg.workingmodel.events import EventKind as K

MODELS = {"trollhattan": shipped_model("trollhattan"), "whole": load(Path(__file__).parent / "whole.yaml")}
UNTIMED = settings(deadline=None)  # the first use of the calendar of holidays is slow


def clock(answer, deadline_id):
    return [d for d in answer.deadlines if d.id == deadline_id][-1]


class TestFortyEightHours:
    """From an application on Friday 15:00, due on Sunday 16:00: the clocks change."""

    @pytest.fixture
    def applied(self, at):
        return [Event(K.APPLICATION_RECEIVED, at(2026, 3, 27, 15, 0))]

    def test_get_back_the_time_that_the_clock_stood_still(self, trollhattan, applied, at):
        pauses = [Pause(at(2026, 3, 28, 8, 0), at(2026, 3, 28, 10, 30))]

        referral = clock(status(trollhattan, applied, at(2026, 3, 29, 17, 0), pauses=pauses), "anvisning_48h")

        assert (referral.state, referral.due_at) == (DeadlineState.PENDING, at(2026, 3, 29, 18, 30))

    def test_are_not_late_while_they_stand_still(self, trollhattan, applied, at):
        pauses = [Pause(at(2026, 3, 29, 15, 0), None)]

        referral = clock(status(trollhattan, applied, at(2026, 4, 20, 8, 0), pauses=pauses), "anvisning_48h")

        assert (referral.state, referral.breached) == (DeadlineState.PAUSED, False)
        assert referral.paused_since == at(2026, 3, 29, 15, 0)
        assert referral.due_at == at(2026, 4, 20, 9, 0)  # an hour was left

    def test_stay_late_when_the_pause_begins_too_late(self, trollhattan, applied, at):
        pauses = [Pause(at(2026, 3, 29, 16, 1), None)]

        referral = clock(status(trollhattan, applied, at(2026, 4, 20, 8, 0), pauses=pauses), "anvisning_48h")

        assert (referral.state, referral.paused_since) == (DeadlineState.LATE, None)
        assert referral.due_at == at(2026, 3, 29, 16, 0)

    def test_can_be_met_while_they_stand_still(self, trollhattan, applied, at):
        history = [*applied, Event(K.REFERRAL_MADE, at(2026, 4, 1, 9, 0))]
        pauses = [Pause(at(2026, 3, 28, 15, 0), None)]

        referral = clock(status(trollhattan, history, at(2026, 4, 20, 8, 0), pauses=pauses), "anvisning_48h")

        assert (referral.state, referral.paused_since) == (DeadlineState.MET, None)

    @pytest.mark.parametrize(
        "pause",
        [
            ((2026, 3, 20, 8, 0), (2026, 3, 27, 15, 0)),  # before the clock started
            ((2026, 3, 28, 12, 0), (2026, 3, 28, 18, 0)),  # after the referral
        ],
    )
    def test_take_no_notice_of_a_pause_outside_their_time(self, trollhattan, applied, at, pause):
        history = [*applied, Event(K.REFERRAL_MADE, at(2026, 3, 28, 9, 0))]
        now = at(2026, 4, 20, 8, 0)

        paused = status(trollhattan, history, now, pauses=[Pause(at(*pause[0]), at(*pause[1]))])

        assert paused == status(trollhattan, history, now)

    def test_count_a_pause_that_goes_on_at_the_start_from_the_start(self, trollhattan, applied, at):
        pauses = [Pause(at(2026, 3, 20, 8, 0), at(2026, 3, 27, 16, 0))]

        referral = clock(status(trollhattan, applied, at(2026, 3, 27, 17, 0), pauses=pauses), "anvisning_48h")

        assert referral.due_at == at(2026, 3, 29, 17, 0)

    def test_take_no_notice_of_another_clocks_pause(self, trollhattan, applied, at):
        now = at(2026, 3, 28, 9, 0)

        paused = status(trollhattan, applied, now, pauses=[Pause(at(2026, 3, 27, 18, 0), None, "handlingsplan_4v")])

        assert paused == status(trollhattan, applied, now)


class TestWholeDays:
    """A day on which the clock stood still, if only in part, is not counted."""

    @pytest.mark.parametrize(
        ("pause", "due"),
        [
            (((2026, 4, 14, 9, 0), (2026, 4, 14, 10, 0)), (2026, 5, 6, 8, 0)),  # an hour takes the day
            (((2026, 4, 14, 9, 0), (2026, 4, 16, 0, 0)), (2026, 5, 7, 8, 0)),  # up to midnight: two days, not three
            (
                ((2026, 4, 7, 9, 0), (2026, 4, 7, 10, 0)),
                (2026, 5, 5, 8, 0),
            ),  # the day of the start is not counted anyway
            (
                ((2026, 5, 5, 7, 0), (2026, 5, 5, 9, 0)),
                (2026, 5, 6, 8, 0),
            ),  # the last day: it is never due in the pause
            (((2026, 5, 5, 9, 0), (2026, 5, 5, 10, 0)), (2026, 5, 5, 8, 0)),  # too late
        ],
    )
    def test_four_weeks(self, trollhattan, at, pause, due):
        history = [Event(K.PROGRAMME_STARTED, at(2026, 4, 7, 8, 0))]
        pauses = [Pause(at(*pause[0]), at(*pause[1]), "handlingsplan_4v")]

        plan = clock(status(trollhattan, history, at(2026, 5, 20, 8, 0), pauses=pauses), "handlingsplan_4v")

        assert plan.due_at == at(*due)

    def test_a_day_is_lost_once_however_often_the_clock_stops_on_it(self, trollhattan, at):
        history = [Event(K.PROGRAMME_STARTED, at(2026, 4, 7, 8, 0))]
        pauses = [Pause(at(2026, 4, 14, hour, 0), at(2026, 4, 14, hour, 30)) for hour in (9, 11, 15)]

        plan = clock(status(trollhattan, history, at(2026, 4, 20, 8, 0), pauses=pauses), "handlingsplan_4v")

        assert plan.due_at == at(2026, 5, 6, 8, 0)

    def test_of_working_days_a_weekend_is_none(self, whole, at):
        history = [Event(K.APPLICATION_RECEIVED, at(2026, 5, 7, 15, 0))]  # Thursday; two working days: Monday
        weekend = [Pause(at(2026, 5, 9, 0, 0), at(2026, 5, 11, 0, 0))]
        friday_too = [Pause(at(2026, 5, 8, 12, 0), at(2026, 5, 11, 0, 0))]
        now = at(2026, 5, 11, 8, 0)

        assert clock(status(whole, history, now, pauses=weekend), "anvisning").due_at == at(2026, 5, 11, 15, 0)
        assert clock(status(whole, history, now, pauses=friday_too), "anvisning").due_at == at(2026, 5, 12, 15, 0)

    def test_the_warning_follows_the_due_time(self, whole, at):
        history = [Event(K.APPLICATION_RECEIVED, at(2026, 5, 4, 15, 0))]
        pauses = [Pause(at(2026, 5, 5, 8, 0), at(2026, 5, 5, 12, 0))]

        referral = clock(status(whole, history, at(2026, 5, 6, 4, 0), pauses=pauses), "anvisning")

        assert (referral.due_at, referral.warns_at) == (at(2026, 5, 7, 15, 0), at(2026, 5, 7, 3, 0))
        assert referral.state is DeadlineState.PENDING


def test_a_clock_that_is_met_twice_at_one_instant_has_started_once_there(whole, at):
    held = [Event(K.FOLLOW_UP_HELD, at(2026, 5, 15, 8), ref=ref) for ref in ("a", "b")]
    history = [Event(K.PROGRAMME_STARTED, at(2026, 5, 4, 8)), *held]

    follow_ups = status(whole, history, at(2026, 5, 20, 8)).deadlines

    assert [(d.starts_at, d.state) for d in follow_ups] == [
        (at(2026, 5, 4, 8), DeadlineState.MET),
        (at(2026, 5, 15, 8), DeadlineState.PENDING),
    ]


def test_an_okand_time_that_stands_still_is_still_okand(trollhattan, at):
    history = [Event(K.REFERRAL_MADE, at(2026, 3, 28, 9, 0))]

    start = clock(
        status(trollhattan, history, at(2026, 4, 1, 9, 0), pauses=[Pause(at(2026, 3, 30, 9, 0), None)]), START
    )

    assert (start.state, start.due_at) == (DeadlineState.UNKNOWN, None)


def test_a_time_without_zone_is_refused(trollhattan, at):
    naive = Pause(datetime(2026, 3, 27, 15, 0), None)

    with pytest.raises(ValueError, match="tidszon"):
        status(trollhattan, [], at(2026, 4, 1, 9, 0), pauses=[naive])


START = "start_jobbcentrum"
BEGIN = datetime(2026, 3, 20, tzinfo=UTC)  # the clocks change nine days later; påsk comes after that
moments = st.integers(0, 40 * 24).map(lambda hours: BEGIN + timedelta(hours=hours))
zoned = st.tuples(moments, st.sampled_from([UTC, STOCKHOLM])).map(lambda pair: pair[0].astimezone(pair[1]))
names = st.sampled_from(sorted(MODELS))
refs = st.sampled_from(["", "dag_90"])
histories = st.lists(st.builds(Event, st.sampled_from(EventKind), zoned, refs), max_size=12)
which = st.sampled_from(["", "anvisning_48h", "anvisning", "handlingsplan_4v", "varannan_vecka"])


@st.composite
def a_pause(draw):
    since = draw(zoned)
    hours = draw(st.none() | st.integers(1, 150))
    return Pause(since, None if hours is None else since + timedelta(hours=hours), draw(which))


pauses = st.lists(a_pause(), max_size=5)


def due_times(answer):
    return {(d.id, d.starts_at): d.due_at for d in answer.deadlines}


@UNTIMED
@given(names, histories, pauses, zoned, st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_told_means_nothing(name, history, stops, now, random):
    told = status(MODELS[name], history, now, pauses=stops)

    shuffled = random.sample(history, len(history)), random.sample(stops, len(stops))
    assert status(MODELS[name], shuffled[0], now, pauses=shuffled[1]) == told


@UNTIMED
@given(names, histories, pauses, moments)
def test_what_comes_later_does_not_change_what_was(name, history, stops, now):
    """Computed then, when nobody knew of later events or of when the pauses would end, or computed afterwards."""
    known = [event for event in history if event.at <= now]
    open_then = [Pause(p.since, p.until if p.until and p.until <= now else None, p.deadline_id) for p in stops]
    then = status(MODELS[name], known, now, pauses=[pause for pause in open_then if pause.since <= now])

    assert status(MODELS[name], history, now, pauses=stops) == then


@UNTIMED
@given(names, histories, pauses, a_pause(), moments)
def test_a_pause_never_shortens_a_clock(name, history, stops, one_more, now):
    before = status(MODELS[name], history, now, pauses=stops)
    after = status(MODELS[name], history, now, pauses=[*stops, one_more])

    due_before, due_after = due_times(before), due_times(after)
    assert due_before.keys() == due_after.keys()
    assert all(due is None or due_after[key] >= due for key, due in due_before.items())
    assert {d.id for d in after.late} <= {d.id for d in before.late}
    assert all(not now_ or was for was, now_ in zip(breaches(before), breaches(after), strict=True))


def breaches(answer):
    return [d.breached for d in answer.deadlines]


@UNTIMED
@given(names, histories, pauses, a_pause(), st.integers(1, 149), moments)
def test_two_pauses_that_meet_are_one(name, history, stops, whole_pause, hours, now):
    cut = whole_pause.since + timedelta(hours=hours)
    if whole_pause.until is not None and cut >= whole_pause.until:
        cut = whole_pause.until - timedelta(minutes=30)
    halves = [Pause(whole_pause.since, cut, whole_pause.deadline_id)]
    halves.append(Pause(cut, whole_pause.until, whole_pause.deadline_id))

    one = status(MODELS[name], history, now, pauses=[*stops, whole_pause])

    assert status(MODELS[name], history, now, pauses=[*stops, *halves]) == one


@UNTIMED
@given(names, histories, pauses, moments)
def test_a_clock_that_stands_still_is_never_late(name, history, stops, now):
    for deadline in status(MODELS[name], history, now, pauses=stops).deadlines:
        if deadline.paused_since is not None:
            assert deadline.is_open
            assert deadline.due_at is None or deadline.due_at >= now
        assert (deadline.state is DeadlineState.PAUSED) is (
            deadline.paused_since is not None and deadline.due_at is not None
        )


def slow_due(start, within, spans):
    """Minute by minute for hours, day by day for the rest."""
    if within.unit == "hours":
        left, instant = within.amount * 2, start  # everything here lies on half hours
        while left or any(since <= instant < until for since, until in spans):
            left -= not any(since <= instant < until for since, until in spans)
            instant += timedelta(minutes=30)
        return instant
    due = falls_due(start, within).astimezone(UTC)
    lost = set()
    for since, until in spans:
        while since < until and since <= due:
            day = since.astimezone(STOCKHOLM).date()
            if day > start.astimezone(STOCKHOLM).date() and day not in lost and counts(day, within):
                lost.add(day)
                due = falls_due(due, Duration(**{"working_days" if within.unit == "working_days" else "days": 1}))
                due = due.astimezone(UTC)
            since += timedelta(minutes=30)
    return due


def counts(day, within):
    return within.unit != "working_days" or (day.weekday() < 5 and day not in swedish_holidays())


@UNTIMED
@given(
    moments.map(lambda at: at.replace(hour=12)),  # far from the hour that the clock change skips
    st.sampled_from(["hours", "days", "working_days", "weeks", "months"]),
    st.integers(1, 3),
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 90)), max_size=4),
)
def test_the_due_time_agrees_with_counting_on_the_fingers(start, unit, amount, stops):
    within = Duration(**{unit: amount * 10 if unit == "hours" else amount})
    spans, end = [], start
    for gap, length in stops:  # half hours: apart from each other and in order
        since = end + timedelta(minutes=30 * (gap + 1))
        end = since + timedelta(minutes=30 * length)
        spans.append((since, end))

    assert falls_due(start, within, None, spans) == slow_due(start, within, spans)
