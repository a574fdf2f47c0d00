"""What an amendment gives more than before is paid: all of it, once, by other eyes, and counted in the month."""

from decimal import Decimal

import pytest
from tests.factories import decisions, payments
from tests.factories.identity import make_staff

from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.identity.enums import Role
from framsteg.apps.payments import actions, queries
from framsteg.apps.payments.actions import Payee
from framsteg.apps.payments.enums import PayeeKind
from framsteg.apps.payments.models import Order

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision():
    decision = decisions.make_decision(kind=DecisionKind.PARTIAL)
    payments.make_order(decision)
    return decision


@pytest.fixture
def amendment(decision):
    return decisions.amend(decision, more=500)


def order(amendment, amount: Decimal | int | None = None, *, decision=None, name: str = "Test Person") -> list[Order]:
    amount = amendment.difference if amount is None else Decimal(amount)
    return actions.order(
        decision=decision or amendment.decision,
        amendment=amendment,
        payees=[Payee(PayeeKind.APPLICANT, name, "", amount)],
        by=decisions.caseworker_of(amendment.decision.application),
        at=amendment.decided_at,
    )


def test_the_difference_is_ordered_beside_the_decisions_own_order(decision, amendment):
    [made] = order(amendment)

    assert made.amount == Decimal(500)
    assert (made.amendment, made.decided_by) == (amendment, amendment.decided_by)
    assert sum(row.amount for row in decision.orders.all()) == amendment.total


@pytest.mark.parametrize("amount", [499, 501])
def test_neither_more_nor_less_than_the_difference(amendment, amount):
    with pytest.raises(actions.WrongPayees, match="ska vara lika"):
        order(amendment, amount)


def test_a_second_click_gives_the_order_that_stands(amendment):
    assert order(amendment) == order(amendment)
    with pytest.raises(actions.AlreadyOrdered):
        order(amendment, name="Någon Annan")
    assert Order.objects.filter(amendment=amendment).count() == 1


def test_an_amendment_of_another_decision_is_refused(amendment):
    other = decisions.make_decision(amendment.decision.household, month=amendment.decision.month.next)

    with pytest.raises(actions.WrongPayees, match="annat beslut"):
        order(amendment, decision=other)


def test_a_refused_month_is_paid_after_the_amendment():
    refused = decisions.make_decision(kind=DecisionKind.REFUSAL)

    [made] = order(decisions.amend(refused, more=1200))

    assert (made.amount, made.month) == (Decimal(1200), refused.month)


def test_who_amended_may_not_attest(decision):
    economist = make_staff(Role.ECONOMIST)
    amendment = decisions.amend(decision)
    [made] = order(amendment)
    Order.objects.filter(pk=made.pk).update(decided_by=economist)
    batch = payments.make_batch(at=amendment.decided_at)

    with pytest.raises(NotAllowed, match="fattat ett av besluten"):
        payments.attest(batch, by=economist, at=amendment.decided_at)


def test_the_months_payment_counts_both(decision, amendment):
    order(amendment)
    payments.attest(payments.make_batch(at=amendment.decided_at), at=amendment.decided_at)

    [row] = queries.payment_rows()

    assert (row.month, row.amount) == (decision.month, amendment.total)


def test_the_list_says_which_order_is_of_an_amendment(amendment):
    order(amendment)
    batch = payments.make_batch(at=amendment.decided_at)

    rows = queries.batch_page(make_staff(Role.ECONOMIST), batch)["orders"]

    assert [row.amendment_id for row in rows] == [None, amendment.pk]
