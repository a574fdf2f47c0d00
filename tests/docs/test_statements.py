"""The table of the five sources names parts of the model files, pages, actions and tests that are there."""

import re

import pytest
from tests.repo.files import ROOT

from framsteg.apps.pathway import actions, urls
from framsteg.cli.model import app
from framsteg.workingmodel import shipped_model

PAGE = (ROOT / "docs" / "explanation" / "fem-kallor.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| Uppgift")
]
NOT_YET = "ännu inte"
COMMANDS = {f"framsteg model {command.name}" for command in app.registered_commands}


def part_of(path: str) -> object:
    """Follow `hagfors: gates.kartlaggning_fore_insats.before`: a section, an id in it, a field."""
    model_id, _, rest = path.partition(": ")
    found: object = shipped_model(model_id)
    for name in rest.split("."):
        by_id = isinstance(found, tuple)
        found = next(part for part in found if part.id == name) if by_id else getattr(found, name)
    return found


def test_every_source_document_has_its_statements():
    assert re.findall(r"^## (S\d)", PAGE, re.MULTILINE) == ["S0", "S1", "S2", "S3", "S4"]
    assert len(ROWS) > 50


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_a_statement_stands_in_the_model_and_says_what_does_it(row):
    _, place, parts, page, action, test = row
    paths = re.findall(r"`([^`]+)`", parts)

    assert place
    assert paths
    assert all(part_of(path) not in (None, ()) for path in paths)
    assert page == NOT_YET or page.strip("`").removeprefix("pathway:") in {path.name for path in urls.urlpatterns}
    assert action == NOT_YET or action.strip("`") in {*actions.__all__, *COMMANDS}
    assert test == NOT_YET or (ROOT / test.strip("`")).is_file()
