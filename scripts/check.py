"""
Everything but the tests: `make check`. One line per check; all are run even if one fails.

What a machine can mend, `make fix` mends.
"""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)
NAME = re.compile(r"^[A-Za-z0-9._-]+")
# Written so that this file does not hold what it looks for.
HOSTS = ("py" r"pi\.(org|python)", "python" r"hosted\.", "registry" r"\.npm" "js")
FOLDERS = tuple(rf"(?<![\w.])/{name}/" for name in ("work", "home", "Users"))
MACHINE = re.compile("|".join(HOSTS + FOLDERS))
ADDRESS = re.compile(r"https?:" "//|--(extra-)?index-url|--find-links")
VENDORED = re.compile(r"(^|/)(vendor|data)/|\.(png|woff2|ico|gz|parquet|mo)$")


def main() -> int:
    checks: dict[str, Callable[[], list[str]]] = {
        "format": lambda: command("ruff", "format", "--check", "--output-format", "concise", "."),
        "lint": lambda: command("ruff", "check", "--output-format", "concise", "."),
        "imports": lambda: command("lint-imports"),
        "types": lambda: command("mypy"),
        "migrations": lambda: command("django-admin", "makemigrations", "--check", "--dry-run"),
        "lock files": lambda: [*addresses(), *unpinned()],
        "machine paths": lambda: list(machine_paths()),
    }
    good = True
    for name, check in checks.items():
        faults = check()
        good &= not faults
        print(f"{'ok' if not faults else 'FAIL':5} {name}", flush=True)
        for fault in faults:
            print(f"      {fault}", flush=True)
    return 0 if good else 1


def command(program: str, *arguments: str) -> list[str]:
    """Run a program of the environment; what it says is the list of faults when it fails."""
    ran = subprocess.run(
        [BIN / program, *arguments],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return (ran.stdout + ran.stderr).rstrip().splitlines() if ran.returncode else []


def addresses() -> Iterator[str]:
    """Yield lines of the lock files that name an address: which registry is used is the machine's business."""
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        for number, line in enumerate(lock.read_text().splitlines(), 1):
            if ADDRESS.search(line):
                yield f"{lock.relative_to(ROOT)}:{number}: an address; run `make lock`"


def unpinned() -> Iterator[str]:
    """Yield direct dependencies that the lock files do not pin, and pins without hash."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    direct = {"base": project["project"]["dependencies"]}
    direct |= {group: direct["base"] + more for group, more in project["dependency-groups"].items()}
    for name, requirements in direct.items():
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        pinned = {_normal(found[1]) for found in PINNED.finditer(text)}
        for requirement in requirements:
            wanted = NAME.match(requirement)
            if wanted and _normal(wanted[0]) not in pinned:
                yield f"requirements/{name}.txt: {wanted[0]} is not pinned; run `make lock`"
        if text.count("--hash=") < len(pinned):
            yield f"requirements/{name}.txt: a pin has no hash; run `make lock`"


def machine_paths() -> Iterator[str]:
    """Yield places that name a package registry's host or a folder of somebody's machine."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if VENDORED.search(name) or not path.is_file():
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if found := MACHINE.search(line):
                yield f"{name}:{number}: names {found[0]}"


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
