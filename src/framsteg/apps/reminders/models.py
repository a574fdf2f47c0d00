from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import CASE_FILE, NOT_PERSONAL
from framsteg.apps.identity.enums import Role
from framsteg.apps.reminders.enums import NoticeKind


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unhandled(self) -> Self:
        return self.filter(handled_at=None)

    def waiting(self) -> Self:
        """Those that nobody has taken care of, and whose occasion lasts."""
        return self.unhandled().filter(settled_at=None)


class Notice(models.Model):
    """
    That somebody was told of a clock or a case, once.

    ``key`` names the occasion («late:deadline:417»): the sweep may run twice or late without telling anybody again. It
    is told to a person, or to everybody with a role where the case is nobody's. The text names no person. An occasion
    that has passed is settled by the next sweep, and told again if it comes back before anybody took care of it.
    """

    key = models.CharField("tillfälle", max_length=120, unique=True)
    kind = models.CharField("slag", max_length=12, choices=NoticeKind.choices)
    label = models.CharField("vad", max_length=200)
    then = models.CharField("vad som ska göras", max_length=240, blank=True)  # the working model's words
    household = models.CharField("ärende", max_length=20, blank=True)  # case number; "" where it is about a workload
    url = models.CharField("sida", max_length=200)
    due_at = models.DateTimeField("frist", null=True, blank=True)
    told_at = models.DateTimeField("sagt")
    told = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    told_role = models.CharField("roll", max_length=20, choices=Role.choices, blank=True)
    handled_at = models.DateTimeField("omhändertaget", null=True, blank=True)
    handled_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handling = models.CharField("vad som gjordes", max_length=240, blank=True)
    settled_at = models.DateTimeField("inte längre aktuell", null=True, blank=True)  # it passed without anybody's word

    objects = NoticeQuerySet.as_manager()

    class DataPolicy:
        personal = {"household", "label", "handling"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "påminnelse"
        verbose_name_plural = "påminnelser"
        constraints = [
            models.CheckConstraint(
                name="notice_told_to_somebody",
                condition=Q(told__isnull=False) | ~Q(told_role=""),
                violation_error_message=_("En påminnelse går till en person eller en roll."),
            ),
            models.CheckConstraint(
                name="notice_handled_by_someone",
                condition=Q(handled_at=None, handled_by=None) | Q(handled_at__isnull=False, handled_by__isnull=False),
                violation_error_message=_("En omhändertagen påminnelse behöver både tidpunkt och vem."),
            ),
        ]
        indexes = [models.Index(fields=["handled_at", "told", "told_at"], name="notice_open_by_person")]


class Sweep(models.Model):
    """
    One run of the nightly sweep. One that never finished is a crash, and the next one does the work again.

    Both times are the instant that the run was asked about: it took as long as the command that ran it says.
    """

    started_at = models.DateTimeField("började")
    finished_at = models.DateTimeField("klar", null=True, blank=True)
    counts = models.JSONField("antal", default=dict)  # {"journeys": 20000, "changed": 12, "notices": 3}

    class DataPolicy:
        personal: set[str] = set()
        retention = NOT_PERSONAL

    class Meta:
        verbose_name = "svep"
        verbose_name_plural = "svep"
        indexes = [models.Index(fields=["finished_at"], name="sweep_latest")]
