"""Two processes tell the same story as one, and an interruption leaves nothing half done."""

import os
import subprocess
import sys
from pathlib import Path

TELL = """
import sys
from datetime import date
import django
django.setup()
from framsteg.demo import build as story
from framsteg.demo import database, halves
if "--one" in sys.argv:
    halves.build = None
    database.os.cpu_count = lambda: 1
if "--fail" in sys.argv:
    story.pay = lambda told: 1 / 0
database.build(today=date(2026, 11, 20), households=6, months=3, progress=lambda share: None)
from framsteg.apps.decisions.models import Decision
from framsteg.apps.pathway.models import DayAttendance, Journey
for decision in Decision.objects.order_by("household__number", "month"):
    print(decision.household.number, decision.month, decision.kind, decision.granted, decision.decided_by.username)
print(Journey.objects.count(), DayAttendance.objects.count(), Decision.objects.filter(orders__batch=None).count())
"""


def tell(var: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "FRAMSTEG_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "framsteg.config.settings_demo",
        "DATABASE_URL": "",
    }
    command = [sys.executable, "-c", TELL, *flags]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_two_processes_tell_the_same_story_as_one(tmp_path):
    both, one = tell(tmp_path / "both"), tell(tmp_path / "one", "--one")

    assert both.returncode == one.returncode == 0, both.stderr + one.stderr
    assert both.stdout == one.stdout
    assert both.stdout.count("\n") > 6


def test_a_story_that_is_interrupted_leaves_no_database(tmp_path):
    failed = tell(tmp_path, "--fail")

    assert failed.returncode != 0
    assert "ZeroDivisionError" in failed.stderr
    assert [
        path.name for path in tmp_path.iterdir() if "sqlite" in path.name or path.suffix in {".half", ".building"}
    ] == []


def test_killed_in_the_middle_it_starts_over(tmp_path):
    environment = {
        **os.environ,
        "FRAMSTEG_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "framsteg.config.settings_demo",
        "DATABASE_URL": "",
    }
    process = subprocess.Popen([sys.executable, "-c", TELL], env=environment, stdout=subprocess.DEVNULL)
    while not (tmp_path / "demo.building").exists() and process.poll() is None:
        pass
    process.kill()
    process.wait()

    assert not (tmp_path / "demo.sqlite3").exists()
    assert tell(tmp_path).returncode == 0
