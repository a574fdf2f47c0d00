"""Where the rules do not reach: the regime of 2027, the LMA, a job premium. Not known is an outcome of its own."""

import pytest
from tests.entitlement.households import adult, child, couple, household, kr, wage

from framsteg.entitlement import Outcome, Result, Section, calculate

EXTRA = {"kind": "other", "applied": 500, "basis": "extra", "reason": "Akut behov."}


@pytest.mark.parametrize(("month", "known"), [("2026-12", True), ("2027-01", False), ("2027-02", False)])
@pytest.mark.rule("CAP-01", "CAP-02", "CAP-03", "CAP-04", "CAP-07", "LAW-05")
def test_from_2027_nothing_is_calculated_and_the_reason_is_told(month, known):
    result = calculate(household(month, adult()))

    told = [fact for fact in result.missing if fact.fact.startswith("bidragstak.")]
    assert (result.outcome is Outcome.RIGHT) is known
    assert len(told) == (0 if known else 1)
    assert known or "Från januari 2027 gäller nya regler med bidragstak" in told[0].because
    assert known or "avstängda, eftersom lagtext och belopp inte är kända" in told[0].because


@pytest.mark.rule("ENT-05")
def test_a_household_under_the_lma_has_no_right_to_what_it_covers():
    costs = [{"kind": "rent", "applied": 6000}]

    result = calculate(household("2025-08", adult(lma=True), child(3, lma=True), costs=costs))

    (line,) = result.steps
    assert (result.outcome, result.assistance, result.norm, result.surplus) == (Outcome.NO_RIGHT, kr(0), kr(0), kr(0))
    assert (line.rule, line.section, line.amount) == ("ENT-05", Section.SUM, kr(0))
    assert line.source == "SoL (2025:400) 10 kap. 2 §; LMA (1994:137)"


@pytest.mark.parametrize(("persons", "who"), [([adult(lma=True), child(3)], "a"), (couple(lma=True), "b")])
@pytest.mark.rule("ENT-05")
def test_when_the_lma_covers_some_a_person_must_judge(persons, who):
    result = calculate(household("2025-08", *persons))

    (missing,) = result.missing
    assert (result.outcome, result.assistance, result.norm) == (Outcome.UNKNOWN, None, None)
    assert missing.because.startswith(f"{who} omfattas av LMA, men inte resten av hushållet.")
    assert "handläggare måste bedöma" in missing.remedy


@pytest.mark.rule("ENT-02", "ENT-05")
def test_what_is_granted_beyond_the_right_stands_also_without_a_calculation():
    lma, unknown = (
        calculate(household(month, adult(lma=lma), costs=[EXTRA]))
        for month, lma in (("2025-08", True), ("2027-01", False))
    )

    assert (lma.extra, unknown.extra, unknown.assistance) == (kr(500), kr(500), None)
    assert Result.from_json(unknown.as_json()) == unknown


@pytest.mark.parametrize("person", ["a", "b"])
@pytest.mark.rule("INC-09")
def test_how_a_job_premium_counts_is_for_a_lawyer(person):
    premium = wage(3000, "2026-07-25", person, "job_premium")

    result = calculate(household("2026-08", adult(), child(16), incomes=[premium]))

    (missing,) = result.missing
    assert (result.outcome, result.assistance, result.surplus) == (Outcome.UNKNOWN, None, None)
    assert result.norm == kr(3940 + 4960 + 1410)
    assert "jurist" in missing.remedy


@pytest.mark.parametrize("received", ["2026-06-30", "2026-08-01"])
@pytest.mark.rule("INC-09", "INC-04")
def test_a_job_premium_of_another_month_changes_nothing(received):
    result = calculate(household("2026-08", adult(), incomes=[wage(3000, received, "a", "job_premium")]))

    assert (result.outcome, result.assistance) == (Outcome.RIGHT, kr(5220))
