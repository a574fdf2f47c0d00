"""
Every test: `make test`.

1. libraries, rooms and repository on SQLite   2. rooms on PostgreSQL   3. journeys in Chromium

A part whose programs are missing is left out, and one line says which tests that was and what to install. With CI=true
nothing may be missing and no test may be skipped. Options are passed on to pytest: `scripts/test.py -k payments -x`.
Counts are kept in var/tests/, pictures of the journeys in var/journeys/.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from postgres import NoPostgres, throw_away

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "var" / "tests"
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
NOTHING_COLLECTED = 5


@dataclass
class Part:
    """One run of pytest and how it went."""

    name: str
    paths: list[str]
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    missing: str = ""  # why it was not run, and the remedy

    @property
    def is_good(self) -> bool:
        return not self.failed and not (IN_CI and (self.missing or self.skipped))

    def __str__(self) -> str:
        if self.missing:
            return f"{self.name}: not run"
        counts = {"passed": self.passed, "failed": self.failed, "skipped": self.skipped}
        return f"{self.name}: " + ", ".join(
            f"{count} {word}" for word, count in counts.items() if count or word == "passed"
        )


def main(options: list[str]) -> int:
    started = time.monotonic()
    everything = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "tests").iterdir()) if _holds_tests(path)]
    parts = [
        Part("SQLite", [path for path in everything if path != "tests/journeys"]),
        Part("PostgreSQL", ["tests/apps"]),
        Part("Chromium", ["tests/journeys"]),
    ]
    surroundings = (sqlite, postgresql, chromium)
    for part, surrounding in zip(parts, surroundings, strict=True):
        with ExitStack() as stack:
            try:
                environment = stack.enter_context(surrounding())
            except Missing as reason:
                part.missing = str(reason)
                continue
            run(part, environment, options)

    for part in parts:
        if part.missing:
            print(f"NOT RUN: {' '.join(part.paths)} ({part.name}): {part.missing}", file=sys.stderr)
    good = all(part.is_good for part in parts)
    seconds = time.monotonic() - started
    print(f"{'PASSED' if good else 'FAILED'} in {seconds:.0f} s · {' · '.join(map(str, parts))}")
    return 0 if good else 1


class Missing(Exception):
    """A program that a part needs is not installed; the text says how to get it."""


@contextmanager
def sqlite() -> Iterator[dict[str, str]]:
    yield {}


@contextmanager
def postgresql() -> Iterator[dict[str, str]]:
    """A cluster of the run's own, also where a DATABASE_URL is set: a test run never touches another database."""
    with ExitStack() as stack:
        try:
            address = stack.enter_context(throw_away())
        except NoPostgres as reason:
            raise Missing(str(reason)) from reason
        yield {"DATABASE_URL": address}


@contextmanager
def chromium() -> Iterator[dict[str, str]]:
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        raise Missing("no Chromium (apt install chromium, or set CHROMIUM)")
    yield {"CHROMIUM": found}


def run(part: Part, environment: dict[str, str], options: list[str]) -> None:
    """Run pytest in a data folder of its own, and count."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = REPORTS / f"{part.name.lower()}.xml"
    report.unlink(missing_ok=True)
    inherited = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    print(f"── {part.name} ──", flush=True)
    with tempfile.TemporaryDirectory(prefix="framsteg-test-") as var:
        code = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-rs", f"--junit-xml={report}", *part.paths, *options],
            cwd=ROOT,
            env=inherited | environment | {"FRAMSTEG_VAR": var},
            stdin=subprocess.DEVNULL,
            check=False,
        ).returncode
    if report.exists():
        suite = next(ElementTree.parse(report).iter("testsuite"))
        part.failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        part.skipped = int(suite.get("skipped", 0))
        part.passed = int(suite.get("tests", 0)) - part.failed - part.skipped
    if code and not part.failed and not (code == NOTHING_COLLECTED and options):
        part.failed = 1  # pytest itself did not come through


def _holds_tests(path: Path) -> bool:
    return path.is_dir() and any(path.rglob("test_*.py"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
