"""The plan's conditions, its review, its versions beside each other, and the plan on paper."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from tests.factories.partners import make_consent
from tests.factories.pathway import DRAFTED, RECEIVED, drafted, enrolled, signed
from tests.helpers import page, swedish_time, text

from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway import actions, queries
from framsteg.apps.pathway.enums import Owner, Party
from framsteg.apps.pathway.models import PlanLine

NOW = swedish_time(2026, 3, 18, 11, 0)
TODAY = NOW.date()
GROUND = "12 kap. 4 § socialtjänstlagen"


@pytest.fixture
def journey(team):
    return enrolled(team).journey


@pytest.fixture
def plan(team, journey):
    return drafted(team, journey)


@pytest.fixture
def browser(team, client_for, freeze):
    freeze(NOW)
    return client_for(team.caseworker)


def add(team, plan, text="Delta i arbetsträning", owner=Owner.PERSON, **facts):
    plan.refresh_from_db()
    line = actions.add_line(
        plan=plan, version=plan.version, text=text, owner=owner, **facts, by=team.caseworker, at=NOW
    )
    plan.refresh_from_db()
    return line


class TestConditions:
    def test_a_condition_has_its_ground_and_the_day_the_person_was_told(self, team, plan):
        line = add(team, plan, legal_ground=GROUND, informed_on=TODAY)

        assert (line.legal_ground, line.informed_on) == (GROUND, TODAY)

    @pytest.mark.parametrize("facts", [{"legal_ground": GROUND}, {"informed_on": TODAY}])
    def test_half_a_condition_is_refused(self, team, plan, facts):
        with pytest.raises(actions.ConditionIncomplete):
            add(team, plan, **facts)

    @pytest.mark.parametrize("facts", [{"legal_ground": GROUND}, {"informed_on": TODAY}])
    def test_half_a_condition_is_refused_when_a_line_is_changed(self, team, plan, facts):
        facts = actions.LineFacts(text="Delta", owner=Owner.PERSON, **facts)

        with pytest.raises(actions.ConditionIncomplete):
            actions.change_line(line=plan.lines.get(), version=plan.version, facts=facts, by=team.caseworker, at=NOW)

    def test_nobody_has_been_told_on_a_day_ahead(self, team, plan):
        with pytest.raises(actions.WrongDay):
            add(team, plan, legal_ground=GROUND, informed_on=TODAY + timedelta(days=1))

    def test_the_database_holds_it_too(self, plan):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlanLine.objects.filter(plan=plan).update(legal_ground=GROUND)

    def test_the_form_tells_beside_the_field_and_loses_nothing(self, browser, journey, plan):
        line = {"version": plan.version, "text": "Arbetsträning", "owner": "person", "legal_ground": GROUND}

        answer = browser.post(f"/vag/{journey.pk}/plan/rad/", line)

        assert answer.status_code == 422
        assert "Skriv vilken dag personen fick veta villkoret." in text(page(answer).xpath("//*[@role='alert']")[0])
        assert page(answer).xpath("//input[@name='legal_ground']/@value") == [GROUND]


class TestReview:
    def review(self, team, plan, day, at=NOW):
        return actions.change_goal(
            plan=plan, version=plan.version, goal=plan.goal, review_on=day, by=team.caseworker, at=at
        )

    def on_desk(self, team, at):
        return [due.late for due in queries.due_for(team.caseworker, at) if due.label.startswith("Planen ska ses över")]

    def test_a_day_that_is_not_ahead_is_refused(self, team, plan):
        with pytest.raises(actions.WrongDay):
            self.review(team, plan, TODAY)

    def test_a_plan_is_begun_with_its_day(self, team):
        facts = {"goal": "Jobb", "review_on": TODAY + timedelta(days=90)}

        begun = actions.draft_plan(journey=enrolled(team).journey, **facts, by=team.caseworker, at=NOW)

        assert begun.review_on == TODAY + timedelta(days=90)

    def test_it_comes_on_the_desk_a_fortnight_ahead_and_is_late_when_the_day_has_passed(self, team, plan):
        self.review(team, plan, date(2026, 5, 15))

        assert self.on_desk(team, swedish_time(2026, 4, 30, 9)) == []
        assert self.on_desk(team, swedish_time(2026, 5, 1, 9)) == [False]
        assert self.on_desk(team, swedish_time(2026, 5, 16, 9)) == [True]

    def test_the_page_says_so_until_there_is_another_day(self, team, journey, plan):
        plan = self.review(team, plan, TODAY + timedelta(days=14))
        assert queries.plan_page(team.caseworker, journey, plan, NOW).review_due

        plan = self.review(team, plan, TODAY + timedelta(days=15))
        assert not queries.plan_page(team.caseworker, journey, plan, NOW).review_due

    def test_a_new_version_of_an_expired_plan_has_no_day_yet(self, team, plan):
        self.review(team, plan, date(2026, 5, 15))
        signed(team, plan, Party.PERSON)

        in_time = actions.revise_plan(plan=plan, by=team.caseworker, at=swedish_time(2026, 5, 14, 9))
        too_late = actions.revise_plan(plan=in_time, by=team.caseworker, at=swedish_time(2026, 5, 16, 9))

        assert (in_time.review_on, too_late.review_on) == (date(2026, 5, 15), None)


class TestComparison:
    @pytest.fixture
    def newer(self, team, plan):
        add(team, plan, "Söka tre jobb i veckan", hours_per_week=8)
        add(team, plan, "Pröva rätten till nystartsjobb", Owner.PARTNER)
        signed(team, plan, Party.PERSON)
        new = actions.revise_plan(plan=plan, by=team.caseworker, at=NOW)
        line = new.lines.get(text="Söka tre jobb i veckan")
        facts = actions.LineFacts(text="Söka två jobb i veckan", owner=Owner.PERSON, hours_per_week=6)
        actions.change_line(line=line, version=1, facts=facts, by=team.caseworker, at=NOW)
        actions.remove_line(line=new.lines.get(text="Ordna truckkort"), version=2, by=team.caseworker, at=NOW)
        add(team, new, "Boka truckkurs", Owner.KOMMUN, owner_name="AME")
        return new

    def test_each_line_is_added_gone_changed_or_the_same(self, team, journey, newer):
        found = queries.plan_comparison(team.caseworker, journey, 2, 1, NOW)

        assert (found.older, found.newer, found.head) == (1, 2, ())
        assert [(line.kind, line.text) for line in found.lines] == [
            ("gone", "Ordna truckkort"),
            ("changed", "Söka två jobb i veckan"),
            ("same", "Pröva rätten till nystartsjobb"),
            ("added", "Boka truckkurs"),
        ]

    def test_what_changed_has_both_values(self, team, journey, newer):
        changed = queries.plan_comparison(team.caseworker, journey, 1, 2, NOW).lines[1]

        assert [(change.label, change.was, change.now) for change in changed.changes] == [
            ("Vad som ska göras", "Söka tre jobb i veckan", "Söka två jobb i veckan"),
            ("Timmar i veckan", "8", "6"),
        ]

    def test_a_line_is_followed_through_a_third_version(self, team, journey, newer):
        signed(team, newer, Party.PERSON, at=NOW)
        actions.revise_plan(plan=newer, by=team.caseworker, at=NOW)

        found = queries.plan_comparison(team.caseworker, journey, 1, 3, NOW)

        assert [line.kind for line in found.lines] == ["gone", "changed", "same", "added"]
        assert queries.plan_comparison(team.caseworker, journey, 2, 3, NOW).is_same

    def test_a_new_goal_stands_above_the_lines(self, team, journey, newer):
        newer.refresh_from_db()
        facts = {"version": newer.version, "goal": "Jag vill bli truckförare.", "review_on": date(2026, 6, 1)}
        actions.change_goal(plan=newer, **facts, by=team.caseworker, at=NOW)

        head = queries.plan_comparison(team.caseworker, journey, 1, 2, NOW).head

        assert [(change.was, change.now) for change in head] == [
            ("Jag vill köra truck igen.", "Jag vill bli truckförare."),
            ("", "1 juni 2026"),
        ]

    def test_the_page_shows_both_values(self, browser, journey, newer):
        shown = page(browser.get(f"/vag/{journey.pk}/plan/jamfor/1/2/"))

        assert [text(cell) for cell in shown.xpath("//tr[th='Timmar i veckan']/*")] == ["Timmar i veckan", "8", "6"]
        assert f"/vag/{journey.pk}/plan/jamfor/1/2/" in page(browser.get(f"/vag/{journey.pk}/plan/")).xpath("//a/@href")

    @pytest.mark.parametrize("numbers", [(1, 9), (8, 9)])
    def test_a_version_that_is_not_there_is_not_found(self, team, journey, newer, numbers):
        with pytest.raises(Http404):
            queries.plan_comparison(team.caseworker, journey, *numbers, NOW)

    def test_a_partner_compares_only_what_a_consent_covers(self, team, journey, newer):
        with pytest.raises(Http404):
            queries.plan_comparison(team.officer, journey, 1, 2, NOW)

        covers = [Shared.CONTACT, Shared.PLAN]
        household = journey.household
        make_consent(household, recipient=team.officer.unit, covers=covers, by=team.caseworker, at=RECEIVED)

        assert queries.plan_comparison(team.officer, journey, 1, 2, NOW).lines

    def test_the_database_is_asked_as_often_for_many_lines(self, team, journey, newer):
        def asked():
            with CaptureQueriesContext(connection) as captured:
                queries.plan_comparison(team.caseworker, journey, 1, 2, NOW)
            return len(captured)

        few = asked()
        for number in range(5):
            add(team, newer, f"Rad {number}")

        assert asked() == few


class TestPaper:
    def test_it_says_what_each_side_does_and_what_is_a_condition(self, team, browser, journey, plan):
        add(team, plan, legal_ground=GROUND, informed_on=DRAFTED.date())

        shown = page(browser.get(f"/vag/{journey.pk}/plan/version/1/utskrift/"))

        sides = [text(side) for side in shown.xpath("//div[@class='duties']/section")]
        assert "Delta i arbetsträning Pågår. Villkor." in sides[0]
        assert sides[1].startswith("Det här gör kommunen Ordna truckkort Pågår. Överenskommelse.")
        assert sides[2] == "Det här gör samverkansparter Inget är bestämt."
        assert "Planen ändrar aldrig i sig själv ditt bistånd" in text(shown)

    def test_it_is_given_as_pdf(self, browser, journey, plan):
        answer = browser.get(f"/vag/{journey.pk}/plan/version/1/pdf/")

        assert answer.content.startswith(b"%PDF")
        assert f"handlingsplan-{journey.household.number}-1.pdf" in answer.headers["Content-Disposition"]

    def test_it_is_swedish_also_for_who_reads_the_pages_in_english(self, browser, journey, plan):
        browser.cookies["django_language"] = "en"

        assert "Det här gör kommunen" in text(page(browser.get(f"/vag/{journey.pk}/plan/version/1/utskrift/")))
