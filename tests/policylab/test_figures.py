"""A figure carries its meaning, and refuses comparisons that mislead."""

from decimal import Decimal

import pytest

from framsteg.entitlement.month import Month
from framsteg.policylab import ComparisonError, Figure, Period, definition, definitions, measures, swedish_number

MARCH = Period.of_month(Month(2021, 3))
NBSP = "\N{NO-BREAK SPACE}"


def households(value, period=MARCH):
    return Figure(value, period, definition("households"), "Kommunens utbetalningar")


def test_reads_as_a_swede_writes_it():
    assert households(1234).text == f"1{NBSP}234 hushåll"
    assert Figure(Decimal("62.45"), MARCH, definition("unsubsidised_share"), "Framsteg").text == "62,5 procent"
    assert swedish_number(Decimal("-48299.522")) == f"−48{NBSP}300"
    assert swedish_number(Decimal("99.96")) == "100,0"


def test_what_is_not_known_is_said_and_is_not_zero():
    assert households(None).text == "uppgift saknas"
    assert households(0).text == "0 hushåll"


def test_a_month_is_compared_with_a_month():
    figure = households(132).against(households(203, Period.of_month(Month(2021, 1))))

    assert (figure.change, figure.change_percent) == (Decimal(-71), Decimal("-35.0"))


def test_a_month_is_not_compared_with_a_year():
    with pytest.raises(ComparisonError, match=r"mars 2021 \(månad\).*2020 \(kalenderår\).*Jämför månad med månad"):
        households(105).against(households(200, Period.of_year(2020)))


def test_twelve_rolling_months_are_not_a_calendar_year():
    rolling = Period(Month(2020, 4), Month(2021, 3))

    assert rolling.label == "april 2020–mars 2021"
    with pytest.raises(ComparisonError, match="12 månader"):
        households(1, rolling).against(households(1, Period.of_year(2020)))


def test_two_definitions_of_long_term_are_not_compared():
    rolling = Figure(203, MARCH, definition("long_term_10_of_12"), "Framsteg")
    calendar = Figure(132, MARCH, definition("long_term_calendar_year"), "Framsteg")

    with pytest.raises(ComparisonError, match="olika definierade"):
        rolling.against(calendar)


@pytest.mark.parametrize(("now", "before"), [(None, 10), (10, None), (None, None)])
def test_no_change_is_computed_from_what_is_not_known(now, before):
    figure = households(now).against(households(before))

    assert figure.change is None
    assert figure.change_percent is None


def test_a_change_from_zero_has_no_per_cent():
    figure = households(5).against(households(0))

    assert (figure.change, figure.change_percent) == (Decimal(5), None)


@pytest.mark.parametrize("value", [1.5, True, "12"])
def test_a_value_is_an_exact_number(value):
    with pytest.raises(TypeError, match="Decimal, int eller None"):
        households(value)


def test_a_period_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="slutar"):
        Period(Month(2021, 3), Month(2021, 2))


def test_every_definition_says_what_it_means_and_what_it_is_not_for():
    for each in [*definitions().values(), *(measure.definition for measure in measures().values())]:
        for words in (each.name, each.text, each.unit, each.source, each.not_for):
            assert words.strip(), each.id
        assert each.text.endswith("."), each.id
        assert each.not_for.endswith("."), each.id


def test_an_unknown_definition_lists_those_that_exist():
    with pytest.raises(KeyError, match=r"”hushall”.*households"):
        definition("hushall")
