"""The world of the journeys: a small Demokommun in a data folder of its own, served by gunicorn."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))  # a Friday: a working day
TODAY = START.date()
HOUSEHOLDS, MONTHS = 14, 6
PATIENCE = 120  # seconds for the service to answer; its first page takes a while on a busy machine

BUILD = f"""
import django
django.setup()
from datetime import date
from framsteg.demo import database
database.build(today=date({TODAY:%Y, %-m, %-d}), households={HOUSEHOLDS}, months={MONTHS}, progress=lambda share: None)
"""


def build(var: Path) -> Path:
    """Build the kommun through the demo's own builder, in a process of its own, and return its SQLite file."""
    subprocess.run([sys.executable, "-c", BUILD], env=_surroundings(var), cwd=ROOT, check=True)
    return var / "demo.sqlite3"


@contextmanager
def served(database: Path, var: Path) -> Iterator[str]:
    """Serve a copy of the kommun from the folder ``var`` and give its address."""
    shutil.copyfile(database, var / "demo.sqlite3")
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:tests.journeys.gunicorn_clock"]
    command += ["--bind", f"127.0.0.1:{port}", "framsteg.config.wsgi"]
    with (var / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=_surroundings(var), cwd=ROOT, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/konto/login/", server, var / "server.log")
            yield address
        finally:
            server.terminate()
            server.wait(PATIENCE)


def _surroundings(var: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PORT"}}
    return inherited | {
        "FRAMSTEG_VAR": str(var),
        "SECRET_KEY": "only-for-journeys",
        "DJANGO_SETTINGS_MODULE": "framsteg.config.settings_demo",
        "PYTHONPATH": str(ROOT),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up and server.poll() is None:
        try:
            with urlopen(address, timeout=PATIENCE):
                return
        except (URLError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"The service did not answer:\n{log.read_text()}")
