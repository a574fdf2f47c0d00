"""The manager sees how the kommun is doing, what lies behind a figure, and the kommun beside the country."""

import re
from collections.abc import Callable

import pytest
from tests.journeys.staff import Staff

pytestmark = pytest.mark.journey

HOUSEHOLDS = "Hushåll med utbetalning under månaden"
OFFICIAL = "Officiell statistik: kommunen bredvid riket"
LONG_TERM = "Vuxna med långvarigt bistånd, andel av mottagarna"
REFERRED = "Hänvisade till Jobbcentrum inom 48 timmar"


def test_managers_morning(at_browser: Callable[..., Staff]) -> None:
    eva = at_browser("Enhetschef")
    see_the_figures(eva)
    case = see_the_households_behind_a_figure(eva)
    see_the_missed_deadlines(eva)
    see_another_kommun_beside_the_country(eva)

    gunnar = at_browser("Granskare")
    find_the_managers_read(gunnar, case)


def see_the_figures(eva: Staff) -> None:
    eva.sees("Månadstal för oktober 2026")
    eva.unfold(f"Så räknas det: {HOUSEHOLDS}")
    eva.sees("Källa: Kommunens utbetalningar i Framsteg")
    assert eva.page.get_by_role("article").get_by_text("Så räknas det").count() == eva.page.locator("article").count()
    eva.look("laget")


def see_the_households_behind_a_figure(eva: Staff) -> str:
    tile = eva.page.get_by_role("article").filter(has=eva.page.get_by_role("heading", name=HOUSEHOLDS))
    figure = re.search(r"(\d+) hushåll", tile.inner_text())
    assert figure
    eva.press(f"Visa underlaget: {HOUSEHOLDS}")
    households = eva.rows(HOUSEHOLDS)
    assert households.count() == int(figure[1]) > 0
    eva.look("underlaget")
    case = households.get_by_role("link").first.inner_text()
    eva.press(case)
    eva.look("hushallet")
    return case


def see_the_missed_deadlines(eva: Staff) -> None:
    eva.press("Läget", within="Huvudmeny")
    eva.press(f"Visa underlaget: {REFERRED}")
    missed = eva.rows("Missade frister")
    assert missed.count() > 0
    eva.sees(f"{missed.count()} missad", "Vems uppgift")
    eva.look("missade-frister")
    eva.press("Tillbaka till läget")


def see_another_kommun_beside_the_country(eva: Staff) -> None:
    eva.choose("Kommun", "Strängnäs")
    eva.choose("Mått", LONG_TERM)
    eva.press("Visa")
    eva.unfold(f"Visa siffrorna i en tabell: {LONG_TERM}, procent")
    eva.sees("Strängnäs", "Riket", "2022", within=OFFICIAL)
    eva.look("officiell-statistik")


def find_the_managers_read(gunnar: Staff, case: str) -> None:
    gunnar.write("Ärendenummer", case)
    gunnar.choose("Visa", "läsningar av akter")
    gunnar.press("Visa")
    reads = gunnar.rows("Händelser, senaste först").filter(has_text="eva").filter(has_text=case)
    assert reads.filter(has_text="workbench.household").count() == 1
    gunnar.look("loggen")
