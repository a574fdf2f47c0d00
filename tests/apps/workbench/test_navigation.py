"""The main menu holds what the role has use of, and everyone's own account is one click away."""

import pytest
from tests.helpers import page, text

from framsteg.apps.identity.enums import Role

pytestmark = pytest.mark.django_db
MENU = {
    Role.CASEWORKER: ["Mitt skrivbord", "Kö", "Tavlan", "Jobbcentrum", "Sök"],
    Role.CONSULTANT: ["Mitt skrivbord", "Tavlan", "Jobbcentrum", "Insatser", "Sök"],
    Role.EMPLOYMENT_OFFICER: ["Mitt skrivbord", "Jobbcentrum", "Sök"],
    Role.JOB_COACH: ["Mitt skrivbord", "Tavlan", "Jobbcentrum", "Sök"],
    Role.MANAGER: [
        "Läget",
        "Mitt skrivbord",
        "Kö",
        "Tavlan",
        "Jobbcentrum",
        "Insatser",
        "Arbetsmodell",
        "Utbetalningar",
        "Sök",
    ],
    Role.ECONOMIST: ["Utbetalningar"],
    Role.LOG_REVIEWER: ["Logg"],
    Role.SYSTEM_MANAGER: ["Personal", "Delegation", "Nattkörningen"],
}


@pytest.mark.parametrize("role", Role)
def test_the_menu_of_each_role_leads_to_pages_it_may_open(role, client_for):
    client = client_for(role)

    links = page(client.get("/konto/2fa/")).xpath("//header//nav[@aria-label='Huvudmeny']//a")

    assert [text(link) for link in links] == MENU[role]
    assert [client.get(link.get("href")).status_code for link in links] == [200] * len(links)


def test_the_page_one_is_on_is_marked(client_for):
    shown = page(client_for(Role.CASEWORKER).get("/ko/"))

    assert [text(link) for link in shown.xpath("//header//a[@aria-current='page']")] == ["Kö"]


@pytest.mark.parametrize("role", Role)
def test_the_own_account_stands_in_the_header(role, client_for):
    client = client_for(role)

    (link,) = page(client.get("/", follow=True)).xpath("//header//a[text()='Mitt konto']")

    assert link.get("href") == "/konto/2fa/"
    assert client.get(link.get("href")).status_code == 200


def test_a_stranger_has_neither_menu_nor_account(client):
    shown = page(client.get("/konto/login/"))

    assert not shown.xpath("//header//nav")
    assert "Mitt konto" not in text(shown)
