"""A clock stops for a reason and goes again; a deadline that was broken stays broken, and somebody says why."""

from datetime import timedelta

import pytest
from tests.factories.identity import make_staff
from tests.factories.partners import make_consent
from tests.factories.pathway import RECEIVED, enrolled, opened, referred
from tests.helpers import page, text, tidy

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.identity.enums import Role
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway.actions import JourneyEnded, NotInModel, WrongDay, clocks
from framsteg.apps.pathway.enums import Cause
from framsteg.apps.pathway.models import Breach, Deadline, Journey, Pause
from framsteg.apps.pathway.queries.clocks import clocks_page, reasons_to_stop
from framsteg.workingmodel import shipped_model

HOURS = "anvisning_48h"
SOON = RECEIVED + timedelta(hours=24)
LATE = RECEIVED + timedelta(hours=60)
NOW_THERE = RECEIVED + timedelta(days=14)


def stop(team, journey, deadline_id=HOURS, **changes):
    facts = {"reason": "Inlagd på sjukhus", "since": SOON, "by": team.caseworker, "at": SOON}
    return clocks.pause_clock(journey=journey, deadline_id=deadline_id, **facts | changes)


def go(team, pause, hours=12, **changes):
    until = pause.since + timedelta(hours=hours)
    return clocks.resume_clock(pause=pause, **{"until": until, "by": team.caseworker, "at": until} | changes)


@pytest.mark.parametrize("deadline_id", [HOURS, ""])
def test_a_stopped_clock_gets_back_the_time_it_stood_still(team, deadline_id):
    journey = opened(team)
    before = Deadline.objects.get().due_at

    pause = stop(team, journey, deadline_id)
    assert Deadline.objects.get().paused_since == SOON
    go(team, pause, hours=12)

    row = Deadline.objects.get()
    assert (row.due_at, row.paused_since) == (before + timedelta(hours=12), None)
    kinds = Event.objects.filter(kind__startswith="pathway.clock.").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["pathway.clock.paused", "pathway.clock.resumed"]


def test_the_kommun_may_learn_afterwards_that_the_person_could_not(team):
    pause = stop(team, opened(team), since=SOON - timedelta(hours=4))

    assert Deadline.objects.get().paused_since == SOON - timedelta(hours=4)
    assert go(team, pause).until is not None


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": "  "}, clocks.NotAReason),
        ({"deadline_id": "finns_inte"}, NotInModel),
        ({"deadline_id": "handlingsplan_4v"}, clocks.NotRunning),
        ({"since": SOON + timedelta(hours=1)}, WrongDay),
        ({"since": RECEIVED - timedelta(minutes=1)}, WrongDay),
        ({"at": LATE}, clocks.AlreadyBroken),
        ({"at": LATE, "deadline_id": ""}, clocks.AlreadyBroken),
        ({"at": LATE, "since": LATE}, clocks.NotRunning),
    ],
)
def test_a_clock_is_not_stopped_without_cause_nor_to_make_good_a_broken_deadline(team, changes, refusal):
    with pytest.raises(refusal):
        stop(team, opened(team), **changes)

    assert not Pause.objects.exists()


def test_only_those_who_work_with_the_household_stop_its_clocks(team):
    journey = opened(team)

    for user in (make_staff(Role.CASEWORKER), team.officer, make_staff(Role.ECONOMIST)):
        with pytest.raises(NotAllowed):
            stop(team, journey, by=user)


def test_a_clock_is_neither_stopped_nor_set_going_twice(team):
    journey = opened(team)
    pause = stop(team, journey)
    with pytest.raises(clocks.NotRunning):
        stop(team, journey)
    go(team, pause)

    with pytest.raises(clocks.AlreadyGoing):
        go(team, pause)


@pytest.mark.parametrize("hours", [0, 30])
def test_a_clock_goes_again_after_it_stopped_and_not_ahead(team, hours):
    pause = stop(team, opened(team))

    with pytest.raises(WrongDay):
        go(team, pause, hours=hours, at=SOON + timedelta(hours=12))


def test_an_ended_journey_keeps_its_clocks(team):
    journey = opened(team)
    pause = stop(team, journey)
    Journey.objects.update(ended_at=SOON)

    with pytest.raises(JourneyEnded):
        stop(team, journey)
    with pytest.raises(JourneyEnded):
        go(team, pause)


def test_where_the_model_names_the_reasons_no_other_stops_the_clock(team, monkeypatch):
    model = shipped_model("trollhattan")
    named = tuple(d.model_copy(update={"stops_for": ("sjukdom", "resa")}) for d in model.deadlines)
    strict = model.model_copy(update={"deadlines": named})
    monkeypatch.setattr(clocks, "model_of", lambda journey: strict)
    journey = opened(team)

    assert reasons_to_stop(strict, HOURS) == reasons_to_stop(strict, "") == ("sjukdom", "resa")
    assert reasons_to_stop(model, HOURS) is None
    with pytest.raises(clocks.NotAReason, match="sjukdom, resa"):
        stop(team, journey)
    assert stop(team, journey, reason="sjukdom").reason == "sjukdom"


def judge(team, deadline, cause=Cause.KOMMUN, at=LATE, **changes):
    facts = {"cause": cause, "note": "Ingen hade tid.", "by": team.caseworker, "at": at}
    return clocks.judge_breach(deadline=deadline, **facts | changes)


def notes(page):
    return [row.note for _side, clocks in page.sides for clock in clocks for row in clock.judgements]


