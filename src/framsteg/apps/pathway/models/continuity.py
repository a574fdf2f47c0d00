from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import CASE_FILE
from framsteg.apps.pathway.enums import Tie


class Handover(models.Model):
    """That a person got another contact: who, after whom, and why. The first contact has no ``former``."""

    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="handovers")
    tie = models.CharField("roll", max_length=12, choices=Tie.choices)
    former = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    successor = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("skäl", max_length=240)
    handed_at = models.DateTimeField("överlämnad")
    handed_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"journey", "reason"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "överlämning"
        verbose_name_plural = "överlämningar"
        constraints = [
            models.CheckConstraint(
                name="handover_to_somebody_else",
                condition=Q(former=None) | ~Q(former=F("successor")),
                violation_error_message=_("Personen har redan den kontakten."),
            ),
        ]
