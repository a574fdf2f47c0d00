"""The sweep tells whoever should know, once, however often and late it runs, and changes no case."""

from datetime import date, timedelta
from random import Random

import pytest
from tests.factories.applications import make_application
from tests.factories.partners import make_consent
from tests.factories.pathway import FIRST_DAY, MAPPED, RECEIVED, drafted, enrolled, make_team, mapped, opened, referred
from tests.factories.people import make_household
from tests.factories.reminders import make_history, what_is_stored
from tests.helpers import swedish_time

from framsteg.apps.applications.actions import ask_for_paper
from framsteg.apps.applications.enums import PaperKind
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.actions import assign_coach, book_follow_up, open_journey
from framsteg.apps.pathway.actions._shared import store_clocks
from framsteg.apps.pathway.actions.clocks import pause_clock
from framsteg.apps.pathway.enums import FollowUpMode
from framsteg.apps.pathway.models import Activity, Deadline, Evidence, FollowUp, Journey, Offer, Plan
from framsteg.apps.reminders import actions
from framsteg.apps.reminders.models import Notice, Sweep
from framsteg.entitlement.month import Month
from framsteg.workingmodel import UNKNOWN, Duration, shipped_model
from framsteg.workingmodel.elements import Escalation, Trigger

pytestmark = pytest.mark.django_db
LATE = RECEIVED + timedelta(hours=60)
NIGHT = timedelta(days=1)


@pytest.fixture
def team():
    return make_team()


def sweep(at=LATE):
    return actions.sweep(at=at)


def told(**wanted):
    return [(row.kind, row.told or row.told_role) for row in Notice.objects.filter(**wanted).order_by("pk")]


def lifting(*escalations, **deadline):
    """Return Trollhättan's model with other escalations, and with its first deadline changed."""
    model = shipped_model("trollhattan")
    first, *rest = model.deadlines
    return model.model_copy(
        update={"escalations": tuple(escalations), "deadlines": (first.model_copy(update=deadline), *rest)}
    )


def lift(trigger, **facts):
    return Escalation(id="lyft", label="Lyfts", trigger=trigger, source=("design",), **facts)


def under(team, model, at=RECEIVED):
    household = make_household(team.caseworker)
    person = household.memberships.get().person
    return open_journey(household=household, person=person, model=model, received_at=at, by=team.caseworker, at=at)


def test_a_late_clock_is_told_to_its_owner_and_to_who_is_above(team):
    journey = opened(team)

    run = sweep()

    assert told() == [("late", team.caseworker), ("escalation", "manager")]
    notice = Notice.objects.get(kind="late")
    assert (notice.household, notice.due_at) == (journey.household.number, RECEIVED + timedelta(hours=48))
    assert notice.url == f"/vag/{journey.pk}/frister/"
    assert journey.person.family_name not in notice.label
    assert Notice.objects.get(kind="escalation").then.startswith("Ta reda på vad som hindrade")
    assert run.counts == {"journeys": 1, "changed": 0, "notices": 2}


def test_it_is_said_once_and_let_go_when_it_is_done(team):
    journey = opened(team)
    sweep()
    sweep(LATE + NIGHT)
    assert Notice.objects.waiting().count() == 2

    referred(team, journey, at=LATE + NIGHT)
    sweep(LATE + 2 * NIGHT)

    assert not Notice.objects.waiting().exists()
    assert Notice.objects.count() == 2


def test_a_warning_comes_before_the_time_and_goes_when_it_has_run_out(team):
    under(team, lifting(warn_before=Duration(hours=8)))

    sweep(RECEIVED + timedelta(hours=39))
    assert told() == []
    sweep(RECEIVED + timedelta(hours=41))
    assert told(settled_at=None) == [("warning", team.caseworker)]
    sweep(LATE)
    assert {kind for kind, _who in told(settled_at=None)} == {"late", "escalation"}


