from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.fields import MoneyField, MonthField
from framsteg.apps.core.policy import ACCOUNTING
from framsteg.apps.payments.enums import OrderState, PayeeKind


class Batch(models.Model):
    """
    Payment orders that go out together on one pay day: made, attested by another person, exported.

    ``sequence`` numbers the lists without gaps. ``file`` is the payment file as it was exported and ``checksum`` its
    SHA-256: whoever fetches it again gets the same bytes.
    """

    pay_on = models.DateField("utbetalningsdag")
    made_at = models.DateTimeField("upprättad")
    made_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    attested_at = models.DateTimeField("attesterad", null=True, blank=True)
    attested_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    exported_at = models.DateTimeField("lämnad till bank", null=True, blank=True)
    exported_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sequence = models.PositiveIntegerField("löpnummer", unique=True)
    checksum = models.CharField("kontrollsumma", max_length=64, blank=True)
    file = models.TextField("betalfil", blank=True)
    version = models.PositiveIntegerField(default=1)

    class DataPolicy:
        personal = {"file"}
        retention = ACCOUNTING

    class Meta:
        verbose_name = "utbetalningslista"
        verbose_name_plural = "utbetalningslistor"
        constraints = [
            models.CheckConstraint(
                name="batch_attested_by_someone",
                condition=Q(attested_at=None, attested_by=None)
                | Q(attested_at__isnull=False, attested_by__isnull=False),
                violation_error_message=_("Ett attest behöver både tidpunkt och vem som attesterade."),
            ),
            models.CheckConstraint(
                name="batch_exported_after_attest",
                condition=Q(exported_at=None, exported_by=None, checksum="", file="")
                | (
                    Q(attested_at__isnull=False, exported_by__isnull=False, exported_at__gte=F("attested_at"))
                    & ~Q(checksum="")
                    & ~Q(file="")
                ),
                violation_error_message=_("Listan måste vara attesterad innan den lämnas till banken."),
            ),
            models.CheckConstraint(
                name="batch_four_eyes",
                condition=Q(attested_by=None) | ~Q(attested_by=F("made_by")),
                violation_error_message=_("Den som upprättat listan får inte attestera den."),
            ),
        ]

    @property
    def state(self) -> OrderState:
        if self.exported_at:
            return OrderState.EXPORTED
        return OrderState.ATTESTED if self.attested_at else OrderState.BATCHED


class OrderQuerySet(models.QuerySet["Order"]):
    def waiting(self, at: datetime) -> Self:
        """Keep the orders that a list made now takes: ordered by now, in no list, and not held back."""
        return self.filter(batch=None, ordered_at__lte=at).exclude(
            models.Exists(Hold.objects.open().filter(order=models.OuterRef("pk")))
        )


class Order(models.Model):
    """
    One payment of a decision to one payee. Unique per decision and payee, so nothing can be paid twice.

    What an amendment gives more than before is ordered with the amendment named, once per payee of it too.

    Who decided is copied here, so that the database itself can refuse an attest by the same person.
    """

    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="orders")
    amendment = models.ForeignKey(
        "decisions.Amendment", on_delete=models.PROTECT, null=True, blank=True, related_name="orders"
    )
    household = models.ForeignKey("people.Household", on_delete=models.PROTECT, related_name="orders")
    month = MonthField("månad")
    payee = models.CharField("mottagare", max_length=12, choices=PayeeKind.choices)
    payee_name = models.CharField("mottagarens namn", max_length=160)
    account = models.CharField("konto", max_length=40, blank=True)
    amount = MoneyField("belopp")
    ordered_at = models.DateTimeField("beställd")
    ordered_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey("payments.Batch", on_delete=models.PROTECT, null=True, blank=True, related_name="orders")
    attested_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = OrderQuerySet.as_manager()

    class DataPolicy:
        personal = {"household", "payee_name", "account", "amount"}
        retention = ACCOUNTING

    class Meta:
        verbose_name = "utbetalningsuppdrag"
        verbose_name_plural = "utbetalningsuppdrag"
        constraints = [
            models.UniqueConstraint(
                name="order_once_per_payee",
                fields=["decision", "payee"],
                condition=Q(amendment=None),
                violation_error_message=_("Beslutet har redan ett uppdrag till mottagaren."),
            ),
            models.UniqueConstraint(
                name="order_once_per_payee_of_amendment",
                fields=["amendment", "payee"],
                violation_error_message=_("Ändringsbeslutet har redan ett uppdrag till mottagaren."),
            ),
            models.CheckConstraint(
                name="order_positive",
                condition=Q(amount__gt=0),
                violation_error_message=_("Ett utbetalningsuppdrag måste vara större än 0 kronor."),
            ),
            models.CheckConstraint(
                name="order_four_eyes",
                condition=Q(attested_by=None) | ~Q(attested_by=F("decided_by")),
                violation_error_message=_("Den som fattat beslutet får inte attestera utbetalningen."),
            ),
        ]
        indexes = [models.Index(fields=["month", "household"], name="order_by_month")]


class HoldQuerySet(models.QuerySet["Hold"]):
    def open(self) -> Self:
        return self.filter(released_at=None)


class Hold(models.Model):
    """
    An order that was taken out of a list before the attest, with the reason. It goes in no list until it is released.

    One faulty order then never stops the others, and never slips into the next list unseen.
    """

    order = models.ForeignKey("payments.Order", on_delete=models.PROTECT, related_name="holds")
    batch = models.ForeignKey("payments.Batch", on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField("skäl", max_length=300)
    held_at = models.DateTimeField("uttagen")
    held_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField("åter till utbetalning", null=True, blank=True)
    released_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = HoldQuerySet.as_manager()

    class DataPolicy:
        personal = {"reason"}
        retention = ACCOUNTING

    class Meta:
        verbose_name = "uttag ur utbetalningslista"
        verbose_name_plural = "uttag ur utbetalningslistor"
        constraints = [
            models.UniqueConstraint(
                name="hold_one_open_per_order",
                fields=["order"],
                condition=Q(released_at=None),
                violation_error_message=_("Uppdraget är redan uttaget."),
            ),
            models.CheckConstraint(
                name="hold_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Skriv varför uppdraget tas ut ur listan."),
            ),
            models.CheckConstraint(
                name="hold_released_by_someone",
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False),
                violation_error_message=_("En återgång behöver både tidpunkt och vem som gjorde den."),
            ),
        ]
