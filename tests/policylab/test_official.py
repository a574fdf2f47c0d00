"""Official statistics: real numbers, and every known trap in the source."""

import csv
import gzip
import hashlib
from decimal import Decimal
from importlib.resources import files

import pytest

from framsteg.policylab import ComparisonError, measures, official, official_build
from framsteg.policylab.measures import kolada_ids

DATA = files("framsteg.policylab").joinpath("data")
YEARS = range(2015, 2023)
# Thousand kronor and households 2015–2022: Socialstyrelsen by way of Kolada.
AMOUNTS = {
    "Trollhättan": (97505, 92213, 88740, 88917, 88828, 87855, 81751, 72957),
    "Strängnäs": (32360, 30399, 31418, 35354, 45357, 48300, 34317, 27414),
    "Borås": (80373, 73667, 64647, 61399, 56880, 59935, 63063, 61145),
    "Hagfors": (12629, 11185, 12443, 13576, 15669, 14834, 14177, 12127),
}
HOUSEHOLDS = {
    "Trollhättan": (2182, 2013, 1790, 1630, 1466, 1367, 1292, 1131),
    "Strängnäs": (808, 716, 726, 752, 842, 835, 684, 479),
    "Borås": (2230, 2155, 1726, 1480, 1380, 1475, 1387, 1244),
    "Hagfors": (365, 349, 318, 328, 333, 302, 267, 240),
}


def point(kommun, measure, year):
    return next(point for point in official.series(kommun, measure).points if point.year == year)


@pytest.mark.parametrize(
    ("code", "name"), [("1488", "Trollhättan"), ("0486", "Strängnäs"), ("1490", "Borås"), ("1783", "Hagfors")]
)
def test_the_four_kommuner(code, name):
    amount, households = official.series(code, "N31857"), official.series(code, "households")

    assert amount.kommun.name == name
    assert tuple(round(amount.known[year]) for year in YEARS) == AMOUNTS[name]
    assert tuple(households.known[year] for year in YEARS) == HOUSEHOLDS[name]


def test_the_country():
    households = official.series(official.COUNTRY, "households").known

    assert (households[2020], households[2022]) == (198514, 160630)
    assert official.series(official.COUNTRY, "N01951").known[2022] == 10521556


def test_all_kommuner_have_names_and_inhabitants():
    assert len(official.kommuner()) == 290
    assert official.kommun("1283").name == "Helsingborg"
    total = sum(official.series(place.code, "N01951").known[2022] for place in official.kommuner())
    assert total == official.series(official.COUNTRY, "N01951").known[2022]


@pytest.mark.parametrize("code", ["0331", "1257", "1315", "1862"])
def test_a_zero_that_is_a_missing_report_is_no_value(code):
    assert point(code, "N31857", 2021) == official.Point(2021, None, "0 i källan, behandlas som bortfall")
    assert point(code, "households", 2021).value is None
    assert point(code, "N31857", 2022).value > 0


def test_a_zero_that_may_be_true_is_kept_and_noted():
    assert point("0513", "U31402", 2020) == official.Point(2020, Decimal(0), "0 i källan, kan vara bortfall")


def test_a_year_without_report_is_no_value():
    assert point("1488", "N31910", 2016) == official.Point(2016, None, "uppgift saknas i källan")


def test_a_number_of_households_that_is_not_published_is_computed_and_says_so():
    assert point("1488", "households", 2016) == official.Point(2016, Decimal(2013), "beräknat")
    assert point("1488", "households", 2020) == official.Point(2020, Decimal(1367))


def test_a_published_number_that_differs_from_the_computed_says_so():
    assert point("1762", "households", 2017) == official.Point(2017, Decimal(172), "beräknat antal är 165")


@pytest.mark.parametrize("year", [2000, 2012])
def test_years_that_miss_the_country(year):
    assert point(official.COUNTRY, "N31001", year) == official.Point(year, None, "riksvärde saknas i källan")
    assert point("0486", "N31001", year).value is not None


def test_measures_without_the_country_have_nothing_to_be_shown_beside():
    waiting = official.beside("0486", "U31402")

    assert waiting.kommun.known
    assert (waiting.shown, waiting.index, waiting.base_year) == (None, None, None)
    assert "Riket har inga värden i källan." in waiting.country.notes


def test_the_extract_ends_in_2022_and_says_so():
    amount = official.series("0486", "N31857")

    assert amount.latest.year == official.LAST_YEAR == 2022
    assert any("slutar med 2022" in note for note in amount.notes)
    assert amount.figure(2023).text == "uppgift saknas"


def test_kommuner_do_not_add_up_to_the_country():
    kommuner = sum(official.series(place.code, "households").known.get(2020, 0) for place in official.kommuner())
    country = official.series(official.COUNTRY, "households").known[2020]

    assert Decimal("1.00") < kommuner / country < Decimal("1.04")  # those who move are counted twice
    assert "får inte läggas ihop" in measures()["households"].definition.not_for


def test_a_year_that_was_booked_wrongly_is_noted_and_kept():
    assert point("0486", "N31001", 2001).note == "avviker kraftigt från åren intill, kan vara felkonterat"
    assert round(point("0486", "N31001", 2001).value) == 247
    assert point("0486", "N31001", 2002).note == ""


