"""The pages as a caseworker meets them, and as others do not."""

from decimal import Decimal

import pytest
from django.urls import reverse
from tests.factories import decisions as factory
from tests.factories.applications import make_application
from tests.factories.identity import make_staff
from tests.factories.people import make_household
from tests.helpers import page, swedish_time, text, tidy

from framsteg.apps.applications.enums import CostKind
from framsteg.apps.audit.models import Event
from framsteg.apps.core import pdf
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.models import Decision, Delegation, Hearing, Override
from framsteg.apps.identity.enums import Role
from framsteg.entitlement.month import Month

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
QUERIES = 22  # of the calculation page, session and log included


@pytest.fixture(autouse=True)
def march(freeze):
    freeze(swedish_time(2025, 3, 10, 9, 0))


@pytest.fixture
def delegations():
    return factory.make_delegations()


@pytest.fixture
def application(delegations):
    return make_application()


@pytest.fixture
def browser(client_for, application):
    return client_for(factory.caseworker_of(application))


def url(name: str, *args: object) -> str:
    return reverse(f"decisions:{name}", args=args)


def cost_of(application):
    return application.costs.get(kind=CostKind.RENT)


def assessment(application, accepted: str = "5000,00", reason: str = "För hög hyra.") -> dict[str, str]:
    prefix = f"kostnad-{cost_of(application).pk}"
    return {
        f"{prefix}-accepted": accepted,
        f"{prefix}-basis": "right",
        f"{prefix}-reason": reason,
        f"{prefix}-version": str(application.version),
    }


class TestCalculationPage:
    def test_shows_every_line_with_amount_reason_and_paragraph(self, browser, application):
        browser.post(url("calculate", application.pk))

        shown = page(browser.get(url("calculation", application.pk)))

        first = [text(cell) for cell in shown.xpath("//tbody/tr[1]/*")[:4]]
        assert (first[0], first[1], first[3]) == (
            "Ensamstående vuxen (sökande)",
            "3 910 kr",
            "SoF (2001:937) 2 kap. 1 §",
        )
        assert first[2].startswith("Beloppet för en ensamstående vuxen. Underlag")
        assert "Bifall, 10 680 kr" in text(shown)
        assert (
            Event.objects.filter(kind="decisions.calculation.read", household=application.household.number).count() == 1
        )

    def test_the_swapped_part_equals_a_fresh_page(self, browser, application):
        part = browser.post(url("calculate", application.pk), headers=HTMX)
        fresh = browser.get(url("calculation", application.pk))

        assert tidy(part, "#arbete") == tidy(fresh, "#arbete")

    def test_an_assessment_is_saved_and_calculated(self, browser, application):
        answer = browser.post(
            url("override", application.pk, cost_of(application).pk), assessment(application), follow=True
        )

        assert Override.objects.get().accepted == Decimal(5000)
        assert "10 180 kr" in text(page(answer))
        assert "Sökt 5 500 kr, godtaget 5 000 kr." in text(page(answer))

    @pytest.mark.parametrize("headers", [{}, HTMX])
    def test_a_refused_assessment_keeps_what_was_typed(self, browser, application, headers):
        typed = assessment(application, accepted="6000", reason="Skriven text som inte får försvinna.")

        answer = browser.post(url("override", application.pk, cost_of(application).pk), typed, headers=headers)

        assert answer.status_code == (200 if headers else 422)
        assert "Skriven text som inte får försvinna." in answer.content.decode()
        assert "mellan 0 kr och det som är sökt" in text(page(answer))
        assert not Override.objects.exists()

    def test_missing_facts_are_listed_and_nothing_can_be_decided(self, browser, application):
        type(application).objects.update(month="2031-01")
        browser.post(url("calculate", application.pk))

        answer = browser.get(url("calculation", application.pk))

        assert "Vilka uppgifter saknas" in text(page(answer))
        assert not page(answer).xpath("//form[contains(@action, 'besluta')]")

    def test_the_number_of_queries_does_not_grow_with_the_rows(self, browser, delegations, django_assert_num_queries):
        few = make_application(make_household(browser.user))
        many = make_application(
            make_household(browser.user, children=2),
            costs=dict.fromkeys(CostKind, 100),
        )
        for application in (few, many):
            factory.calculate(application)
            with django_assert_num_queries(QUERIES):
                browser.get(url("calculation", application.pk))


