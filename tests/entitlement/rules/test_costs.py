"""Costs: the household's share, assistance beyond the right, guidelines that bind nobody, broadband."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.entitlement.households import adult, child, household, kr, wage

from framsteg.entitlement import Outcome, Result, Section, calculate
from framsteg.entitlement.parameters import default_practice


def rent(applied, **more):
    return {"kind": "rent", "applied": applied} | more


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("share", "counted"), [(None, 6000), ("1/1", 6000), ("2/3", 4000), ("1/7", "857.14"), ("999/999", 6000)]
)
@pytest.mark.rule("COST-02")
def test_an_adult_child_at_home_pays_its_share_of_the_rent(share, counted):
    result = calculate(household("2025-03", adult(), costs=[rent(6000, household_share=share)]))

    (line,) = result.in_section(Section.COST)
    assert (line.amount, line.applied, result.assistance) == (kr(counted), kr(6000), kr(5180) + kr(counted))
    assert ("HFD 2020 ref. 40" in line.because) is (share is not None)


@pytest.mark.rule("COST-02")
def test_the_share_is_taken_of_what_is_accepted():
    cost = rent(6000, accepted=5500, reason="Skälig hyra.", household_share="1/2")

    (line,) = calculate(household("2025-03", adult(), costs=[cost])).in_section(Section.COST)

    assert line.amount == kr(2750)
    assert plain(line.because).startswith(
        "Sökt 6 000 kr, godtaget 5 500 kr. Skälig hyra. Hushållets andel är 1/2 av 5 5"
    )


@pytest.mark.rule("COST-02", "NORM-07")
def test_three_thirds_are_a_whole_also_when_the_sum_is_rounded_upwards():
    upwards = replace(default_practice(), rounding="upwards")
    thirds = [rent(1000, household_share="1/3")] * 3

    assert calculate(household("2025-03", adult(), costs=thirds), practice=upwards).assistance == kr(6180)


@pytest.mark.parametrize("kind", ["rent", "furniture"])
@pytest.mark.rule("ENT-02")
def test_assistance_beyond_the_right_is_a_sum_of_its_own(kind):
    extra = {"kind": kind, "applied": 900, "basis": "extra", "reason": "Begravning utomlands."}

    result = calculate(household("2025-08", adult(), costs=[extra, rent(6000)]))

    assert (result.assistance, result.extra) == (kr(11180), kr(900))
    (line,) = result.in_section(Section.EXTRA)
    assert (line.rule, line.source) == ("ENT-02", "SoL (2025:400) 12 kap. 2 §")
    assert [step.label for step in result.in_section(Section.SUM)][-2:] == ["Bistånd", "Bistånd utöver rätten"]
    assert Result.from_json(result.as_json()) == result


@pytest.mark.rule("ENT-02")
def test_who_has_no_right_may_be_given_more_than_the_right():
    extra = {"kind": "other", "applied": 500, "basis": "extra", "reason": "Akut behov."}

    result = calculate(household("2025-03", adult(), costs=[extra], incomes=[wage(9000, "2025-02-25")]))

    assert (result.outcome, result.assistance, result.surplus, result.extra) == (
        Outcome.NO_RIGHT, kr(0), kr(3820), kr(500),
    )  # fmt: skip


def test_there_is_no_extra_in_the_json_of_those_who_have_none():
    assert "extra" not in calculate(household("2025-03", adult())).as_json()


@pytest.mark.parametrize(("applied", "above"), [(4473, None), (4474, None), (4475, "1 kr"), (6000, "1 526 kr")])
@pytest.mark.rule("COST-02")
def test_a_rent_above_the_kommuns_guideline_gets_a_sentence_and_never_a_cut(applied, above):
    result = calculate(household("2023-03", adult(), kommun="0821", costs=[rent(applied)]))

    (line,) = result.in_section(Section.COST)
    sentence = f"Hyran är {above} över riktlinjen i Högsby, 4 474 kr. Riktlinjen binder inte"
    assert line.amount == kr(applied)
    assert (sentence in plain(line.because)) is (above is not None)
    assert line.parameter == "riktlinje för hyra, Högsby, 2023-01-01–2023-12-31, säkerhet B"


@pytest.mark.parametrize(
    ("month", "kommun", "children", "limit"),
    [("2019-06", "1280", 2, "9 425 kr"), ("2019-06", "1280", 3, "11 225 kr"), ("2023-03", "0821", 1, "5 581 kr"),
     ("2023-06", "1292", 1, "6 970 kr"), ("2023-06", "1292", 2, None), ("2023-03", "1292", 1, None),
     ("2022-03", "0821", 1, None), ("2023-03", "1488", 1, None), ("2023-03", None, 1, None)],
)  # fmt: skip
@pytest.mark.rule("COST-02")
def test_a_guideline_is_of_the_kommun_the_year_and_the_size_or_not_there(month, kommun, children, limit):
    case = household(month, adult(), *[child(8)] * children, kommun=kommun, costs=[rent(20000)])

    because = plain(calculate(case).in_section(Section.COST)[0].because)

    assert f", {limit}." in because if limit else because == "Godtagen som sökt."


@pytest.mark.rule("COST-02")
def test_a_rent_on_two_lines_is_one_rent_to_the_guideline():
    case = household("2023-03", adult(), kommun="0821", costs=[rent(4000), rent(500)])

    assert "Hyran är 26 kr över" in plain(calculate(case).in_section(Section.COST)[0].because)


@pytest.mark.parametrize(("choice", "words"), [("own_cost", "en egen kostnad"), ("in_norm", "post för telefon")])
@pytest.mark.rule("COST-07")
def test_broadband_says_what_the_kommuns_practice_is_and_is_judged_by_a_person(choice, words):
    case = household("2025-03", adult(), costs=[{"kind": "broadband", "applied": 300}])

    result = calculate(case, practice=replace(default_practice(), broadband=choice))

    (line,) = result.in_section(Section.OTHER_NEED)
    assert (line.rule, line.amount, result.assistance) == ("COST-07", kr(300), kr(5480))
    assert words in line.because
    assert line.parameter == f"broadband = {choice} (praxis, säkerhet C)"


@pytest.mark.parametrize(("accepted", "rejected"), [(None, 0), (6000, 0), (5500, 500), (0, 6000)])
@pytest.mark.rule("COST-02")
def test_each_line_tells_what_was_applied_for_and_what_is_rejected(accepted, rejected):
    cost = rent(6000, accepted=accepted, reason="Skäl.")

    (line,) = calculate(household("2025-03", adult(), costs=[cost])).in_section(Section.COST)

    assert line.applied - line.amount == Decimal(rejected)
