from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import CASE_FILE, NOT_PERSONAL


class Adoption(models.Model):
    """The decision that new journeys start under a version of a working model. The latest one holds."""

    model_version = models.ForeignKey("pathway.ModelVersion", on_delete=models.PROTECT, related_name="adoptions")
    adopted_at = models.DateTimeField("införd")
    adopted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    note = models.CharField("beslut eller skäl", max_length=240, blank=True)

    class DataPolicy:
        personal: set[str] = set()
        retention = NOT_PERSONAL

    class Meta:
        verbose_name = "införande av arbetsmodell"
        verbose_name_plural = "införanden av arbetsmodeller"


class ModelMove(models.Model):
    """That an ongoing journey was moved to another model version, by whom and why. Otherwise it keeps its own."""

    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="model_moves")
    from_version = models.ForeignKey("pathway.ModelVersion", on_delete=models.PROTECT, related_name="+")
    to_version = models.ForeignKey("pathway.ModelVersion", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("skäl", max_length=240)
    moved_at = models.DateTimeField("flyttad")
    moved_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"journey", "reason"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "byte av modellversion"
        verbose_name_plural = "byten av modellversion"
        constraints = [
            models.CheckConstraint(
                name="modelmove_changes_version",
                condition=~Q(from_version=F("to_version")),
                violation_error_message=_("Vägen följer redan den versionen."),
            ),
        ]
