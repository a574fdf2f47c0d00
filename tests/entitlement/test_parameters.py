"""The loaded tables: their quality, their provenance, and how a wrong file is refused."""

from dataclasses import fields
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from framsteg.entitlement import Month, ParameterError, parameters
from framsteg.entitlement.kinds import IncomeKind
from framsteg.entitlement.parameters import (
    activity_rows,
    benefit_cap_rows,
    default_practice,
    disregarded_child_wage,
    norm_table,
    norm_tables,
    parameters_for,
    practice_origin,
    reading,
)
from framsteg.entitlement.parameters.kommuner import kommun_data, rent_guideline
from framsteg.entitlement.parameters.schema import BANDS, DatedAmount, NormTable, band_of

TABLES = {table.valid_from.year: table for table in norm_tables()}
YEARS = pytest.mark.parametrize("year", TABLES)


def cells(table: NormTable) -> dict[tuple[str, object], Decimal]:
    """Every amount of a table by its place in it."""
    groups = {"child": table.child, "without_lunch": table.child_without_lunch, "shared": table.shared}
    found = {(name, key): value.amount for name, group in groups.items() for key, value in group.items()}
    return found | {("adult", "single"): table.adult_single.amount, ("adult", "pair"): table.adult_pair.amount}


def test_every_year_from_2013_to_2026_has_one_whole_table():
    assert list(TABLES) == list(range(2013, 2027))
    for table in TABLES.values():
        assert list(table.child) == list(BANDS)
        assert list(table.shared) == [1, 2, 3, 4, 5, 6, 7]
        assert list(table.child_without_lunch) in ([], ["0", "1-2", "3", "4-6"])


@YEARS
@pytest.mark.rule("NORM-22")
def test_norm_22_amounts_are_tens_and_grow_as_they_should(year):
    table = TABLES[year]
    shared = [value.amount for value in table.shared.values()]

    assert all(amount % 10 == 0 for amount in cells(table).values())
    assert table.child["1-2"].amount == table.child["4-6"].amount
    assert shared == sorted(set(shared))
    assert table.adult_pair.amount < 2 * table.adult_single.amount
    assert all(value.amount < table.child[band].amount for band, value in table.child_without_lunch.items())


@pytest.mark.rule("NORM-20", "NORM-21")
@pytest.mark.parametrize(("year", "percent"), [(2023, "8.6"), (2024, "8.7"), (2025, "2.8"), (2026, "0.7")])
def test_norm_21_the_yearly_uprating_rounds_upwards_to_tens(year, percent):
    assert_chain(year, percent, ROUND_CEILING)


@pytest.mark.rule("NORM-20", "NORM-21")
def test_norm_21_2019_was_rounded_to_the_nearest_ten():
    assert_chain(2019, "2", ROUND_HALF_UP)


def assert_chain(year: int, percent: str, rounding: str) -> None:
    before, now = cells(TABLES[year - 1]), cells(TABLES[year])
    for place in before.keys() & now.keys():
        uprated = before[place] * (1 + Decimal(percent) / 100)
        assert now[place] == (uprated / 10).quantize(Decimal(1), rounding) * 10, place


@pytest.mark.parametrize(("year", "step"), [(2014, 170), (2017, 170), (2019, 170), (2023, 180), (2025, 190)])
def test_each_person_beyond_seven_adds_the_printed_step(year, step):
    table = TABLES[year]

    assert table.shared_amount(8) - table.shared_amount(7) == step
    assert table.shared_amount(10) - table.shared_amount(7) == 3 * step


def test_provenance_is_told_for_each_year():
    derived = {year for year, table in TABLES.items() if table.derived}
    weakest = {year for year, table in TABLES.items() if table.confidence == "C"}

    assert derived == {2016, 2024, 2026}
    assert weakest == {2018, 2020}
    assert all(table.source for table in TABLES.values())


