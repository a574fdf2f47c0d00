"""The pages as a caseworker and a manager meet them, and what the desk and the overview say."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation
from tests.factories import recovery as factory
from tests.factories.people import make_household
from tests.helpers import page, swedish_time, text

from framsteg.apps.audit.models import Event
from framsteg.apps.decisions.models import Amendment
from framsteg.apps.identity.enums import Role
from framsteg.apps.people.enums import Protection
from framsteg.apps.recovery import actions, queries
from framsteg.apps.recovery.facts import Corrections
from framsteg.apps.recovery.models import Claim, LateFacts
from framsteg.entitlement.month import Month

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def june(freeze):
    freeze(factory.DECIDED)


@pytest.fixture
def paid():
    return factory.make_paid()


def url(name: str, *args: object) -> str:
    return reverse(f"recovery:{name}", args=args)


def browser_of(client_for, household):
    return client_for(factory.caseworker_of(household))


def sent(response) -> dict[str, str]:
    """Return what the page's post form would send as it stands."""
    form = page(response).xpath("//form[@method='post' and .//input[@name='token']]")[0]
    return {key: value for key, value in form.fields.items() if value is not None and key != "beslut"}


def plain(response) -> str:
    return text(page(response)).replace("\N{NO-BREAK SPACE}", " ")


def test_months_are_chosen_corrected_and_calculated_anew(client_for, paid):
    browser = browser_of(client_for, paid[0].household)
    number = paid[0].household.number
    keys = [str(row.pk) for row in paid]
    form = browser.get(url("note", number), {"beslut": keys})
    given = sent(form) | {
        "beslut": keys,
        "what": "En lön som inte fanns i ansökan.",
        "source": "Lönebesked",
        "came_in_on": "2025-06-02",
        "varje-kind": "wage",
        "varje-net": "3 000",
        f"m{keys[0]}-cost_0": "5 900",
    }

    answer = browser.post(url("note", number), given, follow=True)

    assert [row.difference for row in LateFacts.objects.get().months.order_by("month")] == [-2600, -3000]
    assert "För mycket" not in plain(answer)
    assert "Mars 2025: 2 600 kr för mycket." in plain(answer)
    assert "April 2025: 3 000 kr för mycket." in plain(answer)


def test_months_in_a_row_with_the_same_difference_are_said_in_one_sentence(client_for, paid):
    factory.note(paid)

    answer = browser_of(client_for, paid[0].household).get(url("household", paid[0].household.number))

    assert "Mars 2025 till april 2025: 3 000 kr för mycket per månad, tillsammans 6 000 kr." in plain(answer)


def test_what_was_typed_stays_when_something_is_missing(client_for, paid):
    browser = browser_of(client_for, paid[0].household)
    key = str(paid[0].pk)
    given = sent(browser.get(url("note", paid[0].household.number), {"beslut": key}))

    answer = browser.post(
        url("note", paid[0].household.number),
        given | {"beslut": key, "what": "En lön.", f"m{key}-new_kind_1": "wage"},
    )

    assert answer.status_code == 422
    assert "En lön." in plain(answer)
    assert "Fyll i hela raden, eller töm den." in plain(answer)
    assert not LateFacts.objects.exists()


def test_a_form_sent_as_it_stands_corrects_nothing(client_for, paid):
    browser = browser_of(client_for, paid[0].household)
    key = str(paid[0].pk)
    given = sent(browser.get(url("note", paid[0].household.number), {"beslut": key}))

    answer = browser.post(
        url("note", paid[0].household.number),
        given | {"beslut": key, "what": "Inget.", "source": "Ingen", "came_in_on": "2025-06-02"},
    )

    assert "Ingen uppgift är ändrad" in plain(answer)


def test_a_supplement_leads_to_the_decision_and_its_payment(client_for, paid):
    late = factory.note(paid[:1], corrections=Corrections(costs={0: Decimal(5900)}))
    month = factory.recalculations(late)[0]
    browser = browser_of(client_for, paid[0].household)

    answer = browser.post(url("supplement", month.pk), {"komplettera-reason": "Hyran var högre."})

    assert answer.url == reverse("decisions:decision", args=[paid[0].pk])
    assert Amendment.objects.get().granted == paid[0].granted + 400


def test_the_line_that_differs_is_shown_with_why(client_for, paid):
    month = factory.recalculations(factory.note(paid[:1]))[0]

    answer = browser_of(client_for, paid[0].household).get(url("recalculation", month.pk))

    table = page(answer).xpath("//table[caption[contains(., 'Rader som skiljer')]]")[0]
    assert re.search(r"Lön \(sökande\).*3.000", text(table))


def test_a_claim_is_taken_all_the_way(client_for, freeze, paid):
    months = factory.recalculations(factory.note(paid))
    household = paid[0].household
    browser = browser_of(client_for, household)
    chosen = [f"o{row.pk}" for row in months]
    freeze(factory.OPENED)
    given = sent(browser.get(url("open_claim", household.number), {"manad": chosen}))
    given |= {"manad": chosen, "ground": "wrong_information", "reason": "Lönen stod inte i ansökan."}

    claim_url = browser.post(url("open_claim", household.number), given).url
    claim = Claim.objects.get()
    browser.post(
        url("circumstances", claim.pk),
        {"utredning-version": 1, "utredning-would_lack_means": "no", "utredning-circumstances": "Har arbete."},
    )
    browser.post(url("hear", claim.pk), {"kommunicera-text": "Vi utreder.", "kommunicera-reply_by": "2025-06-19"})
    browser.post(url("reply", claim.pk), {"svar-reply": "Jag glömde."})
    freeze(factory.DECIDED)
    manager = client_for(factory.manager_of(household))
    answer = manager.post(
        url("decide", claim.pk),
        {
            "beslut-version": 2,
            "beslut-amount": "6 000",
            "beslut-reasons": "Du visste om lönen.",
        },
        follow=True,
    )

    assert claim_url == url("claim", claim.pk)
    assert "Krävt tillbaka: 6 000 kr. Kvar: 6 000 kr." in plain(answer)
    assert "Vi kräver tillbaka 6 000 kr" in plain(manager.get(url("letter", claim.pk)))


