"""The library stands alone: it must import where Django, databases and network libraries are refused."""

import subprocess
import sys

REFUSE_AND_IMPORT = """
import importlib, pkgutil, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "psycopg", "sqlite3", "requests", "httpx", "urllib3"}:
            raise AssertionError(f"policylab imports {name}")

sys.meta_path.insert(0, Refuse())
if sys.argv[1:]:
    importlib.import_module(sys.argv[1])
package = importlib.import_module("framsteg.policylab")
for module in pkgutil.walk_packages(package.__path__, "framsteg.policylab."):
    importlib.import_module(module.name)
"""


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", REFUSE_AND_IMPORT, *arguments], capture_output=True, text=True)


def test_every_module_imports_without_django_database_and_network():
    assert run().stderr == ""


def test_the_refusal_works():
    assert "policylab imports django" in run("django").stderr