def test_a_broken_deadline_is_judged_and_judged_anew(team):
    opened(team)
    deadline = Deadline.objects.get()

    judge(team, deadline)
    judge(team, deadline, Cause.PERSON, LATE + timedelta(days=1))

    assert list(Breach.objects.order_by("pk").values_list("cause", flat=True)) == ["kommun", "person"]


def test_one_that_was_met_late_is_broken_too(team):
    referred(team, at=LATE)

    assert judge(team, Deadline.objects.get(deadline_id=HOURS)).cause == "kommun"


def test_what_was_kept_or_still_runs_has_no_cause(team):
    referred(team)
    with pytest.raises(clocks.NotBroken):
        judge(team, Deadline.objects.get(deadline_id=HOURS))

    journey = opened(team)
    running = Deadline.objects.get(journey=journey)
    with pytest.raises(clocks.NotBroken):
        judge(team, running, at=SOON)
    with pytest.raises(clocks.NotAReason):
        judge(team, running, note=" ")
    with pytest.raises(NotAllowed):
        judge(team, running, by=make_staff(Role.CASEWORKER))


def test_the_page_shows_every_side_and_its_forms_do_the_same_as_the_actions(team, freeze, client_for):
    journey = opened(team)
    freeze(SOON)
    client, address = client_for(team.caseworker), f"/vag/{journey.pk}/frister/"

    shown = page(client.get(address))
    assert [text(h) for h in shown.xpath("//section/h2")][:3] == ["Den enskilde", "Kommunen", "Samverkanspart"]
    assert "källan säger inte" in text(shown)

    client.post(f"{address}stanna/{HOURS}/", {"reason": "Sjuk", "since": "2026-03-03T08:00"})
    pause = Pause.objects.get()
    assert pause.reason == "Sjuk"
    assert "står still sedan" in text(page(client.get(address)))
    client.post(f"{address}{pause.pk}/ga/", {"until": "2026-03-03T09:00"})
    assert Pause.objects.get().until is not None

    freeze(LATE)
    client = client_for(team.caseworker)
    client.post(f"{address}{Deadline.objects.get().pk}/orsak/", {"cause": "kommun", "note": "Vi glömde."})
    assert "Orsak: kommunen. Vi glömde." in text(page(client.get(address)))


def test_what_was_wrong_is_said_and_what_was_typed_stays(team, freeze, client_for):
    journey = opened(team)
    freeze(SOON)
    answer = client_for(team.caseworker).post(
        f"/vag/{journey.pk}/frister/stanna/", {"reason": "Semester", "since": "2026-03-09T08:00"}
    )

    assert answer.status_code == 422
    assert "senast nu" in text(page(answer))
    assert page(answer).xpath("//input[@name='reason']/@value") == ["Semester"]


def test_the_part_that_htmx_swaps_is_the_page(team, freeze, client_for):
    journey = opened(team)
    freeze(SOON)
    client = client_for(team.caseworker)
    part = client.post(
        f"/vag/{journey.pk}/frister/stanna/",
        {"reason": "Sjuk", "since": "2026-03-03T08:00"},
        headers={"hx-request": "true"},
    )
    client.get("/skrivbord/")  # takes the message away

    fresh = client.get(f"/vag/{journey.pk}/frister/")
    assert "Klockan står still." in text(page(part))
    assert tidy(fresh, "#sida-2") == tidy(part, "#sida-2")


def test_a_partner_sees_the_clocks_only_where_the_plan_is_shared(team, freeze, client_for):
    journey = enrolled(team).journey
    unit = team.officer.unit
    make_consent(
        journey.household, recipient=unit, covers=[Shared.CONTACT], at=RECEIVED, until=LATE + timedelta(days=90)
    )
    freeze(LATE)
    client, address = client_for(team.officer), f"/vag/{journey.pk}/frister/"
    assert client.get(address).status_code == 404

    make_consent(journey.household, recipient=unit, covers=[Shared.PLAN], at=RECEIVED, until=LATE + timedelta(days=90))
    answer = client.get(address)
    assert answer.status_code == 200
    assert not page(answer).xpath("//main//form")


def test_a_partner_reads_no_reason_why_a_clock_stood_still_or_was_not_kept(team):
    journey = enrolled(team).journey
    stop(team, journey, "", reason="Inlagd på sjukhus", since=NOW_THERE, at=NOW_THERE)
    late = Deadline.objects.get(journey=journey, deadline_id=HOURS)
    Deadline.objects.filter(pk=late.pk).update(due_at=late.met_at - timedelta(hours=1))
    judge(team, late, at=NOW_THERE, note="Hon mådde dåligt.")
    unit, until = team.officer.unit, NOW_THERE + timedelta(days=90)
    make_consent(journey.household, recipient=unit, covers=[Shared.PLAN], at=RECEIVED, until=until)

    theirs, ours = (clocks_page(user, journey, NOW_THERE) for user in (team.officer, team.caseworker))

    assert [stop.reason for stop in theirs.stops] == [""]
    assert [stop.reason for stop in ours.stops] == ["Inlagd på sjukhus"]
    assert notes(theirs) == []
    assert notes(ours) == ["Hon mådde dåligt."]


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(team, many, freeze, client_for, django_assert_num_queries):
    journey = referred(team, at=LATE)
    deadline = Deadline.objects.get(deadline_id=HOURS)
    for _ in range(many):
        judge(team, deadline, at=LATE + timedelta(days=1))
    freeze(LATE + timedelta(days=2))
    client = client_for(team.caseworker)

    with django_assert_num_queries(13):
        client.get(f"/vag/{journey.pk}/frister/")
