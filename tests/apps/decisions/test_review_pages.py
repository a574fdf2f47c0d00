"""The pages of what comes after a decision, as a caseworker and a manager meet them."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from tests.factories import decisions as factory
from tests.factories.applications import make_application
from tests.factories.identity import make_staff
from tests.helpers import page, swedish_time, text, tidy

from framsteg.apps.audit.models import Event
from framsteg.apps.decisions import queries
from framsteg.apps.decisions.enums import AppealStep, DecisionKind, Judgement
from framsteg.apps.decisions.models import Amendment, Appeal, OralRequest
from framsteg.apps.identity.enums import Role

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TODAY = swedish_time(2025, 4, 2, 9)


@pytest.fixture(autouse=True)
def april(freeze):
    freeze(TODAY)


@pytest.fixture
def decision():
    return factory.make_decision(kind=DecisionKind.PARTIAL)


@pytest.fixture
def browser(client_for, decision):
    return client_for(factory.caseworker_of(decision.application))


@pytest.fixture
def manager(client_for, decision):
    return client_for(make_staff(Role.MANAGER, unit=decision.household.unit))


def url(name: str, *args: object) -> str:
    return reverse(f"decisions:{name}", args=args)


def shown(browser, name: str, *args: object) -> str:
    return text(page(browser.get(url(name, *args))))


def step(browser, appeal: Appeal, name: str, **fields: object):
    appeal.refresh_from_db()
    return browser.post(url(name, appeal.pk), {"version": appeal.version, **fields}, follow=True)


class TestDecisionPage:
    def test_a_missing_receipt_is_pointed_out(self, browser, decision):
        assert "Tiden för överklagande har inte börjat räknas" in shown(browser, "decision", decision.pk)

    def test_the_receipt_gives_the_last_day(self, browser, decision):
        browser.post(url("receipt", decision.pk), {"received_on": "2025-03-10"})

        assert "Sista dag att överklaga är 31 mars 2025. Tiden har gått ut." in shown(browser, "decision", decision.pk)

    def test_the_swapped_part_equals_a_fresh_page(self, browser, decision):
        part = browser.post(url("receipt", decision.pk), {"received_on": "2025-03-20"}, headers=HTMX)
        browser.get(url("decision", decision.pk))

        fresh = browser.get(url("decision", decision.pk))

        said = "Dagen är antecknad."
        assert said in text(page(part))
        assert tidy(part, "#overklagande-rubrik") == tidy(fresh, "#overklagande-rubrik")
        assert "Sista dag att överklaga är 10 april 2025" in text(page(part))

    def test_an_amendment_stands_with_its_letter_and_payment(self, browser, decision):
        amendment = factory.amend(decision)

        tree = page(browser.get(url("decision", decision.pk)))

        assert "500 kr mer" in text(tree).replace("\xa0", " ")
        links = tree.xpath("//a/@href")
        assert url("amendment_letter", amendment.pk) in links
        assert reverse("payments:order_amendment", args=[amendment.pk]) in links

    def test_an_amendments_receipt_gives_its_last_day(self, browser, decision):
        amendment = factory.amend(decision)
        field = f"andring-{amendment.pk}-received_on"

        refused = browser.post(url("amendment_receipt", amendment.pk), {field: "2025-01-01"}, headers=HTMX)
        assert "Dagen ska ligga mellan" in text(page(refused))
        part = browser.post(url("amendment_receipt", amendment.pk), {field: "2025-03-24"}, headers=HTMX)

        assert "Sista dag att överklaga det är 14 april 2025." in text(page(part))

    def test_assistance_beside_the_right_is_told_to_have_another_way(self, browser, decision):
        assert "laglighetsprövning" not in shown(browser, "decision", decision.pk)
        factory.actions.amend(
            decision=decision,
            ground="reconsidered",
            granted=decision.granted,
            granted_extra=Decimal(400),
            reasons="Beviljas därutöver.",
            by=decision.decided_by,
            at=TODAY,
        )

        assert "laglighetsprövning" in shown(browser, "decision", decision.pk)
        browser.post(url("announcement", decision.pk), {"announced_on": "2025-03-20"})
        assert "Sista dag är 10 april 2025" in shown(browser, "decision", decision.pk)


class TestAppealPage:
    def test_an_appeal_goes_all_the_way_to_the_court_and_back(self, browser, manager, decision):
        factory.note_receipt(decision, date(2025, 3, 20))
        answer = browser.post(
            url("receive_appeal", decision.pk),
            {"came_in_on": "2025-03-31", "is_written": "yes", "what": "Jag vill ha hela hyran."},
            follow=True,
        )
        appeal = Appeal.objects.get()
        assert "Läge: tiden ska prövas" in text(page(answer))
        assert "Kom in för 2 dagar sedan." in text(page(answer))

        assert "I tid." in text(page(step(browser, appeal, "check_time")))
        answer = step(browser, appeal, "reconsider", outcome="stands", note="Inget nytt.")
        assert "Beslutet står fast." in text(page(answer))
        assert "Läge: hos förvaltningsrätten" in text(page(step(browser, appeal, "forward")))
        answer = step(browser, appeal, "judgement", judgement="changed", judged_on="2025-04-02", note="Hela hyran.")
        assert "Avgörandet är inte verkställt" in text(page(answer))

        manager.post(
            url("amend", decision.pk),
            {"ground": "court", "granted": "11000", "granted_extra": "0", "reasons": "Enligt domen."},
        )
        assert queries.step_of(Appeal.objects.get()) == AppealStep.DONE

    def test_a_late_appeal_is_dismissed_by_who_has_delegation(self, browser, decision):
        factory.note_receipt(decision, date(2025, 3, 10))
        appeal = factory.make_appeal(decision, came_in_on=date(2025, 4, 1))

        answer = step(browser, appeal, "check_time")
        assert "Avvisa överklagandet" in text(page(answer))
        answer = step(browser, appeal, "dismiss_appeal", heard="Ringde: kom ihåg fel.", reasons="Det kom för sent.")

        assert "Läge: avvisat som för sent" in text(page(answer))
        assert "Ditt överklagande kom in för sent" in shown(browser, "dismissal_letter", appeal.pk)

    def test_a_refused_form_keeps_what_was_typed(self, browser, decision):
        appeal = factory.check_time(factory.make_appeal(decision, came_in_on=date(2025, 3, 31)))

        answer = step(browser, appeal, "reconsider", outcome="changes", granted="10", note="Hyran är skälig.")

        assert answer.status_code == 422
        assert "ger aldrig mindre" in text(page(answer))
        assert "Hyran är skälig." in page(answer).xpath("//textarea[@name='note']")[0].text

    def test_a_change_asks_for_the_new_amount(self, browser, decision):
        appeal = factory.check_time(factory.make_appeal(decision, came_in_on=date(2025, 3, 31)))

        answer = step(browser, appeal, "reconsider", outcome="changes", note="Hyran är skälig.")

        assert "Skriv månadens nya belopp." in text(page(answer))

    def test_an_old_page_overwrites_nothing(self, browser, decision):
        appeal = factory.make_appeal(decision, came_in_on=date(2025, 3, 31))
        version = appeal.version
        factory.check_time(appeal)

        answer = browser.post(url("check_time", appeal.pk), {"version": version, "wrong_information": "on"})

        assert "Någon annan har ändrat" in text(page(answer))

    def test_says_how_long_the_nämnd_has_had_it(self, browser, decision):
        appeal = factory.make_appeal(decision, came_in_on=date(2025, 3, 20))

        assert "Kom in för 13 dagar sedan. dröjer" in shown(browser, "appeal", appeal.pk)

    def test_what_is_sent_on_tells_the_courts_what_they_ask(self, browser, decision):
        appeal = factory.check_time(factory.make_appeal(decision, came_in_on=date(2025, 3, 31)))
        assert browser.get(url("forwarding", appeal.pk)).status_code == 404
        step(browser, appeal, "reconsider", outcome="stands", note="Inget nytt har kommit fram.")

        note = shown(browser, "forwarding", appeal.pk)

        assert "Nämnden kan inte visa när den enskilde fick del av beslutet" in note
        assert "Inget nytt har kommit fram." in note

    def test_every_opening_is_logged_and_strangers_see_nothing(self, browser, client_for, decision):
        appeal = factory.make_appeal(decision, came_in_on=date(2025, 3, 31))
        browser.get(url("appeal", appeal.pk))

        assert Event.objects.filter(kind="decisions.appeal.read", household=decision.household.number).count() == 1
        assert client_for(Role.CASEWORKER).get(url("appeal", appeal.pk)).status_code == 404

    def test_the_page_takes_a_fixed_number_of_queries(self, browser, decision, django_assert_max_num_queries):
        appeal = factory.check_time(factory.make_appeal(decision, came_in_on=date(2025, 3, 31)))
        for more in (100, 200):
            factory.amend(decision, more=more, obviously_wrong=True)

        with django_assert_max_num_queries(20):
            browser.get(url("appeal", appeal.pk))


class TestAmendPage:
    def test_the_form_begins_with_what_is_granted(self, browser, decision):
        form = page(browser.get(url("amend", decision.pk) + "?grund=late_facts"))

        assert form.xpath("//input[@name='granted']/@value") == [f"{decision.granted:.2f}".replace(".", ",")]
        assert form.xpath("//input[@name='ground'][@checked]/@value") == ["late_facts"]

    def test_less_is_refused_with_a_sentence(self, browser, decision):
        answer = browser.post(
            url("amend", decision.pk),
            {"ground": "reconsidered", "granted": "100", "granted_extra": "0", "reasons": "För högt."},
        )

        assert answer.status_code == 422
        assert "prövas som återkrav" in text(page(answer))
        assert not Amendment.objects.exists()

    def test_at_the_court_the_page_says_why_not_and_what_can_be_given_all_the_same(self, browser, decision):
        factory.forward(factory.make_appeal(decision, came_in_on=date(2025, 3, 20)))

        said = shown(browser, "amend", decision.pk)

        assert "får nämnden inte ändra beslutet (förvaltningslagen 39 §)" in said
        assert "Bistånd enligt 12 kap. 2 § överklagas på ett annat sätt och kan ges ändå." in said

    def test_with_an_appeal_here_the_statement_of_the_law_is_asked_for(self, browser, decision):
        factory.make_appeal(decision, came_in_on=date(2025, 3, 31))
        given = {
            "ground": "late_facts",
            "granted": str(decision.granted + 100),
            "granted_extra": "0",
            "reasons": "Ny avi.",
        }

        refused = browser.post(url("amend", decision.pk), given)
        assert (refused.status_code, "38 och 39 §§" in text(page(refused))) == (422, True)
        browser.post(url("amend", decision.pk), given | {"obviously_wrong": "on"})

        assert Amendment.objects.get().obviously_wrong


class TestDesk:
    def labels(self, decision, at=TODAY) -> list[str]:
        return [due.label for due in queries.due_for(factory.caseworker_of(decision.application), at)]

    def test_a_missing_receipt_and_each_step_of_an_appeal_wait(self, decision):
        assert self.labels(decision) == ["Anteckna när beslutet togs emot, mars 2025"]
        factory.note_receipt(decision, date(2025, 3, 20))

        appeal = factory.make_appeal(decision, came_in_on=date(2025, 3, 31))
        assert self.labels(decision) == ["Pröva om överklagandet kom i tid, mars 2025"]
        appeal = factory.check_time(appeal)
        assert self.labels(decision) == ["Ompröva beslutet, mars 2025"]
        fields = {"by": factory.caseworker_of(decision.application), "at": TODAY}
        appeal = factory.actions.reconsider(appeal=appeal, note="Inget nytt.", version=appeal.version, **fields)
        assert self.labels(decision) == ["Lämna över överklagandet, mars 2025"]
        appeal = factory.actions.forward(appeal=appeal, version=appeal.version, **fields)
        assert self.labels(decision) == []
        factory.actions.note_judgement(
            appeal=appeal,
            judgement=Judgement.CHANGED,
            judged_on=TODAY.date(),
            note="Hela hyran.",
            version=appeal.version,
            **fields,
        )
        assert self.labels(decision) == ["Verkställ domstolens avgörande, mars 2025"]

    def test_a_granted_application_is_not_watched(self):
        assert self.labels(factory.make_decision()) == []

    def test_the_timeline_tells_what_came_after(self, decision):
        factory.make_appeal(decision)
        factory.amend(decision, obviously_wrong=True)

        titles = {item.title for item in queries.timeline_of(decision.household)}

        assert {"Överklagande för mars 2025", "Ändrat beslut för mars 2025"} <= titles


class TestOral:
    def test_is_asked_for_and_closed_on_the_page(self, client_for):
        factory.make_delegations()
        application = make_application()
        browser = client_for(factory.caseworker_of(application))
        browser.post(url("calculate", application.pk))

        part = browser.post(url("ask_to_speak", application.pk), headers=HTMX)
        assert "Beslutet väntar" in text(page(part))
        wish = OralRequest.objects.get()
        refused = browser.post(url("close_oral", wish.pk), {"held": "yes", "note": ""})
        assert refused.status_code == 422
        browser.post(url("close_oral", wish.pk), {"held": "no", "note": "Ringde och avstod."})

        assert "Avstod 2 april 2025" in shown(browser, "calculation", application.pk)