def test_a_later_correction_is_told_where_it_belongs():
    assert any("från 147 till 408" in note for note in official.series("1862", "households").notes)
    assert not any("147" in note for note in official.series("0486", "households").notes)


def test_long_term_assistance_is_not_compared_over_its_break():
    long_term = official.beside("1488", "N31814")
    by_year = {point.year: point for point in long_term.index[0].points}

    assert long_term.base_year == 2017
    assert by_year[2017].value == 100
    assert by_year[2016] == official.Point(2016, None, "räknas på annat sätt än 2017")
    assert any(note.startswith("Metodbrott 2017") for note in long_term.kommun.notes)
    assert long_term.kommun.compared(2018, 2017).change > 0
    with pytest.raises(ComparisonError, match="2016 och 2017 är räknade på olika sätt"):
        long_term.kommun.compared(2017, 2016)


def test_a_sum_is_shown_beside_the_country_by_inhabitant():
    kommun, country = official.beside("0486", "N31857").shown

    assert kommun.unit == country.unit == "kronor per invånare"
    assert (kommun.known[2020], country.known[2020]) == (Decimal("1295.2"), Decimal("1151.9"))


def test_a_share_is_shown_beside_the_country_as_it_is():
    beside = official.beside("0486", "N31807")

    assert beside.shown == (beside.kommun, beside.country)
    assert beside.per_inhabitant is None


def test_an_index_shows_the_same_base_for_both():
    kommun, country = official.beside("0486", "N31857", base_year=2020).index

    assert kommun.unit == "index, 2020 = 100"
    assert (kommun.known[2020], country.known[2020]) == (100, 100)
    assert (kommun.known[2021], country.known[2021]) == (Decimal("71.1"), Decimal("97.5"))


def test_a_base_year_without_value_is_refused():
    with pytest.raises(ComparisonError, match=r"saknar värde 2021\. Välj ett annat basår"):
        official.beside("1257", "N31857", base_year=2021)


def test_a_level_is_not_divided_by_inhabitants():
    with pytest.raises(ComparisonError, match="ingen summa"):
        official.per_inhabitant(official.series("0486", "N31807"))


def test_kolada_is_named_only_where_its_values_are_unchanged():
    beside = official.beside("0486", "N31857")

    assert beside.kommun.attribution.startswith("Källa: Kolada")
    for worked_on in (beside.shown[0], beside.index[0], official.series("0486", "households")):
        assert "Kolada" not in worked_on.attribution
        assert "Socialstyrelsen" in worked_on.attribution


def test_a_figure_of_the_year_carries_its_scope_and_period():
    figure = official.series("0486", "households").figure(2020)

    assert (figure.text, figure.period.label, figure.scope) == ("835 hushåll", "2020", "Strängnäs")
    assert official.series("0486", "households").compared(2020, 2019).change == -7


@pytest.mark.parametrize(
    ("code", "measure", "words"), [("9999", "N31857", "ingen kommun"), ("0486", "N99999", "inget officiellt mått")]
)
def test_what_does_not_exist_is_refused(code, measure, words):
    with pytest.raises(LookupError, match=words):
        official.beside(code, measure)


@pytest.mark.parametrize("measure", measures())
def test_every_measure_can_be_read_for_every_kommun(measure):
    for place in official.kommuner():
        assert official.beside(place.code, measure).kommun.points


def test_the_bundled_files_are_those_that_the_source_page_names():
    named = dict(
        reversed(line.split())
        for line in (DATA / "kolada/SOURCE.md").read_text(encoding="utf-8").splitlines()
        if "csv.gz" in line[-6:]
    )
    bundled = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in (DATA / "kolada").iterdir()
        if file.name != "SOURCE.md"
    }

    assert bundled == named
    assert sum(len(file.read_bytes()) for file in (DATA / "kolada").iterdir()) < 3_000_000


def original(path, kpis):
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["kpi", "kommun_kod", "year", "gender", "value"])
        for kpi in kpis:
            writer.writerows(
                [[kpi, "0486", 2021, "T", "1.50"], [kpi, "0000", 2020, "T", "2"], [kpi, "0486", 2020, "K", "9"]]
            )
        writer.writerow(["N00000", "0486", 2021, "T", "7"])
    return path


def test_the_extract_can_be_made_again_byte_for_byte(tmp_path):
    source = original(tmp_path / "kolada.csv", kolada_ids())
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        official_build.build([source], folder)
    one, two = ({file.name: file.read_bytes() for file in folder.iterdir()} for folder in folders)

    assert one == two
    assert one.keys() == {f"{kpi}.csv.gz" for kpi in kolada_ids()}
    assert gzip.decompress(one["N31857.csv.gz"]).decode() == "kommun,2020,2021\n0000,2,\n0486,,1.50\n"


def test_an_original_that_lacks_a_measure_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"saknas i originalen: N01951\."):
        official_build.build([original(tmp_path / "kolada.csv", kolada_ids() - {"N01951"})], tmp_path)
