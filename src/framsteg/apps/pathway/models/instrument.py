from django.db import models
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import CASE_FILE, NOT_PERSONAL


class Instrument(models.Model):
    """One version of an assessment instrument: the YAML text itself, so that old answers keep their questions."""

    instrument_id = models.CharField("instrument", max_length=80)
    version = models.CharField("version", max_length=40)
    label = models.CharField("namn", max_length=160)
    checksum = models.CharField("kontrollsumma", max_length=64, unique=True)  # SHA-256 of the text
    text = models.TextField("instrumentfil")
    kept_at = models.DateTimeField("sparad")
    kept_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField("tagen ur bruk", null=True, blank=True)

    class DataPolicy:
        personal: set[str] = set()
        retention = NOT_PERSONAL

    class Meta:
        verbose_name = "bedömningsinstrument"
        verbose_name_plural = "bedömningsinstrument"
        constraints = [
            models.UniqueConstraint(
                name="instrument_version_once",
                fields=["instrument_id", "version"],
                violation_error_message=_(
                    "Den versionen av instrumentet finns redan. Ge filen ett nytt versionsnummer."
                ),
            ),
        ]


class Measurement(models.Model):
    """
    One occasion when an instrument was filled in. The person's and the worker's answers are kept apart.

    ``answers`` is ``{question id: {"person": {"score": 3}, "worker": {"score": 4}}}``, or ``{"text": …}`` and
    ``{"choice": …}`` by the kind of the question; what was not answered is left out, which is not 0.
    """

    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="measurements")
    instrument = models.ForeignKey("pathway.Instrument", on_delete=models.PROTECT, related_name="measurements")
    held_at = models.DateTimeField("genomförd")
    held_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField("svar", default=dict)
    summary = models.TextField("sammanfattning", blank=True)

    class DataPolicy:
        personal = {"journey", "answers", "summary"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "mätning"
        verbose_name_plural = "mätningar"
        indexes = [models.Index(fields=["journey", "held_at"], name="measurement_in_order")]
