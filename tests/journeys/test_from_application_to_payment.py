"""A household applies, is heard, gets its decision, and the money goes out. Every step by keyboard alone."""

from collections.abc import Callable

import pytest
from tests.factories.people import CHILD_NUMBERS, SPARE_NUMBERS
from tests.journeys.staff import Staff
from tests.journeys.story import (
    Applicant,
    begin_registration,
    case_number,
    fill_in_adult,
    fill_in_cost,
    fill_in_income,
)

from framsteg.demo.kommun import PASSWORD

pytestmark = pytest.mark.journey

AMINA = Applicant(SPARE_NUMBERS[0], "Amina", "Warsame")
DAVID = Applicant(SPARE_NUMBERS[1], "David", "Ekström")
LEYLA = Applicant(SPARE_NUMBERS[2], "Leyla", "Aydin")
CHILD = CHILD_NUMBERS.split()[0]


def test_from_application_to_payment(at_browser: Callable[..., Staff]) -> None:
    sara = at_browser("Socialsekreterare")
    skip_to_the_content(sara)
    case = register_household(sara)
    see_the_calculation(sara)
    override_the_rent(sara)
    hear_before_the_partial_refusal(sara)
    granted = decide(sara)
    read_the_letter(sara)
    order_the_payment(sara, granted)

    erik = at_browser("Ekonom")
    make_a_list_but_not_attest_it(erik, case)
    emma = at_browser()
    attest_and_export(emma, case)

    see_the_whole_story(sara, case)


def skip_to_the_content(sara: Staff) -> None:
    sara.look("skrivbord")
    sara.keys.press("Tab")
    sara.keys.press("Enter")
    assert sara.page.evaluate("document.activeElement.id") == "innehall"


def register_household(sara: Staff) -> str:
    begin_registration(sara, AMINA)
    fill_in_adult(sara, AMINA)
    sara.press("Fler personer")
    sara.write("Personnummer eller samordningsnummer", CHILD, within="Person 2")
    sara.choose("Roll i hushållet", "barn", within="Person 2")
    sara.write("Förnamn", "Idil", within="Person 2")
    sara.write("Efternamn", AMINA.family_name, within="Person 2")
    fill_in_cost(sara, 1, "hyra", "9200")
    fill_in_cost(sara, 2, "hushållsel", "450")
    fill_in_income(sara, 1, "barnbidrag", "1250")
    sara.look("registrera")
    sara.press("Registrera ansökan")
    sara.sees("Ansökan är registrerad.", "Amina Warsame", "Idil Warsame", "barnbidrag")
    sara.look("ansokan")
    return case_number(sara)


def see_the_calculation(sara: Staff) -> None:
    sara.press("Beslut", within="Ärendets delar")
    sara.look("beslut-lista")
    sara.press("november 2026")
    sara.press("Beräkna")
    sara.sees("Rätt till bistånd", "Barnbidrag", "hyra", "12 kap.")
    sara.look("berakning")


def override_the_rent(sara: Staff) -> None:
    sara.unfold("Bedöm kostnaden: hyra")
    sara.write("Godtaget belopp, kr", "8000", within="Hyra")
    sara.write("Skäl", "Hyran är högre än vad som är skäligt för två personer i kommunen.", within="Hyra")
    sara.press("Spara bedömningen", within="Hyra")
    sara.sees("Bedömningen är sparad, beräkningen omgjord.", "godtaget 8 000 kr")


def hear_before_the_partial_refusal(sara: Staff) -> None:
    sara.sees("Delavslag", "Kommunicera underlaget med den enskilde först")
    sara.sees_no("Fatta beslutet")
    sara.look("kommunicering")
    sara.press("Spara som kommunicerad")
    sara.sees("Kommuniceringen är sparad.")
    sara.sees_no("Fatta beslutet")
    sara.write("Den enskildes svar", "Amina säger på telefon att hon söker en billigare lägenhet.")
    sara.press("Anteckna svaret")
    sara.sees("Svaret är antecknat.")


def decide(sara: Staff) -> int:
    sara.write("Barnens situation", "Barnen bor kvar och går i samma skola. Hyran går att betala.")
    sara.look("besluta")
    sara.press("Fatta beslutet")
    sara.sees("Beslutet är fattat och brevet sparat.", "Sara Lindqvist")
    sara.look("beslut")
    return sara.kronor("Beviljat")


def read_the_letter(sara: Staff) -> None:
    pdf = sara.page.get_by_role("link", name="Brevet som PDF").get_attribute("href")
    content = sara.page.context.request.get(f"{sara.address}{pdf}").body()
    assert content.startswith(b"%PDF")
    sara.press("Läs brevet")
    sara.sees("Så överklagar du", "Amina Warsame", "Hyran är högre än vad som är skäligt")
    sara.look("brev")
    sara.page.go_back()


