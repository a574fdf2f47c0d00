"""The journey's page as a line: what is late on every side, and the forms of meetings, follow-ups, exit and return."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.partners import make_consent
from tests.factories.pathway import RECEIVED, drafted, enrolled, left, mapped
from tests.helpers import page, swedish_time, text

from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway import actions
from framsteg.apps.pathway.enums import Destination, Owner
from framsteg.apps.pathway.models import Aftercare, FollowUp, Journey, Meeting

NOW = swedish_time(2026, 4, 9, 11, 0)


@pytest.fixture
def browser(team, client_for, freeze):
    freeze(NOW)
    return client_for(team.caseworker)


@pytest.fixture
def journey(team):
    return enrolled(team).journey


def way(journey, step=""):
    return f"/vag/{journey.pk}/{step}"


def late(answer, side):
    (column,) = page(answer).xpath(f"//section[@aria-labelledby='sent-{side}']")
    return [text(row) for row in column.xpath(".//li")]


def owe_on_every_side(team, journey):
    """A line of each owner that should have been done, and a clock of the kommun's that ran out on 6 April."""
    plan = drafted(team, journey)  # the kommun's line was due on 20 March
    for number, owner in enumerate([Owner.PERSON, Owner.PARTNER]):
        facts = {"text": f"Uppgift för {owner}", "owner": owner, "due_on": date(2026, 4, 1)}
        actions.add_line(plan=plan, version=plan.version + number, **facts, by=team.caseworker, at=RECEIVED)


def test_what_is_late_stands_alike_on_all_three_sides_with_since_when(team, browser, journey):
    owe_on_every_side(team, journey)

    shown = browser.get(way(journey))

    assert late(shown, "person") == ["Uppgift för person sen sedan 1 april 2026"]
    assert late(shown, "partner") == ["Uppgift för partner sen sedan 1 april 2026"]
    assert late(shown, "kommun") == [
        "Ordna truckkort sen sedan 20 mars 2026",
        "Handlingsplan inom fyra veckor på Jobbcentrum sen sedan 6 april 2026. Ansvarig: Arbetsmarknadskonsulent",
    ]


def test_the_line_tells_what_is_passed_now_and_ahead(browser, journey):
    (line,) = page(browser.get(way(journey))).xpath("//section[@aria-labelledby='linjen']")

    stages = [(row.get("aria-current"), text(row)) for row in line.xpath(".//ol/li")]
    assert [current for current, _text in stages] == [None, None, "step", None, None]
    assert "passerad, från 2 mars 2026" in stages[0][1]
    assert "här nu, sedan 9 mars 2026" in stages[2][1]
    assert "framför" in stages[3][1]
    assert "Innan fasen lämnas: kartläggningen är inte klar" in text(line)


def test_the_partner_sees_what_is_late_only_in_the_parts_that_are_shared(team, client_for, freeze, journey):
    freeze(NOW)
    owe_on_every_side(team, journey)
    officer = client_for(team.officer)
    facts = {"recipient": team.officer.unit, "by": team.caseworker, "at": RECEIVED}
    make_consent(journey.household, covers=[Shared.ACTIVITIES], **facts)

    shown = officer.get(way(journey))

    assert late(shown, "partner") == late(shown, "kommun") == ["Inget är sent."]
    assert not page(shown).xpath("//section[@aria-labelledby='linjen']")
    assert "truckkort" not in shown.content.decode()
    make_consent(journey.household, covers=[Shared.PLAN], **facts)
    assert late(officer.get(way(journey)), "partner") == ["Uppgift för partner sen sedan 1 april 2026"]


def test_a_meeting_is_noted_in_the_page_and_says_who_was_missing(browser, journey):
    form = {"meeting_id": "kompetensteam", "participants": ["person", "socialsekreterare"]}

    refused = browser.post(way(journey, "mote/"), form)
    assert "Skriv varför de inte var med: Arbetsmarknadskonsulent, Arbetsförmedlare." in text(page(refused))
    assert not Meeting.objects.exists()

    assert browser.post(way(journey, "mote/"), form | {"note": "Båda är sjuka."}).status_code == 302
    (part,) = page(browser.get(way(journey))).xpath("//section[@aria-labelledby='moten']")
    assert "saknades: Arbetsmarknadskonsulent, Arbetsförmedlare" in text(part)


