"""The person asks that a matter which has taken six months be decided (FL 12 §)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import CASE_FILE


class DecisionRequest(models.Model):
    """
    A written request that the matter be decided: within four weeks it is, or the request is refused in a decision.

    Once for each matter. That the application is decided ends it; nothing here is changed then.
    """

    application = models.OneToOneField(
        "applications.Application", on_delete=models.PROTECT, related_name="decision_request"
    )
    came_in_on = models.DateField("kom in")
    noted_at = models.DateTimeField("antecknat")
    noted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal = {"application", "came_in_on"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "begäran om avgörande"
        verbose_name_plural = "begäranden om avgörande"


class RequestRefusal(models.Model):
    """A decision not to decide the matter now. It can be appealed for itself (FL 12 §). Never changed."""

    request = models.OneToOneField("decisions.DecisionRequest", on_delete=models.PROTECT, related_name="refusal")
    reasons = models.TextField("motivering")
    decided_at = models.DateTimeField("beslutat")
    decided_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey("decisions.Delegation", on_delete=models.PROTECT, related_name="+")
    letter = models.TextField("beslutsbrev")

    class DataPolicy:
        personal = {"reasons", "letter"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "avslag på begäran om avgörande"
        verbose_name_plural = "avslag på begäranden om avgörande"
        constraints = [
            models.CheckConstraint(
                name="request_refusal_has_reasons",
                condition=~Q(reasons=""),
                violation_error_message=_("Skriv beslutets motivering (FL 32 §)."),
            ),
        ]