def test_a_clock_that_stands_still_is_told_to_nobody(team):
    facts = {"deadline_id": "", "reason": "Sjuk", "since": RECEIVED, "by": team.caseworker, "at": RECEIVED}
    pause_clock(journey=opened(team), **facts)

    sweep()

    assert told() == []


def test_a_partners_clock_is_told_to_the_kommun_and_never_to_the_partner(team):
    under(team, lifting(owner="arbetsformedlare", escalate_to="arbetsformedlare"))

    sweep()

    assert told() == [("late", team.caseworker)]
    assert Notice.objects.get().label.startswith("Samverkanspartens frist: ")


def test_where_the_model_says_when_a_miss_is_lifted_it_waits_for_it(team):
    after = Duration(days=7)
    under(team, lifting(lift(Trigger.MISSED_DEADLINE, after=after, to="omradeschef", then="Ring.")))

    sweep()
    assert told(kind="escalation") == []
    sweep(LATE + 7 * NIGHT)
    assert told(kind="escalation") == [("escalation", "manager")]


def test_who_has_left_is_told_nothing_and_everybody_with_the_role_is(team):
    opened(team)
    User.objects.filter(pk=team.caseworker.pk).update(is_active=False)

    sweep()

    assert ("late", "caseworker") in told()
    assert ("ownerless", "manager") in told()


def test_no_progress_is_lifted_after_as_many_follow_ups_as_the_model_says(team):
    journey = under(team, lifting(lift(Trigger.NO_PROGRESS, times=2, to="jobbcoach"), within=UNKNOWN))
    for day, progress in ((9, "still"), (16, "back")):
        at = swedish_time(2026, 3, day, 9)
        facts = {"planned_on": at.date(), "mode": "phone", "booked_by": team.coach, "held_by": team.coach}
        FollowUp.objects.create(journey=journey, held_at=at, progress=progress, **facts)
        sweep(at)

    assert told(kind="escalation") == [("escalation", "job_coach")]


def test_long_duration_counts_months_that_were_granted(team):
    from tests.factories.decisions import make_decision

    journey = under(team, lifting(lift(Trigger.LONG_DURATION, after=Duration(months=2))))
    sweep(RECEIVED)
    for month in (Month(2025, 3), Month(2025, 4)):
        assert told(kind="escalation") == []
        make_decision(journey.household, month=month)
        sweep(RECEIVED)

    assert told(kind="escalation") == [("escalation", "manager")]


def test_a_caseload_above_the_cap_is_the_managers(team):
    model = lifting(lift(Trigger.OVERLOAD, to="enhetschef"))
    roles = tuple(r.model_copy(update={"max_cases": 1}) if r.id == "socialsekreterare" else r for r in model.roles)
    for _ in range(2):
        under(team, model.model_copy(update={"roles": roles}))

    sweep(RECEIVED)
    sweep(RECEIVED + 31 * NIGHT)

    assert told(kind="workload") == [("workload", "manager")] * 2  # anew each month
    assert len(told(key__endswith=":lyft:now")) == 2


def test_what_the_other_rooms_wait_for_is_told_when_its_time_has_passed(team):
    household = make_household(team.caseworker)
    application = make_application(household, month=Month(2026, 3), received_at=RECEIVED)
    due_on = date(2026, 3, 9)
    ask_for_paper(application=application, kind=PaperKind.RENT_NOTICE, due_on=due_on, by=team.caseworker, at=RECEIVED)

    sweep(swedish_time(2026, 3, 9, 20))
    assert told() == []
    sweep(swedish_time(2026, 3, 17, 2))

    labels = set(Notice.objects.filter(told=team.caseworker).values_list("label", flat=True))
    assert labels == {"Hyresavi begärd", "Besluta om ansökan, mars 2026"}


