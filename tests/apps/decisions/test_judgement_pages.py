"""Judging, dismissing and looking into a calculation as a caseworker does it, in the browser."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse
from tests.factories import decisions as factory
from tests.factories import judgement as judge
from tests.factories.applications import make_application
from tests.factories.identity import make_staff
from tests.factories.people import applicant_of, make_household
from tests.helpers import page, swedish_time, text

from framsteg.apps.applications.actions import NewAsset
from framsteg.apps.applications.enums import AssetKind, CostKind, IncomeKind
from framsteg.apps.decisions.enums import Basis, DecisionKind
from framsteg.apps.decisions.models import Decision, Injunction, MeansOverride, NormAdjustment
from framsteg.apps.identity.enums import Role

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def march(freeze):
    freeze(swedish_time(2025, 3, 10, 9, 0))


@pytest.fixture
def application():
    factory.make_delegations()
    household = make_household()
    return make_application(
        household,
        costs={CostKind.RENT: 5500, CostKind.FURNITURE: 3000},
        incomes={IncomeKind.WAGE: 2000},
        assets=[NewAsset(applicant_of(household), AssetKind.VEHICLE, Decimal(40_000))],
    )


@pytest.fixture
def browser(client_for, application):
    return client_for(factory.caseworker_of(application))


def url(name: str, *args: object) -> str:
    return reverse(f"decisions:{name}", args=args)


def typed(prefix: str, application, **fields: str) -> dict[str, str]:
    return {f"{prefix}-{name}": value for name, value in (fields | {"version": str(application.version)}).items()}


class TestLines:
    def test_a_car_waits_and_is_then_counted(self, browser, application):
        asset = application.assets.get()
        before = text(page(browser.get(url("calculation", application.pk))))
        fields = typed(f"tillgang-{asset.pk}", application, counted="4 000", reason="Den kan säljas.")

        after = browser.post(url("assess_asset", application.pk, asset.pk), fields, follow=True)

        assert "väntar på din bedömning" in before
        assert MeansOverride.objects.get().counted == 4000
        assert "40 000 kr, varav 4 000 kr räknas. Den kan säljas." in text(page(after))

    def test_an_income_is_counted_in_part(self, browser, application):
        income = application.incomes.get()
        fields = typed(f"inkomst-{income.pk}", application, counted="0", reason="Drogs av för ett lån.")

        browser.post(url("assess_income", application.pk, income.pk), fields)

        assert MeansOverride.objects.get().income == income

    @pytest.mark.parametrize("headers", [{}, HTMX])
    def test_a_refused_judgement_keeps_what_was_typed(self, browser, application, headers):
        income = application.incomes.get()
        fields = typed(f"inkomst-{income.pk}", application, counted="2001", reason="Skriven text.")

        answer = browser.post(url("assess_income", application.pk, income.pk), fields, headers=headers)

        assert "Skriven text." in answer.content.decode()
        assert "mellan 0 kr och inkomsten" in text(page(answer))
        assert not MeansOverride.objects.exists()

    def test_another_norm_is_set_and_taken_back(self, browser, application):
        fields = typed(
            "norm", application, person_id="", direction="higher", amount="300", item="kost", reason="Specialkost."
        )
        browser.post(url("adjust_norm", application.pk), fields)
        adjustment = NormAdjustment.objects.get()
        application.refresh_from_db()

        taken = browser.post(url("withdraw_adjustment", adjustment.pk), {"version": application.version}, follow=True)

        assert "Återtagen av" in text(page(taken))

    def test_a_cut_line_shows_applied_and_rejected(self, browser, application):
        judge.judge_cost(application, CostKind.RENT, 5000)
        factory.calculate(application)

        shown = text(page(browser.get(url("calculation", application.pk))))

        assert "sökt 5 500 kr" in shown
        assert "avslås 500 kr" in shown


class TestWage:
    def test_the_page_says_what_a_wage_would_change(self, browser, application):
        factory.calculate(application)

        shown = text(page(browser.get(url("calculation", application.pk))))

        assert "Lönen för sökande är 2 000 kr i februari 2025." in shown
        assert "Av 100 kr mer i lön behåller hushållet 0 kr." in shown
        assert "Från 13 680 kr i lön efter skatt klarar sig hushållet utan bistånd." in shown

    def test_it_is_not_shown_when_too_little_is_known(self, browser, application):
        type(application).objects.update(month="2031-01")
        browser.post(url("calculate", application.pk))

        answer = page(browser.get(url("calculation", application.pk)))

        assert not answer.xpath("//*[@id='lon']")
        assert "Det ändrar: Normen" in text(answer)


class TestBesideTheRight:
    def test_the_page_and_the_decision_keep_it_apart(self, browser, application):
        judge.judge_cost(application, CostKind.FURNITURE, 3000, basis=Basis.EXTRA)
        factory.calculate(application)
        shown = text(page(browser.get(url("calculation", application.pk))))
        decision = factory.decide(application, DecisionKind.GRANT)

        decided = text(page(browser.get(url("decision", decision.pk))))

        assert "Därutöver 3 000 kr enligt 12 kap. 2 §." in shown
        assert "Beviljat 8 680 kr." in decided
        assert "Beviljat 3 000 kr utöver rätten (12 kap. 2 §)." in decided


class TestUrgent:
    def test_the_form_asks_why_it_cannot_wait(self, browser, application):
        type(application).objects.update(urgent=True)
        factory.cut_rent(application)
        factory.calculate(application)
        opened = page(browser.get(url("calculation", application.pk)))
        fields = {"kind": "partial", "reasons": "Inkomsterna räcker inte.", "version": application.version}

        refused = browser.post(url("decide", application.pk), fields)
        browser.post(url("decide", application.pk), fields | {"not_heard_because": "Ingen mat hemma."})

        assert opened.xpath("//textarea[@name='not_heard_because']")
        assert refused.status_code == 422
        assert Decision.objects.get().not_heard_because == "Ingen mat hemma."


class TestNotTried:
    def test_from_injunction_to_dismissal(self, browser, client_for, application, freeze):
        fields = {
            "forelaggande-flaw": "what",
            "forelaggande-what": "Skriv vad du söker.",
            "forelaggande-help_given": "Vi ringde dig.",
            "forelaggande-reply_by": "2025-03-24",
        }
        browser.post(url("send_injunction", application.pk), fields)
        early = page(browser.get(url("calculation", application.pk)))
        freeze(swedish_time(2025, 3, 25, 9, 0))
        browser = client_for(browser.user)  # the session of two weeks ago is over
        late = page(browser.get(url("calculation", application.pk)))
        dismissal = typed("avvisning", application, because="", reasons="Det går inte att se vad som söks.")
        answer = browser.post(url("dismiss", application.pk), dismissal, follow=True)

        assert "Skriv vad du söker." in Injunction.objects.get().flaw
        assert not early.xpath("//form[contains(@action, '/avvisa/')]")
        assert late.xpath("//form[contains(@action, '/avvisa/')]")
        assert "Avvisning, mars 2025" in text(page(answer))
        assert "Det finns ingen beräkning." in text(page(answer))

    def test_what_is_mended_is_tried(self, browser, application):
        injunction = judge.send_injunction(application)

        answer = browser.post(url("note_mended", injunction.pk), follow=True)

        assert "Ansökan prövas." in text(page(answer))

    def test_another_ground_is_communicated(self, browser, application):
        fields = {
            "avvisning-kommunicering-text": "Den är redan prövad.",
            "avvisning-kommunicering-reply_by": "2025-03-24",
        }

        answer = browser.post(url("hear_before_dismissal", application.pk), fields, follow=True)

        assert "om avvisning" in text(page(answer))


class TestTrace:
    @pytest.fixture
    def decision(self, application):
        factory.calculate(application)
        return factory.decide(application, DecisionKind.GRANT)

    def test_the_whole_calculation_is_given_as_a_file(self, browser, decision):
        for address in (url("trace", decision.pk), url("calculation_trace", decision.application_id)):
            answer = browser.get(address)

            given = json.loads(answer.content)
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert given["facts"]["costs"][0]["source"] == "ansökan"
            assert given["result"]["steps"][0]["parameter"]
            assert given["result"]["library"]["parameters"]

    def test_todays_program_says_the_same(self, browser, decision):
        assert "samma svar, rad för rad" in text(page(browser.get(url("rerun", decision.pk))))

    def test_what_differs_is_shown_line_by_line(self, browser, application):
        made = factory.calculate(application)
        first, *others = made.result["steps"]
        made.result |= {"assistance": "11670.00", "steps": [first | {"amount": "3900.00"}, *others]}
        made.pk = None  # a calculation as an older program made it
        made.save(force_insert=True)
        older = factory.decide(application, DecisionKind.GRANT)

        shown = text(page(browser.get(url("rerun", older.pk))))

        assert "ger ett annat svar" in shown
        assert "11 670 kr" in shown
        assert "Ensamstående vuxen (sökande)" in shown

    def test_strangers_get_nothing(self, client_for, decision):
        injunctions = [url("send_injunction", decision.application_id), url("dismiss", decision.application_id)]
        for role in (Role.CASEWORKER, Role.JOB_COACH, Role.ECONOMIST, Role.EMPLOYMENT_OFFICER):
            stranger = client_for(make_staff(role))
            for name in ("trace", "rerun"):
                assert stranger.get(url(name, decision.pk)).status_code in (403, 404)
            assert all(stranger.post(address).status_code in (403, 404) for address in injunctions)
