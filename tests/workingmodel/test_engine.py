import pytest

from framsteg.workingmodel import Action, DeadlineState, Event, EventKind, status
from framsteg.workingmodel.events import EventKind as K


@pytest.fixture
def friday(at):
    return at(2026, 3, 27, 15, 0)  # the clocks change on the 29th


@pytest.fixture
def applied(friday):
    return [Event(K.APPLICATION_RECEIVED, friday)]


def deadline(answer, deadline_id):
    """The latest clock of a deadline."""
    return [d for d in answer.deadlines if d.id == deadline_id][-1]


def test_nothing_has_happened_yet(trollhattan, friday):
    answer = status(trollhattan, [], friday)

    assert (answer.stage, answer.deadlines, answer.exited_at) == (None, (), None)


class TestThe48Hours:
    def test_run_from_the_application(self, trollhattan, applied, at):
        referral = deadline(status(trollhattan, applied, at(2026, 3, 27, 16, 0)), "anvisning_48h")

        assert referral.state is DeadlineState.PENDING
        assert referral.due_at == at(2026, 3, 29, 16, 0)
        assert (referral.owner, referral.escalate_to) == ("socialsekreterare", "enhetschef")

    @pytest.mark.parametrize(
        ("minute", "state"), [(59, DeadlineState.PENDING), (60, DeadlineState.PENDING), (61, DeadlineState.LATE)]
    )
    def test_are_over_after_the_48th_hour_and_not_at_it(self, trollhattan, applied, at, minute, state):
        now = at(2026, 3, 29, 15 + minute // 60, minute % 60)

        assert deadline(status(trollhattan, applied, now), "anvisning_48h").state is state

    @pytest.mark.parametrize(("hour", "state"), [(16, DeadlineState.MET), (17, DeadlineState.MET_LATE)])
    def test_are_held_by_a_referral(self, trollhattan, applied, at, hour, state):
        history = [*applied, Event(K.REFERRAL_MADE, at(2026, 3, 29, hour, 0))]

        referral = deadline(status(trollhattan, history, at(2026, 5, 1, 8, 0)), "anvisning_48h")

        assert referral.state is state
        assert referral.met_at == at(2026, 3, 29, hour, 0)
        assert referral.breached is (state is DeadlineState.MET_LATE)

    @pytest.mark.parametrize(("fold", "state"), [(0, DeadlineState.PENDING), (1, DeadlineState.LATE)])
    def test_know_which_of_two_half_past_two_it_is(self, trollhattan, at, fold, state):
        history = [Event(K.APPLICATION_RECEIVED, at(2026, 10, 23, 2, 15))]  # due 02:15 the first time round

        now = at(2026, 10, 25, 2, 10, fold=fold)

        assert deadline(status(trollhattan, history, now), "anvisning_48h").state is state

    def test_are_not_prolonged_by_registering_the_application_again(self, trollhattan, applied, at):
        history = [*applied, Event(K.APPLICATION_RECEIVED, at(2026, 3, 28, 9, 0))]

        answer = status(trollhattan, history, at(2026, 3, 28, 10, 0))

        assert [d.due_at for d in answer.deadlines] == [at(2026, 3, 29, 16, 0)]


def test_a_whole_journey_passes_every_stage(trollhattan, applied, at):
    steps = [
        ("ansokan", applied[0]),
        ("anvisad", Event(K.REFERRAL_MADE, at(2026, 3, 28, 9, 0))),
        ("jobbcentrum", Event(K.PROGRAMME_STARTED, at(2026, 4, 7, 8, 0))),
        ("jobbcentrum", Event(K.MAPPING_DONE, at(2026, 4, 14, 10, 0))),
        ("jobbcentrum", Event(K.PLAN_SIGNED, at(2026, 4, 28, 10, 0))),
        ("jobbcentrum", Event(K.PROGRAMME_ENDED, at(2026, 5, 4, 16, 0))),
        ("vag_till_arbete", Event(K.COACH_ASSIGNED, at(2026, 5, 5, 9, 0))),
        ("vag_till_arbete", Event(K.ACTIVITY_STARTED, at(2026, 5, 11, 8, 0))),
        ("eftervard", Event(K.EXITED, at(2026, 8, 31, 16, 0))),
    ]
    history = []
    for stage, event in steps:
        history.append(event)
        assert status(trollhattan, history, event.at).stage.id == stage

    answer = status(trollhattan, history, at(2026, 9, 1, 8, 0))
    assert deadline(answer, "handlingsplan_4v").state is DeadlineState.MET
    assert deadline(answer, "handlingsplan_4v").due_at == at(2026, 5, 5, 8, 0)
    assert answer.exited_at == at(2026, 8, 31, 16, 0)
    assert answer.due == answer.late == ()


def test_the_stage_says_what_its_exit_still_lacks(trollhattan, at):
    history = [Event(K.PROGRAMME_STARTED, at(2026, 4, 7, 8, 0)), Event(K.MAPPING_DONE, at(2026, 4, 14, 10, 0))]

    assert status(trollhattan, history, at(2026, 4, 20, 8, 0)).stage.lacks == (EventKind.PLAN_SIGNED,)


class TestTheGate:
    def test_stops_an_activity_until_the_mapping_is_done(self, trollhattan, applied, at):
        blocked = status(trollhattan, applied, at(2026, 4, 1, 8, 0)).may(Action.START_ACTIVITY)

        assert blocked.gate == "kartlaggning_fore_insats"
        assert str(blocked) == (
            "Det går inte att börja en insats än: kartläggningen är inte klar. En insats ska utgå från en individuell "
            "kartläggning. Gör klart kartläggningen tillsammans med personen först."
        )

    def test_opens_when_the_mapping_is_done(self, trollhattan, applied, at):
        history = [*applied, Event(K.MAPPING_DONE, at(2026, 4, 1, 7, 0))]

        assert status(trollhattan, history, at(2026, 4, 1, 8, 0)).may(Action.START_ACTIVITY) is None

    @pytest.mark.parametrize("action", [Action.APPLY, Action.EMERGENCY_HELP])
    def test_never_stands_before_a_right(self, trollhattan, friday, action):
        assert status(trollhattan, [], friday).may(action) is None


class TestOkand:
    def test_a_deadline_without_time_is_never_late(self, trollhattan, applied, at):
        history = [*applied, Event(K.REFERRAL_MADE, at(2026, 3, 28, 9, 0))]

        start = deadline(status(trollhattan, history, at(2027, 3, 28, 9, 0)), "start_jobbcentrum")

        assert (start.state, start.due_at, start.breached) == (DeadlineState.UNKNOWN, None, None)
        assert start.is_open

    def test_comes_last_among_what_is_due(self, trollhattan, applied, at):
        history = [
            *applied,
            Event(K.REFERRAL_MADE, at(2026, 3, 28, 9, 0)),
            Event(K.PROGRAMME_STARTED, at(2026, 4, 7, 8)),
        ]
        history.append(Event(K.REFERRAL_MADE, at(2026, 4, 7, 9)))

        due = status(trollhattan, history, at(2026, 4, 8, 8, 0)).due

        assert [d.id for d in due] == ["handlingsplan_4v", "start_jobbcentrum"]


class TestWarning:
    @pytest.mark.parametrize(
        ("hour", "state"), [(2, DeadlineState.PENDING), (3, DeadlineState.WARNING), (15, DeadlineState.WARNING)]
    )
    def test_comes_as_long_before_as_the_model_says(self, whole, at, hour, state):
        history = [Event(K.APPLICATION_RECEIVED, at(2026, 5, 4, 15, 0))]  # two working days, warning 12 hours before

        assert deadline(status(whole, history, at(2026, 5, 6, hour, 0)), "anvisning").state is state


class TestFollowUps:
    def test_start_again_each_time_one_is_held(self, whole, at):
        history = [Event(K.PROGRAMME_STARTED, at(2026, 5, 4, 8)), Event(K.FOLLOW_UP_HELD, at(2026, 5, 15, 8))]

        answer = status(whole, history, at(2026, 5, 20, 8))

        assert [(d.state, d.due_at) for d in answer.deadlines] == [
            (DeadlineState.MET, at(2026, 5, 18, 8)),
            (DeadlineState.PENDING, at(2026, 5, 29, 8)),
        ]

    def test_end_when_the_stage_is_left(self, whole, at):
        history = [Event(K.PROGRAMME_STARTED, at(2026, 5, 4, 8)), Event(K.APPLICATION_RECEIVED, at(2026, 5, 5, 8))]

        assert deadline(status(whole, history, at(2026, 7, 1, 8)), "varannan_vecka").state is DeadlineState.ENDED


class TestExit:
    def test_ends_the_clocks(self, trollhattan, applied, at):
        history = [*applied, Event(K.EXITED, at(2026, 3, 28, 9, 0))]

        answer = status(trollhattan, history, at(2026, 5, 1, 8, 0))

        referral = deadline(answer, "anvisning_48h")
        assert (referral.state, referral.breached, answer.late) == (DeadlineState.ENDED, False, ())

    def test_does_not_hide_that_the_time_had_passed(self, trollhattan, applied, at):
        history = [*applied, Event(K.EXITED, at(2026, 4, 2, 9, 0))]

        assert deadline(status(trollhattan, history, at(2026, 5, 1, 8, 0)), "anvisning_48h").breached is True

    def test_leaves_every_stage_when_the_model_has_none_for_it(self, whole, applied, at):
        history = [*applied, Event(K.EXITED, at(2026, 4, 2, 9, 0))]

        assert status(whole, history, at(2026, 4, 3, 8)).stage is None

    def test_starts_the_aftercare_which_its_own_check_meets(self, whole, at):
        exited = Event(K.EXITED, at(2026, 5, 4, 8))
        other = Event(K.AFTERCARE_HELD, at(2026, 6, 1, 8), ref="annan")
        check = Event(K.AFTERCARE_HELD, at(2026, 7, 1, 8), ref="dag_90")

        assert deadline(status(whole, [exited, other], at(2026, 8, 3, 8)), "dag_90").state is DeadlineState.LATE
        assert deadline(status(whole, [exited, other, check], at(2026, 8, 3, 8)), "dag_90").state is DeadlineState.MET


class TestReopening:
    @pytest.fixture
    def reopened(self, applied, at):
        return [
            *applied,
            Event(K.REFERRAL_MADE, at(2026, 3, 28, 9, 0)),
            Event(K.PROGRAMME_STARTED, at(2026, 4, 7, 8, 0)),
            Event(K.MAPPING_DONE, at(2026, 4, 8, 8, 0)),
            Event(K.EXITED, at(2026, 4, 9, 8, 0)),
            Event(K.REOPENED, at(2026, 9, 1, 8, 0)),
        ]

    def test_takes_the_journey_back_to_the_stage_it_left(self, trollhattan, reopened, at):
        answer = status(trollhattan, reopened, at(2026, 9, 1, 9, 0))

        assert (answer.stage.id, answer.stage.since) == ("jobbcentrum", at(2026, 9, 1, 8, 0))
        assert (answer.exited_at, answer.reopenings) == (None, 1)

    def test_starts_no_clock_by_itself_and_keeps_the_old_ones(self, trollhattan, reopened, at):
        before = status(trollhattan, reopened[:-1], at(2026, 8, 31, 8, 0))
        after = status(trollhattan, reopened, at(2026, 12, 1, 9, 0))

        assert after.deadlines == before.deadlines
        assert after.late == ()

    def test_lets_a_later_event_start_a_new_clock(self, trollhattan, reopened, at):
        history = [*reopened, Event(K.PROGRAMME_STARTED, at(2026, 9, 7, 8, 0))]

        answer = status(trollhattan, history, at(2026, 9, 8, 8, 0))

        plans = [d for d in answer.deadlines if d.id == "handlingsplan_4v"]
        assert [d.state for d in plans] == [DeadlineState.ENDED, DeadlineState.PENDING]
        assert plans[-1].due_at == at(2026, 10, 5, 8, 0)

    def test_keeps_the_gate_open(self, trollhattan, reopened, at):
        assert status(trollhattan, reopened, at(2026, 9, 2, 8, 0)).may(Action.START_ACTIVITY) is None

    def test_after_two_exits_takes_the_journey_back_to_the_stage_before_them(self, trollhattan, reopened, at):
        history = [*reopened, Event(K.EXITED, at(2026, 4, 10, 8, 0))]  # the same exit, registered twice

        assert status(trollhattan, history, at(2026, 9, 1, 9, 0)).stage.id == "jobbcentrum"

    def test_without_an_exit_changes_nothing(self, trollhattan, applied, at):
        history = [*applied, Event(K.REOPENED, at(2026, 3, 28, 8, 0))]

        assert status(trollhattan, history, at(2026, 3, 28, 9, 0)).stage.id == "ansokan"


def test_a_later_event_has_not_happened_yet(trollhattan, applied, at):
    history = [*applied, Event(K.REFERRAL_MADE, at(2026, 3, 28, 9, 0))]

    assert status(trollhattan, history, at(2026, 3, 28, 8, 0)) == status(trollhattan, applied, at(2026, 3, 28, 8, 0))


@pytest.mark.parametrize("naive", ["now", "event"])
def test_a_time_without_zone_is_refused(trollhattan, friday, naive):
    now = friday.replace(tzinfo=None) if naive == "now" else friday
    event = Event(K.APPLICATION_RECEIVED, friday.replace(tzinfo=None) if naive == "event" else friday)

    with pytest.raises(ValueError, match="tidszon"):
        status(trollhattan, [event], now)
