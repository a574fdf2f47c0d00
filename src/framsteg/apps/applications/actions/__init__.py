"""What was applied for, with facts and papers. Nothing is judged here."""

from framsteg.apps.applications.actions._rows import (
    NewApplicant,
    NewAsset,
    NewCost,
    NewIncome,
    NewPaper,
    Stay,
    Verified,
    WrongFacts,
)
from framsteg.apps.applications.actions.application import AlreadyApplied, register
from framsteg.apps.applications.actions.correction import CostAssessed, MeansAssessed, correct
from framsteg.apps.applications.actions.drafts import DRAFT_KEPT, discard_draft, save_draft
from framsteg.apps.applications.actions.papers import (
    MAX_FILE_BYTES,
    AlreadyAskedFor,
    DayPassed,
    FileRefused,
    ask_for_paper,
    check_file,
    receive_paper,
)
from framsteg.apps.applications.actions.verification import Decided, take_back_check, verify

__all__ = [
    "DRAFT_KEPT",
    "MAX_FILE_BYTES",
    "AlreadyApplied",
    "AlreadyAskedFor",
    "CostAssessed",
    "DayPassed",
    "Decided",
    "FileRefused",
    "MeansAssessed",
    "NewApplicant",
    "NewAsset",
    "NewCost",
    "NewIncome",
    "NewPaper",
    "Stay",
    "Verified",
    "WrongFacts",
    "ask_for_paper",
    "check_file",
    "correct",
    "discard_draft",
    "receive_paper",
    "register",
    "save_draft",
    "take_back_check",
    "verify",
]
