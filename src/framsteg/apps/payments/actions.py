"""Payment orders, lists, attest and export. Nothing is paid twice, and no one person makes a whole payment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied, Changed
from framsteg.apps.core.formats import kronor
from framsteg.apps.decisions.models import Amendment, Decision
from framsteg.apps.identity.models import User
from framsteg.apps.payments import files, payday, permissions, queries
from framsteg.apps.payments.enums import PayeeKind
from framsteg.apps.payments.models import Batch, Hold, Order


class WrongPayees(ActionDenied):
    """The payees do not add up to what was granted, or one is incomplete."""


class AlreadyOrdered(ActionDenied):
    """The decision is already ordered, and the new payees are others than those."""


class NothingToPay(ActionDenied):
    """There is no order for a list, or nothing is left in it."""


class WrongPayDay(ActionDenied):
    """Money cannot be paid out on the chosen day."""


class AlreadyAttested(ActionDenied):
    """The list is attested; what is in it stands."""


class NotAttested(ActionDenied):
    """The list must be attested before it goes to the bank."""


class NotInList(ActionDenied):
    """The order is in no list that can be changed, or is not held back."""


class ReasonMissing(ActionDenied):
    """An order is taken out of a list only with a reason."""


@dataclass(frozen=True)
class Payee:
    """Who gets how much of a decision, in kronor. ``account`` may be empty for the applicant's known account."""

    kind: PayeeKind
    name: str
    account: str
    amount: Decimal


@transaction.atomic
def order(
    *, decision: Decision, amendment: Amendment | None = None, payees: Sequence[Payee], by: User, at: datetime
) -> list[Order]:
    """
    Order the payment of a decision, to at most one payee of each kind. The amounts must add up to what was granted.

    With an amendment of the decision, what it gives more than before is ordered: the amounts add up to the difference.
    Sent twice with the same payees it gives the orders that stand. :raises NotAllowed, WrongPayees, AlreadyOrdered:
    """
    permissions.check_may_order(by, decision.household, at)
    if amendment is not None and amendment.decision_id != decision.pk:
        raise WrongPayees(_("Ändringsbeslutet gäller ett annat beslut. Öppna betalningen från rätt beslut."))
    paid = [payee for payee in payees if payee.amount]
    _check_payees(paid, amendment.difference if amendment else decision.total)
    if Order.objects.filter(decision=decision, amendment=amendment).exists():
        return _same_or_refused(queries.orders_of(decision, amendment), paid)
    try:
        with transaction.atomic():
            orders = [_create(decision, amendment, payee, by, at) for payee in paid]
    except IntegrityError:  # two clicks at once: the database lets one through
        return _same_or_refused(queries.orders_of(decision, amendment), paid)
    number = decision.household.number
    record("payments.order.made", by=by, at=at, about=amendment or decision, household=number, payees=len(orders))
    return orders


@transaction.atomic
def make_batch(*, pay_on: date | None = None, by: User, at: datetime) -> Batch:
    """
    Gather every waiting order in a list. Without ``pay_on`` it is paid on the next ordinary pay day.

    :raises NotAllowed, WrongPayDay, NothingToPay:
    """
    permissions.check_may_make_batch(by)
    today = timezone.localdate(at)
    chosen = pay_on or payday.next_pay_day(today)
    if chosen < today:
        raise WrongPayDay(_("Utbetalningsdagen har redan varit. Välj en senare dag."))
    if not payday.is_bank_day(chosen):
        raise WrongPayDay(_("Bankerna är stängda den dagen. Välj en vardag."))
    waiting = list(Order.objects.waiting(at).order_by("pk").values_list("pk", flat=True))
    if not waiting:
        raise NothingToPay(_("Det finns inga uppdrag som väntar på utbetalning."))
    last = Batch.objects.aggregate(last=Max("sequence"))["last"] or 0
    try:
        with transaction.atomic():
            batch = Batch.objects.create(pay_on=chosen, made_at=at, made_by=by, sequence=last + 1)
    except IntegrityError:
        raise Changed  # another list took the number, and probably the orders
    taken = Order.objects.filter(pk__in=waiting, batch=None).update(batch=batch)
    if taken != len(waiting):
        raise Changed
    record("payments.batch.made", by=by, at=at, about=batch, orders=taken, sequence=batch.sequence)
    return batch


@transaction.atomic
def attest_batch(*, batch: Batch, version: int, by: User, at: datetime) -> Batch:
    """
    Attest a list as another person than who made it or decided anything in it.

    :raises NotAllowed, AlreadyAttested, NothingToPay, Changed:
    """
    locked = Batch.objects.select_for_update().get(pk=batch.pk)
    orders = Order.objects.filter(batch=locked)
    permissions.check_may_attest(by, locked, orders.values_list("decided_by", flat=True))
    if locked.attested_at:
        raise AlreadyAttested(_("Listan är redan attesterad."))
    rows = Batch.objects.filter(pk=locked.pk, version=version)
    if not rows.update(attested_at=at, attested_by=by, version=F("version") + 1):
        raise Changed
    attested = orders.update(attested_by=by)
    if not attested:
        raise NothingToPay(_("Listan är tom, så det finns inget att attestera."))
    batch.refresh_from_db()
    record("payments.batch.attested", by=by, at=at, about=batch, orders=attested, sequence=batch.sequence)
    return batch


