"""A comparison of two norms leaves without telling of a few households."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framsteg.entitlement.bulk import HouseholdType, TypeChange
from framsteg.policylab import disclosed_changes

KINDS = list(HouseholdType)


def change(place: int, households: int, *, gain: int = 0, lose: int = 0, unknown: int = 0, more: int = 0) -> TypeChange:
    """Return a type where each household has 10 000 kr before, and all of them together get ``more`` kronor more."""
    before = households * 1_000_000
    return TypeChange(KINDS[place], households, before, before + 100 * more, gain, lose, unknown)


def hidden(rows, name: str) -> list[bool]:
    return [getattr(row, name).value is None for row in rows]


def test_large_types_are_shown_rounded_with_their_cost():
    rows = disclosed_changes([change(0, 1002, gain=1002, more=40_080), change(1, 503, gain=498, more=9_960)])

    assert [row.label for row in rows] == ["Ensamstående utan barn", "Ensamstående med barn", "Alla"]
    assert [row.households.value for row in rows] == [1000, 505, 1505]
    assert [row.gain.value for row in rows] == [1000, 500, 1500]
    assert [row.change.value for row in rows] == [Decimal(40_080), Decimal(9_960), Decimal(50_040)]
    assert [row.lose.text for row in rows] == ["färre än 5"] * 3


@pytest.mark.parametrize(("households", "seen"), [(4, False), (5, True), (6, True)])
def test_at_and_around_the_threshold(households, seen):
    [row, total] = disclosed_changes([change(0, households, gain=households, more=1000)])

    for shown in (row, total):
        assert (shown.households.value is not None, shown.before.value is not None) == (seen, seen)
        assert (shown.gain.value is not None, shown.change.value is not None) == (seen, seen)


def test_a_hidden_row_is_not_found_from_the_total():
    rows = disclosed_changes(
        [change(0, 3, gain=3, more=120), change(1, 40, gain=40, more=1600), change(2, 900, gain=900, more=36_000)]
    )

    assert hidden(rows, "households") == [True, True, False, False]
    assert [row.households.text for row in rows][:2] == ["färre än 5", "visas inte"]
    assert hidden(rows, "before") == hidden(rows, "change") == [True, True, False, False]


def test_what_changes_for_a_few_is_hidden_though_the_type_is_large():
    rows = disclosed_changes([change(0, 900, gain=2, more=900), change(1, 800, gain=800, more=9_000)])

    assert hidden(rows, "before") == [False, False, False]
    assert hidden(rows, "gain") == hidden(rows, "change") == hidden(rows, "after") == [True, True, False]


def test_for_made_up_households_nothing_need_be_hidden():
    rows = disclosed_changes([change(0, 1, gain=1, more=40)], threshold=0, round_to=1)

    assert [(row.households.value, row.change.value, row.lose.value) for row in rows] == [(1, Decimal(40), 0)] * 2


counts = st.integers(0, 12) | st.integers(0, 2000)


@given(st.lists(counts, min_size=1, max_size=5))
def test_no_small_group_is_left_when_the_shown_ones_are_taken_from_the_total(households):
    *rows, total = disclosed_changes([change(place, number) for place, number in enumerate(households)])
    left = [number for number, row in zip(households, rows, strict=True) if row.before.value is None]

    assert all(number >= 5 for number, row in zip(households, rows, strict=True) if row.before.value is not None)
    if total.before.value is not None and left:
        assert len(left) > 1
        assert sum(left) >= 5
