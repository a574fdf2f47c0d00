"""Generated pages say what the program says today."""

import subprocess
import sys

from tests.repo.files import ROOT


def test_the_reference_pages_are_fresh():
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "docs.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"run `make docs`\n{done.stdout}{done.stderr}"
