"""Reading orders and payment lists, for a user."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.core.fields import MoneyField
from framsteg.apps.core.formats import kronor, month_label, swedish_date
from framsteg.apps.core.timeline import Item
from framsteg.apps.decisions.models import Amendment, Decision
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.payments import files
from framsteg.apps.payments.enums import OrderState, PayeeKind
from framsteg.apps.payments.models import Batch, Hold, Order
from framsteg.apps.payments.payday import next_pay_day
from framsteg.apps.payments.permissions import (
    check_may_attest,
    check_may_see_batches,
    may_export,
    may_see_batches,
    may_see_orders,
)
from framsteg.apps.people.enums import Protection
from framsteg.apps.people.models import Household, Membership
from framsteg.apps.people.permissions import may_see_identity
from framsteg.entitlement.month import Month
from framsteg.policylab.indicators import PaymentRow

BATCHES_A_PAGE = 26  # half a year of weekly lists


@dataclass(frozen=True)
class OrderRow:
    """An order in a list or on a household's page; ``payee_name`` is masked where the reader may not see it."""

    id: int
    household: str
    month: Month
    payee: str
    payee_name: str
    account: str
    amount: Decimal
    decided_by: str
    state: str
    pay_on: date | None
    batch_id: int | None
    held_because: str
    amendment_id: int | None  # what an amendment gives more than the decision


@dataclass(frozen=True)
class BatchRow:
    """A list with its number of orders and sum, kronor."""

    id: int
    sequence: int
    pay_on: date
    made_by: str
    orders: int
    total: Decimal
    state: str
    may_attest: bool


def orders_of(decision: Decision, amendment: Amendment | None = None) -> list[Order]:
    """Return the orders of a decision itself, or of an amendment of it, the applicant's first."""
    orders = Order.objects.filter(decision=decision, amendment=amendment)
    return list(orders.select_related("batch").order_by("payee"))


def payment_rows(user: User | None = None) -> list[PaymentRow]:
    """
    Return what households were paid, for follow-up: one row per household and need month, in kronor.

    The month is the month the assistance is for, not the month of payment. Counted are orders whose list is attested or
    exported, those of amendments too; nothing is netted: a recovery has its own figures. The household is its key.

    :param user: reserved for following one unit; None and any user give the whole kommun
    """
    paid = Order.objects.filter(batch__attested_at__isnull=False)
    sums = paid.values("household", "month").annotate(total=Sum("amount")).order_by("month", "household")
    return [PaymentRow(row["household"], row["month"], row["total"]) for row in sums]


def file_rows(batch: Batch) -> list[files.Row]:
    """Return the rows of a list's payment file, in the order of the orders' numbers."""
    orders = Order.objects.filter(batch=batch).select_related("household").order_by("pk")
    return [
        files.Row(
            order=row.pk,
            household=row.household.number,
            month=str(row.month),
            payee=row.payee,
            name=row.payee_name,
            account=row.account,
            amount=row.amount,
        )
        for row in orders
    ]


def batch_for(user: User, batch_id: int) -> Batch:
    """Return a list. :raises Http404: unless the user may see payment lists"""
    rows = Batch.objects.select_related("made_by", "attested_by", "exported_by")
    batch = rows.filter(pk=batch_id).first() if may_see_batches(user) else None
    if batch is None:
        raise Http404(_("Utbetalningslistan finns inte, eller är inte öppen för dig."))
    return batch


def timeline_of(household: Household) -> list[Item]:
    """Return what has happened with the household's money. For a reader who may see money."""
    items: list[Item] = []
    orders = Order.objects.filter(household=household).select_related("ordered_by", "batch__attested_by").order_by("pk")
    for order in orders:
        url = reverse("payments:order", args=[order.decision_id])
        if order.amendment_id:
            url = reverse("payments:order_amendment", args=[order.amendment_id])
        words = {
            "amount": kronor(order.amount),
            "payee": PayeeKind(order.payee).label,
            "month": month_label(order.month),
        }
        text = _("%(amount)s till %(payee)s") % words
        title = _("Utbetalning beställd för %(month)s") % words
        if order.amendment_id:
            title = _("Utbetalning av ändringsbeslut beställd för %(month)s") % words
        items.append(Item(order.ordered_at, "money", title, text, str(order.ordered_by), url))
        batch = order.batch
        if batch and batch.exported_at:
            title = _("Utbetalning lämnad till bank för %(month)s") % words
            text += _(", betalas %(day)s") % {"day": swedish_date(batch.pay_on)}
            items.append(Item(batch.exported_at, "money", title, text, str(batch.attested_by), url))
    return items


