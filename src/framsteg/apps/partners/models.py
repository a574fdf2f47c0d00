from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import CASE_FILE
from framsteg.apps.partners.enums import Shared


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self, at: datetime) -> Self:
        """Keep the consents that cover something now: given, not past their last day and not withdrawn."""
        return self.filter(given_at__lte=at, until__gt=at).filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))


class Consent(models.Model):
    """
    One person's consent to share named things with one partner unit, for one purpose, until a date (OSL 10:1, 12:2).

    Withdrawal takes effect at once. A consent is never changed: another one is given.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="consents")
    household = models.ForeignKey("people.Household", on_delete=models.PROTECT, related_name="consents")
    recipient = models.ForeignKey("identity.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="mottagare")
    purpose = models.CharField("ändamål", max_length=200)
    covers = models.JSONField("omfattar")  # list of ``Shared`` values
    given_how = models.CharField("lämnat", max_length=100)  # e.g. "skriftligt vid mötet"
    given_at = models.DateTimeField("lämnat den")
    until = models.DateTimeField("gäller till")
    recorded_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField("återkallat", null=True, blank=True)
    withdrawn_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ConsentQuerySet.as_manager()

    class DataPolicy:
        personal = {"person", "household", "purpose", "covers", "given_how"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "samtycke"
        verbose_name_plural = "samtycken"
        constraints = [
            models.CheckConstraint(
                name="consent_ends_after_it_is_given",
                condition=Q(until__gt=F("given_at")),
                violation_error_message=_("Samtycket måste gälla till en dag efter att det lämnades."),
            ),
            models.CheckConstraint(
                name="consent_withdrawn_by_someone",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                violation_error_message=_("En återkallelse behöver både tidpunkt och vem som tog emot den."),
            ),
        ]

    @property
    def labels(self) -> list[str]:
        return [str(Shared(value).label) for value in self.covers]
