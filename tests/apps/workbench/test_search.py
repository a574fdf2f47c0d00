"""Search leads to a household by name, personal number or case number only, and nothing of it stands in an address."""

import pytest
from tests.factories.identity import make_staff
from tests.factories.people import SPARE_NUMBERS, make_household
from tests.helpers import page, swedish_time, text

from framsteg.apps.identity.enums import Role
from framsteg.apps.people.enums import Protection

pytestmark = pytest.mark.django_db
SEARCH = "/sok/"
NUMBER = SPARE_NUMBERS[4]


@pytest.fixture(autouse=True)
def today(freeze):
    freeze(swedish_time(2025, 3, 10, 10))


@pytest.fixture
def caseworker():
    return make_staff(Role.CASEWORKER)


@pytest.fixture
def household(caseworker):
    return make_household(caseworker, given_name="Åsa", family_name="Berglund", personal_number=NUMBER)


@pytest.fixture
def signed_in(client_for, caseworker):
    return client_for(caseworker)


def hits(response):
    return page(response).xpath("//section[@aria-labelledby='traffar']//tbody/tr/th/a/@href")


@pytest.mark.parametrize("wanted", ["åsa", "Berglund", f"{NUMBER[:8]}-{NUMBER[8:]}", "number"])
def test_finds_by_the_three_allowed_terms(wanted, signed_in, household):
    answer = signed_in.post(SEARCH, {"q": household.number if wanted == "number" else wanted})

    assert hits(answer) == [f"/hushall/{household.number}/"]
    assert "1 hushåll" in text(page(answer))


@pytest.mark.parametrize("wanted", ["Storgatan 4", "sjuk", "070-123 45 67", "@"])
def test_anything_else_is_refused_or_finds_nothing(wanted, signed_in, household):
    answer = signed_in.post(SEARCH, {"q": wanted})

    assert hits(answer) == []


def test_a_refusal_says_what_may_be_searched_for(signed_in):
    assert "Sök på namn, personnummer" in text(page(signed_in.post(SEARCH, {"q": "Storgatan 4"})))


def test_what_is_searched_for_is_posted_and_an_address_with_it_finds_nothing(signed_in, household):
    (form,) = page(signed_in.get(SEARCH)).xpath("//form[@role='search']")

    assert form.get("method") == "post"
    assert hits(signed_in.get(f"{SEARCH}?q={NUMBER}")) == []


def test_a_protected_household_is_found_by_its_own_caseworker_and_not_by_a_colleague(client_for, caseworker, signed_in):
    make_household(caseworker, given_name="Gömd", protection=Protection.MARKED, personal_number=NUMBER)
    colleague = client_for(make_staff(Role.CASEWORKER, caseworker.unit))

    assert len(hits(signed_in.post(SEARCH, {"q": NUMBER}))) == 1
    hidden = colleague.post(SEARCH, {"q": NUMBER})
    assert hits(hidden) == []
    assert "Gömd" not in hidden.content.decode()
    assert "Inget hushåll som du får se passar" in text(page(hidden))


@pytest.mark.parametrize("role", Role)
def test_the_box_is_in_reach_on_every_page_for_those_who_search(role, client_for):
    may = role in {Role.CASEWORKER, Role.CONSULTANT, Role.EMPLOYMENT_OFFICER, Role.JOB_COACH, Role.MANAGER}
    client = client_for(role)

    forms = page(client.get("/konto/2fa/")).xpath("//header//form[@role='search']")

    assert len(forms) == may
    if may:
        assert (forms[0].get("method"), forms[0].get("action")) == ("post", SEARCH)
        assert forms[0].xpath(".//label[@for=..//input/@id]")
    assert client.post(SEARCH, {"q": "2025-00001"}).status_code == (200 if may else 403)


def test_the_employment_service_is_asked_for_a_case_number(client_for):
    box = page(client_for(Role.EMPLOYMENT_OFFICER).get("/skrivbord/")).xpath("//header//input[@type='search']")[0]

    assert box.get("placeholder") == "Ärendenummer"
