"""Signing in: with password, with the demo's buttons, and what happens when it fails."""

import pytest
from django.urls import NoReverseMatch, reverse
from tests.factories.identity import make_staff
from tests.helpers import page, text

from framsteg.apps.audit.models import Event
from framsteg.apps.identity.enums import Role

PASSWORD = "en lång ramsa om hösten"


@pytest.fixture
def caseworker(db):
    staff = make_staff(Role.CASEWORKER)
    staff.set_password(PASSWORD)
    staff.save()
    return staff


def sign_in(client, username, password=PASSWORD, **more):
    return client.post("/konto/login/", {"login": username, "password": password, **more})


def kinds():
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_a_stranger_is_shown_the_sign_in_page_and_nothing_else(client, db):
    response = client.get("/personal/")

    assert response.status_code == 302
    assert response.url == "/konto/login/?next=/personal/"
    assert "Logga in" in text(page(client.get(response.url)))


def test_the_right_password_opens_the_page_that_was_asked_for_and_is_logged(client, caseworker):
    response = sign_in(client, caseworker.username, next="/konto/2fa/")

    assert (response.status_code, response.url) == (302, "/konto/2fa/")
    assert kinds() == ["identity.session.started"]
    assert client.get("/konto/2fa/").status_code == 200


def test_the_session_ends_with_the_browser(client, caseworker):
    sign_in(client, caseworker.username)

    assert client.session.get_expire_at_browser_close()


def test_a_wrong_password_is_refused_and_logged(client, caseworker):
    response = sign_in(client, caseworker.username, "fel lösenord")

    assert response.status_code == 200
    assert "error" in response.content.decode()
    event = Event.objects.get()
    assert (event.kind, event.details["account"]) == ("identity.session.refused", caseworker.username)


def test_what_is_typed_as_an_unknown_user_name_is_not_kept(client, caseworker):
    sign_in(client, PASSWORD, caseworker.username)  # the two fields mixed up

    assert Event.objects.get().details["account"] == ""


def test_the_fifth_wrong_password_locks_the_account_even_for_the_right_one(client, caseworker):
    for _ in range(5):
        response = sign_in(client, caseworker.username, "fel lösenord")

    assert response.status_code == 429
    assert "spärrad" in text(page(response))
    assert sign_in(client, caseworker.username).status_code == 429
    assert "_auth_user_id" not in client.session


def test_a_deactivated_account_cannot_sign_in_and_its_open_session_ends(client, caseworker):
    sign_in(client, caseworker.username)
    caseworker.is_active = False
    caseworker.save()

    assert client.get("/konto/2fa/").status_code == 302
    sign_in(client, caseworker.username)
    assert client.get("/konto/2fa/").status_code == 302


def test_signing_out_asks_on_a_link_and_obeys_a_button(client_for):
    client = client_for(Role.CASEWORKER)

    assert "Vill du logga ut?" in text(page(client.get("/konto/logout/")))
    client.post("/konto/logout/")

    assert client.get("/konto/2fa/").status_code == 302
    assert kinds() == ["identity.session.ended"]


@pytest.mark.parametrize("address", ["signup/", "password/set/", "password/reset/", "email/", "3rdparty/"])
def test_what_staff_do_not_need_does_not_exist(client_for, client, address):
    assert client.get(f"/konto/{address}").status_code == 404
    assert client_for(Role.CASEWORKER).get(f"/konto/{address}").status_code == 404


@pytest.mark.parametrize("name", ["account_email", "account_reset_password", "socialaccount_connections"])
def test_allauths_other_addresses_are_not_mounted(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_demo_shows_one_button_per_role_and_signs_in_with_one_press(client, settings, caseworker):
    settings.DEMO = True

    buttons = page(client.get("/konto/login/")).xpath("//button[@name='role']/@value")
    response = client.post("/konto/demo/", {"role": Role.CASEWORKER})

    assert buttons == list(Role.values)
    assert (response.status_code, response.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(caseworker.pk)
    assert kinds() == ["identity.session.started"]


def test_the_demos_buttons_lead_to_the_page_that_was_asked_for(client, settings, caseworker):
    settings.DEMO = True
    form = page(client.get("/konto/login/?next=/konto/2fa/")).xpath("//form[@action='/konto/demo/']")[0]

    response = client.post("/konto/demo/", {"role": Role.CASEWORKER, "next": form.fields["next"]})

    assert (response.status_code, response.url) == (302, "/konto/2fa/")


@pytest.mark.parametrize("address", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_the_demos_buttons_never_lead_to_another_site(client, settings, caseworker, address):
    settings.DEMO = True

    response = client.post("/konto/demo/", {"role": Role.CASEWORKER, "next": address})

    assert (response.status_code, response.url) == (302, "/")


def test_without_the_demo_settings_the_buttons_and_their_address_do_not_exist(client, settings, caseworker):
    settings.DEMO = False

    assert not page(client.get("/konto/login/")).xpath("//button[@name='role']")
    assert client.post("/konto/demo/", {"role": Role.CASEWORKER}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_demo_sign_in_cannot_be_a_link_and_knows_its_roles(client, settings, caseworker):
    settings.DEMO = True

    assert client.get("/konto/demo/?role=caseworker").status_code == 405
    assert client.post("/konto/demo/", {"role": "superuser"}).status_code == 404


def test_one_can_change_ones_own_password(client, caseworker):
    sign_in(client, caseworker.username)
    assert client.get("/konto/password/change/").status_code == 200

    new = "en annan ramsa om våren"
    response = client.post("/konto/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert response.status_code == 302
    caseworker.refresh_from_db()
    assert caseworker.check_password(new)
