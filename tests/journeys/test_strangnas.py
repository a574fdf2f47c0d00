"""Strängnäs: the case and its decisions are followed up, a social activity, and the right benefit."""

from collections.abc import Callable

import pytest
from tests.factories.people import SPARE_NUMBERS
from tests.journeys.staff import Staff
from tests.journeys.story import Applicant, register_alone
from tests.journeys.ways import adopt, begin_activity, follow_up, is_in_stage, leave, open_tab

pytestmark = pytest.mark.journey

INGA = Applicant(SPARE_NUMBERS[4], "Inga", "Bergström")


def test_strangnas_follows_up_and_the_way_leads_to_the_right_benefit(at_browser: Callable[..., Staff]) -> None:
    eva, sara = at_browser("Enhetschef"), at_browser("Socialsekreterare")

    adopt(eva, "Fler socialsekreterare och uppföljning (Strängnäs)")
    register_alone(sara, INGA)
    open_tab(sara, INGA)
    is_in_stage(sara, "Ansökan och bistånd med uppföljning")
    only_what_the_model_has(sara)

    follow_up(sara, "Inga har sökt vård och väntar på besked från Försäkringskassan.", "framåt")
    see_the_decisions(sara)
    begin_activity(sara, "vägledning", "Försäkringskassan", "ingen arbetsplats", 2)
    begin_activity(sara, "socialt stöd", "Boendestöd", "ingen arbetsplats", 4)
    is_in_stage(sara, "Social insats eller rätt instans")
    sara.look("insatsen")
    leave(sara, "annan ersättning", "Sjukersättning från Försäkringskassan")


def only_what_the_model_has(sara: Staff) -> None:
    """Strängnäs has no Jobbcentrum, no job coach and no plan in its source; how often to follow up is okänd."""
    sara.sees("Uppföljning av ärende och beslut", "okänd (källan säger inte)", within="Uppföljningar")
    sara.sees_no("Hänvisa till Jobbcentrum", "Utse jobbcoach", "Skriv planen")
    sara.look("vagen")


def see_the_decisions(sara: Staff) -> None:
    """The case is followed up together with its decisions."""
    sara.press("Öppna hushållets beslut")
    sara.sees("november 2026")
    open_tab(sara, INGA)
