"""The libraries run where Django, a database driver and HTTP clients cannot be imported at all."""

import subprocess
import sys

import pytest
from tests.repo.files import ROOT, SOURCE

REFUSED = ("django", "psycopg", "requests", "httpx", "allauth")
PROOF = """
import importlib, pkgutil, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {refused}:
            raise ImportError(f"the libraries may not import {{name}}")

sys.meta_path.insert(0, Refuse())
package = importlib.import_module("framsteg.{library}")
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
"""


@pytest.mark.parametrize("library", ["entitlement", "workingmodel", "policylab"])
def test_imports_without_the_web(library):
    ran = subprocess.run(
        [sys.executable, "-c", PROOF.format(refused=set(REFUSED), library=library)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("library", ["entitlement", "workingmodel", "policylab"])
def test_asks_no_clock(library):
    asks = [
        f"{path.relative_to(SOURCE)}: {asker}"
        for path in (SOURCE / library).rglob("*.py")
        for asker in ("datetime.now(", "date.today(", "time.time(", "utcnow(")
        if asker in path.read_text()
    ]
    assert not asks, "now is an argument"
