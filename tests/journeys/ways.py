"""Steps on the way through a working model, whichever the kommun has adopted."""

from tests.journeys.staff import Staff
from tests.journeys.story import Applicant, find_household
from tests.journeys.world import TODAY


def adopt(manager: Staff, model: str) -> None:
    """Read a model as the manager, and take it into use for new journeys."""
    manager.press("Arbetsmodell", within="Huvudmeny")
    manager.press(model)
    manager.look("modellen")
    manager.write("Beslut eller skäl", "Nämnden den 18 november, 12 §")
    manager.press("Inför")
    manager.sees("Nya vägar börjar nu enligt den här modellen.")


def open_way(staff: Staff, case: str, applicant: Applicant) -> None:
    """Find a household by its case number and open the person's journey."""
    find_household(staff, case)
    open_tab(staff, applicant)


def open_tab(staff: Staff, applicant: Applicant) -> None:
    staff.press("Väg till arbete", within="Ärendets delar")
    staff.press(applicant.name)


def is_in_stage(staff: Staff, stage: str) -> None:
    """See the stage in the band above the page."""
    assert staff.page.locator("#band-stage").inner_text() == stage


def map_the_person(staff: Staff, own_words: str, summary: str) -> None:
    staff.press("Gör kartläggningen")
    staff.write("Personens egna ord", own_words, "Arbete och erfarenheter")
    staff.write("Sammanfattning", summary)
    staff.press("Spara kartläggningen")
    staff.sees("Kartläggningen är sparad.", summary)


def assess(staff: Staff, own_words: str, assessment: str) -> None:
    """Fill in the initial assessment with the person, and see both answers beside each other."""
    staff.press("Öppna bedömningarna")
    staff.press("Initial bedömning")
    staff.choose("Hur bråttom är det?", "Inte akut")
    staff.write("Vad tror du själv är den kortaste vägen till att försörja dig?", own_words)
    staff.write("Vilken väg ser du som kortast, och vad kan börja redan nu?", assessment)
    staff.look("bedomning")
    staff.press("Spara svaren")
    staff.sees("Svaren är sparade.", own_words, assessment, "Inte akut")
    staff.look("svaren")


def begin_activity(staff: Staff, kind: str, place: str, workplace: str, hours: int) -> None:
    staff.unfold("Börja en insats")
    staff.choose("Insats", kind)
    staff.write("Arbetsplats", place)
    staff.choose("Slag av arbetsplats", workplace)
    staff.write("Timmar i veckan", str(hours))
    staff.pick_day("Börjar", TODAY)
    staff.press("Börja en insats")
    staff.sees("Insatsen är registrerad.", place)


def follow_up(staff: Staff, note: str, progress: str) -> None:
    """Book a follow-up for today and note that it was held."""
    staff.unfold("Boka en uppföljning")
    staff.pick_day("Dag", TODAY)
    staff.press("Boka en uppföljning")
    staff.sees("Uppföljningen är bokad.")
    staff.unfold("Anteckna uppföljningen")
    staff.write("Anteckning", note)
    staff.choose("Framsteg mot personens eget mål", progress)
    staff.write("Vi gör till nästa gång", "Vi ordnar ett studiebesök.")
    staff.press("Anteckna uppföljningen")
    staff.sees("Uppföljningen är antecknad.", note)


def leave(staff: Staff, where: str, detail: str) -> None:
    """End the journey with where it led, and see that somebody will ask whether it holds."""
    staff.unfold("Avsluta vägen")
    staff.choose("Vart", where)
    staff.write("Närmare", detail)
    staff.pick_day("Avslutsdag", TODAY)
    staff.press("Avsluta vägen")
    staff.sees("Vägen är avslutad.", detail)
    is_in_stage(staff, "Eftervård")
    staff.look("avslutad")
