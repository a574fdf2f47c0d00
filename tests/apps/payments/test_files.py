"""The payment file with hostile and ordinary names."""

from datetime import date
from decimal import Decimal

import pytest

from framsteg.apps.payments.files import Row, harmless, payment_file


def file_with(name: str) -> str:
    row = Row(7, "2025-00001", "2025-03", "applicant", name, "8327-9 123", Decimal("10680"))
    return payment_file(kommun="1488", sequence=3, pay_on=date(2025, 3, 27), rows=[row])


@pytest.mark.parametrize("name", ["=1+1", "+46", "-2", "@SUM(A1)", "  =1+1", "\t=1+1", "\r=cmd"])
def test_no_cell_is_run_by_a_spreadsheet(name):
    assert harmless(name).startswith("'")


@pytest.mark.parametrize("name", ["Åsa\r\nSUMMA;3;0;0.00", "A\u2028B", "A\x00B"])
def test_no_name_can_break_a_line(name):
    assert len(file_with(name).splitlines()) == 4


def test_a_semicolon_stays_inside_its_cell():
    assert ';"Berg; Åsa";' in file_with("Berg; Åsa")


def test_swedish_names_are_untouched():
    assert harmless("Åsa Öberg-Ek") == "Åsa Öberg-Ek"
