"""A sweep that is killed leaves nothing half: the next one ends where one that was left in peace would have."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
KILLED = Path(__file__).with_name("killed.py")


def run(act: str, var: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run ``killed.py`` on the SQLite database of a folder."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"FRAMSTEG_VAR": str(var), "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, KILLED, act]
    return subprocess.run(command, cwd=ROOT, env=environment | more, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A database with journeys that no sweep has been at, and what one that was left in peace makes of it."""
    folder = tmp_path_factory.mktemp("made")
    ran = run("make", folder / "swept", COPY=str(folder / "before"))
    assert ran.returncode == 0, ran.stderr
    return folder / "before", ran.stdout.splitlines()[-1]


@pytest.mark.parametrize("how", ["kill-between", "kill-inside"])
def test_the_next_sweep_ends_where_one_left_in_peace_does(made, how, tmp_path):
    before, clean = made
    var = tmp_path / "var"
    shutil.copytree(before, var)

    assert run(how, var).returncode == -signal.SIGKILL
    half, whole = run("again", var).stdout.splitlines()[-2:]

    assert half not in (clean, "([], [])")  # it died in the middle, with the first chunk written
    assert whole == clean
