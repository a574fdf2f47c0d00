"""Generated pages say what the program says today."""

import os
import subprocess
import sys

from tests.repo.files import ROOT


def test_the_reference_pages_are_fresh():
    kommuns_own = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    check = [sys.executable, ROOT / "scripts" / "docs.py", "--check"]
    done = subprocess.run(check, env=kommuns_own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"run `make docs`\n{done.stdout}{done.stderr}"
