"""A colleague who has lost the phone comes in again: the system manager takes the one-time code away."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from tests.factories.identity import make_staff
from tests.helpers import page, swedish_time, text

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.identity.actions import OwnAccount, remove_second_factor
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.queries import has_second_factor

pytestmark = pytest.mark.django_db
NOW = swedish_time(2026, 3, 2, 9)
PASSWORD = "en lång ramsa om hösten"


@pytest.fixture
def coach():
    staff = make_staff(Role.JOB_COACH)
    staff.set_password(PASSWORD)
    staff.save()
    return with_code(staff)


def with_code(staff):
    """Turn a one-time code on for an account, as its owner would on the phone."""
    TOTP.activate(staff, generate_totp_secret())
    RecoveryCodes.activate(staff)
    return staff


def test_the_button_takes_the_code_away_and_the_password_is_enough_again(client_for, client, coach):
    manager = client_for(Role.SYSTEM_MANAGER)
    shown = page(manager.get(f"/personal/{coach.pk}/"))
    form = shown.xpath("//form[contains(@action, '/engangskod/')]")[0]

    answer = manager.post(form.get("action"), follow=True)

    assert "loggar in utan engångskod" in text(page(answer))
    assert not has_second_factor(coach)
    assert client.post("/konto/login/", {"login": coach.username, "password": PASSWORD}).url == "/"
    event = Event.objects.get(kind="identity.second_factor.removed")
    assert (event.by, event.about) == (manager.user.username, f"identity.User:{coach.pk}")


def test_an_account_without_a_code_has_no_button(client_for):
    colleague = make_staff()

    shown = page(client_for(Role.SYSTEM_MANAGER).get(f"/personal/{colleague.pk}/"))

    assert not shown.xpath("//form[contains(@action, '/engangskod/')]")
    remove_second_factor(staff=colleague, by=make_staff(Role.SYSTEM_MANAGER), at=NOW)
    assert not Event.objects.filter(kind="identity.second_factor.removed").exists()


def test_ones_own_is_turned_off_where_the_password_is_asked_for(client_for):
    manager = client_for(with_code(make_staff(Role.SYSTEM_MANAGER)))

    shown = page(manager.get(f"/personal/{manager.user.pk}/"))

    assert "Ändra under Mitt konto" in text(shown)
    with pytest.raises(OwnAccount, match="Mitt konto"):
        remove_second_factor(staff=manager.user, by=manager.user, at=NOW)
    assert has_second_factor(manager.user)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_MANAGER])
def test_no_other_role_takes_it_away(role, coach):
    with pytest.raises(NotAllowed):
        remove_second_factor(staff=coach, by=make_staff(role), at=NOW)
    assert has_second_factor(coach)
