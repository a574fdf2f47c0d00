"""The rows of the room: late facts with their new calculations, and claims to pay back."""

from framsteg.apps.recovery.models.claim import Claim, ClaimHearing, ClaimMonth, Forgiveness, Repayment
from framsteg.apps.recovery.models.late import Handling, LateFacts, Recalculation

__all__ = [
    "Claim",
    "ClaimHearing",
    "ClaimMonth",
    "Forgiveness",
    "Handling",
    "LateFacts",
    "Recalculation",
    "Repayment",
]
