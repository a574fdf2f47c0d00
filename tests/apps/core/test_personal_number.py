"""Personnummer and samordningsnummer as people write them."""

from datetime import date

import pytest

from framsteg.apps.core.personal_number import parse

TODAY = date(2025, 3, 14)


@pytest.mark.parametrize("written", ["199001012385", "19900101-2385", "900101-2385", "9001012385", " 19900101 - 2385 "])
def test_reads_the_ways_people_write_it(written):
    assert parse(written, on=TODAY).digits == "199001012385"


def test_a_plus_sign_is_a_century_earlier():
    assert parse("900104+9817", on=TODAY).digits == "189001049817"


def test_a_coordination_number_has_sixty_added_to_the_day():
    number = parse("19701063-2391", on=TODAY)

    assert number.is_coordination
    assert number.born == date(1970, 10, 3)


def test_tells_woman_from_man():
    assert parse("199001012385", on=TODAY).is_woman
    assert not parse("199011202398", on=TODAY).is_woman


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("199001012386", "kontrollsiffran"),
        ("199013012385", "datumet"),
        ("Anna", "tolv siffror"),
        ("", "tolv siffror"),
        ("202410032391", "framtiden"),
    ],
)
def test_says_what_is_wrong_without_repeating_the_number(written, why):
    on = date(2024, 10, 2)  # the day before the last of them was born
    with pytest.raises(ValueError, match=why) as refused:
        parse(written, on=on)
    assert not written or written not in str(refused.value)


def test_a_number_is_good_on_the_day_of_birth():
    assert parse("202410032391", on=date(2024, 10, 3)).born == date(2024, 10, 3)
