"""One household on one page: money, law and work on one timeline, as far as the reader may see them."""

from datetime import timedelta

import pytest
from tests.factories import pathway as ways
from tests.factories.applications import make_application
from tests.factories.decisions import make_decision
from tests.factories.identity import make_staff
from tests.factories.partners import make_consent
from tests.factories.payments import attest, make_batch, make_order
from tests.factories.people import make_household
from tests.helpers import page, swedish_time, text

from framsteg.apps.audit.models import Event
from framsteg.apps.identity.enums import Role
from framsteg.apps.partners.enums import Shared
from framsteg.apps.workbench.queries.overview import NEWEST
from framsteg.entitlement.month import Month

pytestmark = pytest.mark.django_db
NOW = swedish_time(2026, 3, 18, 12)


@pytest.fixture(autouse=True)
def today(freeze):
    freeze(NOW)


@pytest.fixture
def team():
    return ways.make_team()


@pytest.fixture
def household(team):
    """A household with something on each lane: paid, decided, and on its way to work."""
    household = ways.enrolled(team).journey.household
    make_order(make_decision(household), name="Test Person")
    attest(make_batch())
    return household


def address(household, query=""):
    return f"/hushall/{household.number}/{query}"


def events(response):
    """Return (lane, title) of what the timeline shows, the newest first."""
    found = page(response).xpath("//li[contains(@class, 'fs-event')]")
    lanes = [
        next(name.rpartition("--")[2] for name in one.get("class").split() if "fs-event--" in name) for one in found
    ]
    return list(zip(lanes, [text(one) for one in found], strict=True))


def lanes(response):
    return {lane for lane, _title in events(response)}


def test_the_caseworker_sees_money_law_and_work_on_one_timeline(client_for, team, household):
    answer = client_for(team.caseworker).get(address(household))

    assert lanes(answer) == {"money", "law", "work"}
    titles = " ".join(title for _lane, title in events(answer))
    assert "Ansökan för mars 2025 kom in" in titles
    assert "Första dagen på Jobbcentrum" in titles
    moments = page(answer).xpath("//li[contains(@class, 'fs-event')]//time[1]/@datetime")
    days = [moment[:10] for moment in moments]
    assert days == sorted(days, reverse=True)


def test_a_new_month_is_one_click_away_for_who_may_register_it(client_for, team, household):
    way = f"//a[@href='/ansokan/ny/?hushall={household.number}']"

    assert text(page(client_for(team.caseworker).get(address(household))).xpath(way)[0]) == "Ny månad: april 2025"
    assert not page(client_for(team.coach).get(address(household))).xpath(way)


@pytest.mark.parametrize("lane", ["money", "law", "work"])
def test_one_lane_can_be_looked_at_alone(lane, client_for, team, household):
    answer = client_for(team.caseworker).get(address(household, f"?spar={lane}"))

    assert lanes(answer) == {lane}
    assert page(answer).xpath("//nav[contains(@class, 'fs-lanes')]//a[@aria-current]/@href") == [f"?spar={lane}"]


def test_a_lane_that_does_not_exist_shows_everything(client_for, team, household):
    assert lanes(client_for(team.caseworker).get(address(household, "?spar=guld"))) == {"money", "law", "work"}


def test_the_consultant_and_the_coach_see_the_work_and_no_money(client_for, team, household):
    for user in (team.consultant, team.coach):
        answer = client_for(user).get(address(household))

        assert lanes(answer) == {"work"}
        assert " kr" not in text(page(answer).xpath("//main")[0])
        assert not page(answer).xpath("//nav[contains(@class, 'fs-lanes')]")
        assert not page(answer).xpath("//main//a[contains(@href, '/ansokan/')]")


def test_the_employment_officer_sees_what_the_consent_covers_and_nothing_without_it(client_for, team, household):
    officer = client_for(team.officer)
    assert officer.get(address(household)).status_code == 404
    journey = household.journeys.get()
    ways.mapped(team, journey)

    until = NOW + timedelta(days=30)
    make_consent(household, recipient=team.officer.unit, covers=[Shared.MAPPING], until=until, at=ways.MAPPED)

    answer = officer.get(address(household))
    titles = " ".join(title for _lane, title in events(answer))
    assert "Kartläggning" in titles
    assert "Jobbcentrum" not in titles  # attendance is not covered
    assert journey.person.name not in answer.content.decode()  # nor is the name


def test_the_newest_thirty_are_shown_and_the_older_on_demand(client_for, team):
    household = make_household(team.caseworker)
    for number in range(NEWEST + 2):
        at = swedish_time(2025, 2, 3, 9) + timedelta(days=number)
        make_application(household, month=Month(2024, 1) + number, received_at=at)
    client = client_for(team.caseworker)

    first = client.get(address(household))
    (more,) = page(first).xpath("//a[contains(@href, 'hela=1')]")
    whole = client.get(address(household, more.get("href")))

    assert len(events(first)) == NEWEST
    assert text(more) == "Visa 2 äldre händelser"
    assert len(events(whole)) == NEWEST + 2
    assert not page(whole).xpath("//a[contains(@href, 'hela=1')]")


def test_what_is_next_says_whose_duty_it_is(client_for, team):
    household = ways.opened(team, at=NOW - timedelta(hours=40)).household

    shown = text(page(client_for(team.caseworker).get(address(household))).xpath("//*[@aria-labelledby='nasta']")[0])

    assert "Ansvar: socialsekreterare" in shown.replace("Socialsekreterare", "socialsekreterare")
    assert "8 timmar kvar" in shown


def test_every_opening_is_logged_once(client_for, team, household):
    client_for(team.consultant).get(address(household))

    (event,) = Event.objects.filter(kind="workbench.household.read")
    assert (event.by, event.household) == (team.consultant.username, household.number)


@pytest.mark.parametrize("role", Role)
def test_strangers_to_the_household_do_not_find_it(role, client_for, household):
    assert client_for(make_staff(role)).get(address(household)).status_code == 404
    assert not Event.objects.filter(kind="workbench.household.read").exists()


def test_the_page_takes_a_fixed_number_of_queries(client_for, team, household, django_assert_num_queries):
    client = client_for(team.caseworker)
    for months in ((Month(2025, 4),), (Month(2025, 5), Month(2025, 6), Month(2025, 7))):
        for month in months:
            make_order(make_decision(household, month=month), name="Test Person")
        client.get(address(household))
        with django_assert_num_queries(41):
            client.get(address(household))
