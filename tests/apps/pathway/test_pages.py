"""The pages: what they show, that a part equals a fresh page, and how often they ask the database."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.partners import make_consent
from tests.factories.pathway import (
    FIRST_DAY,
    RECEIVED,
    REFERRED,
    drafted,
    enrolled,
    mapped,
    opened,
    referred,
    signed,
)
from tests.helpers import page, swedish_time, text, tidy

from framsteg.apps.audit.models import Event
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway import actions
from framsteg.apps.pathway.enums import Attendance, Destination, Party, Theme
from framsteg.apps.pathway.models import Activity, DayAttendance, Exit, FollowUp, Mapping, Plan, PlanLine, Referral
from framsteg.apps.people.enums import Protection

NOW = swedish_time(2026, 3, 18, 11, 0)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def browser(team, client_for, freeze):
    freeze(NOW)
    return client_for(team.caseworker)


def way(journey, step=""):
    return f"/vag/{journey.pk}/{step}"


def without_messages(markup):
    """A message stands in the part that was swapped in, once; a fresh page no longer has it."""
    start = markup.find('<div class="fs-messages"')
    return markup if start < 0 else markup[:start] + markup[_end_of_div(markup, start) :]


def _end_of_div(markup, start):
    depth, place = 0, start
    while True:
        opening, closing = markup.find("<div", place), markup.find("</div>", place)
        if 0 <= opening < closing:
            depth, place = depth + 1, opening + 4
        else:
            depth, place = depth - 1, closing + 6
            if depth == 0:
                return place


def assert_part_is_fresh(part, fresh, selector):
    assert without_messages(tidy(part, selector)) == tidy(fresh, selector)


def test_a_referral_that_htmx_swaps_in_equals_a_fresh_page(team, browser, freeze):
    journey = opened(team)
    freeze(REFERRED)

    part = browser.post(way(journey, "hanvisa/"), {"first_day": "2026-03-09"}, headers=HTMX)

    assert "Hänvisningen är gjord." in text(page(part))
    assert_part_is_fresh(part, browser.get(way(journey)), "#vag")
    assert Referral.objects.get().first_day == FIRST_DAY


def stage_in_band(answer):
    (shown,) = page(answer).xpath("//dd[@id='band-stage']")
    return text(shown)


def test_a_step_that_moves_the_stage_also_moves_it_in_the_band_above(team, browser):
    journey = opened(team)
    before = stage_in_band(browser.get(way(journey)))

    part = browser.post(way(journey, "hanvisa/"), {"first_day": "2026-03-19"}, headers=HTMX)

    assert (before, stage_in_band(part)) == ("Ansökan och anvisning", "Anvisad till Jobbcentrum")
    assert stage_in_band(browser.get(way(journey))) == stage_in_band(part)


def test_the_plans_part_brings_the_stage_of_the_band_too(team, browser):
    journey = enrolled(team).journey

    part = browser.post(way(journey, "plan/ny/"), {"goal": "Köra truck"}, headers=HTMX)

    assert stage_in_band(part) == stage_in_band(browser.get(way(journey, "plan/"))) == "Jobbcentrum"


def test_without_script_a_referral_leads_back_to_the_page(team, browser):
    journey = opened(team)

    answer = browser.post(way(journey, "hanvisa/"), {"first_day": "2026-03-19"}, follow=True)

    assert answer.redirect_chain == [(way(journey), 302)]
    assert text(page(answer)).count("Hänvisningen är gjord.") == 1
    (kommun,) = page(answer).xpath("//section[@aria-labelledby='sent-kommun']")
    assert "Anvisning till Jobbcentrum inom 48 timmar gjordes för sent, skulle ha varit klart" in text(kommun)


def test_a_deadline_that_the_model_does_not_time_is_shown_without_a_time(team, browser):
    journey = referred(team)  # the model does not say how soon after this Jobbcentrum begins
    running = clock_of(browser, journey, "Start på Jobbcentrum")

    facts = {"destination": Destination.MOVED, "detail": "Vänersborg", "exited_on": NOW.date()}
    actions.exit_journey(journey=journey, **facts, by=team.caseworker, at=NOW)

    assert running.endswith("Ingen tid angiven i arbetsmodellen.")
    assert clock_of(browser, journey, "Start på Jobbcentrum") == running


def clock_of(browser, journey, label):
    rows = page(browser.get(way(journey))).xpath("//section[@aria-labelledby='frister']//li")
    return next(text(row) for row in rows if label in text(row))


def test_a_form_without_its_day_says_so_and_saves_nothing(team, browser):
    journey = opened(team)

    answer = browser.post(way(journey, "hanvisa/"), {"first_day": ""})

    assert answer.status_code == 422
    assert "Första dag på Jobbcentrum" in text(page(answer).xpath("//*[@role='alert']")[0])
    assert not Referral.objects.exists()


def test_a_second_click_on_refer_says_that_it_is_done(team, browser):
    journey = referred(team)

    answer = browser.post(way(journey, "hanvisa/"), {"first_day": "2026-03-19"}, headers=HTMX)

    assert "redan hänvisad" in text(page(answer))
    assert Referral.objects.count() == 1


def test_the_page_tells_what_blocks_an_activity_and_what_to_do(team, browser):
    journey = enrolled(team).journey

    shown = text(page(browser.get(way(journey))))

    assert "Gör klart kartläggningen tillsammans med personen" in shown
    assert "Börja en insats" not in shown


def test_the_whole_way_can_be_walked_in_the_pages(team, browser, freeze):
    journey = opened(team)
    steps = [
        (REFERRED, "hanvisa/", {"first_day": "2026-03-09"}),
        (NOW, "start/", {"starts_on": "2026-03-09"}),
        (NOW, "konsulent/", {"staff": team.consultant.pk}),
        (NOW, "kartlaggning/", {"work_person": "Truck", "summary": "Vill köra truck"}),
        (NOW, "plan/ny/", {"goal": "Köra truck"}),
        (NOW, "plan/rad/", {"version": 1, "text": "Truckkort", "owner": "kommun", "due_on": "2026-03-17"}),
        (NOW, "plan/underskrift/person/", {"version": 2, "name": "Test", "how": "på papper vid mötet"}),
        (NOW, "coach/", {"staff": team.coach.pk}),
        (
            NOW,
            "insats/",
            {
                "kind": "internship",
                "place": "Lagerbolaget",
                "workplace": "ordinary",
                "hours_per_week": 30,
                "starts_on": "2026-03-18",
            },
        ),
        (NOW, "uppfoljning/", {"planned_on": "2026-03-25", "mode": "phone"}),
        (NOW, "slut/", {"ended_on": "2026-03-18"}),
    ]
    for at, step, data in steps:
        freeze(at)
        assert browser.post(way(journey, step), data).status_code == 302, step
    activity, follow_up, line = Activity.objects.get(), FollowUp.objects.get(), PlanLine.objects.get()
    for step, data in [
        (f"plan/rad/{line.pk}/klar/", {"done_on": "2026-03-18", "result": "Klart"}),
        (f"insats/{activity.pk}/slut/", {"ended_on": "2026-03-18", "result": "Anställd"}),
        (f"uppfoljning/{follow_up.pk}/", {"note": "Trivs", "next_on": "2026-04-25"}),
        (
            "avslut/",
            {
                "destination": "job_unsubsidised",
                "detail": "Lagerbolaget",
                "exited_on": "2026-03-18",
            },
        ),
    ]:
        assert browser.post(way(journey, step), data).status_code == 302, step
    contact = journey.aftercare.get(check_id="hus_90_dagar")
    browser.post(way(journey, f"eftervard/{contact.pk}/"), {"still_self_supporting": "yes", "note": ""})

    shown = text(page(browser.get(way(journey))))
    assert "Arbete utan subvention: Lagerbolaget" in shown
    assert "Försörjer sig fortfarande själv." in shown
    assert Exit.objects.get().destination == Destination.JOB_UNSUBSIDISED


def test_the_mapping_keeps_two_voices_apart_and_loses_no_text_when_refused(team, browser):
    journey = enrolled(team).journey
    form = page(browser.get(way(journey, "kartlaggning/")))
    assert len(form.xpath("//textarea")) == 2 * len(Theme) + 1

    refused = browser.post(way(journey, "kartlaggning/"), {"health_person": "Ont i ryggen"})

    assert refused.status_code == 422
    assert "Ont i ryggen" in refused.content.decode()
    assert not Mapping.objects.exists()


def test_the_plan_is_on_one_page_with_every_owner(team, browser):
    journey = enrolled(team).journey
    plan = drafted(team, journey)

    part = browser.post(
        way(journey, "plan/rad/"),
        {"version": plan.version, "text": "Söka tre jobb i veckan", "owner": "person"},
        headers=HTMX,
    )

    columns = [text(column) for column in page(part).xpath("//section[@aria-labelledby='rader']/div/section")]
    assert columns[0].startswith("Det här gör personen Söka tre jobb i veckan")
    assert columns[1].startswith("Det här gör kommunen Ordna truckkort")
    assert columns[2] == "Det här gör samverkansparter Inget är bestämt än."
    assert_part_is_fresh(part, browser.get(way(journey, "plan/")), "#plan")


def test_a_line_typed_on_an_old_page_is_refused_and_not_lost(team, browser):
    journey = enrolled(team).journey
    drafted(team, journey)

    answer = browser.post(way(journey, "plan/rad/"), {"version": 1, "text": "Min långa rad", "owner": "person"})

    assert answer.status_code == 422
    assert "Någon annan har ändrat" in text(page(answer))
    assert "Min långa rad" in answer.content.decode()
    assert PlanLine.objects.count() == 1


def test_a_line_is_a_condition_only_with_a_legal_ground(team, browser):
    journey = enrolled(team).journey
    plan = drafted(team, journey)
    line = plan.lines.get()
    edit = page(browser.get(way(journey, f"plan/rad/{line.pk}/")))
    assert edit.xpath("//input[@id='id_line_text']/@value") == ["Ordna truckkort"]

    browser.post(
        way(journey, f"plan/rad/{line.pk}/"),
        {
            "version": plan.version,
            "text": "Praktik",
            "owner": "person",
            "legal_ground": "12 kap. 4 § socialtjänstlagen",
            "informed_on": "2026-03-17",
        },
    )

    facts = page(browser.get(way(journey, "plan/"))).xpath("//section[@aria-labelledby='gor-person']//dl/div")
    assert [(text(fact[0]), text(fact[1])) for fact in facts] == [
        ("Villkor enligt", "12 kap. 4 § socialtjänstlagen"),
        ("Personen fick veta villkoret", "17 mars 2026"),
    ]


def test_a_signed_plan_offers_a_new_version_and_keeps_the_old(team, browser):
    journey = enrolled(team).journey
    plan = drafted(team, journey)
    signed(team, plan, Party.PERSON)
    shown = text(page(browser.get(way(journey, "plan/"))))
    assert "Lägg till raden" not in shown

    browser.post(way(journey, "plan/ny-version/"), {"version": plan.version})
    browser.post(way(journey, "plan/ny-version/"), {"version": plan.version})  # a double click

    assert Plan.objects.count() == 2
    assert "ersattes" in text(page(browser.get(way(journey, "plan/version/1/"))))


def attendance_of(*enrolments, mark="present"):
    return {f"mark_{enrolment.pk}": mark for enrolment in enrolments}


def test_the_group_is_noted_in_one_pass_and_the_part_equals_a_fresh_page(team, browser):
    group = [enrolled(team) for _ in range(3)]

    part = browser.post("/jobbcentrum/2026-03-18/", attendance_of(*group), headers=HTMX)

    assert DayAttendance.objects.filter(day=date(2026, 3, 18)).count() == 3
    assert_part_is_fresh(part, browser.get("/jobbcentrum/?dag=2026-03-18"), "#veckan")


def test_all_present_is_a_suggestion_that_is_not_saved(team, browser):
    enrolled(team)
    empty = page(browser.get("/jobbcentrum/"))
    assert not empty.xpath("//select/option[@selected and @value!='']")

    suggested = page(browser.get("/jobbcentrum/?dag=2026-03-18&forslag=1"))

    assert suggested.xpath("//select/option[@selected]/@value") == ["present"]
    assert not DayAttendance.objects.exists()


def test_a_correction_in_the_page_is_kept(team, browser):
    enrolment = enrolled(team)
    browser.post("/jobbcentrum/2026-03-18/", attendance_of(enrolment, mark="absent"))

    browser.post("/jobbcentrum/2026-03-18/", attendance_of(enrolment, mark="sick"))

    assert DayAttendance.objects.get().attendance == Attendance.SICK


def test_a_day_ahead_is_shown_but_not_noted(team, browser):
    enrolment = enrolled(team)

    assert not page(browser.get("/jobbcentrum/?dag=2026-03-19")).xpath("//select")
    answer = browser.post("/jobbcentrum/2026-03-19/", attendance_of(enrolment), headers=HTMX)

    assert "framåt i tiden" in text(page(answer))
    assert not DayAttendance.objects.exists()


def test_a_protected_person_has_no_name_in_the_week(team, client_for, freeze):
    freeze(NOW)
    enrolled(team, protection=Protection.FICTITIOUS, given_name="Hemlig")

    shown = client_for(team.consultant).get("/jobbcentrum/").content.decode()

    assert "Hemlig" not in shown
    assert "Skyddad person" in shown


@pytest.mark.parametrize("address", ["/jobbcentrum/nej/", "/jobbcentrum/2026-13-01/"])
def test_an_address_that_is_no_day_is_not_found(browser, address):
    assert browser.post(address).status_code == 404


def test_the_officer_gets_a_plain_sentence_about_what_is_not_shared(team, client_for, freeze):
    freeze(NOW)
    journey = enrolled(team).journey
    mapped(team, journey)
    officer = client_for(team.officer)
    assert officer.get(way(journey)).status_code == 404
    make_consent(
        journey.household,
        recipient=team.officer.unit,
        covers=[Shared.CONTACT, Shared.ATTENDANCE],
        by=team.caseworker,
        at=RECEIVED,
    )

    shown = officer.get(way(journey))

    assert "Inget samtycke som gäller nu omfattar: handlingsplan, kartläggning, insatser" in text(page(shown))
    assert "truck" not in shown.content.decode()
    assert "Hänvisa till Jobbcentrum" not in shown.content.decode()
    assert officer.get(way(journey, "plan/")).status_code == 404
    assert officer.get(way(journey, "kartlaggning/")).status_code == 403
    assert officer.post(way(journey, "avslut/"), {}).status_code in (403, 422)


def test_the_officer_signs_in_the_page_when_the_consent_covers_the_plan(team, client_for, freeze):
    freeze(NOW)
    journey = enrolled(team).journey
    plan = drafted(team, journey)
    make_consent(journey.household, recipient=team.officer.unit, by=team.caseworker, at=RECEIVED)
    officer = client_for(team.officer)

    form = {"version": plan.version, "name": "Af", "how": "i systemet"}
    officer.post(way(journey, "plan/underskrift/employment_officer/"), form)

    assert plan.signatures.get().signed_by == team.officer


def test_every_reading_of_the_file_is_logged_once(team, browser):
    journey = enrolled(team).journey
    drafted(team, journey)
    number = journey.household.number

    for address, kind in [
        (way(journey), "pathway.journey.read"),
        (way(journey, "plan/"), "pathway.plan.read"),
        (way(journey, "kartlaggning/"), "pathway.mapping.read"),
        (f"/hushall/{number}/vag/", "pathway.household.read"),
    ]:
        assert browser.get(address).status_code == 200
        assert Event.objects.filter(kind=kind, household=number).count() == 1


def test_a_household_without_a_journey_says_when_one_begins(team, browser):
    journey = opened(team, adults=2)

    shown = text(page(browser.get(f"/hushall/{journey.household.number}/vag/")))

    assert journey.person.name in shown


def queries_of(browser, address):
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_the_pages_of_a_journey_ask_the_database_as_often_for_much_as_for_little(team, browser):
    journey = enrolled(team).journey
    mapped(team, journey)
    plan = drafted(team, journey)
    actions.book_follow_up(journey=journey, planned_on=NOW.date(), mode="phone", by=team.caseworker, at=NOW)
    signed(team, plan, Party.PERSON)
    addresses = [way(journey), way(journey, "plan/"), f"/hushall/{journey.household.number}/vag/"]
    little = [queries_of(browser, address) for address in addresses]

    plan = actions.revise_plan(plan=plan, by=team.caseworker, at=NOW)
    for number in range(1, 6):
        facts = {"owner": "person", "by": team.caseworker, "at": NOW}
        actions.add_line(plan=plan, version=number, text=f"Rad {number}", **facts)
        day = NOW.date() + timedelta(days=number)
        actions.book_follow_up(journey=journey, planned_on=day, mode="phone", by=team.caseworker, at=NOW)
    signed(team, plan, Party.PERSON, Party.CASEWORKER)

    assert [queries_of(browser, address) for address in addresses] == little
    assert max(little) <= 25


def test_the_week_asks_the_database_as_often_for_a_group_as_for_one(team, browser):
    enrolled(team)
    one = queries_of(browser, "/jobbcentrum/")

    for _ in range(11):
        enrolled(team)

    assert queries_of(browser, "/jobbcentrum/") == one <= 10


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "i morgon"])
@pytest.mark.parametrize("path", ["/jobbcentrum/", "/jobbcentrum/dag/"])
def test_an_address_that_names_no_day_of_ours_shows_today(path, day, team, client):
    client.force_login(team.consultant)

    assert client.get(path, {"dag": day}).status_code == 200
