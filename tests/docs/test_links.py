"""Whoever starts at the map finds every page, and every link leads to a heading that is there."""

import re

import pytest
from tests.docs.pages import PAGES
from tests.repo.files import ROOT

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchor(heading: str) -> str:
    """Return the anchor that a heading gets on the code hosts."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_and_headings(page):
    broken = []
    for target, heading in LINK.findall(page.read_text(encoding="utf-8")):
        file = (page.parent / target) if target else page
        if not file.exists():
            broken.append(target)
        elif heading and heading not in map(anchor, HEADING.findall(file.read_text(encoding="utf-8"))):
            broken.append(f"{target}#{heading}")
    assert broken == []


def test_every_page_is_found_from_the_map():
    start = ROOT / "docs" / "README.md"
    seen, waiting = set(), [start]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        waiting += [(page.parent / target).resolve() for target, _ in LINK.findall(page.read_text()) if target]
    decisions = {page for page in PAGES if page.parent.name == "decisions"}  # listed by their folder
    assert set(PAGES) - seen - decisions == set()


def test_pictures_are_small_enough_to_load():
    sizes = {picture.name: picture.stat().st_size for picture in (ROOT / "docs" / "pictures").glob("*.png")}
    assert {"desk.png", "household.png"} <= sizes.keys()
    assert [name for name, size in sizes.items() if size > 300_000] == []
