"""The kommun's identity provider recognises accounts and makes none. The provider's answer is made by hand here."""

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from tests.factories.identity import make_staff

from framsteg.apps.audit.models import Event
from framsteg.apps.identity.adapters import KommunAccounts
from framsteg.apps.identity.models import User


def answer(sub="key-1", process=AuthProcess.LOGIN, **claims):
    """Return what allauth makes of the provider's answer, looked up among known accounts as allauth does."""
    account = SocialAccount(provider="kommun", uid=sub, extra_data={"userinfo": {"sub": sub, **claims}})
    login = SocialLogin(user=User(), account=account)
    login.state = {"process": process}
    login.lookup()
    return login


@pytest.fixture
def request_(db, settings):
    app = {
        "provider_id": "kommun",
        "name": "Kommunen",
        "client_id": "x",
        "settings": {"server_url": "https://id.example"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    request = RequestFactory().get("/konto/oidc/kommun/login/callback/")
    request.session = SessionStore()
    request.user = User()
    return request


def arrive(request, login):
    KommunAccounts(request).pre_social_login(request, login)
    return login


def refused(request, login):
    with pytest.raises(ImmediateHttpResponse) as stopped:
        arrive(request, login)
    return stopped.value.response


def test_the_first_time_the_account_of_the_same_user_name_is_connected(request_):
    staff = make_staff(username="annsvens")

    login = arrive(request_, answer(preferred_username="annsvens"))

    assert login.is_existing
    assert login.user == staff
    assert SocialAccount.objects.get().user == staff


def test_afterwards_the_providers_key_decides(request_):
    staff = make_staff(username="annsvens")
    arrive(request_, answer(preferred_username="annsvens"))

    login = arrive(request_, answer(preferred_username="anna.svensson"))

    assert login.user == staff


def test_sub_is_the_user_name_where_the_provider_sends_no_other(request_):
    staff = make_staff(username="annsvens")

    assert arrive(request_, answer(sub="annsvens")).user == staff


@pytest.mark.parametrize("fields", [{"username": "nagonannan"}, {"username": "annsvens", "is_active": False}])
def test_without_an_open_account_nobody_comes_in_and_no_account_is_made(request_, fields):
    make_staff(**fields)

    response = refused(request_, answer(preferred_username="annsvens"))

    assert response.status_code == 403
    assert "Be systemförvaltaren" in response.content.decode()
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1
    assert Event.objects.get().kind == "identity.session.refused"


def test_a_user_name_given_to_somebody_new_does_not_open_the_former_owners_account(request_):
    make_staff(username="annsvens")
    arrive(request_, answer(sub="key-1", preferred_username="annsvens"))

    assert refused(request_, answer(sub="key-2", preferred_username="annsvens")).status_code == 403


def test_an_email_address_opens_nothing(request_):
    make_staff(username="annsvens", email="anna@kommunen.example")

    login = answer(preferred_username="mallory", email="anna@kommunen.example", email_verified=True)

    assert refused(request_, login).status_code == 403


def test_a_signed_in_account_cannot_be_connected_with_somebody_elses_provider_key(request_):
    make_staff(username="annsvens")

    assert refused(request_, answer(process=AuthProcess.CONNECT, preferred_username="annsvens")).status_code == 403
