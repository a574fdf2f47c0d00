"""What was applied for, with facts and papers. Nothing is judged here."""

from framsteg.apps.applications.actions.application import (
    AlreadyApplied,
    CostAssessed,
    NewApplicant,
    NewAsset,
    NewCost,
    NewIncome,
    NewPaper,
    WrongFacts,
    correct,
    register,
)
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

__all__ = [
    "DRAFT_KEPT",
    "MAX_FILE_BYTES",
    "AlreadyApplied",
    "AlreadyAskedFor",
    "CostAssessed",
    "DayPassed",
    "FileRefused",
    "NewApplicant",
    "NewAsset",
    "NewCost",
    "NewIncome",
    "NewPaper",
    "WrongFacts",
    "ask_for_paper",
    "check_file",
    "correct",
    "discard_draft",
    "receive_paper",
    "register",
    "save_draft",
]
