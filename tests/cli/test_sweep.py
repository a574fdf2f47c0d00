"""`framsteg sweep`: what it did in a sentence or in JSON, and an exit code for who watches that it runs."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories.pathway import make_team, opened
from typer.testing import CliRunner

from framsteg.apps.reminders.models import Notice, Sweep
from framsteg.cli.main import app

pytestmark = pytest.mark.django_db


def run(*words):
    return CliRunner().invoke(app, ["sweep", *words])


def test_it_says_what_it_did_and_says_nothing_twice():
    opened(make_team())

    done = run()
    again = json.loads(run("--json").stdout)

    assert "1 vägar till arbete" in done.stdout
    assert "Nya påminnelser: 2." in done.stdout
    assert (again["journeys"], again["changed"], again["notices"]) == (1, 0, 0)
    assert Notice.objects.count() == 2


@pytest.mark.parametrize(("hours", "code"), [(None, 1), (27, 1), (25, 0)])
def test_check_tells_whether_a_sweep_has_been_finished_within_26_hours(hours, code):
    if hours:
        at = timezone.now() - timedelta(hours=hours)
        Sweep.objects.create(started_at=at, finished_at=at)
    Sweep.objects.create(started_at=timezone.now())  # one that was stopped counts for nothing

    said, machine = run("--check"), run("--check", "--json")

    assert (said.exit_code, machine.exit_code) == (code, code)
    assert json.loads(machine.stdout)["alarm"] is bool(code)
    assert ("Inget svep har blivit klart på 26 timmar" in said.stderr) is bool(code)
    assert not Notice.objects.exists()
