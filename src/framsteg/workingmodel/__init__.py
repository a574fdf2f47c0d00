"""A kommun's way of working (arbetsmodell) as data, and pure functions over it. See README.md."""

from .check import check
from .clock import falls_due, swedish_holidays, warns_at
from .diagram import mermaid
from .duration import Duration
from .elements import Destination
from .engine import status
from .events import NEVER_GATED, Action, EventKind
from .faults import Fault, ModelFileError
from .load import load, shipped, shipped_model, shipped_yaml
from .reference import render, unknowns
from .results import Blocked, DeadlineState, DeadlineStatus, Event, StageStatus, Status
from .schema import WorkingModel, json_schema
from .unknown import UNKNOWN, Unknown

__all__ = [
    "NEVER_GATED",
    "UNKNOWN",
    "Action",
    "Blocked",
    "DeadlineState",
    "DeadlineStatus",
    "Destination",
    "Duration",
    "Event",
    "EventKind",
    "Fault",
    "ModelFileError",
    "StageStatus",
    "Status",
    "Unknown",
    "WorkingModel",
    "check",
    "falls_due",
    "json_schema",
    "load",
    "mermaid",
    "render",
    "shipped",
    "shipped_model",
    "shipped_yaml",
    "status",
    "swedish_holidays",
    "unknowns",
    "warns_at",
]
