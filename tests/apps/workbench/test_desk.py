"""My desk says what is late, due today, this week and later, and whose duty it is, the kommun's as plainly as any."""

from datetime import date, timedelta

import pytest
from tests.factories import pathway as ways
from tests.factories.applications import make_application
from tests.factories.identity import make_staff
from tests.factories.people import make_household
from tests.helpers import page, swedish_time, text

from framsteg.apps.applications.actions import ask_for_paper
from framsteg.apps.applications.enums import PaperKind
from framsteg.apps.identity.enums import Role
from framsteg.apps.pathway.actions import assign_coach, assign_consultant, book_follow_up
from framsteg.apps.pathway.enums import FollowUpMode
from framsteg.apps.people.enums import Protection
from framsteg.entitlement.month import Month

pytestmark = pytest.mark.django_db
DESK = "/skrivbord/"
REFERRAL = "Hänvisning till Jobbcentrum inom 48 timmar"
LATE, TODAY, WEEK, LATER = "forsenat", "i-dag", "veckan", "senare"


@pytest.fixture
def team():
    return ways.make_team()


def groups(response):
    """Return the rows of each group on the page, by the group's id: label, household, who, owner and time as text."""
    return {
        section.get("aria-labelledby"): [
            [text(cell) for cell in row.xpath("./th | ./td")] for row in section.xpath(".//tbody/tr")
        ]
        for section in page(response).xpath("//section[@aria-labelledby]")
    }


def labels(response, group):
    return [row[0] for row in groups(response).get(group, [])]


@pytest.mark.parametrize(
    ("at", "group", "says"),
    [
        (swedish_time(2026, 3, 2, 12), WEEK, "kvar"),
        (swedish_time(2026, 3, 4, 8), TODAY, "1 timme kvar"),
        (swedish_time(2026, 3, 4, 9), TODAY, "Senast 4 mars 2026 kl. 09.00"),  # kept through its last moment
        (swedish_time(2026, 3, 4, 10), LATE, "1 timme försenat"),
    ],
)
def test_the_48_hours_move_through_the_groups(at, group, says, freeze, client_for, team):
    journey = ways.opened(team)
    freeze(at)

    shown = groups(client_for(team.caseworker).get(DESK))

    assert list(shown) == [group]
    ((_label, household, who, owner, time),) = shown[group]
    assert (household, who) == (journey.household.number, journey.person.name)
    assert owner.lower() == "socialsekreterare"
    assert says in time


def test_the_four_weeks_stand_under_later_and_the_counts_lead_to_their_rows(freeze, client_for, team):
    ways.enrolled(team)
    freeze(swedish_time(2026, 3, 10, 9))

    answer = client_for(team.caseworker).get(DESK)

    assert len(labels(answer, LATER)) == 1
    counts = {text(item) for item in page(answer).xpath("//nav[@aria-label='Skrivbordets delar']//li")}
    assert counts == {"Försenat 0", "I dag 0", "Närmaste veckan 0", "Senare 1"}
    (link,) = page(answer).xpath("//nav[@aria-label='Skrivbordets delar']//a/@href")
    assert page(answer).xpath("//h2[@id=$id]", id=link.removeprefix("#"))


def test_the_kommuns_own_miss_is_shown_as_plainly_as_the_persons(freeze, client_for, team):
    journey = ways.opened(team)
    application = make_application(journey.household, month=Month(2026, 3), received_at=ways.RECEIVED)
    ask_for_paper(
        application=application,
        kind=PaperKind.RENT_NOTICE,
        due_on=date(2026, 3, 5),
        by=team.caseworker,
        at=ways.RECEIVED + timedelta(hours=1),
    )
    freeze(swedish_time(2026, 3, 9, 9))

    answer = client_for(team.caseworker).get(DESK)

    rows = page(answer).xpath("//section[@aria-labelledby='forsenat']//tbody/tr")
    assert len(rows) == 2
    assert all(row.xpath(".//*[contains(@class, 'fs-deadline--late')]") for row in rows)
    (clock, paper) = groups(answer)[LATE]
    assert clock[3].lower() == "socialsekreterare"  # the kommun's 48 hours
    assert "begärd" in paper[0]
    assert paper[4] == "4 dagar försenat Senast 5 mars 2026"  # the whole day counts: no 23.59


