"""
Calculation, judgement line by line, hearing, injunction, decision, receipt, and what comes after.

Every path to less money passes a hearing and a person.
"""

from framsteg.apps.decisions.actions._shared import (
    AlreadyDecided,
    ChildrenNotWeighed,
    NoDelegation,
    NotCalculated,
    NotEnoughKnown,
    NotHeard,
    ReasonsMissing,
    WantsToSpeak,
    delegation_under,
)
from framsteg.apps.decisions.actions._steps import AppealRefused, WrongStep
from framsteg.apps.decisions.actions.amendment import (
    DecisionIsAppealed,
    NoJudgement,
    NotForTheBetter,
    amend,
    note_amendment_receipt,
)
from framsteg.apps.decisions.actions.appeal import (
    NotHeardAboutTime,
    NotLate,
    check_time,
    dismiss_late_appeal,
    forward,
    note_announcement,
    note_judgement,
    receive_appeal,
    reconsider,
)
from framsteg.apps.decisions.actions.assessment import calculate, correct_application
from framsteg.apps.decisions.actions.decision import (
    KindDoesNotFit,
    NotUrgent,
    ReceiptRefused,
    StepMissing,
    decide,
    note_receipt,
)
from framsteg.apps.decisions.actions.delay import (
    RequestAnswered,
    RequestRefused,
    receive_decision_request,
    refuse_decision_request,
)
from framsteg.apps.decisions.actions.delegation import DelegationRefused, add_delegation
from framsteg.apps.decisions.actions.hearing import (
    AlreadyReplied,
    NothingToHear,
    note_reply,
    send_hearing,
    send_hearing_before_dismissal,
)
from framsteg.apps.decisions.actions.injunction import (
    CannotDismiss,
    InjunctionRefused,
    dismiss,
    note_mended,
    send_injunction,
)
from framsteg.apps.decisions.actions.judgement import (
    WrongAssessment,
    adjust_norm,
    assess_asset,
    assess_income,
    override_cost,
    withdraw_adjustment,
)
from framsteg.apps.decisions.actions.oral import (
    AlreadyAsked,
    AlreadyClosed,
    NoteMissing,
    close_oral_request,
    request_to_speak,
)
from framsteg.apps.decisions.actions.withdrawal import pass_on_withdrawal, withdraw_appeal

__all__ = [
    "AlreadyAsked",
    "AlreadyClosed",
    "AlreadyDecided",
    "AlreadyReplied",
    "AppealRefused",
    "CannotDismiss",
    "ChildrenNotWeighed",
    "DecisionIsAppealed",
    "DelegationRefused",
    "InjunctionRefused",
    "KindDoesNotFit",
    "NoDelegation",
    "NoJudgement",
    "NotCalculated",
    "NotEnoughKnown",
    "NotForTheBetter",
    "NotHeard",
    "NotHeardAboutTime",
    "NotLate",
    "NotUrgent",
    "NoteMissing",
    "NothingToHear",
    "ReasonsMissing",
    "ReceiptRefused",
    "RequestAnswered",
    "RequestRefused",
    "StepMissing",
    "WantsToSpeak",
    "WrongAssessment",
    "WrongStep",
    "add_delegation",
    "adjust_norm",
    "amend",
    "assess_asset",
    "assess_income",
    "calculate",
    "check_time",
    "close_oral_request",
    "correct_application",
    "decide",
    "delegation_under",
    "dismiss",
    "dismiss_late_appeal",
    "forward",
    "note_amendment_receipt",
    "note_announcement",
    "note_judgement",
    "note_mended",
    "note_receipt",
    "note_reply",
    "override_cost",
    "pass_on_withdrawal",
    "receive_appeal",
    "receive_decision_request",
    "reconsider",
    "refuse_decision_request",
    "request_to_speak",
    "send_hearing",
    "send_hearing_before_dismissal",
    "send_injunction",
    "withdraw_adjustment",
    "withdraw_appeal",
]
