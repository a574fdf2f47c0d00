"""Each shipped model carries a journey from application to exit, and its page asks for nothing it does not have."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.factories.pathway import Team, begun, drafted, left, mapped, signed
from tests.helpers import page, swedish_time, text

from framsteg.apps.pathway import actions, queries
from framsteg.apps.pathway.enums import ActivityKind, FollowUpMode, Party, Workplace
from framsteg.apps.pathway.models import Enrolment, Journey
from framsteg.workingmodel import shipped, shipped_model

DAY = date(2026, 3, 3)  # the day after the application
NOW = swedish_time(2026, 3, 3, 10, 0)
AFTER = swedish_time(2026, 6, 18, 10, 0)
Step = Callable[[Team, Journey], object]


def refer(team, journey):
    return actions.refer(journey=journey, first_day=DAY, by=team.caseworker, at=NOW)


def start(team, journey):
    return actions.start_programme(journey=journey, starts_on=DAY, by=team.caseworker, at=NOW)


def map_(team, journey):
    return mapped(team, journey, at=NOW)


def meet(team, journey):
    (meeting,) = queries.model_of(journey).meetings
    facts = {"meeting_id": meeting.id, "participants": meeting.roles, "by": team.caseworker, "at": NOW}
    return actions.hold_meeting(journey=journey, **facts)


def sign(*parties):
    def step(team, journey):
        signed(team, drafted(team, journey, at=NOW), *parties, at=NOW)

    return step


def coach(team, journey):
    return actions.assign_coach(journey=journey, coach=team.coach, by=team.caseworker, at=NOW)


def activity(kind):
    def step(team, journey):
        facts = {"place": "Hos oss", "workplace": Workplace.ORDINARY, "hours_per_week": 20}
        days = {"starts_on": DAY, "ends_on": None}
        return actions.start_activity(journey=journey, kind=kind, **facts, **days, by=team.caseworker, at=NOW)

    return step


def follow_up(team, journey):
    facts = {"planned_on": DAY, "mode": FollowUpMode.MEETING, "by": team.caseworker, "at": NOW}
    booked = actions.book_follow_up(journey=journey, **facts)
    return actions.hold_follow_up(follow_up=booked, note="På väg.", by=team.caseworker, at=NOW)


TEAM = (Party.PERSON, Party.CASEWORKER, Party.CONSULTANT)
WAYS: dict[str, list[tuple[Step, str]]] = {  # what is done, and the stage that it leads to
    "trollhattan": [
        (refer, "anvisad"),
        (start, "jobbcentrum"),
        (map_, "jobbcentrum"),
        (meet, "jobbcentrum"),
        (sign(*TEAM), "jobbcentrum"),
        (coach, "vag_till_arbete"),
        (activity(ActivityKind.INTERNSHIP), "vag_till_arbete"),
        (follow_up, "vag_till_arbete"),
    ],
    "angered": [
        (start, "jobbhornet"),
        (coach, "jobbhornet"),
        (map_, "jobbhornet"),
        (sign(Party.PERSON, Party.COACH), "jobbhornet"),
        (activity(ActivityKind.JOB_SEARCH), "jobbhornet"),
    ],
    "strangnas": [(follow_up, "bistand"), (activity(ActivityKind.SOCIAL), "insats")],
    "boras": [
        (meet, "ansokan"),
        (start, "inskriven"),
        (coach, "inskriven"),
        (activity(ActivityKind.MUNICIPAL_JOB), "arbete"),
    ],
    "hagfors": [(map_, "bedomning"), (activity(ActivityKind.PROJECT), "insats")],
    "aktivitetskrav": [
        (sign(Party.PERSON, Party.CASEWORKER), "plan"),
        (activity(ActivityKind.LANGUAGE), "aktivitet"),
    ],
}
ASSESSED = "Bedömningar och framsteg"
PARTS = {  # what stands on the page, by the heading of each part
    "trollhattan": ["Jobbcentrum", ASSESSED, "Kartläggning", "Möten", "Handlingsplan", "Insatser", "Uppföljningar"],
    "angered": ["Jobbhörnet", ASSESSED, "Kartläggning", "Överenskommelse om jobbsökande", "Insatser"],
    "strangnas": ["Insatser", "Uppföljningar"],
    "boras": ["Inskriven för arbete", ASSESSED, "Möten", "Insatser"],
    "hagfors": [ASSESSED, "Kartläggning", "Insatser"],
    "aktivitetskrav": ["Individuell plan", "Insatser"],
}


def test_every_shipped_model_has_its_way():
    assert WAYS.keys() == PARTS.keys() == set(shipped())


@pytest.mark.parametrize("model", WAYS)
def test_a_whole_journey_is_walked_from_the_application_to_the_contact_after_the_exit(team, model):
    journey = begun(team, shipped_model(model))

    for step, stage in WAYS[model]:
        step(team, journey)
        assert queries.status_of(journey, NOW).stage.id == stage
    left(team, journey, at=NOW + timedelta(days=1))
    contact = journey.aftercare.get(check_id="hus_90_dagar")
    actions.hold_aftercare(aftercare=contact, still_self_supporting=True, note="", by=team.caseworker, at=AFTER)

    status = queries.status_of(journey, AFTER)
    assert (status.stage.id, status.late) == ("eftervard", ())
    assert not Enrolment.objects.filter(ended_on=None).exists()


def page_of(team, client_for, model):
    journey = begun(team, shipped_model(model))
    return page(client_for(team.caseworker).get(f"/vag/{journey.pk}/"))


@pytest.mark.parametrize("model", PARTS)
def test_the_page_shows_only_what_the_model_has(team, client_for, freeze, model):
    freeze(NOW)

    headings = page_of(team, client_for, model).xpath("//div[@class='fs-columns']/div[1]/section/h2")

    assert [text(heading) for heading in headings] == [*PARTS[model], "Avslut och eftervård"]


@pytest.mark.parametrize(
    ("model", "step"), [("angered", refer), ("strangnas", start), ("boras", follow_up), ("hagfors", refer)]
)
def test_what_the_model_does_not_have_is_refused(team, model, step):
    journey = begun(team, shipped_model(model))

    with pytest.raises(actions.NotInModel):
        step(team, journey)


def test_hagfors_asks_for_the_mapping_before_a_project_and_the_line_says_so(team, client_for, freeze):
    freeze(NOW)

    with pytest.raises(actions.GateClosed, match="kartläggning"):
        activity(ActivityKind.PROJECT)(team, begun(team, shipped_model("hagfors")))

    (line,) = page_of(team, client_for, "hagfors").xpath("//section[@aria-labelledby='linjen']")
    assert "Grind i arbetsmodellen: Kartläggning före projekt och insats." in text(line)


def test_strangnas_asks_at_the_follow_up_what_was_decided_and_leads_to_the_decisions(team, client_for, freeze):
    freeze(NOW)

    (part,) = page_of(team, client_for, "strangnas").xpath("//section[@aria-labelledby='uppfoljningar']")

    assert "Hur oftaokänd (källan säger inte), välj dag själv" in text(part)
    assert "Vad beslutades, och blev det gjort?" in text(part)
    assert part.xpath(".//a[contains(@href, '/beslut/')]")
