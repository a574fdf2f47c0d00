"""Notices on the desk, taken care of in a line; and the alarm when the sweep has not run."""

from datetime import timedelta

import pytest
from tests.factories.identity import make_staff
from tests.factories.pathway import RECEIVED, make_team, opened
from tests.factories.people import make_household
from tests.helpers import page, text

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.people.enums import Protection
from framsteg.apps.reminders import actions, queries
from framsteg.apps.reminders.models import Notice, Sweep

pytestmark = pytest.mark.django_db
LATE = RECEIVED + timedelta(hours=60)


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def late(team):
    """A deadline that was missed, and told."""
    journey = opened(team)
    actions.sweep(at=LATE)
    return journey


def labels(client):
    return [text(link) for link in page(client.get("/skrivbord/")).xpath("//*[contains(@class,'fs-notices')]//li//p/a")]


def test_each_sees_her_own_and_her_roles(team, late, freeze, client_for):
    freeze(LATE)
    colleague = make_staff(Role.CASEWORKER, team.caseworker.unit)

    assert len(labels(client_for(team.caseworker))) == 1
    assert "Ta reda på vad som hindrade" in text(page(client_for(team.manager).get("/skrivbord/")))
    for user in (colleague, team.coach, team.officer, make_staff(Role.MANAGER)):
        assert labels(client_for(user)) == []


def test_what_was_done_is_kept_and_the_notice_is_gone(team, late, freeze, client_for):
    freeze(LATE)
    client, notice = client_for(team.caseworker), Notice.objects.get(told=team.caseworker)

    client.post(f"/paminnelser/{notice.pk}/", {"handling": "  "})
    assert "Skriv kort vad du gjorde" in text(page(client.get("/skrivbord/")))
    client.post(f"/paminnelser/{notice.pk}/", {"handling": "Ringde och hänvisade."})

    notice.refresh_from_db()
    assert (notice.handling, notice.handled_by) == ("Ringde och hänvisade.", team.caseworker)
    assert labels(client) == []
    assert Event.objects.get(kind="reminders.notice.handled").household == late.household.number
    with pytest.raises(actions.AlreadyHandled):
        actions.handle_notice(notice=notice, handling="Igen.", by=team.caseworker, at=LATE)
    actions.sweep(at=LATE + timedelta(days=1))
    assert labels(client) == []  # what is taken care of is not said again


def test_nobody_takes_care_of_what_was_told_to_somebody_else(team, late, freeze, client_for):
    freeze(LATE)
    notice = Notice.objects.get(told=team.caseworker)
    for user in (team.manager, team.officer, make_staff(Role.ECONOMIST)):
        assert client_for(user).post(f"/paminnelser/{notice.pk}/", {"handling": "Klart."}).status_code == 404
        with pytest.raises(NotAllowed):
            actions.handle_notice(notice=notice, handling="Klart.", by=user, at=LATE)


def test_what_was_told_to_somebody_who_left_is_the_managers(team, late, freeze, client_for):
    User.objects.filter(pk=team.caseworker.pk).update(is_active=False)
    freeze(LATE)

    assert len(labels(client_for(team.manager))) == 2


def test_a_roles_notice_follows_who_may_open_the_file(team, freeze, client_for):
    opened(team, make_household(team.caseworker, protection=Protection.MARKED))
    actions.sweep(at=LATE)
    Notice.objects.filter(kind="late").update(told=None, told_role=Role.CASEWORKER)
    freeze(LATE)

    assert labels(client_for(make_staff(Role.CASEWORKER, team.caseworker.unit))) == []
    assert len(labels(client_for(team.caseworker))) == 1


@pytest.mark.parametrize(("hours", "alarm"), [(25, False), (27, True)])
def test_who_answers_for_the_work_sees_that_the_sweep_has_not_run(team, late, hours, alarm, freeze, client_for):
    freeze(LATE + timedelta(hours=hours))
    says = "Nattkörningen har inte blivit klar"

    assert (says in text(page(client_for(team.manager).get("/skrivbord/")))) is alarm
    assert says not in text(page(client_for(team.caseworker).get("/skrivbord/")))
    for user in (team.manager, make_staff(Role.SYSTEM_MANAGER)):
        assert (says in text(page(client_for(user).get("/nattkorning/")))) is alarm


def test_a_run_that_was_stopped_is_no_run(team, client_for, freeze):
    freeze(LATE)
    Sweep.objects.create(started_at=LATE)

    assert queries.pulse_at(LATE) == queries.Pulse(None, True)
    shown = text(page(client_for(team.manager).get("/nattkorning/")))
    assert "nej – – –" in shown
    assert "aldrig gåtts igenom" in shown
