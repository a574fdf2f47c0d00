"""
Calculation, assessment of costs, hearing, decision and receipt.

Every path to less money passes a hearing and a person.
"""

from framsteg.apps.decisions.actions._shared import (
    AlreadyDecided,
    NoDelegation,
    NotCalculated,
    NotEnoughKnown,
    WantsToSpeak,
)
from framsteg.apps.decisions.actions.amendment import NoJudgement, NotForTheBetter, amend
from framsteg.apps.decisions.actions.assessment import (
    WrongAssessment,
    calculate,
    correct_application,
    override_cost,
)
from framsteg.apps.decisions.actions.decision import (
    KindDoesNotFit,
    NotHeard,
    ReasonsMissing,
    ReceiptRefused,
    decide,
    note_receipt,
)
from framsteg.apps.decisions.actions.delegation import DelegationRefused, add_delegation
from framsteg.apps.decisions.actions.hearing import AlreadyReplied, NothingToHear, note_reply, send_hearing
from framsteg.apps.decisions.actions.oral import (
    AlreadyAsked,
    AlreadyClosed,
    NoteMissing,
    close_oral_request,
    request_to_speak,
)

__all__ = [
    "AlreadyAsked",
    "AlreadyClosed",
    "AlreadyDecided",
    "AlreadyReplied",
    "DelegationRefused",
    "KindDoesNotFit",
    "NoDelegation",
    "NoJudgement",
    "NotCalculated",
    "NotEnoughKnown",
    "NotForTheBetter",
    "NotHeard",
    "NoteMissing",
    "NothingToHear",
    "ReasonsMissing",
    "ReceiptRefused",
    "WantsToSpeak",
    "WrongAssessment",
    "add_delegation",
    "amend",
    "calculate",
    "close_oral_request",
    "correct_application",
    "decide",
    "note_receipt",
    "note_reply",
    "override_cost",
    "request_to_speak",
    "send_hearing",
]
