"""The activity duty (ACT): who is likely to be under it, and what is not known. Never a way to money."""

import pytest
from tests.entitlement.households import adult, child, couple, household, months, pupil, wage

from framsteg.entitlement import calculate
from framsteg.entitlement.rules.activity import activity_duty, months_in_a_row

THREE = months("2026-07", "2026-09")


def duties(month="2026-10", persons=None, assistance=THREE, **facts):
    return activity_duty(household(month, *(persons or [adult()]), assistance_months=assistance, **facts))


@pytest.mark.parametrize(("month", "asked"), [("2026-09", False), ("2026-10", True), ("2026-11", True)])
@pytest.mark.rule("LAW-04", "ACT-10")
def test_it_is_asked_for_the_first_time_for_october_2026(month, asked):
    found = duties(month, assistance=months("2026-01", "2026-10"))

    assert [duty.applies for duty in found] == ([True] if asked else [])


@pytest.mark.parametrize(
    ("assistance", "applies"),
    [(months("2026-08", "2026-09"), False), (THREE, True), (months("2026-06", "2026-09"), True),
     (["2026-06", "2026-07", "2026-09"], False), ([*THREE, "2026-10"], True), (months("2026-06", "2026-08"), False)],
)  # fmt: skip
@pytest.mark.rule("ACT-01")
def test_it_takes_three_months_in_a_row_before_the_month(assistance, applies):
    (duty,) = duties(assistance=assistance)

    assert (duty.applies, duty.rule, duty.hours_at_most) == (applies, "ACT-01", 40 if applies else None)


def test_months_in_a_row_are_counted_back_from_the_month():
    case = household("2026-10", adult(), assistance_months=["2026-05", *THREE])

    assert months_in_a_row(case.assistance_months, before=case.month) == 3


@pytest.mark.parametrize(("age", "hours"), [(6, 30), (7, 30), (8, 40), (9, 40)])
@pytest.mark.rule("ACT-03")
def test_a_child_under_eight_means_fewer_hours(age, hours):
    (duty,) = duties(persons=[adult(), child(age)])

    assert duty.hours_at_most == hours
    assert "inte är lagtexten" in duty.because
    assert "säkerhet C" in duty.parameter


@pytest.mark.parametrize(("age", "applies"), [(65, True), (66, True), (67, False), (68, False)])
@pytest.mark.rule("ACT-07")
def test_it_ends_at_the_target_age_for_pension(age, applies):
    (duty,) = duties(persons=[{"role": "adult", "age": age}])

    assert duty.applies is applies
    assert applies or "har fyllt 67 år (riktåldern)" in duty.because


@pytest.mark.rule("ACT-07")
def test_a_target_age_that_is_not_known_is_told():
    (duty,) = duties("2029-01", [{"role": "adult", "age": 70}], months("2028-10", "2028-12"))

    assert duty.applies is True
    assert any("riktåldern: den är okänd" in asked for asked in duty.unknown)


@pytest.mark.rule("ACT-07")
def test_children_and_school_youth_are_not_under_it():
    found = duties(persons=[*couple(), child(17), pupil(18)])

    assert [(duty.person, duty.applies) for duty in found] == [("a", True), ("b", True), ("d", False)]


@pytest.mark.parametrize(
    ("kind", "applies"),
    [("wage", True), ("sickness_benefit", False), ("sickness_compensation", None), ("parental_benefit", None)],
)
@pytest.mark.rule("ACT-07")
def test_a_benefit_may_exempt_and_what_is_not_known_is_not_guessed(kind, applies):
    (duty,) = duties(incomes=[wage(4000, "2026-09-25", kind=kind)])

    assert duty.applies is applies


@pytest.mark.rule("ACT-04", "ACT-08", "ACT-13")
def test_each_duty_tells_what_a_person_must_find_out_and_where_it_rests():
    (duty,) = duties()

    assert [words for words in ("ACT-04", "ACT-08", "ACT-13") if words not in " ".join(duty.unknown)] == []
    assert duty.source == "SoL (2025:400) 12 kap. 4 a–6 a §§ (SFS 2026:730)"


@pytest.mark.rule("ACT-08")
def test_it_never_changes_the_calculation():
    with_duty, without = (household("2026-10", adult(), assistance_months=chain) for chain in (THREE, []))

    assert activity_duty(with_duty)[0].applies is not activity_duty(without)[0].applies
    assert calculate(with_duty) == calculate(without)
