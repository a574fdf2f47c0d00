"""The `framsteg` command as a whole: what it offers, and that each part can be asked for help without a database."""

import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from framsteg.cli import main

COMMANDS = ["demo", "serve", "norm", "assess", "model", "account", "manage"]


def run(*arguments):
    return CliRunner().invoke(main.app, list(arguments), terminal_width=140)


def test_without_a_word_it_says_what_there_is():
    told = run().output

    assert all(command in told for command in COMMANDS)
    assert "framsteg demo" in told


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "manage"])
def test_each_part_explains_itself(command):
    done = run(command, "--help")

    assert done.exit_code == 0
    assert command in done.stdout


def test_an_unknown_word_is_refused():
    assert run("uppfinn").exit_code == 2


def test_manage_passes_the_words_on_to_django():
    """In a process of its own, as it chooses the settings before Django is imported."""
    done = subprocess.run(
        [sys.executable, "-c", "from framsteg.cli.main import main; main()", "manage", "version"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout[:2]) == (0, "5."), done.stderr


@pytest.mark.parametrize(
    ("demo", "chosen"), [(True, "framsteg.config.settings_demo"), (False, "framsteg.config.settings")]
)
def test_the_settings_are_the_kommuns_own_unless_the_demo_is_asked_for(demo, chosen, monkeypatch):
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")

    main.use_settings(demo=demo)

    assert os.environ["DJANGO_SETTINGS_MODULE"] == chosen


def test_settings_that_are_already_chosen_are_kept(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")

    main.use_settings(demo=True)

    assert os.environ["DJANGO_SETTINGS_MODULE"] == "tests.settings"
