"""The calculation in running text: whole, in plain Swedish, and with what each line rests on."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.entitlement.households import adult, child, couple, household, wage

from framsteg.entitlement import calculate
from framsteg.entitlement.explain import explain

RENT = [{"kind": "rent", "applied": 6000, "accepted": 5500, "reason": "Högre än riktlinjen."}]


def written(case, **changes):
    return explain(case, replace(calculate(case), **changes)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def family():
    """A couple with a child of nine, rent partly accepted, wage in February."""
    return household("2025-08", *couple(), child(9), costs=RENT, incomes=[wage(4000, "2025-07-25")])


def test_every_line_of_the_calculation_is_told_with_reason_and_paragraph(family):
    text = written(family)

    for step in calculate(family).steps:
        assert step.label in text
        assert step.because.replace("\N{NO-BREAK SPACE}", " ") in text
    assert "Lagrum: SoL (2025:400) 12 kap. 7 § (COST-02)." in text


def test_it_reads_from_the_household_to_the_conclusion(family):
    paragraphs = written(family).split("\n\n")

    assert [paragraph.splitlines()[0] for paragraph in paragraphs] == [
        "Beräkning av ekonomiskt bistånd för augusti 2025",
        "Riksnorm",
        "Kostnader utöver normen",
        "Inkomster",
        "Slutsats",
    ]
    assert "a (vuxen, 35 år), b (vuxen, 35 år), c (barn, 9 år)" in paragraphs[0]
    assert paragraphs[1].endswith("Riksnormen är 12 610 kr.")
    assert "Hushållet har rätt till bistånd med 14 110 kr för augusti 2025." in paragraphs[-1]
    assert paragraphs[-1].endswith("Detta är ett förslag. Beslut fattas av en människa.\n")


def test_the_dated_value_the_facts_and_what_is_refused_are_told_where_they_are_known(family):
    step = calculate(family).steps[0]
    known = replace(
        step,
        parameter="riksnorm 2025, säkerhet A",
        facts=("född 1990-01-01 (källa: folkbokföring)",),
        applied=Decimal(4000),
    )

    text = written(family, steps=(known,))

    assert "Beviljas inte: 475 kr. Värde: riksnorm 2025, säkerhet A." in text
    assert "Uppgifter: född 1990-01-01 (källa: folkbokföring)." in text


def test_no_income_is_said_and_not_passed_over():
    assert "Inga inkomster är redovisade för februari 2025." in written(household("2025-03", adult()))


def test_a_surplus_is_told():
    text = written(household("2025-03", adult(), incomes=[wage(6288, "2025-02-25")]))

    assert "Hushållet har inte rätt till bistånd för mars 2025. Överskottet är 1 108 kr." in text


def test_what_is_not_known_is_told_and_no_figure_is_given():
    text = written(household("2024-03", adult(), child(3, lunch_away=True)))

    assert "Riksnormen är inte känd." in text
    assert "går inte att avgöra förrän detta är känt" in text
    assert "rätt till bistånd med" not in text


def test_others_in_the_dwelling_are_told():
    assert "I bostaden bor också 2" in written(household("2025-03", adult(), other_residents=2))
