"""The 27th, or the bank day before."""

from datetime import date

import pytest

from framsteg.apps.payments.payday import next_pay_day, pay_day


@pytest.mark.parametrize(
    ("month", "day"),
    [
        ((2025, 3), date(2025, 3, 27)),  # a Thursday
        ((2025, 4), date(2025, 4, 25)),  # the 27th is a Sunday
        ((2025, 9), date(2025, 9, 26)),  # a Saturday
        ((2026, 12), date(2026, 12, 23)),  # a Sunday, after a Saturday, juldagen and julafton
    ],
)
def test_pay_day(month, day):
    assert pay_day(*month) == day


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2025, 3, 27), date(2025, 3, 27)),
        (date(2025, 3, 28), date(2025, 4, 25)),
        (date(2025, 12, 29), date(2026, 1, 27)),
    ],
)
def test_next_pay_day_is_today_at_the_earliest(today, day):
    assert next_pay_day(today) == day