@transaction.atomic
def export_batch(*, batch: Batch, by: User, at: datetime) -> bytes:
    """
    Return the payment file. The first time it is made and the list handed over; later the same bytes come again.

    :raises NotAllowed, NotAttested:
    """
    permissions.check_may_export(by)
    locked = Batch.objects.select_for_update().get(pk=batch.pk)
    if not locked.attested_at:
        raise NotAttested(_("Listan måste attesteras innan den lämnas till banken."))
    if locked.exported_at:
        record("payments.batch.fetched_again", by=by, at=at, about=locked, sequence=locked.sequence)
        return locked.file.encode()
    locked.file = files.payment_file(
        kommun=settings.KOMMUN_CODE,
        sequence=locked.sequence,
        pay_on=locked.pay_on,
        rows=queries.file_rows(locked),
    )
    content = locked.file.encode()
    locked.checksum, locked.exported_at, locked.exported_by = files.checksum(content), at, by
    locked.version += 1
    locked.save(update_fields=["file", "checksum", "exported_at", "exported_by", "version"])
    record(
        "payments.batch.exported",
        by=by,
        at=at,
        about=locked,
        sequence=locked.sequence,
        checksum=locked.checksum,
    )
    return content


@transaction.atomic
def remove_from_batch(*, order: Order, reason: str, by: User, at: datetime) -> Hold:
    """
    Take an order out of a list that is not attested. It is held back until a caseworker releases it.

    :raises NotAllowed, NotInList, AlreadyAttested, ReasonMissing:
    """
    permissions.check_may_make_batch(by)
    if not reason.strip():
        raise ReasonMissing(_("Skriv varför uppdraget tas ut ur listan."))
    batch = Batch.objects.select_for_update().filter(orders=order).first()
    if batch is None:
        raise NotInList(_("Uppdraget finns inte i någon utbetalningslista."))
    if batch.attested_at:
        raise AlreadyAttested(_("Listan är redan attesterad, så uppdraget kan inte tas ut."))
    Order.objects.filter(pk=order.pk).update(batch=None)
    Batch.objects.filter(pk=batch.pk).update(version=F("version") + 1)  # who attests sees the list that stands
    hold = Hold.objects.create(order=order, batch=batch, reason=reason.strip(), held_at=at, held_by=by)
    order.refresh_from_db()
    record("payments.order.removed", by=by, at=at, about=order, household=order.household.number)
    return hold


@transaction.atomic
def release_order(*, order: Order, name: str, account: str, by: User, at: datetime) -> Order:
    """
    Let an order that was held back into the next list, with the payee's name and account as they now are.

    :raises NotAllowed, NotInList, WrongPayees:
    """
    permissions.check_may_order(by, order.household, at)
    _check_payee(order.payee, name, account)
    if not Hold.objects.open().filter(order=order).update(released_at=at, released_by=by):
        raise NotInList(_("Uppdraget är inte uttaget ur någon lista."))
    corrected = {"payee_name": name.strip(), "account": account.strip()}
    is_new = corrected != {"payee_name": order.payee_name, "account": order.account}
    Order.objects.filter(pk=order.pk).update(**corrected)
    order.refresh_from_db()
    number = order.household.number
    record("payments.order.released", by=by, at=at, about=order, household=number, payee_changed=is_new)
    return order


def _create(decision: Decision, amendment: Amendment | None, payee: Payee, by: User, at: datetime) -> Order:
    return Order.objects.create(
        decision=decision,
        amendment=amendment,
        household=decision.household,
        month=decision.month,
        payee=payee.kind,
        payee_name=payee.name.strip(),
        account=payee.account.strip(),
        amount=payee.amount,
        ordered_at=at,
        ordered_by=by,
        decided_by=(amendment or decision).decided_by,
    )


def _check_payees(payees: Sequence[Payee], granted: Decimal) -> None:
    """:raises WrongPayees:"""
    if not granted:
        raise WrongPayees(_("Beslutet ger inget belopp, så det finns inget att betala ut."))
    if any(payee.amount < 0 for payee in payees):
        raise WrongPayees(_("Ett belopp kan inte vara mindre än 0 kr."))
    if len({payee.kind for payee in payees}) < len(payees):
        raise WrongPayees(_("Varje slags mottagare kan stå en gång."))
    for payee in payees:
        _check_payee(payee.kind, payee.name, payee.account)
    total = sum((payee.amount for payee in payees), Decimal(0))
    if total != granted:
        words = {"total": kronor(total), "granted": kronor(granted)}
        raise WrongPayees(
            _("Beloppen är tillsammans %(total)s, men beslutet ger %(granted)s. De ska vara lika.") % words
        )


def _check_payee(kind: str, name: str, account: str) -> None:
    """:raises WrongPayees:"""
    if not name.strip():
        raise WrongPayees(_("Skriv mottagarens namn."))
    if kind == PayeeKind.LANDLORD and not account.strip():
        raise WrongPayees(_("Skriv hyresvärdens bankgiro eller konto."))


def _same_or_refused(standing: Sequence[Order], payees: Sequence[Payee]) -> list[Order]:
    """Return the orders that stand when they are those asked for. :raises AlreadyOrdered:"""
    ordered = {(row.payee, row.payee_name, row.account, row.amount) for row in standing}
    asked = {(payee.kind.value, payee.name.strip(), payee.account.strip(), payee.amount) for payee in payees}
    if ordered != asked:
        raise AlreadyOrdered(_("Utbetalningen är redan beställd, med andra uppgifter. Läs vad som är beställt."))
    return list(standing)
