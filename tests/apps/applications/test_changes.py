"""Two months beside each other: what is new, gone, and changed by how much."""

from decimal import Decimal

import pytest

from framsteg.apps.applications.queries import Line, Part, Sort, compare, person_line, stay_lines

BEFORE = [
    Line(Part.COSTS, "rent", "hyra", amount=Decimal(5500)),
    Line(Part.INCOMES, "wage", "lön", "1", "Anna", Decimal(4000)),
]


def only(before, after):
    (change,) = compare(before, after)
    return change


@pytest.mark.parametrize(
    ("amount", "difference", "percent"),
    [(5800, 300, Decimal("5.5")), (5000, -500, Decimal("-9.1")), (0, -5500, Decimal("-100.0"))],
)
def test_a_changed_amount_is_told_in_kronor_and_per_cent(amount, difference, percent):
    change = only(BEFORE, [Line(Part.COSTS, "rent", "hyra", amount=Decimal(amount)), BEFORE[1]])

    assert (change.sort, change.difference, change.percent) == (Sort.CHANGED, difference, percent)


def test_nothing_changed_is_no_change_and_the_order_does_not_matter():
    assert compare(BEFORE, list(reversed(BEFORE))) == []


def test_a_line_that_is_new_or_gone_has_kronor_but_no_per_cent():
    gone, new = only(BEFORE, BEFORE[:1]), only(BEFORE[:1], BEFORE)

    assert (gone.sort, gone.who, gone.difference, gone.percent) == (Sort.GONE, "Anna", -4000, None)
    assert (new.sort, new.before, new.after, new.percent) == (Sort.NEW, None, 4000, None)


def test_the_same_kind_of_another_person_is_another_line():
    other = Line(Part.INCOMES, "wage", "lön", "2", "Omar", Decimal(4000))

    assert [change.sort for change in compare(BEFORE, [BEFORE[0], other])] == [Sort.NEW, Sort.GONE]


def test_two_wages_of_one_person_are_compared_together():
    halves = [Line(Part.INCOMES, "wage", "lön", "1", "Anna", Decimal(2000))] * 2

    assert compare(BEFORE, [BEFORE[0], *halves]) == []
    assert only(BEFORE, [*BEFORE, halves[0]]).after == 6000


def test_an_amount_that_is_not_told_yet_is_neither_changed_nor_gone():
    untold = Line(Part.INCOMES, "wage", "lön", "1", "Anna")

    assert compare(BEFORE, [BEFORE[0], untold]) == []


def test_nothing_before_has_no_per_cent():
    free = Line(Part.COSTS, "rent", "hyra", amount=Decimal(0))

    change = only([free], [BEFORE[0]])

    assert (change.sort, change.difference, change.percent) == (Sort.CHANGED, 5500, None)


def test_what_a_person_tells_and_how_the_household_lives_is_compared_in_words():
    def month(obstacle, days):
        told = {"role": "applicant", "obstacle": obstacle, "days": None, "lunch_away": False, "lma": False}
        return [*stay_lines(0, days), person_line("1", "Anna", **told)]

    part, person = compare(month("unemployed", None), month("sick", 12))

    assert (part.before_text, part.after_text) == ("hela månaden", "12 dagar")
    assert person.after_text == "sökande, sjukskriven med läkarintyg"
    assert (person.difference, person.percent) == (None, None)
