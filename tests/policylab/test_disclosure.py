"""Small counts leave only hidden or rounded."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framsteg.policylab import disclosed_count, disclosed_share


@pytest.mark.parametrize(
    ("count", "value", "text"),
    [
        (None, None, "uppgift saknas"),
        (0, None, "färre än 5"),
        (4, None, "färre än 5"),
        (5, 5, "5"),
        (7, 5, "5"),
        (8, 10, "10"),
        (1233, 1235, "1\N{NO-BREAK SPACE}235"),
    ],
)
def test_counts_at_and_around_the_threshold(count, value, text):
    shown = disclosed_count(count)

    assert (shown.value, shown.text) == (value, text)


def test_the_kommun_sets_its_own_threshold():
    assert disclosed_count(9, threshold=10, round_to=10).text == "färre än 10"
    assert disclosed_count(15, threshold=10, round_to=10).value == 20


@pytest.mark.parametrize(("part", "whole"), [(4, 100), (96, 100), (0, 3), (None, 100), (10, None)])
def test_a_share_is_hidden_when_it_would_tell_of_few(part, whole):
    assert disclosed_share(part, whole).value is None


def test_a_share_is_counted_on_the_rounded_counts():
    assert disclosed_share(33, 101).value == Decimal(35)  # 35 of 100
    assert disclosed_share(5, 10).text == "50 procent"


def test_a_part_larger_than_the_whole_is_refused():
    with pytest.raises(ValueError, match="ingen andel"):
        disclosed_share(11, 10)


@given(st.integers(0, 10_000), st.integers(1, 20), st.integers(1, 20))
def test_nothing_below_the_threshold_ever_leaves(count, threshold, round_to):
    value = disclosed_count(count, threshold=threshold, round_to=round_to).value

    assert (value is None) == (count < threshold)
    assert value is None or (value % round_to == 0 and abs(value - count) * 2 <= round_to)
