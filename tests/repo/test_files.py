"""Files that stay readable, links that lead somewhere, settings that are explained."""

import ast
import re

import pytest
from tests.repo.files import ROOMS, ROOT, SOURCE, tracked

from framsteg.config import env

CODE = [path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts]
PAGES = [path for path in tracked() if path.suffix == ".md"]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")


def relative(path):
    return str(path.relative_to(ROOT))


def test_files_are_under_500_lines():
    long = {relative(path): count for path in CODE if (count := len(path.read_text().splitlines())) > 500}
    assert not long, "a folder of the same name holds the parts"


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_links_between_pages_lead_somewhere(path):
    broken = [target for target in LINK.findall(path.read_text()) if not (path.parent / target).exists()]
    assert not broken


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_room_says_what_it_owns(room):
    assert (room / "README.md").is_file()


def test_every_setting_is_explained():
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()
    assert [variable.name for variable in env.VARIABLES if f"`{variable.name}`" not in page] == []


def test_the_environment_is_read_in_one_file():
    """``env.py`` and the entry points, which only say where the settings are."""
    allowed = {"config/env.py", "config/wsgi.py"}
    readers = {
        str(path.relative_to(SOURCE))
        for path in CODE
        if path.is_relative_to(SOURCE) and re.search(r"\bos\.(environ|getenv)\b", path.read_text())
    }
    only_point_at_settings = {
        name
        for name in readers
        if set(re.findall(r"environ\S*\(\"(\w+)\"", (SOURCE / name).read_text())) <= {"DJANGO_SETTINGS_MODULE"}
    }
    assert readers - allowed - only_point_at_settings == set()


def test_every_setting_that_is_read_is_in_the_table():
    tree = ast.parse((SOURCE / "config" / "env.py").read_text())
    read = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
        and isinstance(node.func, ast.Attribute) and node.func.attr in {"get", "str", "bool", "int"}
    }  # fmt: skip
    assert read <= {variable.name for variable in env.VARIABLES}
