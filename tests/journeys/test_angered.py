"""Angered: help at Jobbhörnet within 48 hours, a job coach and an agreement, job search, and a job."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.factories.people import SPARE_NUMBERS
from tests.journeys.staff import Staff
from tests.journeys.story import Applicant, register_alone
from tests.journeys.ways import adopt, begin_activity, is_in_stage, leave, map_the_person, open_tab, open_way
from tests.journeys.world import TODAY

pytestmark = pytest.mark.journey

AMIR = Applicant(SPARE_NUMBERS[3], "Amir", "Holm")


def test_angered_helps_within_48_hours_and_searches_for_a_job(at_browser: Callable[..., Staff]) -> None:
    eva, sara, jonas = at_browser("Enhetschef"), at_browser("Socialsekreterare"), at_browser("Jobbcoach")

    adopt(eva, "Angeredsmodellen, Jobbhörnet (Göteborg)")
    case = register_alone(sara, AMIR)
    open_tab(sara, AMIR)
    see_the_clock(sara)
    begin_at_jobbhornet(sara)
    assign_the_coach(sara)

    open_way(jonas, case, AMIR)
    map_the_person(jonas, "Jag har kört budbil.", "Söker arbete som chaufför.")
    agree(jonas)
    begin_activity(jonas, "jobbsökande", "Jobbhörnet", "ingen arbetsplats", 20)
    jonas.look("jobbsokande")
    leave(jonas, "arbete utan subvention", "Budfirma i Demostad")


def see_the_clock(sara: Staff) -> None:
    due = TODAY + timedelta(days=2)
    sara.sees("Hjälp på Jobbhörnet inom 48 timmar", f"{due.day} november 2026", within="Frister")
    is_in_stage(sara, "Ansökan")


def begin_at_jobbhornet(sara: Staff) -> None:
    sara.pick_day("Första dag", TODAY)
    sara.press("Registrera första dagen")
    sara.sees("Första dagen är registrerad.")
    is_in_stage(sara, "Jobbhörnet")


def assign_the_coach(sara: Staff) -> None:
    sara.unfold("Utse jobbcoach")
    sara.choose("Namn", "Jonas Nyström")
    sara.press("Utse jobbcoach")
    sara.sees("Den som följer personen är utsedd.")
    sara.look("jobbhornet")


def agree(jonas: Staff) -> None:
    """The agreement is the plan of this model: the person and the job coach sign it."""
    jonas.sees("Ingen plan än.", within="Överenskommelse om jobbsökande")
    jonas.press("Skriv planen")
    jonas.write("Mål med personens egna ord", "Jag vill köra bil och klara mig själv.")
    jonas.press("Börja planen")
    for text, owner in (("Söka jobb fyra dagar i veckan", "den enskilde"), ("Gå med till arbetsgivare", "kommunen")):
        jonas.write("Vad som ska göras", text)
        jonas.choose("Vem ansvarar", owner)
        jonas.press("Lägg till raden")
        jonas.sees(text)
    for party in ("den enskilde", "jobbcoach"):
        jonas.unfold(f"Underteckna som {party}")
        jonas.press("Underteckna")
    jonas.sees("Undertecknad av alla parter")
    jonas.look("overenskommelsen")
    open_tab(jonas, AMIR)