def test_the_models_own_meeting_is_suggested(browser, journey):
    chosen = page(browser.get(way(journey))).xpath("//select[@name='meeting_id']/option[@selected]")

    assert [option.get("value") for option in chosen] == ["kompetensteam"]


def test_a_follow_up_keeps_what_both_sides_said_until_the_next(browser, journey):
    browser.post(way(journey, "uppfoljning/"), {"planned_on": "2026-04-09", "mode": "video"})
    booked = FollowUp.objects.get()
    form = {"note": "Bra", "progress": "forward", "person_commits": "Ringa", "kommun_commits": "Boka besök"}

    browser.post(way(journey, f"uppfoljning/{booked.pk}/"), form | {"next_on": "2026-05-07"})

    (part,) = page(browser.get(way(journey))).xpath("//section[@aria-labelledby='uppfoljningar']")
    assert "Den enskildeRinga" in text(part)
    assert "KommunenBoka besök" in text(part)
    assert FollowUp.objects.booked().get().planned_on == date(2026, 5, 7)


def test_who_stops_applying_is_asked_how_she_is_and_the_day_is_marked_as_ours(browser, journey):
    browser.post(way(journey, "avslut/"), {"destination": "not_reapplied", "detail": "", "exited_on": "2026-04-09"})

    (part,) = page(browser.get(way(journey))).xpath("//section[@aria-labelledby='avslut']")
    shown = text(part)
    assert "23 april 2026, Hör av dig: hur har personen det?" in shown
    assert "Inget kontrolleras, och inget följer av att inte svara." in shown
    assert "Dagen är vårt eget förslag; arbetsmodellen säger inte när." in shown
    assert "Socialstyrelsens kod: okänd." in shown


def test_a_contact_is_moved_and_noted_and_who_needs_help_is_helped_to_apply(team, browser, journey):
    left(team, journey, destination=Destination.NOT_REAPPLIED, detail="")
    contact = Aftercare.objects.get(kind="outreach")

    browser.post(way(journey, f"eftervard/{contact.pk}/dag/"), {"planned_on": "2026-04-10"})
    contact.refresh_from_db()
    assert contact.planned_on == date(2026, 4, 10)

    browser.post(way(journey, f"eftervard/{contact.pk}/"), {"still_self_supporting": "no", "note": ""})
    shown = text(page(browser.get(way(journey))))
    assert "Den som behöver stöd kan ansöka på nytt. Hjälp till om det behövs." in shown


def test_who_is_back_goes_on_in_the_page_and_a_double_click_says_so(team, browser, journey):
    left(team, journey)
    assert "Återuppta vägen" in text(page(browser.get(way(journey))))

    assert browser.post(way(journey, "ater/")).status_code == 302
    again = browser.post(way(journey, "ater/"))

    assert Journey.objects.get().ended_at is None
    assert "Vägen pågår redan." in text(page(again))
    assert "Personen kom tillbaka 9 april 2026 och vägen återupptogs" in text(page(browser.get(way(journey))))


def queries_of(browser, journey):
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(way(journey)).status_code == 200
    return len(captured)


def test_the_page_asks_the_database_as_often_for_much_as_for_little(team, browser, journey):
    mapped(team, journey)
    owe_on_every_side(team, journey)
    meet_and_follow_up(team, journey, days=1)
    left(team, journey, at=swedish_time(2026, 3, 20, 14))
    little = queries_of(browser, journey)

    actions.resume_journey(journey=journey, received_at=NOW, by=team.caseworker, at=NOW)
    meet_and_follow_up(team, journey, days=4)
    left(team, journey, at=NOW)

    assert queries_of(browser, journey) == little


def meet_and_follow_up(team, journey, days):
    for number in range(days):
        at = swedish_time(2026, 3, 10 + number, 9) if days == 1 else NOW
        booked = actions.book_follow_up(journey=journey, planned_on=at.date(), mode="phone", by=team.caseworker, at=at)
        actions.hold_follow_up(follow_up=booked, note="", by=team.caseworker, at=at)
        note = f"Möte {number}"
        actions.hold_meeting(journey=journey, participants=["person"], note=note, by=team.caseworker, at=at)
