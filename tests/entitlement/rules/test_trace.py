"""The trace: every line says its parameter with validity and certainty, and its facts with source and date."""

import pytest
from tests.entitlement.households import adult, child, household, months, wage

from framsteg.entitlement import Result, Section, Step, calculate


def plain(lines):
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in lines]


def test_a_line_names_the_fact_with_where_it_comes_from_and_when_it_was_noted():
    case = household(
        "2025-03", adult(source="folkbokföringen", noted="2025-03-01"),
        costs=[{"kind": "rent", "applied": 6000, "accepted": 5500, "source": "hyresavi", "noted": "2025-03-02"}],
        incomes=[wage(4000, "2025-02-25") | {"source": "lönebesked"}],
        assets=[{"person": "a", "kind": "bank", "amount": 80, "noted": "2025-03-03"}],
    )  # fmt: skip

    facts = {step.label: plain(step.facts) for step in calculate(case).steps}

    assert facts["Ensamstående vuxen (a)"] == ["a: född 1990-01-01 (källa: folkbokföringen, noterad 2025-03-01)"]
    assert facts["Gemensamma kostnader, 1 person"] == ["Hushållet: 1 person; andra i bostaden: 0"]
    assert facts["Boende"] == ["Boende: sökt 6 000 kr, godtaget 5 500 kr (källa: hyresavi, noterad 2025-03-02)"]
    assert facts["Lön (a)"] == ["Lön 4 000 kr, a, kom 2025-02-25 (källa: lönebesked)"]
    assert facts["Pengar på bank (a)"] == ["Pengar på bank 80 kr, a (noterad 2025-03-03)"]


@pytest.mark.parametrize(
    ("month", "label", "parameter"),
    [
        ("2025-03", "Ensamstående vuxen (a)", "riksnorm, ensamstående, 2025-01-01–2025-12-31, säkerhet A"),
        ("2026-08", "Barn 15–18 år (b)", "riksnorm, barn 15-18 år, 2026-01-01–2026-12-31, säkerhet B"),
        ("2025-03", "Gemensamma kostnader, 2 personer",
         "riksnorm, gemensamma kostnader 2 pers., 2025-01-01–2025-12-31, säkerhet A"),
        ("2025-08", "Jobbstimulans (a)", "jobbstimulans 2025-07-01–tills vidare, säkerhet A"),
        ("2025-08", "Lön (b)", "barns arbetsinkomster 2025-07-01–tills vidare, säkerhet A × "
         "prisbasbelopp 2025-01-01–2025-12-31, säkerhet A"),
    ],
)  # fmt: skip
def test_a_line_names_its_parameter_with_validity_and_certainty(month, label, parameter):
    received = "2025-07-25" if month == "2025-08" else "2026-07-25"
    incomes = [wage(4000, received), wage(100, received, "b")]
    case = household(month, adult(), child(16), incomes=incomes, assistance_months=months("2025-01", "2025-06"))

    assert {step.label: step.parameter for step in calculate(case).steps}[label] == parameter


def test_the_choice_of_band_is_named_in_the_month_of_the_birthday_only():
    birthday, other = (
        calculate(household(month, adult(), {"role": "child", "born": "2018-05-31"})).steps[1].parameter
        for month in ("2025-05", "2025-06")
    )

    assert "new_age_band = birthday_month (praxis, säkerhet C)" in birthday
    assert "new_age_band" not in other


def test_a_result_stored_before_the_trace_existed_is_read_and_written_as_it_was():
    stored = {
        "outcome": "right", "assistance": "5180.00", "norm": "5180.00", "surplus": "0.00",
        "steps": [{"rule": "ENT-01", "label": "Bistånd", "amount": "5180.00", "because": "…", "source": "SoL",
                   "section": "sum"}],
        "missing": [{"fact": "f", "because": "b", "remedy": "r"}],
    }  # fmt: skip

    result = Result.from_json(stored)

    assert result.as_json() == stored
    assert (result.extra, result.steps[0].facts, result.steps[0].applied, result.missing[0].changes) == (
        0,
        (),
        None,
        "",
    )


def test_a_step_without_a_trace_has_none_in_its_json():
    step = Step("ENT-01", Section.SUM, "Bistånd", calculate(household("2025-03", adult())).assistance, "…", "SoL")

    assert set(step.as_json()) == {"rule", "section", "label", "amount", "because", "source"}
