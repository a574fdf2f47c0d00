"""A model tried out on journeys that have been."""

from datetime import timedelta

import pytest

from framsteg.workingmodel import Event, try_out
from framsteg.workingmodel.events import EventKind as K


@pytest.fixture
def histories(at):
    applied = Event(K.APPLICATION_RECEIVED, at(2026, 4, 1, 9, 0))
    return [
        [applied, Event(K.REFERRAL_MADE, at(2026, 4, 1, 19, 0))],  # in time
        [applied, Event(K.REFERRAL_MADE, at(2026, 4, 5, 9, 0))],  # too late
        [applied],  # never
        [applied, Event(K.EXITED, at(2026, 4, 2, 9, 0))],  # left before the time was over
        [Event(K.APPLICATION_RECEIVED, at(2026, 4, 9, 9, 0))],  # still runs
        [],
    ]


@pytest.fixture
def tried(trollhattan, histories, at):
    answer = try_out(trollhattan, histories, at(2026, 4, 10, 9, 0))
    return answer, {clock.id: clock for clock in answer.clocks}


def test_each_start_of_a_clock_is_counted_once(tried):
    referral = tried[1]["anvisning_48h"]

    assert (referral.kept, referral.broken, referral.running, referral.stopped, referral.unknown) == (1, 2, 1, 1, 0)
    assert referral.started == 5


def test_the_journeys_with_broken_times_are_told_by_their_place(tried):
    assert tried[1]["anvisning_48h"].broken_in == (1, 2)


def test_the_median_is_of_the_times_that_were_met(tried):
    assert tried[1]["anvisning_48h"].median_time == timedelta(hours=(10 + 96) / 2)
    assert tried[1]["handlingsplan_4v"].median_time is None


def test_what_the_model_leaves_okand_is_neither_kept_nor_broken(tried):
    start = tried[1]["start_jobbcentrum"]

    assert (start.within, start.started, start.unknown, start.kept, start.broken) == (None, 2, 2, 0, 0)


def test_every_clock_of_the_model_is_there_in_its_order(tried, trollhattan):
    answer = tried[0]

    assert answer.journeys == 6
    assert [clock.id for clock in answer.clocks][: len(trollhattan.deadlines)] == [d.id for d in trollhattan.deadlines]


def test_what_happened_later_has_not_happened(trollhattan, histories, at):
    answer = try_out(trollhattan, histories, at(2026, 4, 1, 12, 0))

    referral = answer.clocks[0]
    assert (referral.started, referral.running, referral.broken_in) == (4, 4, ())
