"""A person is referred to Jobbcentrum, makes a plan with everybody around her, and gets a job. By keyboard alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.factories.people import SPARE_NUMBERS
from tests.journeys.staff import Staff
from tests.journeys.story import Applicant, find_household, register_alone
from tests.journeys.world import TODAY

pytestmark = pytest.mark.journey

DAVID = Applicant(SPARE_NUMBERS[1], "David", "Ekström")


def test_trollhattan_from_referral_to_job(at_browser: Callable[..., Staff]) -> None:
    sara, karin = at_browser("Socialsekreterare"), at_browser("Arbetsmarknadskonsulent")
    anna, jonas = at_browser("Arbetsförmedlare"), at_browser("Jobbcoach")

    case = register_alone(sara, DAVID)
    journey = see_the_clock(sara)
    refer(sara)

    open_journey(karin, case)
    note_the_first_day(karin, journey)
    no_activity_before_the_mapping(karin)
    hold_the_mapping(karin)
    write_the_plan(karin)

    anna.finds_nothing_at(journey)
    consent(karin, case)
    see_and_sign_the_plan(anna, journey)
    everybody_else_signs(karin, sara, journey)

    assign_the_coach(karin, journey)
    open_journey(jonas, case)
    follow_up(jonas)
    try_work(jonas)
    leave_for_a_job(jonas)
    see_the_way_behind(sara, case)


def see_the_clock(sara: Staff) -> str:
    sara.press("Väg till arbete", within="Ärendets delar")
    sara.press(DAVID.name)
    due = TODAY + timedelta(days=2)
    sara.sees("Anvisning till Jobbcentrum inom 48 timmar", f"{due.day} november 2026", within="Frister")
    is_in_stage(sara, "Ansökan och anvisning")
    sara.look("klockan")
    return sara.path


def refer(sara: Staff) -> None:
    sara.pick_day("Första dag på Jobbcentrum", TODAY)
    sara.press("Hänvisa till Jobbcentrum")
    sara.sees("Hänvisningen är gjord.")
    is_in_stage(sara, "Anvisad till Jobbcentrum")
    sara.look("anvisad")


def open_journey(staff: Staff, case: str) -> None:
    find_household(staff, case)
    staff.press("Väg till arbete", within="Ärendets delar")
    staff.press(DAVID.name)


def note_the_first_day(karin: Staff, journey: str) -> None:
    karin.press("Registrera första dagen")
    karin.sees("Första dagen är registrerad.")
    is_in_stage(karin, "Jobbcentrum")
    karin.sees("Från 20 november 2026 till 17 december 2026.", within="Jobbcentrum")
    karin.sees("Handlingsplan inom fyra veckor på Jobbcentrum", within="Frister")

    karin.press("Jobbcentrum", within="Huvudmeny")
    karin.choose(f"Närvaro för {DAVID.name} fredag 20 november", "närvarande")
    karin.look("veckan")
    karin.press("Spara närvaron fredag 20 november")
    karin.sees("Närvaron är sparad.")
    karin.press(DAVID.name)
    karin.sees("1 dag", within="Jobbcentrum")
    assert karin.path == journey


def no_activity_before_the_mapping(karin: Staff) -> None:
    karin.sees("En insats ska utgå från en individuell kartläggning.", within="Insatser")
    karin.sees_no("Börja en insats")
    karin.look("grinden")


def hold_the_mapping(karin: Staff) -> None:
    karin.press("Gör kartläggningen")
    karin.write("Personens egna ord", "Jag har kört lastbil i sex år och vill igen.", "Arbete och erfarenheter")
    karin.write("Din bedömning", "Behöver förnya sitt yrkeskompetensbevis.", "Arbete och erfarenheter")
    karin.write("Sammanfattning", "Vi är överens om att vägen går genom transportbranschen.")
    karin.look("kartlaggning")
    karin.press("Spara kartläggningen")
    karin.sees("Kartläggningen är sparad.", "Vi är överens om att vägen går genom transportbranschen.")
    is_in_stage(karin, "Jobbcentrum")


def write_the_plan(karin: Staff) -> None:
    karin.press("Skriv planen")
    karin.write("Mål med personens egna ord", "Jag vill köra lastbil och klara mig själv.")
    karin.press("Börja planen")
    add_line(karin, "Söka tre lediga jobb i veckan", "den enskilde")
    add_line(karin, "Betala förnyat yrkeskompetensbevis", "kommunen")
    add_line(karin, "Ordna studiebesök hos två åkerier", "samverkanspart")
    karin.look("planen")


def add_line(karin: Staff, text: str, owner: str) -> None:
    karin.write("Vad som ska göras", text)
    karin.choose("Vem ansvarar", owner)
    karin.pick_day("Klart senast", TODAY + timedelta(weeks=3))
    karin.press("Lägg till raden")
    karin.sees(text)


def consent(karin: Staff, case: str) -> None:
    karin.press("Samtycken", within="Ärendets delar")
    karin.write("Vad uppgifterna ska användas till", "Gemensam planering mot arbete.")
    karin.tick("namn och kontaktuppgifter")
    karin.tick("handlingsplan")
    karin.pick_day("Gäller till och med", TODAY + timedelta(days=180))
    karin.write("Hur samtycket lämnades", "Skriftligt vid mötet.")
    karin.press("Anteckna samtycket")
    karin.sees("Samtycket är antecknat och gäller från och med nu.", "Arbetsförmedlingen på Jobbcentrum")
    karin.look("samtycken")


def see_and_sign_the_plan(anna: Staff, journey: str) -> None:
    anna.open(journey)
    anna.sees("Jag vill köra lastbil och klara mig själv.", "Inget samtycke som gäller nu omfattar")
    anna.sees_no("Jag har kört lastbil i sex år och vill igen.")
    anna.look("arbetsformedlaren-ser")
    anna.press("Öppna planen")
    sign(anna, "arbetsförmedlare")


def everybody_else_signs(karin: Staff, sara: Staff, journey: str) -> None:
    for staff, parties in ((karin, ("den enskilde", "arbetsmarknadskonsulent")), (sara, ("socialsekreterare",))):
        staff.open(journey)
        staff.press("Öppna planen")
        for party in parties:
            sign(staff, party)
    sara.sees("Undertecknad av alla parter")
    sara.look("undertecknad")


def sign(staff: Staff, party: str) -> None:
    staff.unfold(f"Underteckna som {party}")
    staff.press("Underteckna")


def assign_the_coach(karin: Staff, journey: str) -> None:
    karin.open(journey)
    karin.unfold("Utse jobbcoach")
    karin.choose("Namn", "Jonas Nyström")
    karin.press("Utse jobbcoach")
    karin.sees("Den som följer personen är utsedd.")
    is_in_stage(karin, "Väg till arbete med jobbcoach")


def follow_up(jonas: Staff) -> None:
    jonas.unfold("Boka en uppföljning")
    jonas.pick_day("Dag", TODAY)
    jonas.press("Boka en uppföljning")
    jonas.sees("Uppföljningen är bokad.")
    jonas.unfold("Anteckna uppföljningen")
    jonas.write("Anteckning", "David har sökt fyra jobb och fått svar från ett åkeri.")
    jonas.press("Anteckna uppföljningen")
    jonas.sees("Uppföljningen är antecknad.", "David har sökt fyra jobb och fått svar från ett åkeri.")


def try_work(jonas: Staff) -> None:
    jonas.unfold("Börja en insats")
    jonas.choose("Insats", "praktik")
    jonas.write("Arbetsplats", "Åkeri i Demostad")
    jonas.choose("Slag av arbetsplats", "ordinarie arbetsplats")
    jonas.write("Timmar i veckan", "30")
    jonas.pick_day("Börjar", TODAY)
    jonas.look("insats")
    jonas.press("Börja en insats")
    jonas.sees("Insatsen är registrerad.", "Praktik, Åkeri i Demostad")
    jonas.unfold("Avsluta insatsen")
    jonas.pick_day("Sista dag", TODAY)
    jonas.write("Hur det gick", "Åkeriet erbjuder anställning.")
    jonas.press("Avsluta insatsen")
    jonas.sees("Insatsen är avslutad.", "Åkeriet erbjuder anställning.")
    is_in_stage(jonas, "Väg till arbete med jobbcoach")


def leave_for_a_job(jonas: Staff) -> None:
    jonas.unfold("Avsluta vägen")
    jonas.choose("Vart", "arbete utan subvention")
    jonas.write("Närmare", "Åkeri i Demostad, lastbilsförare")
    jonas.press("Avsluta vägen")
    jonas.sees("Vägen är avslutad.", "Arbete utan subvention", "90 dagar efter avslutet", "12 månader efter avslutet")
    is_in_stage(jonas, "Eftervård")
    jonas.look("avslutad")


def see_the_way_behind(sara: Staff, case: str) -> None:
    sara.open(f"/hushall/{case}/")
    timeline = sara.page.get_by_role("list", name="Hushållets tidslinje")
    assert timeline.get_by_role("listitem").count() >= 10
    sara.sees("Eftervård", within="Väg till arbete")
    sara.look("tidslinje")


def is_in_stage(staff: Staff, stage: str) -> None:
    """See the stage in the row of stages and in the band above the page."""
    current = staff.page.locator("[aria-current=step] .fs-stage__name")
    assert current.inner_text() == stage
    assert staff.page.locator("#band-stage").inner_text() == stage
