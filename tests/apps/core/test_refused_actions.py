"""A refusal that no page caught becomes an answer: the page for 403, or its sentence on the page one came from."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.cache import SessionStore
from django.test import RequestFactory
from tests.factories.identity import make_staff
from tests.helpers import page, text

from framsteg.apps.core.errors import ActionDenied, Changed, NotAllowed
from framsteg.apps.core.middleware import RefusedActions

pytestmark = pytest.mark.django_db


def answer(exception, referer=""):
    """Return the request and what the middleware answers when a view has raised the exception."""
    request = RequestFactory().post("/ansokan/1/", headers={"Referer": referer} if referer else {})
    request.user, request.session = make_staff(), SessionStore()
    request.htmx = False
    request._messages = FallbackStorage(request)
    return request, RefusedActions(lambda request: None).process_exception(request, exception)


def test_who_may_not_is_shown_the_page_for_403_with_the_reason():
    _request, response = answer(NotAllowed("Din roll (ekonom) får inte fatta beslut."))

    assert response.status_code == 403
    assert "Din roll (ekonom) får inte fatta beslut." in text(page(response))


@pytest.mark.parametrize("exception", [ActionDenied("Listan är redan attesterad."), Changed()])
def test_any_other_refusal_is_a_message_on_the_page_one_came_from(exception):
    request, response = answer(exception, referer="http://testserver/utbetalningar/7/")

    assert (response.status_code, response.url) == (302, "http://testserver/utbetalningar/7/")
    assert [str(message) for message in get_messages(request)] == [str(exception)]


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(referer):
    _request, response = answer(ActionDenied("Nej."), referer=referer)

    assert response.url == "/"


def test_what_is_not_a_refusal_is_left_to_the_page_for_500():
    _request, response = answer(ValueError("a fault of ours"))

    assert response is None


def test_somebody_elses_change_says_what_to_do():
    assert "Inget har skrivits över" in str(Changed())
