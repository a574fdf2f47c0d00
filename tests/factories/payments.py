"""Payment orders and lists for tests, made through the actions."""

from datetime import datetime

from tests.factories.decisions import make_decision
from tests.factories.identity import make_staff
from tests.helpers import swedish_time

from framsteg.apps.decisions.models import Decision
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.payments import actions
from framsteg.apps.payments.actions import Payee
from framsteg.apps.payments.enums import PayeeKind
from framsteg.apps.payments.models import Batch, Order

ORDERED = swedish_time(2025, 3, 12, 9, 0)
LISTED = swedish_time(2025, 3, 20, 9, 0)
ATTESTED = swedish_time(2025, 3, 21, 9, 0)
EXPORTED = swedish_time(2025, 3, 24, 9, 0)


def to_applicant(decision: Decision, name: str = "Test Person") -> Payee:
    """Return a payee who gets all that was granted."""
    return Payee(PayeeKind.APPLICANT, name, "8327-9 123 456 789-0", decision.granted)


def make_order(decision: Decision | None = None, *, name: str = "Test Person", at: datetime = ORDERED) -> Order:
    decision = decision or make_decision()
    return actions.order(decision=decision, payees=[to_applicant(decision, name)], by=decision.decided_by, at=at)[0]


def make_batch(*, by: User | None = None, at: datetime = LISTED) -> Batch:
    """List the waiting orders; without any, one is made first."""
    if not Order.objects.waiting(at).exists():
        make_order()
    return actions.make_batch(by=by or make_staff(Role.ECONOMIST), at=at)


def attest(batch: Batch, *, by: User | None = None, at: datetime = ATTESTED) -> Batch:
    return actions.attest_batch(batch=batch, version=batch.version, by=by or make_staff(Role.ECONOMIST), at=at)


def export(batch: Batch, *, by: User | None = None, at: datetime = EXPORTED) -> bytes:
    return actions.export_batch(batch=batch, by=by or make_staff(Role.ECONOMIST), at=at)