def batches_page(user: User, at: datetime, *, number: str = "1") -> dict[str, Any]:
    """
    Return what waits for a list, what is held back, and one page of the lists, the latest first.

    :raises NotAllowed:
    """
    check_may_see_batches(user)
    page = Paginator(_with_sums(Batch.objects.order_by("-sequence")), BATCHES_A_PAGE).get_page(number)
    waiting = _order_rows(user, Order.objects.waiting(at))
    return {
        "waiting": waiting,
        "waiting_total": sum((row.amount for row in waiting), Decimal(0)),
        "held": _order_rows(user, Order.objects.filter(holds__released_at=None, holds__isnull=False)),
        "page": page,
        "batches": [_batch_row(user, row) for row in page],
        "pay_on": next_pay_day(timezone.localdate(at)),
    }


def batch_page(user: User, batch: Batch) -> dict[str, Any]:
    """Return a list with its orders, and what the user may do with it now."""
    orders = _order_rows(user, Order.objects.filter(batch=batch))
    deciders = Order.objects.filter(batch=batch).values_list("decided_by", flat=True)
    hindrance = ""
    if not batch.attested_at:
        try:
            check_may_attest(user, batch, deciders)
        except NotAllowed as denied:
            hindrance = str(denied)
    return {
        "batch_id": batch.pk,
        "sequence": batch.sequence,
        "pay_on": batch.pay_on,
        "version": batch.version,
        "state": str(batch.state.label),
        "made": (batch.made_at, str(batch.made_by)),
        "attested": (batch.attested_at, str(batch.attested_by)) if batch.attested_at else None,
        "exported": (batch.exported_at, str(batch.exported_by)) if batch.exported_at else None,
        "checksum": batch.checksum,
        "orders": orders,
        "total": sum((row.amount for row in orders), Decimal(0)),
        "is_open": not batch.attested_at,
        "hindrance": hindrance,
        "may_export": bool(batch.attested_at) and may_export(user),
    }


def household_orders(user: User, household: Household) -> list[OrderRow]:
    """Return a household's orders, the latest month first."""
    rows = _order_rows(user, Order.objects.filter(household=household))
    return sorted(rows, key=lambda row: (row.month, row.id), reverse=True)


def decision_orders(user: User, decision: Decision, amendment: Amendment | None = None) -> list[OrderRow]:
    """Return the orders of a decision itself, or of an amendment of it, as rows."""
    return _order_rows(user, Order.objects.filter(decision=decision, amendment=amendment))


def last_payees(decision: Decision) -> list[Order]:
    """Return the orders from which an amendment's payees are begun: the latest that were made for the decision."""
    last = Order.objects.filter(decision=decision).order_by("-pk").first()
    return orders_of(decision, last.amendment) if last else []


def order_for(user: User, order_id: int, at: datetime) -> Order:
    """Return an order. :raises Http404: unless the user may see payment lists or the household's money"""
    rows = Order.objects.select_related("household__caseworker", "batch")
    if not may_see_batches(user):
        allowed = Household.objects.visible_to(user, at) if may_see_orders(user) else Household.objects.none()
        rows = rows.filter(household__in=allowed)
    order = rows.filter(pk=order_id).first()
    if order is None:
        raise Http404(_("Uppdraget finns inte, eller är inte öppet för dig."))
    return order


def _order_rows(user: User, orders: QuerySet[Order]) -> list[OrderRow]:
    """Return orders as rows. One query: protection and the open hold come with it."""
    protected = Membership.objects.filter(household=OuterRef("household"))
    held = Hold.objects.open().filter(order=OuterRef("pk"))
    rows = orders.select_related("household", "decided_by", "batch").annotate(
        is_protected=Exists(protected.exclude(person__protection=Protection.NONE)),
        held_because=Subquery(held.values("reason")[:1]),
    )
    found = []
    for row in rows.order_by("pk"):
        hidden = row.is_protected and not may_see_identity(user, row.household)  # a landlord tells where somebody lives
        found.append(
            OrderRow(
                id=row.pk,
                household=row.household.number,
                month=row.month,
                payee=row.get_payee_display(),
                payee_name=_("Skyddad person") if hidden else row.payee_name,
                account="" if hidden else row.account,
                amount=row.amount,
                decided_by=str(row.decided_by),
                state=str((row.batch.state if row.batch else OrderState.ORDERED).label),
                pay_on=row.batch.pay_on if row.batch else None,
                batch_id=row.batch_id,
                held_because=row.held_because or "",
                amendment_id=row.amendment_id,
            )
        )
    return found


def _with_sums(batches: QuerySet[Batch]) -> QuerySet[Batch]:
    return batches.select_related("made_by").annotate(
        count=Count("orders"), total=Coalesce(Sum("orders__amount"), Decimal(0), output_field=MoneyField())
    )


def _batch_row(user: User, batch: Any) -> BatchRow:
    return BatchRow(
        id=batch.pk,
        sequence=batch.sequence,
        pay_on=batch.pay_on,
        made_by=str(batch.made_by),
        orders=batch.count,
        total=batch.total,
        state=str(batch.state.label),
        may_attest=not batch.attested_at and user.role == Role.ECONOMIST and batch.made_by_id != user.pk,
    )
