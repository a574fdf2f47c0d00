import subprocess
import sys

REFUSING = """
import sys
from importlib.abc import MetaPathFinder

class Refuse(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "psycopg", "sqlite3"} or name.startswith("framsteg.apps"):
            raise ImportError(f"{name} is refused: the library must run alone")

def refuse(event, arguments):
    if event.startswith("socket."):
        raise RuntimeError("the library must not use the network")

sys.meta_path.insert(0, Refuse())
sys.addaudithook(refuse)

from datetime import UTC, datetime
from framsteg.workingmodel import Event, EventKind, render, shipped_model, status

model = shipped_model("trollhattan")
now = datetime(2026, 3, 30, tzinfo=UTC)
print(len(status(model, [Event(EventKind.APPLICATION_RECEIVED, now)], now).deadlines), len(render(model)) > 0)
try:
    import django
except ImportError as refused:
    print(refused)
"""


def test_the_library_runs_with_django_the_database_and_the_network_refused():
    done = subprocess.run([sys.executable, "-c", REFUSING], capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert done.stdout.splitlines() == ["1 True", "django is refused: the library must run alone"]
