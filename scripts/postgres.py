"""
A PostgreSQL of the run's own: started from the system's binaries, reachable through a socket only, gone afterwards.

    with throw_away() as address: …        # postgres://…
    python scripts/postgres.py COMMAND …   # runs the command with DATABASE_URL set
"""

import glob
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OLDEST = 15
REMEDY = "apt install postgresql"
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "20"}


class NoPostgres(Exception):
    """There is no PostgreSQL to start; the text says what to do."""


def find_binaries() -> Path:
    """
    Return the folder of ``initdb`` and ``postgres``: $PG_BIN, Debian's newest, or one on PATH.

    :raises NoPostgres: when there is none, or none that is new enough
    """
    debian = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda name: int(name.split("/")[4]), reverse=True)
    on_path = shutil.which("initdb")
    places = [os.environ.get("PG_BIN"), *debian, on_path and Path(on_path).resolve().parent]
    found = [Path(place) for place in places if place and (Path(place) / "initdb").exists()]
    for place in found:
        if _version(place) >= OLDEST:
            return place
    raise NoPostgres(f"no PostgreSQL {OLDEST} or newer ({REMEDY}, or set PG_BIN)")


@contextmanager
def throw_away() -> Iterator[str]:
    """Start an empty cluster and give its address as DATABASE_URL wants it; stop and remove it also after a signal."""
    binaries = find_binaries()
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="framsteg-pg-", dir="/tmp"))  # a socket's path may have 107 characters
    before = {number: signal.signal(number, _leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        if owner:
            shutil.chown(folder, owner)
        data = folder / "data"
        _run(
            [binaries / "initdb", "-D", data, "-U", "framsteg", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], owner
        )
        settings = " ".join(f"-c {name}={value}" for name, value in FAST.items())
        options = f"-k {folder} -c listen_addresses='' {settings}"
        _run([binaries / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "-s", "start"], owner)
        try:
            yield f"postgres://framsteg@/{folder}/postgres"  # a path for a host: the socket
        finally:
            _run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "-s", "stop"], owner)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for number, handler in before.items():
            signal.signal(number, handler)


def _owner() -> str | None:
    """Return whom to run as: PostgreSQL refuses to be root, so root steps down to somebody else."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def _run(command: list[Path | str], owner: str | None) -> None:
    as_owner = {"user": owner, "group": pwd.getpwnam(owner).pw_gid, "extra_groups": []} if owner else {}
    ran = subprocess.run(
        command,
        cwd="/",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        start_new_session=True,  # Ctrl-C in the terminal reaches us, and we stop the server
        **as_owner,
    )
    if ran.returncode:
        raise NoPostgres(f"{Path(command[0]).name} failed: {ran.stderr.strip()}")


def _version(binaries: Path) -> int:
    said = subprocess.run([binaries / "initdb", "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"(\d+)", said)
    return int(number[1]) if number else 0


def _leave(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def main() -> int:
    try:
        with throw_away() as address:
            return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}, check=False).returncode
    except NoPostgres as missing:
        print(f"PostgreSQL: {missing}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
