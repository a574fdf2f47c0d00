"""Nothing is paid twice, and no one person makes a whole payment."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.factories import payments as factory
from tests.factories.decisions import make_decision
from tests.factories.identity import make_staff

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import Changed, NotAllowed
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.identity.enums import Role
from framsteg.apps.payments import actions, files, queries
from framsteg.apps.payments.actions import Payee
from framsteg.apps.payments.enums import OrderState, PayeeKind
from framsteg.apps.payments.models import Batch, Order

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision():
    """10 680 kr granted."""
    return make_decision()


@pytest.fixture
def economist():
    return make_staff(Role.ECONOMIST)


def split(decision, *, landlord: int = 5500) -> list[Payee]:
    return [
        Payee(PayeeKind.APPLICANT, "Test Person", "", decision.granted - landlord),
        Payee(PayeeKind.LANDLORD, "Bostads AB", "123-4567", Decimal(landlord)),
    ]


def order(decision, payees: list[Payee]) -> list[Order]:
    return actions.order(decision=decision, payees=payees, by=decision.decided_by, at=factory.ORDERED)


def last_event() -> Event:
    return Event.objects.order_by("-pk")[0]


class TestOrder:
    def test_is_split_between_applicant_and_landlord(self, decision):
        orders = order(decision, split(decision))

        assert sum(row.amount for row in orders) == decision.granted
        assert {row.decided_by for row in orders} == {decision.decided_by}
        assert last_event().kind == "payments.order.made"

    @pytest.mark.parametrize("difference", ["-0.01", "0.01"])
    def test_the_parts_must_add_up_to_what_was_granted(self, decision, difference):
        payee = Payee(PayeeKind.APPLICANT, "Test Person", "", decision.granted + Decimal(difference))

        with pytest.raises(actions.WrongPayees, match="lika"):
            order(decision, [payee])
        assert not Order.objects.exists()

    def test_twice_gives_the_same_orders(self, decision):
        first, second = order(decision, split(decision)), order(decision, split(decision))

        assert {row.pk for row in first} == {row.pk for row in second}
        assert Order.objects.count() == 2

    def test_a_second_order_with_other_payees_is_refused(self, decision):
        order(decision, split(decision))

        with pytest.raises(actions.AlreadyOrdered):
            order(decision, [factory.to_applicant(decision)])

    def test_the_database_refuses_a_second_payment_of_a_decision(self, decision):
        row = order(decision, [factory.to_applicant(decision)])[0]
        row.pk = None

        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)

    def test_a_refusal_is_not_paid(self):
        refusal = make_decision(kind=DecisionKind.REFUSAL)

        with pytest.raises(actions.WrongPayees, match="inget belopp"):
            order(refusal, [Payee(PayeeKind.APPLICANT, "Test Person", "", Decimal(0))])

    def test_a_landlord_needs_an_account(self, decision):
        payees = [Payee(PayeeKind.LANDLORD, "Bostads AB", " ", decision.granted)]

        with pytest.raises(actions.WrongPayees, match="bankgiro"):
            order(decision, payees)

    @pytest.mark.parametrize("role", [Role.ECONOMIST, Role.CASEWORKER, Role.JOB_COACH])
    def test_others_than_the_households_own_unit_may_not(self, decision, role):
        with pytest.raises(NotAllowed):
            actions.order(decision=decision, payees=split(decision), by=make_staff(role), at=factory.ORDERED)


class TestBatch:
    def test_gathers_what_waits_for_the_next_pay_day(self, decision):
        order(decision, split(decision))

        batch = factory.make_batch()

        assert batch.pay_on == date(2025, 3, 27)
        assert (batch.sequence, batch.orders.count(), batch.state) == (1, 2, OrderState.BATCHED)
        assert last_event().kind == "payments.batch.made"

    def test_an_order_stands_in_one_list(self, decision):
        order(decision, split(decision))
        factory.make_batch()

        with pytest.raises(actions.NothingToPay):
            actions.make_batch(by=make_staff(Role.ECONOMIST), at=factory.LISTED)
        assert Batch.objects.count() == 1

    def test_a_list_has_the_next_number(self):
        factory.make_batch()

        assert factory.make_batch().sequence == 2

    @pytest.mark.parametrize("day", [date(2025, 3, 29), date(2025, 6, 20), date(2025, 3, 19)])
    def test_not_on_a_closed_day_nor_in_the_past(self, decision, economist, day):
        order(decision, split(decision))

        with pytest.raises(actions.WrongPayDay):
            actions.make_batch(pay_on=day, by=economist, at=factory.LISTED)

    @pytest.mark.parametrize("role", [Role.CASEWORKER, Role.SYSTEM_MANAGER, Role.CONSULTANT])
    def test_is_made_by_economist_or_manager_only(self, decision, role):
        order(decision, split(decision))

        with pytest.raises(NotAllowed):
            factory.make_batch(by=make_staff(role))
        assert factory.make_batch(by=make_staff(Role.MANAGER))


class TestFourEyes:
    def test_another_economist_attests(self, economist):
        batch = factory.attest(factory.make_batch(), by=economist)

        assert batch.attested_by == economist
        assert batch.orders.get().attested_by == economist
        assert last_event().kind == "payments.batch.attested"

    def test_who_made_the_list_may_not(self, economist):
        batch = factory.make_batch(by=economist)

        with pytest.raises(NotAllowed, match="upprättat"):
            factory.attest(batch, by=economist)

    def test_who_decided_anything_in_it_may_not(self, decision):
        order(decision, split(decision))
        batch = factory.make_batch()
        decider = decision.decided_by
        type(decider).objects.filter(pk=decider.pk).update(role=Role.ECONOMIST)  # changed task since
        decider.refresh_from_db()

        with pytest.raises(NotAllowed, match="fattat"):
            factory.attest(batch, by=decider)

    @pytest.mark.parametrize("role", [Role.MANAGER, Role.CASEWORKER])
    def test_other_roles_may_not(self, role):
        with pytest.raises(NotAllowed):
            factory.attest(factory.make_batch(), by=make_staff(role))

    def test_the_database_refuses_too_when_the_action_is_passed_by(self, decision, economist):
        order(decision, split(decision))
        batch = factory.make_batch(by=economist)

        with pytest.raises(IntegrityError), transaction.atomic():
            Batch.objects.filter(pk=batch.pk).update(attested_by=economist, attested_at=factory.ATTESTED)
        with pytest.raises(IntegrityError), transaction.atomic():
            Order.objects.filter(batch=batch).update(attested_by=decision.decided_by)

    def test_twice_or_on_an_old_page_is_refused(self, economist):
        batch = factory.make_batch()
        with pytest.raises(Changed):
            actions.attest_batch(batch=batch, version=batch.version + 1, by=economist, at=factory.ATTESTED)
        factory.attest(batch, by=economist)

        with pytest.raises(actions.AlreadyAttested):
            factory.attest(batch, by=economist)


class TestHold:
    @pytest.fixture
    def batch(self, decision):
        order(decision, split(decision))
        return factory.make_batch()

    def take_out(self, row, reason="Fel konto.", role=Role.ECONOMIST):
        return actions.remove_from_batch(order=row, reason=reason, by=make_staff(role), at=factory.LISTED)

    def test_a_faulty_order_is_taken_out_and_stays_out_of_the_next_list(self, batch):
        faulty = batch.orders.get(payee=PayeeKind.LANDLORD)

        hold = self.take_out(faulty)

        assert last_event().kind == "payments.order.removed"
        assert hold.reason not in str(last_event().details)
        assert batch.orders.count() == 1
        with pytest.raises(actions.NothingToPay):
            actions.make_batch(by=make_staff(Role.ECONOMIST), at=factory.LISTED)

    def test_a_caseworker_mends_it_and_it_is_paid_once(self, batch, decision):
        faulty = batch.orders.get(payee=PayeeKind.LANDLORD)
        self.take_out(faulty)

        actions.release_order(
            order=faulty, name="Bostads AB", account="765-4321", by=decision.decided_by, at=factory.LISTED
        )

        assert last_event().details == {"payee_changed": True}
        assert factory.make_batch().orders.get().account == "765-4321"
        with pytest.raises(actions.NotInList):
            actions.release_order(order=faulty, name="X", account="1", by=decision.decided_by, at=factory.LISTED)

    def test_needs_a_reason(self, batch):
        with pytest.raises(actions.ReasonMissing):
            self.take_out(batch.orders.order_by("pk")[0], reason=" ")

    def test_is_refused_after_the_attest(self, batch):
        factory.attest(batch)

        with pytest.raises(actions.AlreadyAttested):
            self.take_out(batch.orders.order_by("pk")[0])

    def test_makes_an_opened_attest_page_old(self, batch):
        opened = batch.version
        self.take_out(batch.orders.order_by("pk")[0])

        with pytest.raises(Changed):
            actions.attest_batch(batch=batch, version=opened, by=make_staff(Role.ECONOMIST), at=factory.ATTESTED)

    def test_an_empty_list_is_not_attested(self, batch):
        for row in batch.orders.order_by("pk"):
            self.take_out(row)
        batch.refresh_from_db()

        with pytest.raises(actions.NothingToPay):
            factory.attest(batch)


class TestExport:
    def test_gives_the_same_bytes_every_time_and_is_handed_over_once(self):
        batch = factory.attest(factory.make_batch())

        first = factory.export(batch)
        batch.refresh_from_db()
        handed_over, checksum = batch.exported_at, batch.checksum
        second = factory.export(batch, at=factory.EXPORTED.replace(hour=15))
        batch.refresh_from_db()

        assert first == second
        assert checksum == files.checksum(first)
        assert (batch.exported_at, batch.checksum) == (handed_over, checksum)
        kinds = list(Event.objects.order_by("-pk").values_list("kind", flat=True)[:2])
        assert kinds == ["payments.batch.fetched_again", "payments.batch.exported"]

    def test_has_header_rows_and_total(self, decision):
        order(decision, split(decision))

        lines = factory.export(factory.attest(factory.make_batch())).decode().splitlines()

        assert lines[0] == "FRAMSTEG;1;0000;1;2025-03-27;2;10680.00"
        assert lines[2].endswith(";2025-03;applicant;Test Person;;5180.00")
        assert lines[3].endswith(";2025-03;landlord;Bostads AB;123-4567;5500.00")
        assert lines[4] == "SUMMA;1;2;10680.00"

    def test_is_refused_before_the_attest(self):
        with pytest.raises(actions.NotAttested):
            factory.export(factory.make_batch())

    def test_is_the_economists_task(self):
        batch = factory.attest(factory.make_batch())

        with pytest.raises(NotAllowed):
            factory.export(batch, by=make_staff(Role.MANAGER))

    def test_the_database_refuses_a_file_without_attest(self, economist):
        batch = factory.make_batch()

        with pytest.raises(IntegrityError), transaction.atomic():
            Batch.objects.filter(pk=batch.pk).update(
                exported_at=factory.EXPORTED, exported_by=economist, checksum="0" * 64, file="x"
            )


class TestPaymentRows:
    def test_counts_attested_orders_by_the_month_of_need(self, decision):
        order(decision, split(decision))
        batch = factory.make_batch()
        assert queries.payment_rows() == []

        factory.attest(batch)

        [row] = queries.payment_rows()
        assert (row.household, str(row.month), row.amount) == (decision.household_id, "2025-03", decision.granted)
