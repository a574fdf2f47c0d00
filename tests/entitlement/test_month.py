from datetime import date

import pytest

from framsteg.entitlement.month import Month


def test_reads_and_writes_the_form_of_the_case_file():
    assert str(Month.parse("2025-03")) == "2025-03"
    assert Month.parse(" 2025-03 ") == Month(2025, 3)
    assert Month.of(date(2025, 3, 31)) == Month(2025, 3)


@pytest.mark.parametrize("text", ["", "2025", "2025-3", "2025-13", "2025-00", "mars 2025", "2025-03-01", "0000-01"])
def test_refuses_what_is_no_month_and_says_how_to_write_one(text):
    with pytest.raises(ValueError, match="skriv år och månad som 2025-03"):
        Month.parse(text)


def test_is_shown_in_swedish():
    assert [Month(2025, n).label for n in (1, 3, 12)] == ["januari 2025", "mars 2025", "december 2025"]


def test_knows_its_days_also_in_a_leap_year():
    assert (Month(2024, 2).days, Month(2025, 2).days) == (29, 28)
    assert Month(2024, 2).first_day == date(2024, 2, 1)
    assert Month(2024, 2).last_day == date(2024, 2, 29)


def test_counts_over_the_turn_of_the_year():
    assert Month(2025, 1).previous == Month(2024, 12)
    assert Month(2024, 12).next == Month(2025, 1)
    assert Month(2024, 11) + 14 == Month(2026, 1)
    assert Month(2026, 1) - 14 == Month(2024, 11)
    assert Month(2026, 1).months_since(Month(2024, 11)) == 14
    assert Month(2024, 11).months_since(Month(2026, 1)) == -14


def test_compares_in_time_and_can_be_a_key():
    assert Month(2024, 12) < Month(2025, 1) < Month(2025, 2)
    assert {Month(2025, 1): "norm"}[Month.parse("2025-01")] == "norm"


def test_a_range_holds_both_its_ends():
    assert [str(m) for m in Month.range(Month(2024, 11), Month(2025, 2))] == [
        "2024-11",
        "2024-12",
        "2025-01",
        "2025-02",
    ]
    assert list(Month.range(Month(2025, 2), Month(2025, 1))) == []