class TestHearingAndDecision:
    def test_the_whole_way_to_a_partial_refusal(self, browser, application, freeze):
        browser.post(url("override", application.pk, cost_of(application).pk), assessment(application))
        opened = page(browser.get(url("calculation", application.pk)))
        proposed = opened.xpath("//textarea[@name='text']")[0].text
        assert "Boende: sökt 5 500 kr, godtaget 5 000 kr. Skäl: För hög hyra." in proposed.replace("\xa0", " ")
        assert not opened.xpath("//textarea[@name='reasons']")

        reply_by = opened.xpath("//input[@name='reply_by']/@value")[0]
        assert reply_by == "2025-03-24"
        browser.post(url("hear", application.pk), {"text": proposed, "reply_by": reply_by})
        hearing = Hearing.objects.get()
        browser.post(url("reply", hearing.pk), {"reply": "Jag har sökt en billigare lägenhet."})
        ready = page(browser.get(url("calculation", application.pk)))
        answer = browser.post(
            url("decide", application.pk),
            {
                "kind": ready.xpath("//input[@name='kind']/@value")[0],
                "reasons": ready.xpath("//textarea[@name='reasons']")[0].text,
                "version": ready.xpath("//form[contains(@action, 'besluta')]//input[@name='version']/@value")[0],
            },
            follow=True,
        )

        decision = Decision.objects.get()
        assert answer.redirect_chain[-1][0] == url("decision", decision.pk)
        assert decision.kind == DecisionKind.PARTIAL
        assert "Skäl: För hög hyra." in decision.reasons

    def test_a_second_click_leads_to_the_decision_that_stands(self, browser, application):
        factory.calculate(application)
        fields = {"kind": "grant", "reasons": "Inkomsterna räcker inte.", "version": application.version}
        browser.post(url("decide", application.pk), fields)

        answer = browser.post(url("decide", application.pk), fields, follow=True)

        assert answer.redirect_chain[-1][0] == url("decision", Decision.objects.get().pk)

    def test_a_refused_decision_keeps_the_reasons(self, browser, application):
        factory.calculate(application)
        Delegation.objects.all().delete()

        answer = browser.post(
            url("decide", application.pk),
            {"kind": "grant", "reasons": "Text som inte får försvinna.", "version": application.version},
        )

        assert answer.status_code == 422
        assert "Text som inte får försvinna." in answer.content.decode()
        assert "Det fattas av: nämnden" in text(page(answer))

    def test_the_page_says_who_must_decide(self, browser, application):
        factory.calculate(application)
        Delegation.objects.filter(role=Role.CASEWORKER).delete()

        shown = text(page(browser.get(url("calculation", application.pk))))

        assert "Beslutet fattas av: enhetschef." in shown


