"""Reading orders and payment lists, for a user."""

from django.db.models import Sum
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from framsteg.apps.core.formats import kronor, month_label, swedish_date
from framsteg.apps.core.timeline import Item
from framsteg.apps.decisions.models import Decision
from framsteg.apps.identity.models import User
from framsteg.apps.payments import files
from framsteg.apps.payments.models import Batch, Order
from framsteg.apps.payments.permissions import may_see_batches
from framsteg.apps.people.models import Household
from framsteg.policylab.indicators import PaymentRow


def orders_of(decision: Decision) -> list[Order]:
    """Return the orders of a decision, the applicant's first."""
    return list(Order.objects.filter(decision=decision).select_related("batch").order_by("payee"))


def payment_rows(user: User | None = None) -> list[PaymentRow]:
    """
    Return what households were paid, for follow-up: one row per household and need month, in kronor.

    The month is the month the assistance is for, not the month of payment. Counted are orders whose list is attested or
    exported; nothing is netted yet, because recoveries are not built. The household is its key, never a case number.

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


def to_attest_for(user: User) -> list[Batch]:
    """Return the lists that wait for an attest, without those the user made. Empty for who may not see lists."""
    if not may_see_batches(user):
        return []
    return list(Batch.objects.filter(attested_at=None).exclude(made_by=user).order_by("pay_on", "sequence"))


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
        words = {"amount": kronor(order.amount), "payee": order.get_payee_display(), "month": month_label(order.month)}
        text = _("%(amount)s till %(payee)s") % words
        title = _("Utbetalning beställd för %(month)s") % words
        items.append(Item(order.ordered_at, "money", title, text, str(order.ordered_by), url))
        batch = order.batch
        if batch and batch.exported_at:
            title = _("Utbetalning lämnad till bank för %(month)s") % words
            text += _(", betalas %(day)s") % {"day": swedish_date(batch.pay_on)}
            items.append(Item(batch.exported_at, "money", title, text, str(batch.attested_by), url))
    return items
