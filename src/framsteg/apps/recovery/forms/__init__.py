"""Forms of the room's pages. They validate and save nothing."""

from framsteg.apps.recovery.forms.claim import (
    AmountForm,
    BroughtForm,
    CircumstancesForm,
    CloseForm,
    DecideForm,
    ForgiveForm,
    GroundForm,
    HearForm,
    RepayForm,
    ReplyForm,
    SueForm,
)
from framsteg.apps.recovery.forms.fields import without_zeros
from framsteg.apps.recovery.forms.late import EveryMonthForm, LateForm, MonthForm, ReasonForm, SupplementForm

__all__ = [
    "AmountForm",
    "BroughtForm",
    "CircumstancesForm",
    "CloseForm",
    "DecideForm",
    "EveryMonthForm",
    "ForgiveForm",
    "GroundForm",
    "HearForm",
    "LateForm",
    "MonthForm",
    "ReasonForm",
    "RepayForm",
    "ReplyForm",
    "SueForm",
    "SupplementForm",
    "without_zeros",
]
