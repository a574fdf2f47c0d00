"""A kommun's own spreadsheet of cases: what agrees, what does not, and what is wrong with the book."""

from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from random import Random

import pytest
from openpyxl import Workbook, load_workbook

from framsteg.entitlement.sheets import BookError, check, read_book, write_report, write_template

HEADS = ["fall", "månad", "väntat bistånd", "regel"]
PERSONS = ["fall", "id", "född", "roll"]


@pytest.fixture
def book(tmp_path):
    """Return a function from changes to the path of a book with one case that agrees: single, rent 6 000."""

    def write(**changes):
        sheets = {
            "Fall": [HEADS, ["ett", "2025-03", 11180, "COST-02"]],
            "Personer": [PERSONS, ["ett", "a", "1990-05-01", "vuxen"]],
            "Kostnader": [["fall", "slag", "sökt", "godtaget", "skäl"], ["ett", "Boende", 6000, None, None]],
        } | changes
        made = Workbook()
        made.remove(made.active)
        for name, rows in sheets.items():
            sheet = made.create_sheet(name)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "fall.xlsx"
        made.save(path)
        return path

    return write


def faults(path):
    with pytest.raises(BookError) as refused:
        read_book(path)
    return [str(fault).removeprefix(f"{path}, ").removeprefix(f"{path}: ") for fault in refused.value.faults]


def test_the_template_holds_an_example_that_agrees(tmp_path):
    path = tmp_path / "mall.xlsx"
    write_template(path)

    (one,) = check(read_book(path))

    assert one.passed
    assert (one.result.norm, one.result.assistance) == (Decimal("12610.00"), Decimal("4115.00"))


@pytest.mark.parametrize(("expected", "passed"), [(11179.99, False), (11180, True), (11180.01, False)])
def test_a_case_agrees_to_the_ore(book, expected, passed):
    (one,) = check(read_book(book(Fall=[HEADS, ["ett", "2025-03", expected, None]])))

    assert one.passed is passed


def test_a_cell_may_be_a_date_an_amount_in_text_and_a_word_of_the_case_file(book):
    path = book(
        Fall=[HEADS, ["ett", datetime(2025, 3, 1), "11 180,00 kr", None]],
        Personer=[PERSONS, ["ett", 1, datetime(1990, 5, 1), "adult"]],
        Kostnader=[["fall", "slag", "sökt"], ["ett", "rent", 6000.0]],
    )

    (one,) = check(read_book(path))

    assert one.passed
    assert one.case.case.persons[0].id == "1"