def test_where_sources_disagree_the_primary_wins_and_the_file_says_so():
    assert TABLES[2025].adult_pair.amount == 7050
    assert "7 500" in TABLES[2025].note
    assert TABLES[2023].shared[2].amount == 1250
    assert "1 150" in TABLES[2023].note


def test_an_amount_that_was_seen_in_a_derived_table_keeps_its_own_source():
    seen = TABLES[2026].adult_single

    assert (seen.derived, seen.confidence, TABLES[2026].shared[2].derived) == (False, "B", True)
    assert "fastställd" in seen.source


@pytest.mark.parametrize(("age", "band"), [(0, "0"), (2, "1-2"), (3, "3"), (6, "4-6"), (7, "7-10"), (20, "19-20")])
def test_ages_fall_in_bands(age, band):
    assert band_of(age) == band


def test_there_is_no_band_above_twenty_years():
    with pytest.raises(ValueError, match="över 20 år"):
        band_of(21)


@pytest.mark.parametrize("month", [Month(2012, 12), Month(2027, 1)])
def test_a_norm_that_is_not_known_is_refused_with_the_file_to_mend(month):
    with pytest.raises(ParameterError, match=f"Riksnormen för {month.year} är okänd: lägg in den i riksnorm.yaml"):
        norm_table(month)


@pytest.mark.rule("INC-07")
def test_the_prisbasbelopp_of_2027_is_not_guessed():
    assert disregarded_child_wage(Month(2026, 12)) == 59200
    with pytest.raises(ParameterError, match="Prisbasbeloppet för 2027 är okänt"):
        disregarded_child_wage(Month(2027, 1))


@pytest.mark.rule("LAW-01")
@pytest.mark.parametrize(("month", "law"), [(Month(2025, 6), "SoL (2001:453)"), (Month(2025, 7), "SoL (2025:400)")])
def test_law_01_the_new_act_is_in_force_from_july_2025(month, law):
    references = parameters_for(month).law

    assert all(law in text for key, text in references.items() if not key.startswith("norm_"))


WRONG_FILES = [
    ("{unit: kr, values: [{valid_from: 2025-01-01, valid_to: null, value: 1, source: x}]}", "följer inte mallen"),
    (
        "{values: [{valid_from: 2025-01-01, valid_to: 2025-12-31, value: 1, source: x, confidence: A},"
        " {valid_from: 2025-12-31, valid_to: null, value: 2, source: x, confidence: A}]}",
        "två perioder överlappar vid 2025-12-31",
    ),
]


