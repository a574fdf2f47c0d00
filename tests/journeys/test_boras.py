"""Borås: a personal meeting with a structured method, somebody at Jobb Borås from day one, and a municipal job."""

from collections.abc import Callable

import pytest
from tests.factories.people import SPARE_NUMBERS
from tests.journeys.staff import Staff
from tests.journeys.story import Applicant, register_alone
from tests.journeys.ways import adopt, assess, begin_activity, is_in_stage, leave, open_tab
from tests.journeys.world import TODAY

pytestmark = pytest.mark.journey

OSKAR = Applicant(SPARE_NUMBERS[5], "Oskar", "Nyberg")


def test_boras_meets_in_person_and_the_way_leads_to_a_municipal_job(at_browser: Callable[..., Staff]) -> None:
    eva, sara = at_browser("Enhetschef"), at_browser("Socialsekreterare")

    adopt(eva, "Försörjningsenheten och Jobb Borås (Borås)")
    see_the_method(eva)
    register_alone(sara, OSKAR)
    open_tab(sara, OSKAR)
    meet(sara)
    assess(sara, "Jag kan börja arbeta utomhus i morgon.", "Ett kommunalt jobb i parkerna.")
    enrol(sara)

    begin_activity(sara, "kommunalt jobb", "Parkenheten", "ordinarie arbetsplats", 40)
    sara.look("kommunalt-jobb")
    leave(sara, "arbete med subvention", "Parkenheten, Demokommunen")


def see_the_method(eva: Staff) -> None:
    eva.press("Arbetsmodell", within="Huvudmeny")
    eva.press("Bedömningsinstrument som kommunen använder")
    eva.sees("Version", "Får inte användas till", within="Initial bedömning i bruk")
    eva.look("instrument")


def meet(sara: Staff) -> None:
    sara.sees("Personligt möte", "Inget möte än.", within="Möten")
    sara.unfold("Anteckna ett möte")
    for who in ("den enskilde", "Socialsekreterare"):
        sara.tick(who)
    sara.write("Anteckning", "Vi gick igenom vad som krävs och vad vi gör till nästa gång.")
    sara.press("Anteckna ett möte")
    sara.sees("Mötet är antecknat.", "20 november 2026, Personligt möte", "Med: den enskilde, Socialsekreterare.")
    sara.look("motet")


def enrol(sara: Staff) -> None:
    """Whoever is enrolled has somebody from the first day; how many hours that is the source does not say."""
    open_tab(sara, OSKAR)
    sara.sees("Strukturerad metod i det personliga mötet", "med Initial bedömning", within="Bedömningar och framsteg")
    sara.pick_day("Första dag", TODAY)
    sara.press("Registrera första dagen")
    sara.sees("Första dagen är registrerad.")
    is_in_stage(sara, "Inskriven för arbete")
    sara.unfold("Utse arbetslivshandläggare")
    sara.choose("Namn", "Jonas Nyström")
    sara.press("Utse arbetslivshandläggare")
    sara.sees("Jonas Nyström", within="Vilka som arbetar med personen")
    sara.sees("Arbetslivshandläggare från dag ett", "Gjort 20 november 2026", within="Frister")
    sara.look("inskriven")