def test_empty_rows_are_nothing(book):
    path = book(Fall=[HEADS, [None] * 4, ["ett", "2025-03", 11180, None], [" ", None, None, None]])

    assert len(read_book(path)) == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"Kostnader": [["fall", "slag", "sökt"], ["ett", "Hyra", 6000]]},
         "blad Kostnader, rad 2, kolumn slag: ”Hyra” finns inte att välja. Möjliga är: Boende,"),
        ({"Kostnader": [["fall", "slag", "sökt"], ["ett", "Boende", "mycket"]]},
         "blad Kostnader, rad 2, kolumn sökt: ”mycket” är inget belopp."),
        ({"Kostnader": [["fall", "slag", "sökt"], ["ett", "Boende", -1]]},
         "blad Kostnader, rad 2, kolumn sökt: -1 är för lågt."),
        ({"Kostnader": [["fall", "slag", "sökt"], ["ett", "Boende", 10**12]]},
         "blad Kostnader, rad 2, kolumn sökt: 1000000000000 har för många siffror."),
        ({"Kostnader": [["fall", "slag", "sökt"], ["ett", "Boende", None]]},
         "blad Kostnader, rad 2, kolumn sökt: Uppgiften saknas."),
        ({"Kostnader": [["fall", "slag", "sökt"], ["tva", "Boende", 6000]]},
         "blad Kostnader, rad 2, kolumn fall: Fallet ”tva” finns inte på bladet Fall."),
        ({"Kostnader": [["fall", "slag", "pris"], ["ett", "Boende", 6000]]},
         "blad Kostnader, rad 1, kolumn pris: Rubriken finns inte. Möjliga är: fall, slag, sökt"),
        ({"Kostnader": [["fall", "slag", "sökt"], ["ett", "Boende", "#REF!"]]},
         "blad Kostnader, rad 2, kolumn sökt: Formeln ger #REF!."),
        ({"Kostnader": [["fall", "slag", "sökt"], [None, "Boende", 6000]]},
         "blad Kostnader, rad 2, kolumn fall: Fallets namn saknas."),
        ({"Personer": [PERSONS, ["ett", "a", "1990-02-30", "vuxen"]]},
         "blad Personer, rad 2, kolumn född: ”1990-02-30” är inget datum."),
        ({"Personer": [PERSONS, ["ett", "a", "1990-05-01", "vuxen"], ["ett", "a", "1991-05-01", "barn"]]},
         "blad Personer, rad 3, kolumn id: ”a” finns redan."),
        ({"Personer": [PERSONS]}, "blad Personer: Hushållet är tomt."),
        ({"Fall": [HEADS, ["ett", "mars", 1, None]]}, "blad Fall, rad 2, kolumn månad: ”mars” är ingen månad"),
        ({"Fall": [HEADS, ["ett", None, 1, None]]}, "blad Fall, rad 2, kolumn månad: Uppgiften saknas."),
        ({"Fall": [HEADS, ["ett", "2025-03", "mycket", None]]},
         "blad Fall, rad 2, kolumn väntat bistånd: ”mycket” är inget belopp."),
        ({"Fall": [HEADS, ["ett", "2025-03", "NaN", None]]},
         "blad Fall, rad 2, kolumn väntat bistånd: ”NaN” är inget belopp."),
        ({"Fall": [HEADS, ["ett", "2025-03", "1e99", None]]},
         "blad Fall, rad 2, kolumn väntat bistånd: ”1e99” är inget belopp."),
        ({"Fall": [HEADS, ["ett", "2025-03", None, None]]},
         "blad Fall, rad 2, kolumn fall: Fallet har inget att jämföra med."),
        ({"Fall": [HEADS, *[["ett", "2025-03", 1, None]] * 2]},
         "blad Fall, rad 3, kolumn fall: Fallet ”ett” finns redan."),
        ({"Fall": [["månad"], ["2025-03"]]}, "blad Fall, rad 1, kolumn fall: Kolumnen fall saknas."),
        ({"Fall": [[*HEADS, "månad"], ["ett", "2025-03", 1, None, None]]},
         "blad Fall, rad 1, kolumn månad: Rubriken står två gånger."),
    ],
)  # fmt: skip
def test_a_fault_says_sheet_row_column_and_remedy(book, changes, told):
    found = faults(book(**changes))

    assert found[0].startswith(told)
    assert found[0].rstrip(".").count(".") >= 1  # what is wrong, and what to do


def test_every_fault_of_the_book_is_told_once(book):
    path = book(
        Personer=[PERSONS, ["ett", "a", "i maj", "tant"]], Kostnader=[["fall", "slag", "sökt"], ["ett", "Boende", -1]]
    )

    assert [fault.split(":")[0] for fault in faults(path)] == [
        "blad Personer, rad 2, kolumn roll",
        "blad Personer, rad 2, kolumn född",
        "blad Kostnader, rad 2, kolumn sökt",
    ]


def test_what_is_no_book_is_refused(tmp_path):
    text = tmp_path / "text.xlsx"
    text.write_text("fall;månad", encoding="utf-8")
    empty = tmp_path / "tom.xlsx"
    Workbook().save(empty)

    assert faults(tmp_path / "saknas.xlsx")[0].startswith("Filen finns inte")
    assert faults(text)[0].startswith("Filen är inget helt kalkylblad i formatet XLSX.")
    assert faults(empty)[0].startswith("Bladet Fall saknas. Utgå från mallen")