def test_what_waits_for_a_decision_is_the_assistance_sides_only(freeze, client_for, team):
    journey = ways.referred(team)
    make_application(journey.household, month=Month(2026, 3), received_at=ways.RECEIVED)
    freeze(swedish_time(2026, 3, 4, 9))

    shown = groups(client_for(team.caseworker).get(DESK))
    assert [row[0] for rows in shown.values() for row in rows if "Besluta" in row[0]] == [
        "Besluta om ansökan, mars 2026"
    ]
    assert "Besluta" not in client_for(team.consultant).get(DESK).content.decode()


def test_each_in_the_team_has_her_own_desk(freeze, client_for, team):
    journey = ways.enrolled(team).journey
    ways.mapped(team, journey)
    assign_consultant(journey=journey, consultant=team.consultant, by=team.caseworker, at=ways.MAPPED)
    assign_coach(journey=journey, coach=team.coach, by=team.caseworker, at=ways.MAPPED)
    at = swedish_time(2026, 3, 12, 12)
    book_follow_up(
        journey=journey, planned_on=date(2026, 3, 16), mode=FollowUpMode.values[0], by=team.caseworker, at=at
    )
    freeze(swedish_time(2026, 3, 13, 9))
    colleague = make_staff(Role.JOB_COACH, team.coach.unit)

    for user in (team.caseworker, team.consultant, team.coach, team.manager):
        (row,) = groups(client_for(user).get(DESK))[WEEK]
        assert row[0].startswith("Uppföljning")
        assert row[4] == "3 dagar kvar Senast 16 mars 2026"
    for user in (colleague, team.officer):
        assert "Inget väntar på dig" in text(page(client_for(user).get(DESK)))


def test_a_protected_person_is_not_named_to_who_may_not_see_it(freeze, client_for, team):
    ways.opened(team, given_name="Gömd", protection=Protection.MARKED)
    freeze(swedish_time(2026, 3, 2, 12))
    colleague = make_staff(Role.CASEWORKER, team.caseworker.unit)

    assert "Gömd" in client_for(team.caseworker).get(DESK).content.decode()
    assert "Gömd" not in client_for(colleague).get(DESK).content.decode()


@pytest.mark.parametrize("role", Role)
def test_who_has_a_desk_and_where_the_day_begins(role, client_for):
    client = client_for(role)
    starts = {
        Role.MANAGER: "/laget/",
        Role.ECONOMIST: "/utbetalningar/",
        Role.LOG_REVIEWER: "/logg/",
        Role.SYSTEM_MANAGER: "/personal/",
    }

    assert client.get("/").url == starts.get(role, DESK)
    assert client.get(DESK).status_code == (403 if role in starts and role != Role.MANAGER else 200)


def test_a_new_application_is_begun_from_the_desk_by_the_assistance_side(client_for, team):
    way = "//main//a[@href='/ansokan/ny/']"
    assert page(client_for(team.caseworker).get(DESK)).xpath(way)
    assert not page(client_for(team.coach).get(DESK)).xpath(way)


@pytest.mark.parametrize(
    ("month", "next_month"),
    [(Month(2026, 1), None), (Month(2026, 2), "mars 2026"), (Month(2026, 3), "april 2026"), (Month(2026, 4), None)],
)
def test_a_new_month_of_ones_own_household_is_one_click_away(month, next_month, freeze, client_for, team):
    freeze(swedish_time(2026, 3, 10, 9))
    household = make_household(team.caseworker)
    make_application(household, month=month, received_at=swedish_time(2026, 1, 2, 9))
    way = f"//a[@href='/ansokan/ny/?hushall={household.number}']"

    found = page(client_for(team.caseworker).get(DESK)).xpath(way)

    assert [text(link).split(":")[0] for link in found] == ([next_month] if next_month else [])
    assert not page(client_for(make_staff(Role.CASEWORKER, team.caseworker.unit)).get(DESK)).xpath(way)


def test_the_desk_takes_a_fixed_number_of_queries(freeze, client_for, team, django_assert_num_queries):
    freeze(swedish_time(2026, 3, 10, 9))
    client = client_for(team.caseworker)
    for more in (1, 4):
        for _ in range(more):
            household = make_household(team.caseworker)
            ways.opened(team, household)
            make_application(household, month=Month(2026, 3), received_at=ways.RECEIVED)
        with django_assert_num_queries(21):
            client.get(DESK)
