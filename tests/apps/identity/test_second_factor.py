"""The optional one-time code: turned on, asked for, turned off. The codes are made as the phone makes them."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from tests.factories.identity import make_staff
from tests.helpers import page, text

from framsteg.apps.identity.enums import Role

PASSWORD = "en lång ramsa om hösten"


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def coach(db):
    staff = make_staff(Role.JOB_COACH)
    staff.set_password(PASSWORD)
    staff.save()
    return staff


def sign_in(client, staff):
    return client.post("/konto/login/", {"login": staff.username, "password": PASSWORD})


def show_again(client):
    return client.post("/konto/reauthenticate/?next=/konto/2fa/totp/activate/", {"password": PASSWORD})


@pytest.fixture
def secret(client, coach):
    """The key in the phone of a coach who has turned the code on."""
    sign_in(client, coach)
    show_again(client)
    key = page(client.get("/konto/2fa/totp/activate/")).xpath("//code")[0].text
    response = client.post("/konto/2fa/totp/activate/", {"code": code_of(key)})
    assert (response.status_code, response.url) == (302, "/konto/2fa/recovery-codes/")
    return key


def test_my_account_says_whether_the_code_is_on(client, coach, secret):
    assert "Stäng av" in text(page(client.get("/konto/2fa/")))
    assert "10 av 10 koder är kvar" in text(page(client.get("/konto/2fa/recovery-codes/")))


def test_the_password_alone_no_longer_opens_anything(client, coach, secret):
    client.post("/konto/logout/")

    response = sign_in(client, coach)

    assert response.url.startswith("/konto/2fa/authenticate/")
    assert client.get("/konto/2fa/").status_code == 302
    assert "Skriv din engångskod" in text(page(client.get(response.url)))


def test_a_recovery_code_opens_once(client, coach, secret):
    spare = page(client.get("/konto/2fa/recovery-codes/")).xpath("//code/text()")[0]
    opened = []
    for _ in range(2):
        client.post("/konto/logout/")
        sign_in(client, coach)
        client.post("/konto/2fa/authenticate/", {"code": spare})
        opened.append(client.get("/konto/2fa/").status_code == 200)

    assert opened == [True, False]


def test_a_wrong_code_opens_nothing(client, coach, secret):
    client.post("/konto/logout/")
    sign_in(client, coach)

    response = client.post("/konto/2fa/authenticate/", {"code": "000000"})

    assert response.status_code == 200
    assert client.get("/konto/2fa/").status_code == 302


def test_it_can_be_turned_off_again(client, coach, secret):
    assert client.get("/konto/2fa/totp/deactivate/").status_code == 200
    client.post("/konto/2fa/totp/deactivate/")
    client.post("/konto/logout/")

    sign_in(client, coach)

    assert "Slå på engångskod" in text(page(client.get("/konto/2fa/")))


def test_the_password_is_asked_for_once_more_before_anything_is_turned_on(client, coach):
    sign_in(client, coach)

    response = client.get("/konto/2fa/totp/activate/")

    assert response.url.startswith("/konto/reauthenticate/")
    assert "Bekräfta att det är du" in text(page(client.get(response.url)))
    assert show_again(client).status_code == 302
    assert client.get("/konto/2fa/totp/activate/").status_code == 200