class TestDecisionPage:
    @pytest.fixture
    def decision(self, application):
        factory.calculate(application)
        return factory.decide(application, DecisionKind.GRANT)

    def test_shows_the_decision_and_logs_the_read(self, browser, decision):
        shown = text(page(browser.get(url("decision", decision.pk))))

        assert "Bifall, mars 2025" in shown
        assert "Beviljat 10 680 kr." in shown
        assert Event.objects.filter(kind="decisions.decision.read").count() == 1

    def test_the_day_of_receipt_gives_the_last_day_to_appeal(self, browser, decision):
        part = browser.post(url("receipt", decision.pk), {"received_on": "2025-03-10"}, headers=HTMX)

        assert "Sista dag att överklaga är 31 mars 2025." in text(page(part))
        fresh = browser.get(url("decision", decision.pk))
        assert "Sista dag att överklaga är 31 mars 2025." in text(page(fresh))

    def test_a_day_before_the_decision_is_refused(self, browser, decision):
        answer = browser.post(url("receipt", decision.pk), {"received_on": "2025-03-01"})

        assert "mellan beslutsdagen och i dag" in text(page(answer))

    def test_the_letter_is_shown_as_sent(self, browser, decision):
        assert browser.get(url("letter", decision.pk)).content.decode() == decision.letter

    def test_the_letter_is_given_as_pdf(self, browser, decision):
        answer = browser.get(url("letter_pdf", decision.pk))

        assert answer.content.startswith(b"%PDF")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert decision.household.number in answer.headers["Content-Disposition"]

    def test_without_pango_the_page_says_what_to_do(self, browser, decision, monkeypatch):
        def missing(letter: str) -> bytes:
            raise pdf.NoPdf("Pango saknas.")

        monkeypatch.setattr(pdf, "pdf_of", missing)

        answer = browser.get(url("letter_pdf", decision.pk), follow=True)

        assert answer.status_code == 200
        assert "Pango saknas." in text(page(answer))

    def test_the_households_list_leads_to_it(self, browser, decision):
        make_application(decision.household, month=Month(2025, 4), at=swedish_time(2025, 4, 3, 10, 0))

        listed = page(browser.get(url("list", decision.household.number)))

        assert url("decision", decision.pk) in listed.xpath("//table//a/@href")
        assert "inte beslutad" in text(listed)


class TestStrangers:
    OTHERS = (Role.CONSULTANT, Role.EMPLOYMENT_OFFICER, Role.JOB_COACH, Role.ECONOMIST, Role.LOG_REVIEWER)

    @pytest.mark.parametrize("role", [*OTHERS, Role.SYSTEM_MANAGER, Role.CASEWORKER, Role.MANAGER])
    def test_no_one_outside_the_households_unit_sees_anything(self, client_for, role):
        decision = factory.make_decision(kind=DecisionKind.PARTIAL)
        stranger = client_for(role)
        application_id, hearing_id = decision.application_id, Hearing.objects.get().pk
        cost_id = decision.application.costs.get().pk

        for name, args in (
            ("list", [decision.household.number]),
            ("calculation", [application_id]),
            ("decision", [decision.pk]),
            ("letter", [decision.pk]),
            ("letter_pdf", [decision.pk]),
        ):
            assert stranger.get(url(name, *args)).status_code in (403, 404), name
        for name, args in (
            ("calculate", [application_id]),
            ("override", [application_id, cost_id]),
            ("hear", [application_id]),
            ("decide", [application_id]),
            ("reply", [hearing_id]),
            ("receipt", [decision.pk]),
        ):
            assert stranger.post(url(name, *args)).status_code in (403, 404), name
        assert not Event.objects.filter(kind__endswith=".read", by=stranger.user.username).exists()

    def test_nobody_signed_out_gets_in(self, client):
        decision = factory.make_decision()

        assert client.get(url("decision", decision.pk)).status_code == 302


class TestDelegationPage:
    def test_the_system_manager_adds_a_line(self, client_for):
        browser = client_for(Role.SYSTEM_MANAGER)
        fields = {
            "role": "caseworker",
            "kind": "grant",
            "up_to": "20000",
            "valid_from": "2025-01-01",
            "valid_to": "",
            "reference": "3.1",
        }

        browser.post(url("delegations"), fields)
        again = browser.post(url("delegations"), fields)

        assert Delegation.objects.get().up_to == Decimal(20_000)
        assert "finns redan" in text(page(again))
        assert "20 000 kr" in text(page(browser.get(url("delegations"))))

    @pytest.mark.parametrize("role", [Role.MANAGER, Role.CASEWORKER])
    def test_who_decides_may_not(self, client_for, role):
        assert client_for(role).get(url("delegations")).status_code == 403


def test_staff_of_another_unit_are_not_told_that_the_household_exists(client_for):
    stranger = client_for(make_staff(Role.CASEWORKER))

    assert stranger.get(url("list", "2099-99999")).status_code == 404