def order_the_payment(sara: Staff, granted: int) -> None:
    sara.press("Utbetalning")
    sara.write("Till sökanden, kr", str(granted - 8000))
    sara.write("Hyresvärdens namn", "Demobostäder AB")
    sara.write("Hyresvärdens bankgiro eller konto", "5050-1055")
    sara.write("Till hyresvärden, kr", "8000")
    sara.look("bestall")
    sara.press("Beställ utbetalning")
    sara.sees("Utbetalningen är beställd.", "Demobostäder AB", "8 000 kr")
    sara.look("bestalld")


def make_a_list_but_not_attest_it(erik: Staff, case: str) -> None:
    erik.look("utbetalningar")
    erik.press("Upprätta lista")
    erik.sees("Listan är upprättad. Någon annan attesterar den.", case, "Demobostäder AB")
    erik.sees("Du har upprättat listan. En annan ekonom behöver attestera den.")
    erik.sees_no("Attestera listan")
    erik.look("lista")


def attest_and_export(emma: Staff, case: str) -> None:
    emma.open("/utbetalningar/")
    emma.look("logga-in")
    emma.sign_in_with_password("emma", PASSWORD)
    waiting = emma.page.get_by_role("row").filter(has_text="att attestera")
    emma.press(waiting.get_by_role("link").inner_text())
    emma.press("Attestera listan")
    emma.sees("Listan är attesterad.")
    file = emma.download("Hämta betalfilen").decode("utf-8-sig")
    assert "Demobostäder AB" in file
    emma.page.reload()
    emma.sees("Lämnad till bank", "Emma Lund", case)
    emma.look("exporterad")


def see_the_whole_story(sara: Staff, case: str) -> None:
    sara.open(f"/hushall/{case}/")
    timeline = sara.page.get_by_role("list", name="Hushållets tidslinje")
    for lane in ("Pengar", "Rätt", "Arbete"):
        assert timeline.get_by_text(lane, exact=True).count(), f"nothing about {lane} on the timeline"
    sara.sees("8 000 kr till hyresvärd", "Beviljat", "Väg till arbete börjar")
    sara.look("tidslinje")


def test_a_double_click_gives_one_application_and_one_decision(at_browser: Callable[..., Staff]) -> None:
    """Without script, so that nothing in the browser holds the second click back. Going back and again is one too."""
    sara = at_browser("Socialsekreterare", script=False)
    begin_registration(sara, LEYLA)
    fill_in_adult(sara, LEYLA)
    click_twice(sara, "Registrera ansökan")
    sara.sees("Leyla Aydin")
    sara.page.go_back()
    sara.press("Registrera ansökan")
    sara.press("Ansökningar", within="Ärendets delar")
    assert sara.rows("Hushållets ansökningar, den senaste månaden först").count() == 1

    sara.press("Beslut", within="Ärendets delar")
    sara.press("november 2026")
    sara.press("Beräkna")
    click_twice(sara, "Fatta beslutet")
    sara.sees("Beviljat")
    sara.page.go_back()
    sara.press("Fatta beslutet")
    sara.sees("Ansökan är redan beslutad. Här är beslutet.")
    sara.press("Beslut", within="Ärendets delar")
    assert sara.rows("Ansökningar och beslut").count() == 1


def click_twice(sara: Staff, button: str) -> None:
    with sara.page.expect_navigation():
        sara.page.get_by_role("button", name=button, exact=True).dblclick()


def test_a_lost_session_loses_nothing(at_browser: Callable[..., Staff]) -> None:
    sara = at_browser("Socialsekreterare")
    begin_registration(sara, DAVID)
    fill_in_adult(sara, DAVID)
    fill_in_cost(sara, 1, "hyra", "7100")
    sara.page.context.clear_cookies(name="sessionid")

    sara.press("Registrera ansökan")
    sara.sees("Du hade loggats ut. Det du skrev är sparat: logga in så fortsätter du där du var.")
    sara.look("utloggad")
    sara.sign_in_with_password("sara", PASSWORD)

    person = sara.page.get_by_role("group", name="Person 1", exact=True)
    assert person.get_by_label("Förnamn").input_value() == "David"
    assert sara.page.get_by_role("group", name="Kostnad 1").get_by_label("Sökt belopp, kronor").input_value() == "7100"
    sara.press("Registrera ansökan")
    sara.sees("Ansökan är registrerad.", "David Ekström", "7 100 kr")
