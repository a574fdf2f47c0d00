"""Random exports equal a reference written slowly and obviously: one set of households per month, definitions aloud."""

import random
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from framsteg.entitlement.month import Month
from framsteg.policylab import PaymentRow, monthly

FIRST, LAST = Month(2020, 11), Month(2024, 7)
FIELDS = (
    "households", "amount", "new", "returned", "ended", "long_term_10_of_12", "long_term_calendar_year",
    "very_long_27_of_36", "mean_amount", "length_classes",
)  # fmt: skip


def slow_monthly(rows, first: Month, last: Month) -> dict[Month, dict[str, object]]:
    net = defaultdict(Decimal)
    for row in rows:
        net[row.household, row.month] += row.amount
    everyone = {household for household, _ in net}
    paid = {month: {h for h in everyone if net.get((h, month), 0) > 0} for month in Month.range(first, last)}

    def paid_in(months):
        return set().union(*(paid.get(month, set()) for month in months))

    def times_paid(household, months):
        return sum(household in paid.get(month, set()) for month in months)

    def exists(month):
        return first <= month <= last

    result = {}
    for month in Month.range(first, last):
        before_12 = [month - n for n in range(1, 13)]
        before_2 = [month - 1, month - 2]
        last_12 = [month - n for n in range(12)]
        last_36 = [month - n for n in range(36)]
        this_year = [Month(month.year, n) for n in range(1, month.month + 1)]
        now = paid[month]
        amount = sum((net[key] for key in net if key[1] == month), Decimal(0))
        whole_12 = exists(last_12[-1])
        lengths = [times_paid(household, last_12) for household in everyone]
        result[month] = {
            "households": len(now),
            "amount": amount,
            "new": len(now - paid_in(before_12)) if exists(before_12[-1]) else None,
            "returned": len((now & paid_in(before_12)) - paid_in(before_2)),
            "ended": len(now - paid[month + 1] - paid[month + 2]) if exists(month + 2) else None,
            "long_term_10_of_12": sum(n >= 10 for n in lengths) if whole_12 else None,
            "long_term_calendar_year": sum(times_paid(household, this_year) >= 10 for household in everyone),
            "very_long_27_of_36": sum(times_paid(household, last_36) >= 27 for household in everyone),
            "mean_amount": (amount / len(now)).quantize(Decimal("0.01"), ROUND_HALF_UP) if now else None,
            "length_classes": {
                "1–3": sum(1 <= n <= 3 for n in lengths),
                "4–6": sum(4 <= n <= 6 for n in lengths),
                "7–9": sum(7 <= n <= 9 for n in lengths),
                "10–12": sum(10 <= n <= 12 for n in lengths),
            }
            if whole_12
            else None,
        }
    return result


def spell_rows(household: str, start: int, length: int) -> list[PaymentRow]:
    """One household paid without a gap, cut at the end of the data."""
    months = Month.range(FIRST + start, min(FIRST + (start + length - 1), LAST))
    return [PaymentRow(household, month, Decimal(1000)) for month in months]


rows_of_any_export = st.lists(
    st.builds(
        PaymentRow,
        household=st.sampled_from("abc"),
        month=st.integers(0, 44).map(lambda n: FIRST + n),
        amount=st.sampled_from([Decimal("0.01"), Decimal(1000), Decimal(-1000), Decimal(-3), Decimal(0)]),
    ),
    max_size=40,
)
long_spells = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 44), st.integers(1, 45)).map(lambda spell: spell_rows(*spell)),
    max_size=4,
).map(lambda spells: [row for spell in spells for row in spell])


@settings(max_examples=300, deadline=None)
@given(rows_of_any_export, long_spells)
def test_equals_the_slow_reference(scattered, spells):
    rows = scattered + spells
    expected = slow_monthly(rows, FIRST, LAST)
    got = monthly(rows, first=FIRST, last=LAST)

    assert [month.month for month in got] == list(expected)
    for month in got:
        assert {name: getattr(month, name) for name in FIELDS} == expected[month.month]


@settings(max_examples=50, deadline=None)
@given(rows_of_any_export, st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant(rows, chance: random.Random):
    shuffled = rows.copy()
    chance.shuffle(shuffled)

    assert monthly(shuffled) == monthly(rows)
