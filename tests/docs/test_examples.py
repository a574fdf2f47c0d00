"""What the docs show is what there is: excerpts stand in their files, and commands print what is written under them."""

from textwrap import dedent

import pytest
from tests.docs.pages import Fence, fences
from tests.repo.files import ROOT
from typer.testing import CliRunner

from framsteg.cli.main import app

EXCERPTS = [fence for fence in fences() if fence.source]
WIDTH = "100"  # columns of the terminal in the examples
LEFT_OUT = "…"
RUNNABLE = ("framsteg assess docs/", "framsteg norm docs/", "framsteg model list", "framsteg model show trollhattan")


def commands(fence: Fence) -> list[tuple[str, list[str]]]:
    """Return each command of a console fence with the lines written under it."""
    found: list[tuple[str, list[str]]] = []
    for line in fence.body.splitlines():
        if line.startswith("$ "):
            found.append((line[2:].partition("  #")[0].strip(), []))
        elif found:
            found[-1][1].append(line)
    return found


EXAMPLES = [
    (command, shown)
    for fence in fences()
    if fence.language == "console"
    for command, shown in commands(fence)
    if command.startswith(RUNNABLE) and ">" not in command
]


def test_there_is_something_to_look_at():
    assert len(EXCERPTS) > 10
    assert len(EXAMPLES) > 5


@pytest.mark.parametrize("fence", EXCERPTS, ids=str)
def test_an_excerpt_stands_in_its_file_word_by_word(fence):
    """The excerpt may stand further to the left, and may be a part of a single line."""
    text = (ROOT / str(fence.source)).read_text(encoding="utf-8")
    wanted = fence.body.strip("\n").splitlines()
    lines = text.splitlines()
    windows = (lines[start : start + len(wanted)] for start in range(len(lines) - len(wanted) + 1))
    found = (dedent("\n".join(window)) == "\n".join(wanted) for window in windows)
    assert any(found) or (len(wanted) == 1 and wanted[0].strip() in text), f"{fence.source} has changed: cut it again"


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_a_command_prints_what_is_shown(command, shown, monkeypatch):
    """A line … stands for any number of lines that are left out."""
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(app, command.split()[1:], env={"COLUMNS": WIDTH, "TERM": "dumb"})

    assert done.exit_code == 0, done.output
    printed = iter(line.rstrip() for line in done.output.replace("\N{NO-BREAK SPACE}", " ").splitlines())
    skips = True
    for line in shown:
        if line.strip() == LEFT_OUT:
            skips = True
            continue
        here = next((found for found in printed if not skips or found == line.rstrip()), None)
        assert here == line.rstrip()
        skips = False