@pytest.mark.parametrize(("text", "words"), WRONG_FILES, ids=["no confidence", "overlap"])
def test_a_wrong_parameter_file_is_refused_by_name(tmp_path, monkeypatch, text, words):
    (tmp_path / "price_base_amount.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(reading, "files", lambda _: tmp_path)

    with pytest.raises(ParameterError, match=words) as refused:
        reading.dated("price_base_amount.yaml", DatedAmount)

    assert str(refused.value).startswith("price_base_amount.yaml: ")


@pytest.mark.rule("INC-05", "CHILD-02", "NORM-08")
def test_the_ages_of_childhood_and_school_youth_are_data():
    ages = parameters_for(Month(2025, 3)).ages

    assert (ages.adult, ages.school_youth_ends) == (18, 21)
    assert parameters_for(Month(2001, 12)).ages is None


LOCAL = sorted(Path(parameters.__file__).parent.joinpath("local").glob("*.yaml"))
CODES = [file.stem for file in LOCAL]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.rule("NORM-15", "COST-02")
def test_local_data_has_its_kommun_source_and_certainty(code):
    kommun = kommun_data(code)

    assert kommun.code == code
    assert all(period.source and period.confidence for period in [*kommun.early_norms, *kommun.rent_guidelines])
    for guideline in kommun.rent_guidelines:
        assert [*guideline.amounts.values()] == sorted(set(guideline.amounts.values()))


@pytest.mark.parametrize(("persons", "limit"), [(1, 6300), (3, 9425), (4, 11225), (5, 13025)])
@pytest.mark.rule("COST-02")
def test_a_guideline_goes_on_by_its_step_beyond_the_largest_household(persons, limit):
    assert rent_guideline("1280", Month(2019, 1)).limit(persons=persons, children=0) == limit
    assert rent_guideline("1280", Month(2018, 1)).limit(persons=6, children=0) is None


@pytest.fixture
def own_files(tmp_path, monkeypatch):
    """Read local files from a folder of our own."""
    (tmp_path / "local").mkdir()
    monkeypatch.setattr(reading, "files", lambda _: tmp_path)
    kommun_data.cache_clear()
    parameters._local_norm.cache_clear()
    yield tmp_path / "local"
    kommun_data.cache_clear()
    parameters._local_norm.cache_clear()


OWN_TABLE = """
code: "9999"
name: Provköping
norm_tables:
  - valid_from: 2025-01-01
    valid_to: 2025-12-31
    source: "Nämndens beslut"
    confidence: A
    derived: false
    child: {"0": 3000, "1-2": 3100, "3": 3000, "4-6": 3100, "7-10": 3900, "11-14": 4400, "15-18": 5000, "19-20": 5000}
    adult_single: 4000
    adult_pair: 7200
    shared: {1: 1300, 2: 1500, 3: 1800, 4: 2100, 5: 2400, 6: 2700, 7: 2900}
"""


@pytest.mark.rule("NORM-15")
def test_a_kommun_may_have_a_norm_table_of_its_own(own_files):
    norm_table(Month(2026, 1))  # the riksnorm is read before the folder is exchanged
    (own_files / "9999.yaml").write_text(OWN_TABLE, encoding="utf-8")

    assert norm_table(Month(2025, 3), "9999").adult_single.amount == 4000
    assert norm_table(Month(2025, 3), "9999").adult_single.origin.startswith("lokal norm Provköping, ensamstående")
    assert norm_table(Month(2026, 1), "9999").adult_single.amount == 3940


@pytest.mark.parametrize(
    "text",
    ["name: Provköping", 'code: "9999"\nname: P\nrent_guidelines: [{by: rooms}]', 'code: "9999"\nname: P\nhyror: []'],
)
def test_a_wrong_local_file_is_refused_by_name(own_files, text):
    (own_files / "9999.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ParameterError, match=r"local/9999.yaml: filen följer inte mallen"):
        kommun_data("9999")


@pytest.mark.rule("ACT-01", "ACT-03", "ACT-07", "ACT-08", "ACT-11", "ACT-13")
def test_each_figure_of_the_activity_duty_says_its_source_and_what_is_not_known():
    rows = activity_rows(Month(2026, 10))

    assert activity_rows(Month(2026, 6)) == {}
    assert {name for name, row in rows.items() if row.value is None} == {
        "reduction", "report_to_ivo", "certificate_after_days",
    }  # fmt: skip
    assert all((row.value is None) == (row.confidence is None) and row.source for row in rows.values())
    assert {kind for name in ("exempt_incomes", "unclear_incomes") for kind in rows[name].words} <= {*IncomeKind}


@pytest.mark.rule("CAP-01", "CAP-02", "CAP-03", "CAP-04", "CAP-06", "CAP-07", "COST-04")
def test_nothing_of_the_regime_of_2027_has_a_value():
    assert benefit_cap_rows(Month(2026, 12)) == {}
    assert {row.value for row in benefit_cap_rows(Month(2027, 1)).values()} == {None}


@pytest.mark.rule("NORM-07", "NORM-10", "NORM-11", "ASSET-03", "INC-08", "COST-07")
def test_every_open_choice_names_its_value_and_certainty():
    practice = default_practice()

    told = [practice_origin(practice, field.name) for field in fields(practice)]
    assert "surplus_carry_months = 0 (praxis, säkerhet C)" in told
    assert all(line.endswith("(praxis, säkerhet C)") for line in told)
