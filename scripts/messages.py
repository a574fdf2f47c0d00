"""
The English texts: gather what the code marks for translation, then compile: `make messages`.

The code's own texts are the Swedish ones. Translate what is left empty in ``locale/en/LC_MESSAGES/django.po`` and run
this once more. Only who changes texts needs gettext: the compiled file is kept in the repository.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.core.management.commands import makemessages

SOURCE = Path(__file__).resolve().parents[1] / "src" / "framsteg"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"


class Gather(makemessages.Command):
    """Django's command, but a new text comes empty: a guess from a similar text would pass for a translation."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


def main() -> int:
    if not shutil.which("msgmerge"):
        print("gettext is missing: install it (Debian: apt install gettext; macOS: brew install gettext)")
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "framsteg.config.settings")
    django.setup()
    gather(SOURCE)
    subprocess.run(["msgfmt", "--check", "-o", CATALOGUE.with_suffix(".mo"), CATALOGUE], check=True)
    subprocess.run(["msgfmt", "--statistics", "-o", os.devnull, CATALOGUE], check=True)
    return 0


def gather(folder: Path) -> None:
    """Bring ``locale/en`` under a folder into agreement with its code; what is no longer used goes away."""
    catalogue = folder / CATALOGUE.relative_to(SOURCE)
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    os.chdir(folder)  # makemessages looks where it stands
    options = {"no_location": True, "no_wrap": True, "no_obsolete": True, "ignore_patterns": ["demo", "cli"]}
    call_command(Gather(), locale=["en"], verbosity=0, **options)
    lines = catalogue.read_text(encoding="utf-8").splitlines(keepends=True)
    undated = (line for line in lines if not line.startswith('"POT-Creation-Date'))  # else each run is a change
    catalogue.write_text("".join(undated), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