def test_consents_plans_programmes_evidence_and_bookings_are_told(team):
    journey = enrolled(team).journey
    mapped(team, journey)
    assign_coach(journey=journey, coach=team.coach, by=team.caseworker, at=MAPPED)
    make_consent(journey.household, at=RECEIVED, until=MAPPED + timedelta(days=40))
    plan = drafted(team, journey)
    Plan.objects.filter(pk=plan.pk).update(review_on=date(2026, 4, 1))
    who = {"journey": journey, "by": team.caseworker, "at": MAPPED}
    book_follow_up(planned_on=date(2026, 4, 1), mode=FollowUpMode.PHONE, **who)
    offer = Offer.objects.create(
        kind="project",
        label="Rebus",
        provider="Esa",
        workplace="none",
        place="Torget",
        ends_on=date(2026, 4, 30),
        added_at=MAPPED,
        added_by=team.coach,
    )
    Activity.objects.create(
        journey=journey,
        kind="project",
        offer=offer,
        place="Torget",
        workplace="none",
        hours_per_week=20,
        starts_on=FIRST_DAY,
        started_by=team.coach,
    )
    facts = {"first_day": FIRST_DAY, "last_day": FIRST_DAY, "sent_at": MAPPED, "sent_by": team.coach}
    Evidence.objects.create(journey=journey, recipient=team.caseworker, **facts)

    sweep(swedish_time(2026, 4, 10, 2))

    keys = {row.key.split(":")[1]: row.told for row in Notice.objects.exclude(key__contains="deadline")}
    assert keys == {
        "consent": team.caseworker,
        "evidence": team.caseworker,
        "plan": team.coach,
        "programme": team.coach,
        "followup": team.coach,
    }


def test_an_aftercare_check_is_told_after_the_exit(team):
    journey = opened(team)
    row = Deadline.objects.get()
    Journey.objects.filter(pk=journey.pk).update(ended_at=RECEIVED + NIGHT)

    run = sweep()

    assert row.due_at < LATE
    assert ("late", team.caseworker) in told()
    assert run.counts["journeys"] == 0


@pytest.mark.parametrize("seed", range(5))
def test_sweeping_twice_is_sweeping_once_and_rows_are_what_the_model_says(team, seed, monkeypatch):
    monkeypatch.setattr(actions, "CHUNK", 2)
    draw = Random(seed)
    at = RECEIVED + timedelta(days=draw.randrange(1, 40))
    journeys = [make_history(team, draw, at=at) for _ in range(5)]

    sweep(at)
    once = what_is_stored()
    again = sweep(at)

    assert what_is_stored() == once
    assert (again.counts["changed"], again.counts["notices"]) == (0, 0)
    for journey in journeys:
        store_clocks(journey)
    assert what_is_stored() == once


def test_late_is_the_same_but_for_when_it_was_said(team):
    opened(team)
    sweep(LATE)
    on_time = [row[:7] for row in what_is_stored()[1]]
    Notice.objects.all().delete()

    sweep(LATE + 5 * NIGHT)

    assert [row[:7] for row in what_is_stored()[1]] == on_time


def test_no_case_changes(team):
    journey = opened(team)
    before = Journey.objects.filter(pk=journey.pk).values().get(), journey.events.count()
    sweep()
    assert (Journey.objects.filter(pk=journey.pk).values().get(), journey.events.count()) == before


def test_a_run_is_finished_only_when_everything_was_told(team, monkeypatch):
    opened(team)
    monkeypatch.setattr(actions, "other_occasions", lambda at: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        sweep()

    assert Sweep.objects.get().finished_at is None


@pytest.mark.parametrize("many", [1, 6])
def test_a_chunk_takes_a_fixed_number_of_queries(team, many, django_assert_num_queries):
    for _ in range(many):
        referred(team, at=LATE)
    sweep(LATE)
    with django_assert_num_queries(43):
        sweep(LATE + NIGHT)


def test_progress_is_told_chunk_by_chunk(team, monkeypatch):
    monkeypatch.setattr(actions, "CHUNK", 2)
    for _ in range(3):
        opened(team)
    steps = []
    actions.sweep(at=RECEIVED, progress=lambda done, of: steps.append((done, of)))
    assert steps == [(2, 3), (3, 3)]
