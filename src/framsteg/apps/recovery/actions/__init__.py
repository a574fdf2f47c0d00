"""
Late facts, what a person does with the difference, and claims to pay back.

Nothing here lowers what a person is granted or paid: a supplement is for the better, and a claim is money to pay back.
"""

from framsteg.apps.recovery.actions._shared import ClaimRefused
from framsteg.apps.recovery.actions.after import (
    close_claim,
    forgive,
    note_action_brought,
    note_decision_to_sue,
    note_repayment,
)
from framsteg.apps.recovery.actions.claim import Claimed, decide_claim, note_circumstances, open_claim
from framsteg.apps.recovery.actions.hearing import note_claim_reply, send_claim_hearing
from framsteg.apps.recovery.actions.late import (
    AlreadyHandled,
    CorrectedMonth,
    LateFactsRefused,
    let_stand,
    note_late_facts,
    supplement,
)

__all__ = [
    "AlreadyHandled",
    "ClaimRefused",
    "Claimed",
    "CorrectedMonth",
    "LateFactsRefused",
    "close_claim",
    "decide_claim",
    "forgive",
    "let_stand",
    "note_action_brought",
    "note_circumstances",
    "note_claim_reply",
    "note_decision_to_sue",
    "note_late_facts",
    "note_repayment",
    "open_claim",
    "send_claim_hearing",
    "supplement",
]
