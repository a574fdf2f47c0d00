"""Who may decide what, by the nämnd's delegation order."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import NOT_PERSONAL
from framsteg.apps.decisions.enums import DelegatedKind
from framsteg.apps.identity.enums import Role


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def in_force(self, on: date) -> Self:
        return self.filter(valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gte=on))


class Delegation(models.Model):
    """One line of the nämnd's delegation order: which role may make which decision, up to which amount."""

    role = models.CharField("roll", max_length=30, choices=Role.choices)
    kind = models.CharField("beslut", max_length=14, choices=DelegatedKind.choices)
    up_to = models.DecimalField(  # None: no limit
        "högst belopp", max_digits=12, decimal_places=2, null=True, blank=True
    )
    valid_from = models.DateField("gäller från")
    valid_to = models.DateField("gäller till", null=True, blank=True)
    reference = models.CharField("punkt i delegationsordningen", max_length=40)

    objects = DelegationQuerySet.as_manager()

    def covers(self, amount: Decimal, on: date) -> bool:
        """Tell whether the line is in force on a day and reaches up to an amount, kronor."""
        in_force = self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
        return in_force and (self.up_to is None or amount <= self.up_to)

    class DataPolicy:
        personal: set[str] = set()
        retention = NOT_PERSONAL

    class Meta:
        verbose_name = "delegation"
        verbose_name_plural = "delegationer"
        constraints = [
            models.UniqueConstraint(
                name="delegation_once",
                fields=["role", "kind", "valid_from"],
                violation_error_message=_("Delegationen finns redan från det datumet."),
            ),
            models.CheckConstraint(
                name="delegation_period_forward",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Sista dagen ligger före första dagen."),
            ),
        ]
