"""The rows of the room: assessments and calculations, the delegation order, decisions, and what comes after them."""

from framsteg.apps.decisions.models.assessment import Calculation, MeansOverride, NormAdjustment, Override
from framsteg.apps.decisions.models.decision import Decision, Hearing, Injunction, OralRequest, Receipt
from framsteg.apps.decisions.models.delay import DecisionRequest, RequestRefusal
from framsteg.apps.decisions.models.delegation import Delegation
from framsteg.apps.decisions.models.review import (
    Amendment,
    AmendmentReceipt,
    Announcement,
    Appeal,
    AppealDismissal,
)

__all__ = [
    "Amendment",
    "AmendmentReceipt",
    "Announcement",
    "Appeal",
    "AppealDismissal",
    "Calculation",
    "Decision",
    "DecisionRequest",
    "Delegation",
    "Hearing",
    "Injunction",
    "MeansOverride",
    "NormAdjustment",
    "OralRequest",
    "Override",
    "Receipt",
    "RequestRefusal",
]
