"""Hagfors: the assessment and the individual mapping come first, then a project, and the way leads to studies."""

from collections.abc import Callable

import pytest
from tests.factories.people import SPARE_NUMBERS
from tests.journeys.staff import Staff
from tests.journeys.story import Applicant, register_alone
from tests.journeys.ways import adopt, assess, is_in_stage, leave, map_the_person, open_tab
from tests.journeys.world import TODAY

pytestmark = pytest.mark.journey

MAJA = Applicant(SPARE_NUMBERS[2], "Maja", "Lindqvist")
MODEL = "Samverkan och kartläggning först (Hagfors)"


def test_hagfors_maps_before_a_project_and_the_way_leads_to_studies(at_browser: Callable[..., Staff]) -> None:
    eva, sara = at_browser("Enhetschef"), at_browser("Socialsekreterare")

    adopt(eva, MODEL)
    ended = take_the_projects_into_the_catalogue(eva)
    register_alone(sara, MAJA)
    open_tab(sara, MAJA)
    is_in_stage(sara, "Bedömning och kartläggning")
    no_project_before_the_mapping(sara)

    assess(sara, "Jag vill utbilda mig.", "Kan studera på heltid; kan börja i Rebus redan nu.")
    open_tab(sara, MAJA)
    map_the_person(sara, "Jag har arbetat på förskola och vill utbilda mig.", "Vägen går genom barnskötarutbildningen.")
    no_project_that_has_ended(sara, ended)
    begin_the_project(sara)
    leave(sara, "studier", "Barnskötarutbildning vid vuxenutbildningen")


def take_the_projects_into_the_catalogue(eva: Staff) -> str:
    """Take over the model's activities; return where Yrkesväg is, which ended on 30 June 2026."""
    eva.press("Jobbcentrum", within="Huvudmeny")
    eva.press("Insatser och grupper")
    eva.press(f"Hämta ur arbetsmodellen {MODEL}")
    eva.look("katalogen")
    eva.press("Yrkesväg")
    eva.sees("Insatsen upphörde 30 juni 2026. Ingen kan börja.")
    eva.look("yrkesvag")
    return eva.path


def no_project_before_the_mapping(sara: Staff) -> None:
    sara.sees("Det här väntar", "En individuell kartläggning görs alltid först.")
    sara.sees("Kartläggning före projekt och insats")
    sara.sees_no("Börja en insats", "Välj ur katalogen")
    sara.look("grinden")


def no_project_that_has_ended(sara: Staff, ended: str) -> None:
    journey = sara.path
    sara.press("Välj ur katalogen")
    sara.sees("Rebus")
    sara.sees_no("Yrkesväg")
    sara.look("val")
    sara.finds_nothing_at(f"{journey}{ended.lstrip('/')}")
    sara.open(f"{journey}insatser/")


def begin_the_project(sara: Staff) -> None:
    sara.press("Rebus")
    sara.pick_day("Börjar", TODAY)
    sara.write("Plats", "Klarälvdalens samordningsförbund")
    sara.choose("Slag av arbetsplats", "ingen arbetsplats")
    sara.write("Timmar i veckan", "20")
    sara.look("rebus")
    sara.press("Börja insatsen")
    sara.sees("Insatsen är registrerad.", "Rebus (projekt), Klarälvdalens samordningsförbund")
    is_in_stage(sara, "Insats eller projekt")
    sara.look("projektet")
