"""The page about the law and the code speak of the same rules."""

import re
from collections.abc import Iterator

import pytest
from tests.repo.files import ROOT, SOURCE

from framsteg.entitlement.parameters import norm_tables

PAGE = (ROOT / "docs" / "explanation" / "law-coverage.md").read_text(encoding="utf-8")
IN_CODE, NOT_IN_CODE = PAGE.split("## Not in the code")
ID = re.compile(r"\b(?:NORM|COST|INC|JOB|CHILD|ASSET|ENT|LAW)-\d\d\b")
RANGE = re.compile(r"\b([A-Z]+)-(\d\d) (?:to|–) \1-(\d\d)\b|\b([A-Z]+)-(\d\d)–\4-(\d\d)\b")
SURE = {"A", "B", "C", "K"}


def ids(text: str) -> set[str]:
    """Return the rule ids of a text; «JOB-01 to JOB-06» and «ENT-03–ENT-06» stand for all of them."""
    return set(ID.findall(text)) | {rule for rule in _ranges(text) if ID.fullmatch(rule)}


def _ranges(text: str) -> Iterator[str]:
    for found in RANGE.finditer(text):
        family, first, last = [part for part in found.groups() if part]
        yield from (f"{family}-{number:02d}" for number in range(int(first), int(last) + 1))


def rows(text: str) -> dict[str, list[str]]:
    """Return the cells of each table row that begins with a rule id."""
    cells = (
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")
    )
    return {row[0]: row for row in cells if ID.fullmatch(row[0])}


def test_the_page_lists_the_rules_that_the_code_names():
    files = [path for path in (SOURCE / "entitlement").rglob("*") if path.suffix in {".py", ".yaml"}]
    named = set().union(*(ids(path.read_text(encoding="utf-8")) for path in files))
    assert rows(IN_CODE).keys() == named


def test_no_rule_is_both_there_and_not():
    assert rows(IN_CODE).keys() & ids(NOT_IN_CODE) == set()


def test_every_rule_says_how_sure_we_are():
    assert {rule: row[-1] for rule, row in rows(IN_CODE).items() if row[-1] not in SURE} == {}


@pytest.mark.parametrize("sure", ["A", "B", "C"])
def test_the_years_of_the_norm_stand_with_their_certainty(sure):
    sentences = IN_CODE.split("Certainty A:")[1].split("Derived")[0]
    told = dict(zip("ABC", re.split(r"\b[BC]: ", sentences), strict=True))[sure]
    years = {table.valid_from.year for table in norm_tables() if table.confidence == sure and not table.derived}
    assert {int(year) for year in re.findall(r"\b20\d\d\b", told)} == years
