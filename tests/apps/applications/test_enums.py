"""A case can move between the rooms and the case file of the library: both know the same kinds."""

from framsteg.apps.applications.enums import AssetKind, CostKind, IncomeKind
from framsteg.apps.decisions.facts import ASSETS
from framsteg.entitlement import kinds


def test_costs_and_incomes_are_those_of_the_case_file():
    assert set(CostKind.values) == {kind.value for kind in kinds.CostKind}
    assert set(IncomeKind.values) == {kind.value for kind in kinds.IncomeKind}


def test_every_asset_has_its_word_in_the_case_file():
    assert {ASSETS.get(kind, kind) for kind in AssetKind.values} == {kind.value for kind in kinds.AssetKind}
