"""The how-to about spreadsheets names every sheet and column that the program reads."""

import re

from tests.repo.files import ROOT

from framsteg.entitlement.sheets.columns import CASES, EXPECTED, NOTES, SHEETS

PAGE = (ROOT / "docs" / "how-to" / "prova-egna-fall.md").read_text(encoding="utf-8")


def test_the_table_of_sheets_is_the_programs():
    told = {
        sheet: columns.split(", ")
        for sheet, columns in re.findall(r"^\| ([\w ]+?) \| (.+?) \| .+ \|$", PAGE, re.MULTILINE)
    }
    told.pop("Blad")

    read = {"Fall": (*CASES, *EXPECTED, *NOTES)} | {sheet: columns for sheet, (_, columns) in SHEETS.items()}
    assert told == {sheet: [column.heading for column in columns] for sheet, columns in read.items()}
