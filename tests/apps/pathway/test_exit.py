"""The way out, what is asked after it, and the way back without a new start."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.factories.applications import applicants
from tests.factories.pathway import RECEIVED, begun, enrolled, left, opened, referred
from tests.helpers import swedish_time

from framsteg.apps.applications.enums import Channel, Obstacle
from framsteg.apps.audit.models import Event
from framsteg.apps.pathway import actions, queries
from framsteg.apps.pathway.enums import Destination
from framsteg.apps.pathway.models import Aftercare, Deadline, Exit, Journey, ModelVersion
from framsteg.apps.pathway.queries import aftercare as plans
from framsteg.apps.pathway.queries.model import status_of
from framsteg.entitlement.month import Month
from framsteg.workingmodel import Destination as ModelDestination
from framsteg.workingmodel import shipped_model

MARCH = Month(2026, 3)
EXITED = swedish_time(2026, 3, 20, 14, 0)
ASKED = swedish_time(2026, 6, 18, 10, 0)


def test_an_exit_ends_the_clocks_the_weeks_and_the_journey(team):
    enrolment = enrolled(team)

    left(team, enrolment.journey)

    journey = Journey.objects.get()
    plan_clock = journey.deadlines.get(deadline_id="handlingsplan_4v")
    assert journey.ended_at is not None
    assert (plan_clock.met_at, plan_clock.closed_at) == (None, journey.ended_at)
    assert not Deadline.objects.open().exists()
    enrolment.refresh_from_db()
    assert enrolment.ended_on == date(2026, 3, 20)
    assert queries.plan_clock_rows() == []  # stopped inside its time: neither kept nor missed
    assert queries.exit_rows() == [(MARCH, "job_unsubsidised")]


def test_an_exit_without_destination_is_refused_and_changes_nothing(team):
    journey = enrolled(team).journey

    with pytest.raises(actions.DestinationMissing, match="arbetsgivare"):
        left(team, journey, detail=" ")

    assert not Exit.objects.exists()
    assert Deadline.objects.open().exists()


def test_an_exit_that_the_model_asks_no_place_for_needs_none(team):
    assert left(team, enrolled(team).journey, destination=Destination.NOT_REAPPLIED, detail="")


def test_pension_is_a_way_out_only_where_the_model_has_it(team):
    model = shipped_model("trollhattan")
    exits = tuple(way for way in model.exits if way.destination is not ModelDestination.PENSION)
    without = begun(team, model.model_copy(update={"exits": exits}))

    with pytest.raises(actions.NotInModel):
        left(team, without, destination=Destination.PENSION)

    assert left(team, enrolled(team).journey, destination=Destination.PENSION, detail="").destination == "pension"


@pytest.mark.parametrize("day", [date(2026, 3, 21), date(2026, 3, 1)], ids=["tomorrow", "before the application"])
def test_an_exit_on_an_impossible_day_is_refused(team, day):
    journey = enrolled(team).journey

    with pytest.raises(actions.WrongDay):
        left(team, journey, exited_on=day)


def test_socialstyrelsens_code_is_the_models_or_unknown(team):
    model = shipped_model("trollhattan")
    coded = model.exits[0].model_copy(update={"statistics_code": "A1"})
    known = model.model_copy(update={"exits": (coded, *model.exits[1:])})

    assert plans.statistics_code(known, "job_unsubsidised") == "A1"
    assert plans.statistics_code(model, "job_unsubsidised") is None  # okänd: never guessed
    journey = enrolled(team).journey
    left(team, journey)
    assert queries.journey_page(team.caseworker, journey, EXITED).exit.current.code is None


def contacts(journey):
    rows = Aftercare.objects.filter(journey=journey).order_by("planned_on")
    return [(row.kind, row.check_id, row.planned_on) for row in rows]


def test_where_the_model_is_silent_the_house_asks_after_90_days_6_and_12_months_on_days_of_work(team):
    journey = enrolled(team).journey

    left(team, journey)

    assert contacts(journey) == [
        ("holds", "hus_90_dagar", date(2026, 6, 18)),
        ("holds", "hus_6_manader", date(2026, 9, 21)),  # the 20th is a Sunday
        ("holds", "hus_12_manader", date(2027, 3, 22)),  # the 20th is a Saturday
    ]
    shown = queries.journey_page(team.caseworker, journey, EXITED).exit.contacts
    assert {row.is_ours for row in shown} == {True}


def with_checks(**after):
    model = shipped_model("trollhattan")
    check = {"label": "Hur går det?", "owner": "jobbcoach", "source": ("design",)}
    raw = model.model_dump(mode="json")
    raw["aftercare"] = {
        "checks": [{"id": id, "after": time, **check} for id, time in after.items()],
        "source": ["design"],
    }
    return type(model).model_validate_json(json.dumps(raw))


def test_the_models_own_checks_are_planned_and_holding_one_meets_its_clock(team):
    journey = begun(team, with_checks(tva_manader={"months": 2}))
    left(team, journey)
    assert contacts(journey) == [("holds", "tva_manader", date(2026, 5, 20))]
    at = swedish_time(2026, 5, 20, 9)

    hold(team, journey.aftercare.get(), at=at)

    assert journey.deadlines.get(deadline_id="tva_manader").met_at == at


def test_a_check_that_the_model_does_not_time_gets_the_houses_first_day(team):
    journey = begun(team, with_checks(nagon_gang="okänd"))

    left(team, journey)

    assert contacts(journey) == [("holds", "nagon_gang", date(2026, 6, 18))]
    (row,) = queries.journey_page(team.caseworker, journey, EXITED).exit.contacts
    assert (row.label, row.is_ours) == ("Hur går det?", True)


def test_who_stops_applying_is_contacted_within_two_weeks_as_care(team):
    journey = enrolled(team).journey

    left(team, journey, destination=Destination.NOT_REAPPLIED, detail="")

    assert contacts(journey)[0] == ("outreach", "hus_uppsokande", date(2026, 4, 7))  # the 3rd to the 6th is Easter
    due = queries.due_of(journey.household, team.caseworker, swedish_time(2026, 4, 1, 9))
    assert [row.label for row in due] == ["Hör av dig: hur har personen det?"]


def test_nobody_is_contacted_about_a_person_who_has_died(team):
    journey = enrolled(team).journey

    left(team, journey, destination=Destination.DECEASED, detail="")

    assert contacts(journey) == []
    assert queries.due_of(journey.household, team.caseworker, swedish_time(2027, 4, 1, 9)) == []


def test_no_clock_of_the_models_own_aftercare_runs_for_a_person_who_has_died(team):
    dead, alive = (begun(team, with_checks(tva_manader={"months": 2})) for _ in range(2))

    left(team, dead, destination=Destination.DECEASED, detail="")
    left(team, alive)

    assert not dead.deadlines.filter(deadline_id="tva_manader").exists()
    assert alive.deadlines.filter(deadline_id="tva_manader").exists()
    assert not [row.id for row in status_of(dead, swedish_time(2027, 4, 1, 9)).deadlines if row.is_open]


def hold(team, contact, still=True, at=ASKED):
    facts = {"still_self_supporting": still, "note": "Trivs"}
    return actions.hold_aftercare(aftercare=contact, **facts, by=team.caseworker, at=at)


def test_nothing_more_happens_after_the_exit_except_aftercare(team):
    journey = enrolled(team).journey
    left(team, journey)

    with pytest.raises(actions.JourneyEnded):
        left(team, journey)
    contact = hold(team, journey.aftercare.get(check_id="hus_90_dagar"))

    assert contact.still_self_supporting is True
    with pytest.raises(actions.AlreadyHeld):
        hold(team, contact, still=False)


def test_the_clerk_may_choose_another_day_ahead(team):
    journey = enrolled(team).journey
    left(team, journey)
    contact = journey.aftercare.get(check_id="hus_90_dagar")
    facts = {"aftercare": contact, "by": team.caseworker, "at": EXITED}

    assert actions.move_aftercare(planned_on=date(2026, 6, 1), **facts).planned_on == date(2026, 6, 1)

    with pytest.raises(actions.WrongDay):
        actions.move_aftercare(planned_on=date(2026, 3, 19), **facts)
    hold(team, contact)
    with pytest.raises(actions.AlreadyHeld):
        actions.move_aftercare(planned_on=date(2026, 7, 1), **facts)


def test_the_figures_of_still_out_count_each_contact_whose_day_has_come(team):
    asked, silent, returned, dead = (enrolled(team).journey for _ in range(4))
    for journey in (asked, silent, returned):
        left(team, journey)
    left(team, dead, destination=Destination.DECEASED, detail="")
    hold(team, asked.aftercare.get(check_id="hus_90_dagar"), still=True)
    back = swedish_time(2026, 5, 4, 9)
    actions.resume_journey(journey=returned, received_at=back, by=team.caseworker, at=back)

    rows = queries.aftercare_results(MARCH, MARCH, swedish_time(2026, 6, 30, 9))

    assert sorted((row.check, row.outcome) for row in rows) == [
        ("hus_90_dagar", "no"),
        ("hus_90_dagar", "not_asked"),
        ("hus_90_dagar", "yes"),
    ]
    assert queries.aftercare_results(Month(2026, 4), Month(2026, 4), swedish_time(2027, 6, 30, 9)) == []


def apply_again(team, household, received_at, month=None):
    return actions.receive_application(
        household=household,
        month=month or Month.of(received_at),
        received_at=received_at,
        channel=Channel.VISIT,
        members=applicants(household, obstacle=Obstacle.UNEMPLOYED),
        costs=[],
        incomes=[],
        token=uuid4(),
        by=team.caseworker,
        at=received_at + timedelta(hours=1),
    )


def test_who_is_soon_back_goes_on_where_she_left_without_a_new_start(team):
    journey = enrolled(team).journey
    left(team, journey)
    back = swedish_time(2026, 9, 20, 9)  # the last day of six months

    apply_again(team, journey.household, back)

    journey = Journey.objects.get()
    assert journey.ended_at is None
    status = queries.status_of(journey, back)
    assert (status.stage.id, status.reopenings, status.late) == ("jobbcentrum", 1, ())
    assert not Deadline.objects.open().exists()  # no clock starts by the return itself
    assert set(journey.aftercare.values_list("cancelled_at", flat=True)) == {back}
    assert Exit.objects.get().resumed_at == back
    assert journey.referrals.get().closed_at is None
    assert Event.objects.filter(kind="pathway.journey.resumed").count() == 1
    assert queries.exit_rows() == [(MARCH, "job_unsubsidised")]  # an exit, and a return
    assert queries.return_rows() == [(Month(2026, 9), "job_unsubsidised")]


@pytest.mark.parametrize("why", ["late", "deceased", "unreadable"])
def test_otherwise_a_new_application_opens_a_new_journey(team, why):
    journey = enrolled(team).journey
    destination = Destination.DECEASED if why == "deceased" else Destination.NOT_REAPPLIED
    left(team, journey, destination=destination, detail="")
    if why == "unreadable":  # a version that this programme no longer understands
        broken = ModelVersion.objects.create(
            model_id="gammal", version="1", checksum="0" * 64, text="meta: {}", kept_at=RECEIVED
        )
        Journey.objects.filter(pk=journey.pk).update(model_version=broken)

    apply_again(team, journey.household, swedish_time(2026, 9, 22 if why == "late" else 1, 9))

    assert Journey.objects.filter(household=journey.household).count() == 2
    assert not Exit.objects.exclude(resumed_at=None).exists()


def test_a_resumed_journey_can_end_again_and_both_exits_are_shown(team):
    journey = enrolled(team).journey
    left(team, journey)
    back, again = swedish_time(2026, 5, 4, 9), swedish_time(2026, 6, 1, 9)
    actions.resume_journey(journey=journey, received_at=back, by=team.caseworker, at=back)

    left(team, journey, destination=Destination.STUDIES, detail="Komvux", exited_on=again.date(), at=again)

    journey.refresh_from_db()
    part = queries.journey_page(team.caseworker, journey, again).exit
    assert part.current.destination == "studier"
    assert [(row.destination, row.resumed_at) for row in part.before] == [("arbete utan subvention", back)]
    assert Aftercare.objects.planned().count() == 3
    titles = [item.title for item in queries.timeline_of(journey.household, team.caseworker, again)]
    assert titles[-3:] == ["Avslut", "Väg till arbete återupptas", "Avslut"]


def test_an_ongoing_journey_is_not_resumed_also_not_by_a_double_click(team):
    journey = enrolled(team).journey
    left(team, journey)
    back = {"received_at": EXITED, "by": team.caseworker, "at": EXITED}
    actions.resume_journey(journey=journey, **back)

    with pytest.raises(actions.JourneyOngoing):
        actions.resume_journey(journey=journey, **back)


def test_an_old_journey_is_not_resumed_beside_a_newer_one(team):
    journey = referred(team)
    left(team, journey)
    opened(team, journey.household, at=swedish_time(2026, 5, 4, 9))

    with pytest.raises(actions.JourneyOngoing, match="pågående"):
        actions.resume_journey(journey=journey, received_at=EXITED, by=team.caseworker, at=EXITED)

    journey.refresh_from_db()
    assert journey.ended_at is not None
