"""What is raised for a person to look at, and what is not because the model does not say when."""

from datetime import date, timedelta

import pytest

from framsteg.workingmodel import Duration, Event, Facts, raised, status
from framsteg.workingmodel.elements import Escalation, Trigger
from framsteg.workingmodel.events import EventKind as K

NOBODY = Facts()


@pytest.fixture
def now(at):
    return at(2026, 4, 10, 9, 0)


@pytest.fixture
def history(at):
    """An application that nobody has referred: 48 hours passed long ago."""
    return [Event(K.APPLICATION_RECEIVED, at(2026, 4, 1, 9, 0))]


@pytest.fixture
def found(trollhattan, history, now):
    """What is raised of one escalation of a trigger."""

    def raised_by(trigger, *, facts=NOBODY, at=now, events=history, ends=None, progress=(), **fields):
        escalation = Escalation(id="e", label="Lyft", trigger=trigger, source=("K",), **fields)
        model = trollhattan.model_copy(update={"escalations": (escalation,)})
        answer = status(model, events, at)
        return raised(model, answer, facts, at, progress=progress, review_on=ends, programme_ends=ends)

    return raised_by


class TestAMissedDeadline:
    def test_is_raised_at_once_when_the_model_says_no_time(self, found, at):
        (one,) = found(Trigger.MISSED_DEADLINE, to="enhetschef", then="Ta reda på vad som hindrade.")

        assert (one.id, one.label, one.to, one.then) == ("e", "Lyft", "enhetschef", "Ta reda på vad som hindrade.")
        assert found(Trigger.MISSED_DEADLINE, at=at(2026, 4, 3, 9, 0)) == []

    def test_is_one_occasion_for_as_long_as_the_clock_is_late(self, found, now):
        (today,) = found(Trigger.MISSED_DEADLINE)
        (later,) = found(Trigger.MISSED_DEADLINE, at=now + timedelta(days=20))

        assert today.key == later.key

    def test_waits_as_long_as_the_model_says(self, found, at):
        assert found(Trigger.MISSED_DEADLINE, after=Duration(days=7), at=at(2026, 4, 10, 8, 0)) == []
        assert len(found(Trigger.MISSED_DEADLINE, after=Duration(days=7), at=at(2026, 4, 10, 9, 0))) == 1

    def test_goes_to_the_deadlines_own_role_when_the_escalation_names_none(self, found):
        (one,) = found(Trigger.MISSED_DEADLINE)

        assert one.to == "enhetschef"

    def test_is_not_raised_before_it_has_happened_as_often_as_the_model_says(self, found):
        assert found(Trigger.MISSED_DEADLINE, times=2) == []

    def test_is_over_when_the_deadline_is_met_or_stands_still(self, found, history, at):
        met = [*history, Event(K.REFERRAL_MADE, at(2026, 4, 9, 9, 0))]

        assert found(Trigger.MISSED_DEADLINE, events=met) == []


class TestAbsence:
    def test_asks_a_person_to_look_and_does_nothing_else(self, found):
        (one,) = found(Trigger.ABSENCE, times=3, facts=Facts(absences=3), to="enhetschef")

        assert (one.to, one.then) == ("enhetschef", None)

    def test_is_never_raised_when_the_model_does_not_say_after_how_many(self, found):
        assert found(Trigger.ABSENCE, facts=Facts(absences=20)) == []

    def test_is_never_raised_on_what_is_not_known(self, found):
        assert found(Trigger.ABSENCE, times=1) == []


class TestNoProgress:
    @pytest.mark.parametrize(
        ("progress", "count"),
        [
            (("still", "still", "back"), 1),
            (("still", "still"), 0),
            (("still", "still", "back", "forward"), 0),
            (("forward", "still", "unknown", "still", "still"), 1),
        ],
    )
    def test_is_so_many_follow_ups_in_a_row(self, found, progress, count):
        assert len(found(Trigger.NO_PROGRESS, times=3, progress=progress)) == count

    def test_is_one_occasion_until_there_is_progress(self, found):
        (third,) = found(Trigger.NO_PROGRESS, times=3, progress=("still",) * 3)
        (fourth,) = found(Trigger.NO_PROGRESS, times=3, progress=("still",) * 4)
        (again,) = found(Trigger.NO_PROGRESS, times=3, progress=("still",) * 3 + ("forward",) + ("still",) * 3)

        assert third.key == fourth.key != again.key

    def test_is_not_raised_when_the_model_does_not_say_after_how_many(self, found):
        assert found(Trigger.NO_PROGRESS, progress=("back",) * 9) == []


@pytest.mark.parametrize(("months", "count"), [(9, 0), (10, 1), (None, 0)])
def test_a_long_time_is_the_months_that_the_model_says(found, months, count):
    facts = Facts(months_on_support=months)

    assert len(found(Trigger.LONG_DURATION, after=Duration(months=10), facts=facts)) == count
    assert found(Trigger.LONG_DURATION, facts=facts) == []


@pytest.mark.parametrize("trigger", [Trigger.EXPIRING_PLAN, Trigger.EXPIRING_PROGRAMME])
@pytest.mark.parametrize(("day", "count"), [(date(2026, 4, 10), 1), (date(2026, 4, 11), 0), (None, 0)])
def test_an_end_is_raised_on_its_day(found, trigger, day, count):
    assert len(found(trigger, ends=day)) == count


def test_a_decisions_end_is_a_fact_that_the_caller_knows(found):
    assert len(found(Trigger.EXPIRING_DECISION, facts=Facts(decision_ends=date(2026, 4, 10)))) == 1
    assert found(Trigger.EXPIRING_DECISION) == []


@pytest.mark.parametrize(("overloaded", "count"), [(True, 1), (False, 0), (None, 0)])
def test_an_overload_is_raised_to_whom_the_model_names(found, overloaded, count):
    raised_now = found(Trigger.OVERLOAD, facts=Facts(overloaded=overloaded))

    assert [one.to for one in raised_now] == [None] * count  # None: okänd, a manager sees it


@pytest.mark.parametrize("trigger", [Trigger.CHILD_SIGNAL, Trigger.VIOLENCE_SIGNAL])
def test_a_signal_is_never_derived(found, trigger):
    everything = Facts(absences=9, overloaded=True, months_on_support=20)

    assert found(trigger, facts=everything, times=1, progress=("back",) * 9) == []


def test_nothing_but_the_aftercare_is_raised_after_an_exit(found, history, at):
    left = [*history, Event(K.EXITED, at(2026, 4, 2, 9, 0))]

    assert found(Trigger.OVERLOAD, facts=Facts(overloaded=True), events=left) == []
    assert found(Trigger.MISSED_DEADLINE, events=left) == []
