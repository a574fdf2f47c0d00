"""The payment pages as caseworker, economist and others meet them."""

import pytest
from django.urls import reverse
from tests.factories import payments as factory
from tests.factories.decisions import make_decision
from tests.factories.people import make_household
from tests.helpers import page, swedish_time, text

from framsteg.apps.audit.models import Event
from framsteg.apps.identity.enums import Role
from framsteg.apps.payments import queries
from framsteg.apps.payments.enums import PayeeKind
from framsteg.apps.payments.models import Batch, Order
from framsteg.apps.people.enums import Protection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def march(freeze):
    freeze(swedish_time(2025, 3, 21, 9, 0))


def url(name: str, *args: object) -> str:
    return reverse(f"payments:{name}", args=args)


@pytest.fixture
def decision():
    return make_decision()


@pytest.fixture
def economist(client_for):
    return client_for(Role.ECONOMIST)


class TestOrderPage:
    @pytest.fixture
    def browser(self, client_for, decision):
        return client_for(decision.decided_by)

    def test_a_caseworker_splits_the_payment(self, browser, decision):
        begun = page(browser.get(url("order", decision.pk)))
        assert begun.xpath("//input[@name='applicant_amount']/@value") == ["10680,00"]

        answer = browser.post(
            url("order", decision.pk),
            {
                "applicant_name": "Test Person",
                "applicant_amount": "5180,00",
                "landlord_name": "Bostads AB",
                "landlord_account": "123-4567",
                "landlord_amount": "5500",
            },
            follow=True,
        )

        assert Order.objects.count() == 2
        assert "Bostads AB (hyresvärd)" in text(page(answer))

    def test_a_wrong_sum_keeps_what_was_typed(self, browser, decision):
        typed = {"applicant_name": "Test Person", "applicant_amount": "100", "applicant_account": "8327-9 555"}

        answer = browser.post(url("order", decision.pk), typed)

        assert answer.status_code == 422
        assert "8327-9 555" in answer.content.decode()
        assert "De ska vara lika" in text(page(answer))
        assert not Order.objects.exists()

    def test_the_households_page_shows_where_the_money_is(self, browser, decision):
        factory.make_order(decision)
        factory.make_batch()

        shown = text(page(browser.get(url("household", decision.household.number))))

        assert "i utbetalningslista" in shown
        assert Event.objects.filter(kind="payments.household.read").count() == 1


class TestBatchPages:
    def test_one_makes_the_list_another_attests_and_fetches_the_file(self, client_for, economist, decision):
        factory.make_order(decision)
        begun = page(economist.get(url("list")))
        pay_on = begun.xpath("//input[@name='pay_on']/@value")[0]
        assert pay_on == "2025-03-27"
        made = economist.post(url("make_batch"), {"pay_on": pay_on}, follow=True)
        batch = Batch.objects.get()
        assert "En annan ekonom behöver attestera den" in text(page(made))

        second = client_for(Role.ECONOMIST)
        opened = page(second.get(url("batch", batch.pk)))
        version = opened.xpath("//input[@name='version']/@value")[0]
        second.post(url("attest", batch.pk), {"version": version})
        file = second.post(url("export", batch.pk))

        batch.refresh_from_db()
        assert batch.attested_by == second.user
        assert file.headers["Content-Disposition"] == 'attachment; filename="utbetalning-000001-2025-03-27.csv"'
        assert file.content == second.post(url("export", batch.pk)).content
        assert batch.checksum in text(page(second.get(url("batch", batch.pk))))

    def test_a_stale_attest_is_refused_with_a_sentence(self, economist):
        batch = factory.make_batch()

        answer = economist.post(url("attest", batch.pk), {"version": "99"}, headers={"Referer": "/"})

        assert answer.status_code == 302
        batch.refresh_from_db()
        assert batch.attested_at is None

    def test_a_faulty_order_goes_out_and_comes_back(self, economist, client_for, decision):
        factory.make_order(decision)
        batch = factory.make_batch()
        order = batch.orders.get()
        economist.post(url("remove", order.pk), {"reason": "Kontot är avslutat."})
        assert "Kontot är avslutat." in text(page(economist.get(url("list"))))

        caseworker = client_for(decision.decided_by)
        assert "Kontot är avslutat." in text(page(caseworker.get(url("order", decision.pk))))
        caseworker.post(url("release", order.pk), {"name": "Test Person", "account": "9999-1"})

        assert Order.objects.waiting(order.ordered_at).get().account == "9999-1"

    def test_old_lists_are_on_the_next_page(self, economist, monkeypatch):
        monkeypatch.setattr(queries, "BATCHES_A_PAGE", 1)
        first, second = factory.make_batch(), factory.make_batch()

        assert page(economist.get(url("list"))).xpath("//tbody/tr/th/a/text()") == [str(second.sequence)]
        older = page(economist.get(url("list"), {"sida": "2"}))
        assert older.xpath("//tbody/tr/th/a/text()") == [str(first.sequence)]

    def test_a_protected_persons_name_is_not_in_the_lists(self, economist):
        household = make_household(protection=Protection.MARKED, given_name="Hemlig", family_name="Namnsson")
        factory.make_order(make_decision(household), name="Hemlig Namnsson")
        batch = factory.make_batch()

        for address in (url("list"), url("batch", batch.pk)):
            assert "Namnsson" not in economist.get(address).content.decode()
        assert "Skyddad person" in text(page(economist.get(url("batch", batch.pk))))
        factory.attest(batch)
        assert "Namnsson" in factory.export(batch).decode()  # the bank pays to a name

    def test_the_number_of_queries_does_not_grow_with_the_orders(self, economist, django_assert_num_queries):
        factory.make_order()
        few = factory.make_batch()
        for _number in range(4):
            factory.make_order()
        many = factory.make_batch()

        for batch in (few, many):
            with django_assert_num_queries(6):
                economist.get(url("batch", batch.pk))
            with django_assert_num_queries(7):  # one counts the lists, for the pages
                economist.get(url("list"))

    def test_the_economist_does_not_open_the_households_file(self, economist, decision):
        assert economist.get(url("household", decision.household.number)).status_code == 403
        assert economist.get(url("order", decision.pk)).status_code == 404
        assert economist.get(reverse("decisions:decision", args=[decision.pk])).status_code == 404


class TestStrangers:
    @pytest.mark.parametrize(
        "role",
        [
            Role.CONSULTANT,
            Role.EMPLOYMENT_OFFICER,
            Role.JOB_COACH,
            Role.LOG_REVIEWER,
            Role.SYSTEM_MANAGER,
            Role.CASEWORKER,
        ],
    )
    def test_other_roles_see_and_do_nothing(self, client_for, role):
        order = factory.make_order()
        batch = factory.make_batch()
        stranger = client_for(role)

        for name, args in (
            ("list", []),
            ("batch", [batch.pk]),
            ("order", [order.decision_id]),
            ("household", [order.household.number]),
            ("release", [order.pk]),
        ):
            assert stranger.get(url(name, *args)).status_code in (403, 404), name
        for name, args in (
            ("make_batch", []),
            ("attest", [batch.pk]),
            ("export", [batch.pk]),
            ("remove", [order.pk]),
            ("release", [order.pk]),
            ("order", [order.decision_id]),
        ):
            posted = {"pay_on": "2025-03-27", "version": "1", "reason": "x", "name": "x"}
            assert stranger.post(url(name, *args), posted).status_code in (403, 404), name
        assert Order.objects.filter(batch=batch, payee=PayeeKind.APPLICANT).exists()
