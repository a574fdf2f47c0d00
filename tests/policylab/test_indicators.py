"""The follow-up of payments: each definition at its threshold."""

from decimal import Decimal

import pytest

from framsteg.entitlement.month import Month
from framsteg.policylab import PaymentRow, monthly, yearly

JANUARY = Month(2021, 1)


def history(pattern: str, household: str = "a", first: Month = JANUARY) -> list[PaymentRow]:
    """Rows of one household from a picture of its months: x = paid 1 000 kronor, . = not paid."""
    months = (first + n for n in range(len(pattern)))
    return [
        PaymentRow(household, month, Decimal(1000)) for month, mark in zip(months, pattern, strict=True) if mark == "x"
    ]


def follow(pattern: str, first: Month = JANUARY):
    return monthly(history(pattern, first=first), first=first, last=first + (len(pattern) - 1))


def test_a_recovery_that_takes_all_of_the_month_leaves_no_household():
    paid = PaymentRow("a", JANUARY, Decimal(1000))

    assert monthly([paid, PaymentRow("a", JANUARY, Decimal("-999.99"))])[0].households == 1
    assert monthly([paid, PaymentRow("a", JANUARY, Decimal(-1000))])[0].households == 0


def test_the_mean_is_the_net_amount_by_household():
    rows = [
        PaymentRow("a", JANUARY, Decimal(1000)),
        PaymentRow("b", JANUARY, Decimal(2001)),
        PaymentRow("c", JANUARY, Decimal(-1)),
    ]
    month = monthly(rows)[0]

    assert (month.households, month.amount, month.mean_amount) == (2, Decimal("3000.00"), Decimal("1500.00"))
    assert monthly(rows[2:])[0].mean_amount is None


def test_new_needs_twelve_months_of_data_before():
    assert [month.new for month in follow("............x")] == [None] * 12 + [1]
    assert follow("x...........x")[-1].new == 0
    assert follow("x............x")[-1].new == 1


@pytest.mark.parametrize(
    ("pattern", "returned"), [("xx", 0), ("x.x", 0), ("x..x", 1), ("x...........x", 1), ("x............x", 0)]
)
def test_returned_was_away_two_months_but_not_twelve(pattern, returned):
    assert follow(pattern)[-1].returned == returned


def test_ended_is_unknown_for_the_last_two_months_and_not_zero():
    assert [month.ended for month in follow("x..x.x...")] == [1, 0, 0, 0, 0, 1, 0, None, None]


def test_a_household_is_long_term_even_in_a_month_when_it_is_not_paid():
    assert follow("xxxxxxxxxx..")[-1].long_term_10_of_12 == 1
    assert follow("xxxxxxxxx...")[-1].long_term_10_of_12 == 0
    assert follow("xxxxxxxxxx")[-1].long_term_10_of_12 is None
    assert follow("xxxxxxxxxx...")[-1].long_term_10_of_12 == 0  # now nine of the last twelve


def test_a_spell_over_new_year_is_long_term_but_not_in_the_calendar_year():
    month = follow("xxxxxxxxxxxx", first=Month(2021, 7))[-1]

    assert (month.long_term_10_of_12, month.long_term_calendar_year) == (1, 0)


def test_the_calendar_year_counts_what_has_passed_of_it():
    assert [month.long_term_calendar_year for month in follow("xxxxxxxxxx..x")] == [0] * 9 + [1, 1, 1, 0]


def test_very_long_is_27_of_36():
    assert follow("." * 9 + "x" * 27)[-1].very_long_27_of_36 == 1
    assert follow("." * 10 + "x" * 26)[-1].very_long_27_of_36 == 0


@pytest.mark.parametrize(
    ("paid", "name"), [(1, "1–3"), (3, "1–3"), (4, "4–6"), (7, "7–9"), (9, "7–9"), (10, "10–12"), (12, "10–12")]
)
def test_every_household_has_one_length_class(paid, name):
    classes = follow("." * (12 - paid) + "x" * paid)[-1].length_classes

    assert {key for key, count in classes.items() if count} == {name}
    assert follow("x" * 11)[-1].length_classes is None


def test_months_without_payments_are_months_too():
    assert [month.households for month in follow("x..x")] == [1, 0, 0, 1]
    assert monthly([]) == []


def test_a_payment_outside_the_bounds_is_refused():
    with pytest.raises(ValueError, match="december 2020, utanför januari 2021–"):
        monthly(history("xx", first=Month(2020, 12)), first=JANUARY)


def test_a_shown_figure_is_unknown_until_enough_months_lie_before():
    months = follow("x..xxxxxxxxxx")
    shown = [month.figure("returned", source="Test") for month in months]

    assert months[3].returned == 1
    assert shown[3].text == "uppgift saknas"  # somebody may have been paid before the data begin
    assert shown[12].value == 0
    assert months[0].figure("households", source="Test").text == "1 hushåll"
    assert months[-1].figure("long_term_calendar_year", source="Test").value == 0
    assert months[-1].figure("very_long_27_of_36", source="Test").value is None


def test_a_shown_calendar_year_is_unknown_when_the_data_begin_inside_it():
    begun_in_march = follow("xxxxxxxxxxx", first=Month(2021, 3))

    assert begun_in_march[9].month == Month(2021, 12)
    assert begun_in_march[9].long_term_calendar_year == 1
    assert begun_in_march[9].figure("long_term_calendar_year", source="Test").text == "uppgift saknas"


def test_years():
    rows = history("xxxxxxxxxx..xx") + history("..x", household="b")
    first, second = yearly(rows, first=JANUARY, last=Month(2022, 2))

    assert (first.households, first.amount, first.long_term_calendar_year) == (2, Decimal(11000), 1)
    assert (first.mean_months, first.months_of_data) == (Decimal("5.5"), 12)
    assert (second.households, second.long_term_calendar_year, second.months_of_data) == (1, 0, 2)
