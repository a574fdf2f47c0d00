from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import CASE_FILE
from framsteg.apps.pathway.enums import Cause


class Pause(models.Model):
    """
    A time when a clock of the journey stands still, with the reason. ``deadline_id`` "" stops every clock.

    The engine moves the due time by the pause; a pause never makes it earlier.
    """

    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="pauses")
    deadline_id = models.CharField("frist", max_length=60, blank=True)
    reason = models.CharField("skäl", max_length=240)
    since = models.DateTimeField("från")
    until = models.DateTimeField("till", null=True, blank=True)
    noted_at = models.DateTimeField("antecknad")
    noted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"journey", "reason", "since", "until"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "stannad klocka"
        verbose_name_plural = "stannade klockor"
        constraints = [
            models.UniqueConstraint(
                name="pause_one_open_per_clock",
                fields=["journey", "deadline_id"],
                condition=Q(until=None),
                violation_error_message=_("Klockan står redan still."),
            ),
            models.CheckConstraint(
                name="pause_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gt=F("since")),
                violation_error_message=_("Klockan kan inte gå igen före den stannade."),
            ),
        ]


class Breach(models.Model):
    """Why one deadline was not kept, as a named person judged it. A new judgement is a new row; the latest holds."""

    deadline = models.ForeignKey("pathway.Deadline", on_delete=models.PROTECT, related_name="breaches")
    cause = models.CharField("orsak", max_length=8, choices=Cause.choices)
    note = models.CharField("vad som hände", max_length=240)
    noted_at = models.DateTimeField("antecknad")
    noted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"deadline", "cause", "note"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "orsak till bruten frist"
        verbose_name_plural = "orsaker till brutna frister"
