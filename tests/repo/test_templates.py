"""Templates that are used, that hold nothing the Content-Security-Policy would refuse, and that say what they take."""

import re

import pytest
from django.template.loader import get_template
from tests.repo.files import ROOT, SOURCE, tracked

TEMPLATES = [path for path in tracked() if path.suffix == ".html" and "templates" in path.relative_to(ROOT).parts]
NAMES = {path: path.as_posix().split("/templates/")[1] for path in TEMPLATES}
ASKED_FOR_BY_NAME = re.compile(  # Django, allauth and axes look for these themselves
    r"^(4\d\d|500|403_csrf)\.html$|^(django|account|mfa|socialaccount)/"
)
INLINE = re.compile(r"<style\b|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


def relative(path):
    return NAMES[path]


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_every_template_can_be_read(path):
    get_template(NAMES[path])


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_no_inline_script_or_style(path):
    found = [
        f"{number}: {line.strip()}"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if INLINE.search(line)
    ]
    assert not found


def test_every_template_is_used():
    text = "\n".join(
        path.read_text() for path in tracked() if path.is_relative_to(SOURCE) and path.suffix in {".py", ".html"}
    )
    unused = [
        name
        for name in NAMES.values()
        if not ASKED_FOR_BY_NAME.match(name) and f'"{name}' not in text and f"'{name}" not in text
    ]
    assert not unused
