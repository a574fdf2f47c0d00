"""The page of rules, which a test beside this one holds fresh: what is said to be built is tried by a test."""

import re

from tests.repo.files import ROOT

from framsteg.entitlement.register import Status, rules

PAGE = (ROOT / "docs" / "reference" / "rules.md").read_text(encoding="utf-8")
ROWS = {
    cells[0].split(",")[0]: cells
    for line in PAGE.splitlines()
    if re.match(r"\| [A-Z]+-\d\d", line) and (cells := [cell.strip() for cell in line.strip("|").split("|")])
}
STATUS, TESTS = 5, 7


def test_every_rule_has_its_row():
    assert list(ROWS) == [rule.id for rule in rules()]


def test_every_rule_that_is_built_has_a_test_that_names_it():
    assert [rule for rule, cells in ROWS.items() if cells[STATUS] == Status.BUILT and cells[TESTS] == "–"] == []
