"""The pages of the catalogue, the day and a person's attendance: what they show, and their fixed number of queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories.identity import make_staff
from tests.factories.offers import STARTED, make_cohort, make_offer, ready, seated
from tests.factories.partners import make_consent
from tests.factories.pathway import FIRST_DAY, enrolled, referred
from tests.helpers import page, swedish_time, text

from framsteg.apps.audit.models import Event
from framsteg.apps.identity.enums import Role
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway import actions
from framsteg.apps.pathway.enums import ReportedBy
from framsteg.apps.pathway.models import (
    AbsenceReport,
    Activity,
    ActivityDay,
    Cohort,
    DayAttendance,
    Enrolment,
    Evidence,
    Offer,
    Seat,
    Waiting,
    WeeklySession,
)
from framsteg.apps.people.enums import Protection

NOW = swedish_time(2026, 3, 16, 11, 0)  # a Monday
HTMX = {"HX-Request": "true"}


@pytest.fixture
def browser(team, client_for, freeze):
    freeze(NOW)
    return client_for(team.caseworker)


@pytest.fixture
def manager(team, client_for, freeze):
    freeze(NOW)
    return client_for(team.manager)


def shown(client, url):
    return text(page(client.get(url)))


def test_a_manager_puts_an_activity_in_the_catalogue(team, manager):
    facts = {"label": "Rebus", "kind": "project", "provider": "Samordningsförbundet", "seats": "2", "workplace": ""}

    answer = manager.post("/insatser/ny/", facts, follow=True)

    offer = Offer.objects.get()
    assert answer.redirect_chain == [(f"/insatser/{offer.pk}/", 302)]
    assert "2 lediga platser av 2." in text(page(answer))
    assert "Rebus Projekt · Samordningsförbundet okänt 2 av 2 0 0 okänt" in shown(manager, "/insatser/")


def test_the_same_activity_twice_is_said_in_the_form(team, manager):
    offer = make_offer(team)

    answer = manager.post("/insatser/ny/", {"label": offer.label, "kind": "project", "provider": offer.provider})

    assert answer.status_code == 422
    assert "finns redan i katalogen" in text(page(answer).xpath("//*[@role='alert']")[0])


def test_the_models_activities_are_taken_over_with_one_button(team, manager):
    answer = manager.post("/insatser/hamta/", follow=True)

    assert text(page(answer)).count("Insatser hämtade från arbetsmodellen: 5.") == 1
    assert Offer.objects.get(activity_id="praktik").workplace == ""


def test_an_offer_is_changed_on_its_page_and_an_old_page_changes_nothing(team, manager):
    offer = make_offer(team)
    facts = {"label": "Lager", "kind": "internship", "version": "1", "hours_per_week": "20"}

    assert manager.post(f"/insatser/{offer.pk}/andra/", facts).status_code == 302
    stale = manager.post(f"/insatser/{offer.pk}/andra/", facts | {"label": "Annat"})

    assert "Någon annan har ändrat" in text(page(stale))
    offer.refresh_from_db()
    assert (offer.label, offer.hours_per_week, offer.place) == ("Lager", 20, "")


def test_places_week_and_groups_are_kept_on_the_offers_page(team, manager):
    offer = make_offer(team)
    at = f"/insatser/{offer.pk}"

    manager.post(f"{at}/platser/", {"count": "2", "version": "1"})
    manager.post(f"{at}/platser/{Seat.objects.get(number=3).pk}/dra-in/")
    manager.post(f"{at}/schema/", {"weekday": "0", "starts": "09:00", "ends": "12:00", "label": "Arbete"})
    facts = {"label": "Våren", "starts_on": "2026-04-06", "ends_on": "2026-05-01", "places": "8"}
    manager.post(f"{at}/grupper/", facts)

    said = shown(manager, f"{at}/")
    assert "2 lediga platser av 2." in said
    assert "Måndag 09:00–12:00 Arbete" in said
    assert "0 av 8 platser upptagna" in said
    assert Cohort.objects.get().label == "Våren"
    manager.post(f"{at}/schema/{WeeklySession.objects.get().pk}/ta-bort/")
    assert "Inget veckoschema" in shown(manager, f"{at}/")


def test_a_refusal_is_said_on_the_offers_page_and_keeps_what_was_typed(team, manager):
    offer = make_offer(team)
    facts = {"weekday": "0", "starts": "12:00", "ends": "09:00", "label": "Arbete"}

    answer = manager.post(f"/insatser/{offer.pk}/schema/", facts)

    assert answer.status_code == 422
    assert "slutar före det börjar" in text(page(answer))
    assert page(answer).xpath("//details[@open]//input[@name='label']/@value") == ["Arbete"]


def test_a_closed_offer_leaves_the_catalogue(team, manager):
    offer = make_offer(team)

    manager.post(f"/insatser/{offer.pk}/stang/", {"version": "1"})

    assert "Katalogen är tom" in shown(manager, "/insatser/")
    assert "Ingen kan börja" in shown(manager, f"/insatser/{offer.pk}/")


def test_who_sits_there_is_shown_as_far_as_the_unit_may_see(team, browser, client_for):
    offer, journey = make_offer(team), ready(team)
    seated(team, offer, journey)

    assert journey.person.name in shown(browser, f"/insatser/{offer.pk}/")
    elsewhere = shown(client_for(make_staff(Role.CASEWORKER)), f"/insatser/{offer.pk}/")
    assert "upptagen" in elsewhere
    assert journey.person.name not in elsewhere


def test_a_person_waits_is_next_and_begins(team, browser):
    offer, journey = make_offer(team), ready(team)
    there = seated(team, offer)
    at = f"/vag/{journey.pk}/insatser/{offer.pk}/"

    waits = browser.post(f"{at}ko/", follow=True)
    assert "är nummer 1 i kön" in text(page(waits))
    assert "nummer 1 i kön" in shown(browser, f"/vag/{journey.pk}/insatser/")
    actions.end_activity(activity=there, ended_on=STARTED.date(), result="Klar", by=team.caseworker, at=STARTED)
    assert "erbjud platsen" in shown(browser, f"/insatser/{offer.pk}/")

    began = browser.post(at, {"starts_on": "2026-03-16"}, follow=True)

    assert began.redirect_chain == [(f"/vag/{journey.pk}/", 302)]
    assert Activity.objects.get(journey=journey).seat == there.seat


def test_who_would_pass_others_is_asked_why(team, browser):
    offer, first, journey = make_offer(team), ready(team), ready(team)
    there = seated(team, offer)
    actions.join_waiting(journey=first, offer=offer, by=team.caseworker, at=STARTED)
    actions.end_activity(activity=there, ended_on=STARTED.date(), result="Klar", by=team.caseworker, at=STARTED)
    at = f"/vag/{journey.pk}/insatser/{offer.pk}/"

    assert "Andra står före i kön" in shown(browser, at)
    assert browser.post(at, {"starts_on": "2026-03-16"}).status_code == 422
    browser.post(at, {"starts_on": "2026-03-16", "skip_because": "Har en anställning som väntar"})

    assert Activity.objects.filter(journey=journey).exists()


def test_leaving_the_line_needs_a_reason(team, browser):
    offer, journey = make_offer(team), ready(team)
    seated(team, offer)
    at = f"/vag/{journey.pk}/insatser/{offer.pk}/"
    browser.post(f"{at}ko/")

    assert "Skriv varför" in text(page(browser.post(f"{at}ko/lamna/", {"because": ""}, follow=True)))
    browser.post(f"{at}ko/lamna/", {"because": "Flyttar"})

    assert Waiting.objects.get().left_because == "Flyttar"


def test_only_what_the_catalogue_does_not_know_is_asked_for(team, browser):
    journey = ready(team)
    known, unknown = make_offer(team), make_offer(team, label="Okänd", place="", workplace=None, hours_per_week=None)

    def asked(offer):
        answer = browser.get(f"/vag/{journey.pk}/insatser/{offer.pk}/")
        return page(answer).xpath("//main//form//*[self::input or self::select][not(@type='hidden')]/@name")

    assert asked(known) == ["starts_on", "ends_on"]
    assert asked(unknown) == ["starts_on", "ends_on", "place", "workplace", "hours_per_week"]


def test_the_way_calls_an_activity_what_the_catalogue_calls_it(team, browser):
    journey = ready(team)
    seated(team, make_offer(team, label="Lagerspåret"), journey)

    assert "Lagerspåret (praktik), Lagergatan 1" in shown(browser, f"/vag/{journey.pk}/")


def test_an_offer_of_another_model_is_no_choice(team, browser):
    offer = make_offer(team, kind="project")
    journey = ready(team)

    assert "Ingen insats i katalogen passar" in shown(browser, f"/vag/{journey.pk}/insatser/")
    assert browser.get(f"/vag/{journey.pk}/insatser/{offer.pk}/").status_code == 404


def test_a_person_joins_a_group(team, browser):
    cohort, journey = make_cohort(team, places=1), referred(team)
    facts = {"cohort": cohort.pk, "starts_on": "2026-03-16"}

    assert "0 av 1 platser upptagna." in shown(browser, f"/vag/{journey.pk}/grupp/")
    browser.post(f"/vag/{journey.pk}/grupp/", facts)
    late = browser.post(f"/vag/{referred(team).pk}/grupp/", facts)

    assert Enrolment.objects.get().cohort == cohort
    assert "Gruppen är full" in text(page(late))


def test_the_day_shows_the_week_who_is_expected_and_who_has_told_absence(team, browser):
    cohort, journey = make_cohort(team, weekdays=(0,)), referred(team)
    actions.start_programme(journey=journey, starts_on=FIRST_DAY, cohort=cohort, by=team.caseworker, at=STARTED)
    facts = {"first_day": NOW.date(), "last_day": NOW.date(), "reason": "Vårdbesök", "how": ReportedBy.PHONE}
    actions.report_absence(journey=journey, **facts, by=team.caseworker, at=STARTED)

    said = shown(browser, "/jobbcentrum/dag/?dag=2026-03-16")

    assert "09:00–12:00 Arbete" in said
    assert f"{journey.person.name} {journey.household.number} «Vårdbesök» telefon" in said
    assert "1 person som väntas är inte registrerad." in said
    assert "Ingen väntas den här dagen" in shown(browser, "/jobbcentrum/dag/?dag=2026-03-17")


def test_told_absence_is_never_filled_in_not_even_by_the_suggestion(team, browser):
    told, other = enrolled(team), enrolled(team)
    facts = {"first_day": NOW.date(), "last_day": NOW.date(), "reason": "Sjuk", "how": ReportedBy.MESSAGE}
    actions.report_absence(journey=told.journey, **facts, by=team.caseworker, at=STARTED)

    tree = page(browser.get("/jobbcentrum/dag/?dag=2026-03-16&forslag=1"))

    chosen = {
        field.get("name"): field.xpath(".//option[@selected]/@value") for field in tree.xpath("//main//form//select")
    }
    assert chosen == {f"weeks_{told.pk}": [""], f"weeks_{other.pk}": ["present"]}
    assert not DayAttendance.objects.exists()


def test_weeks_and_activities_are_saved_in_one_pass(team, browser):
    enrolment, activity = enrolled(team), seated(team, make_offer(team))
    marks = {f"weeks_{enrolment.pk}": "present", f"work_{activity.pk}": "absent_valid"}

    part = browser.post("/jobbcentrum/dag/2026-03-16/", marks, headers=HTMX)

    assert "Närvaron är sparad." in text(page(part))
    assert DayAttendance.objects.get().attendance == "present"
    assert ActivityDay.objects.get().attendance == "absent_valid"


def test_a_day_ahead_can_be_read_and_not_noted(team, browser):
    enrolment = enrolled(team)

    tree = page(browser.get("/jobbcentrum/dag/?dag=2026-03-17"))
    sent = browser.post("/jobbcentrum/dag/2026-03-17/", {f"weeks_{enrolment.pk}": "present"})

    assert not tree.xpath("//main//select")
    assert sent.status_code == 422
    assert not DayAttendance.objects.exists()


def test_the_employment_service_sees_the_day_as_far_as_consent_reaches(team, client_for, freeze):
    freeze(NOW)
    shared, unshared = enrolled(team).journey, enrolled(team).journey
    make_consent(
        shared.household,
        recipient=team.officer.unit,
        covers=[Shared.ATTENDANCE, Shared.CONTACT],
        until=NOW + timedelta(days=30),
        at=STARTED,
    )
    facts = {"first_day": NOW.date(), "last_day": NOW.date(), "reason": "Vårdbesök", "how": ReportedBy.PHONE}
    actions.report_absence(journey=shared, **facts, by=team.caseworker, at=STARTED)
    officer = client_for(team.officer)

    said = shown(officer, "/jobbcentrum/dag/?dag=2026-03-16")

    assert shared.person.name in said
    assert unshared.person.name not in said
    assert "Vårdbesök" not in said
    assert "Underlag till socialsekreterare" not in shown(officer, f"/vag/{shared.pk}/narvaro/")


def test_a_protected_person_stands_in_the_day_without_name(team, client_for, freeze):
    freeze(NOW)
    enrolled(team, protection=Protection.MARKED, given_name="Hemlig")

    assert "Skyddad person" in shown(client_for(team.consultant), "/jobbcentrum/dag/?dag=2026-03-16")


def test_evidence_is_handed_over_and_acknowledged_on_the_page(team, browser):
    journey = enrolled(team).journey
    at = f"/vag/{journey.pk}/narvaro/"
    facts = {"first_day": "2026-03-09", "last_day": "2026-03-16", "recipient": team.caseworker.pk, "note": "Två dagar"}

    sent = browser.post(f"{at}underlag/", facts, follow=True)

    assert "Underlaget är lämnat." in text(page(sent))
    assert ("Inte registrerad av kommunen", "6 dagar") in facts_on(sent)
    assert "Ingenting följer av det av sig självt" in text(page(sent))
    assert "Underlag om närvaro att läsa och kvittera" in shown(browser, "/skrivbord/")
    received = browser.post(f"{at}underlag/{Evidence.objects.get().pk}/", follow=True)
    assert "Inget mer händer av sig självt" in text(page(received))
    assert "Underlag om närvaro att läsa" not in shown(browser, "/skrivbord/")
    assert "Underlag om närvaro lämnat" in shown(browser, f"/hushall/{journey.household.number}/")


def test_the_page_of_attendance_is_a_logged_read_and_keeps_reports(team, browser):
    journey = enrolled(team).journey
    facts = {"first_day": "2026-03-17", "last_day": "2026-03-18", "reason": "Vårdbesök", "how": "phone"}

    browser.post(f"/vag/{journey.pk}/narvaro/anmal/", facts)

    assert "«Vårdbesök»" in shown(browser, f"/vag/{journey.pk}/narvaro/?fran=2026-03-09&till=2026-03-16")
    assert AbsenceReport.objects.get().how == "phone"
    assert Event.objects.filter(kind="pathway.attendance_of.read", household=journey.household.number).exists()


def facts_on(answer):
    return [(text(row.find("dt")), text(row.find("dd"))) for row in page(answer).xpath("//dl[@class='fs-facts']/div")]


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(url)
    return len(captured)


@pytest.mark.parametrize(
    "address", ["/insatser/", "/insatser/{offer}/", "/jobbcentrum/dag/", "/vag/{journey}/insatser/"]
)
def test_the_number_of_queries_does_not_grow(team, browser, address):
    offer, journey = make_offer(team, seats=12, weekdays=(0, 2)), ready(team)
    seated(team, offer, journey)
    enrolled(team)
    url = address.format(offer=offer.pk, journey=journey.pk)
    few = queries_of(browser, url)

    for number in range(6):
        make_offer(team, label=f"Insats {number}")
        seated(team, offer)
        enrolled(team)

    assert queries_of(browser, url) == few


@pytest.mark.parametrize("asked", ["fran=0001-01-01&till=9999-12-31", "till=0001-01-01", "fran=9999-12-31"])
def test_a_time_outside_the_journey_has_no_days(team, browser, asked):
    journey = enrolled(team).journey

    answer = browser.get(f"/vag/{journey.pk}/narvaro/?{asked}")

    assert answer.status_code == 200
    shown_days = answer.context["page"].days
    assert all(timezone.localdate(journey.opened_at) <= row.day <= timezone.localdate(NOW) for row in shown_days)


def test_the_number_of_queries_of_attendance_does_not_grow(team, browser):
    enrolment = enrolled(team)
    url = f"/vag/{enrolment.journey_id}/narvaro/?fran=2026-03-09&till=2026-03-16"
    few = queries_of(browser, url)

    for day in range(9, 14):
        mark = actions.AttendanceMark(enrolment.pk, "present")
        actions.note_attendance(rows=[mark], day=date(2026, 3, day), by=team.caseworker, at=NOW)
        actions.send_evidence(
            journey=enrolment.journey,
            first_day=FIRST_DAY,
            last_day=date(2026, 3, day),
            note="",
            recipient=team.caseworker,
            by=team.caseworker,
            at=NOW,
        )

    assert queries_of(browser, url) == few
