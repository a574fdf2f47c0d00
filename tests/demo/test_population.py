"""Demokommunen's people follow the published figures, and are the same every time."""

from collections import Counter

import pytest
from personnummer import personnummer

from framsteg.apps.people.enums import MemberRole
from framsteg.demo.population import HOUSEHOLD_TYPES, OBSTACLES, draw
from framsteg.entitlement.month import Month

FIRST, LAST = Month(2024, 12), Month(2026, 11)


@pytest.fixture(scope="module")
def households():
    return draw(households=400, first=FIRST, last=LAST, seed=2026)


def test_the_same_seed_gives_the_same_people_and_another_seed_others(households):
    assert draw(households=400, first=FIRST, last=LAST, seed=2026) == households
    assert draw(households=400, first=FIRST, last=LAST, seed=2027) != households


def test_every_household_needs_assistance_inside_the_window(households):
    assert len(households) == 400
    assert all(one.months and one.months[0] >= FIRST and one.months[-1] <= LAST for one in households)


def test_nobody_is_used_twice_and_every_number_stands_its_check(households):
    numbers = [person.number for one in households for person in one.persons]

    assert len(numbers) == len(set(numbers))
    assert all(personnummer.valid(number) for number in numbers)


def test_adults_are_adults_and_children_stay_children_through_the_window(households):
    for one in households:
        for person in one.persons:
            age_at_the_end = LAST.year - person.born.year
            assert (person.role == MemberRole.CHILD) == (age_at_the_end < 18)


@pytest.mark.parametrize("year", [2025, 2026])
def test_months_per_household_and_year_are_near_the_published_six_and_a_half(households, year):
    counts = [count for one in households if (count := sum(month.year == year for month in one.months))]

    assert 5.8 < sum(counts) / len(counts) < 7.2
    assert (
        0.30 < sum(count >= 10 for count in counts) / len(counts) < 0.47
    )  # long-term: 40 % 2012 and 2016, 45–47 % later


def test_obstacles_of_applicants_follow_the_published_shares(households):
    counts = Counter(one.adults[0].obstacle for one in households)

    for obstacle in ("unemployed", "sick", "social_reasons"):
        assert counts[obstacle] / 4 == pytest.approx(OBSTACLES[obstacle], abs=6)


def test_household_types_follow_the_published_shares(households):
    pairs = sum(len(one.adults) == 2 for one in households) / 4
    with_children = sum(bool(one.children) for one in households) / 4

    assert pairs == pytest.approx(HOUSEHOLD_TYPES["pair", False] + HOUSEHOLD_TYPES["pair", True], abs=5)
    assert with_children == pytest.approx(2.6 + 15.9 + 11.2, abs=6)
