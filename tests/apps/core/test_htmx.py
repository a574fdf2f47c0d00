"""The part that htmx swaps in is the same markup as the whole page holds; without script the answer is a redirect."""

import pytest
from tests.factories.applications import make_application
from tests.helpers import tidy

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return make_application()


@pytest.fixture
def client(client_for, application):
    return client_for(application.household.caseworker)


def test_htmx_is_given_the_part_alone_and_it_equals_a_fresh_page(client, application):
    part = client.post(f"/beslut/ansokan/{application.pk}/berakna/", headers={"HX-Request": "true"})
    for _message in client.get("/ko/").wsgi_request._messages:
        pass  # shown in the part; a fresh page has it no longer

    fresh = client.get(f"/beslut/ansokan/{application.pk}/")

    assert part.status_code == 200
    assert b"<html" not in part.content
    assert tidy(part, "#berakning") == tidy(fresh, "#berakning")


def test_a_browser_without_script_is_led_back(client, application):
    answer = client.post(f"/beslut/ansokan/{application.pk}/berakna/")

    assert (answer.status_code, answer.url) == (302, f"/beslut/ansokan/{application.pk}/")
