"""The page about the law says which years of the norm are known, and how surely, as the tables do."""

import re

import pytest
from tests.repo.files import ROOT

from framsteg.entitlement.parameters import norm_tables

PAGE = (ROOT / "docs" / "explanation" / "law-coverage.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("sure", ["A", "B", "C"])
def test_the_years_of_the_norm_stand_with_their_certainty(sure):
    sentences = PAGE.split("Certainty A:")[1].split("Derived")[0]
    told = dict(zip("ABC", re.split(r"\b[BC]: ", sentences), strict=True))[sure]
    years = {table.valid_from.year for table in norm_tables() if table.confidence == sure and not table.derived}
    assert {int(year) for year in re.findall(r"\b20\d\d\b", told)} == years