def test_a_book_without_cases_is_refused(book):
    assert faults(book(Fall=[HEADS], Personer=[PERSONS], Kostnader=[["fall"]])) == [
        "blad Fall: Bladet har inga fall. Skriv minst ett, med månad och väntat värde."
    ]


def test_the_report_says_what_differs_and_shows_every_line(book, tmp_path):
    path = book(
        Fall=[HEADS, ["ett", "2025-03", 11180, "COST-02"], ["två", "2025-03", 1, None]],
        Personer=[PERSONS, ["ett", "a", "1990-05-01", "vuxen"], ["två", "a", "1990-05-01", "vuxen"]],
    )
    write_report(check(read_book(path)), tmp_path / "svar.xlsx")

    answer = load_workbook(tmp_path / "svar.xlsx")
    rows = list(answer["Resultat"].iter_rows(min_row=2, values_only=True))
    assert [row[:2] for row in rows] == [("ett", "stämmer"), ("två", "stämmer inte")]
    assert rows[1][2].replace("\N{NO-BREAK SPACE}", " ") == "bistånd: väntat 1 kr, beräknat 5 180 kr"
    assert ("ett", "Boende", 6000) in {row[:3] for row in answer["Rader"].iter_rows(values_only=True)}


def test_an_unknown_outcome_may_be_expected_and_its_reason_is_told(book, tmp_path):
    heads = ["fall", "månad", "väntat utfall"]
    path = book(Fall=[heads, ["ett", "2030-03", "Går inte att avgöra"]])

    (one,) = check(read_book(path))
    write_report([one], tmp_path / "svar.xlsx")

    assert one.passed
    assert load_workbook(tmp_path / "svar.xlsx")["Resultat"]["I2"].value


def test_text_that_begins_like_a_formula_stays_text(book, tmp_path):
    path = book(
        Kostnader=[["fall", "slag", "sökt", "godtaget", "skäl"], ["ett", "Boende", 6000, 5000, "'=1+1"]],
        Fall=[HEADS, ["ett", "2025-03", 10180, None]],
    )
    made = load_workbook(path)
    made["Kostnader"]["E2"].value = "=HYPERLINK(1)"
    made["Kostnader"]["E2"].data_type = "s"
    made.save(path)
    write_report(check(read_book(path)), tmp_path / "svar.xlsx")

    cells = [cell for row in load_workbook(tmp_path / "svar.xlsx")["Rader"].iter_rows() for cell in row]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_book_is_refused_or_read_but_never_a_crash(tmp_path, seed):
    path = tmp_path / "fall.xlsx"
    write_template(path)
    content, chance = bytearray(path.read_bytes()), Random(seed)
    for _ in range(chance.randint(1, 30)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path.write_bytes(content[: len(content) - chance.choice((0, 0, 100))])

    with suppress(BookError):
        check(read_book(path))


def test_a_kommun_code_that_became_a_number_gets_its_digit_back(book):
    heads = ["fall", "månad", "kommun", "väntat bistånd"]

    (one,) = read_book(book(Fall=[heads, ["ett", "2025-03", 821, 11180]]))

    assert one.case.kommun == "0821"


def test_a_file_larger_than_any_book_is_refused_before_it_is_read(book, monkeypatch):
    monkeypatch.setattr("framsteg.entitlement.sheets.reading._LARGEST", 100)

    assert faults(book()) == ["Filen är större än 20 MB. Dela upp fallen på flera filer."]


def test_more_rows_than_anyone_checks_are_refused(book, monkeypatch):
    monkeypatch.setattr("framsteg.entitlement.sheets.reading._MOST_ROWS", 3)
    rows = [[str(number), "2025-03", 1, None] for number in range(4)]

    assert any("fler än 3 rader" in fault for fault in faults(book(Fall=[HEADS, *rows])))