def test_a_caseworker_is_told_who_decides(client_for):
    claim = factory.make_claim()

    answer = browser_of(client_for, claim.household).get(url("claim", claim.pk))

    assert "Din roll har inte delegation. Beslutet fattas av: enhetschef." in plain(answer)
    assert "Kommunicera underlaget med den enskilde först." in plain(answer)
    assert not page(answer).xpath("//form[contains(@action, 'besluta')]")


def test_a_refused_press_keeps_what_was_typed(client_for):
    claim = factory.make_decided_claim()
    browser = browser_of(client_for, claim.household)

    answer = browser.post(
        url("repay", claim.pk),
        {"betalning-version": claim.version, "betalning-amount": "7000", "betalning-paid_on": "2025-06-23"},
    )

    assert answer.status_code == 422
    assert "högst det som är kvar, 6 000 kr" in plain(answer)
    assert page(answer).xpath("//input[@name='betalning-amount']/@value") == ["7000"]


def test_each_page_is_logged_once(client_for):
    claim = factory.make_decided_claim()
    browser = browser_of(client_for, claim.household)
    month = claim.handlings.order_by("pk")[0].recalculation

    for name, key in (("household", claim.household.number), ("claim", claim.pk), ("recalculation", month.pk)):
        browser.get(url(name, key))

    reads = Event.objects.filter(kind__startswith="recovery.", kind__endswith=".read")
    assert sorted(reads.values_list("kind", flat=True)) == [
        "recovery.claim.read",
        "recovery.household.read",
        "recovery.recalculation.read",
    ]


@pytest.mark.parametrize("months", [1, 3])
def test_the_household_page_asks_as_often_however_many_months(client_for, django_assert_num_queries, months):
    paid = factory.make_paid(*[Month(2025, month) for month in range(3, months + 3)])
    factory.note(paid)
    household = paid[0].household
    user = factory.caseworker_of(household)

    with django_assert_num_queries(4):
        queries.household_page(user, household, factory.NOTED)


class TestDesk:
    def labels(self, user, at=factory.DECIDED):
        return [(due.label, due.due_at.date()) for due in queries.due_for(user, at)]

    def test_a_month_waits_until_somebody_has_handled_it(self, paid):
        late = factory.note(paid[:1])
        user = paid[0].decided_by
        assert self.labels(user) == [("Pröva skillnaden efter nya uppgifter", date(2025, 6, 17))]

        actions.let_stand(recalculation=late.months.get(), reason="Ingen grund.", by=user, at=factory.OPENED)
        assert self.labels(user) == []

    def test_a_claim_shows_its_last_day_and_what_is_next(self):
        claim = factory.make_claim()
        user = factory.caseworker_of(claim.household)
        last_day = ("Sista dag att väcka talan om återkrav", date(2028, 3, 27))

        assert self.labels(user) == [last_day, ("Kommunicera återkrav", date(2025, 6, 18))]
        factory.hear(claim)
        waiting = ("Vänta på svar på kommunicering om återkrav", date(2025, 6, 19))
        assert self.labels(user, factory.HEARD) == [last_day, waiting]
        over = ("Besluta om återkrav efter kommunicering", date(2025, 7, 3))
        assert self.labels(user) == [last_day, over]

    def test_an_action_that_is_brought_waits_no_more(self):
        claim = factory.make_decided_claim()
        user = factory.caseworker_of(claim.household)
        given = {"claim": claim, "by": user, "at": factory.LATER}
        actions.note_decision_to_sue(
            **given, decided_on=date(2025, 8, 20), body="board", reference="§ 1", version=claim.version
        )
        actions.note_action_brought(**given, brought_on=date(2025, 8, 21), version=claim.version)

        assert self.labels(user, factory.LATER) == []

    def test_a_protected_persons_name_is_not_told(self):
        household = make_household(protection=Protection.MARKED)
        factory.note(factory.make_paid(Month(2025, 3), household=household))

        rows = queries.due_of(household, factory.NOTED)

        assert [due.who for due in rows] == ["Skyddad person"]

    def test_others_than_case_work_have_nothing_here(self, staff, paid):
        factory.note(paid)

        assert queries.due_for(staff(Role.CONSULTANT), factory.NOTED) == []


def test_the_timeline_tells_law_and_money():
    claim = factory.make_decided_claim()
    who = factory.caseworker_of(claim.household)
    actions.note_repayment(
        claim=claim,
        amount=Decimal(500),
        paid_on=date(2025, 8, 1),
        version=claim.version,
        by=who,
        at=swedish_time(2025, 8, 2, 9, 0),
    )

    items = sorted(queries.timeline_of(claim.household), key=lambda item: item.at)

    assert [(item.lane, item.title) for item in items] == [
        ("law", "Nya uppgifter om beslutade månader"),
        ("law", "Återkrav utreds"),
        ("law", "Kommunicering om återkrav"),
        ("law", "Beslut om återkrav"),
        ("money", "Återbetalning"),
    ]


def test_a_hearing_begins_in_swedish_whatever_the_writer_reads():
    claim = factory.make_claim()

    with translation.override("en"):
        words = queries.hearing_text(claim, list(claim.months.order_by("month")))

    assert "mars 2025: 3" in words
    assert "oriktiga eller förtigna uppgifter" in words
