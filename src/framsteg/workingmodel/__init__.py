"""A kommun's way of working (arbetsmodell) as data, and pure functions over it. See README.md."""

from .change import Change, ClockChange, GateChange, StageChange, changes
from .chapters import Chapter, Fact, OpenValue, Part, Section, chapters, open_values, unknowns
from .check import check
from .clock import falls_due, swedish_holidays, warns_at
from .compare import Difference, compare
from .diagram import Step, mermaid, steps
from .duration import Duration
from .ending import Destination
from .engine import status
from .escalate import Raised, raised
from .events import NEVER_GATED, Action, EventKind
from .facts import Facts, belongs, is_for
from .faults import Fault, ModelFileError
from .load import load, read_whole, shipped, shipped_model, shipped_yaml, whole_yaml
from .reference import render
from .results import Blocked, DeadlineState, DeadlineStatus, Event, Pause, StageStatus, Status
from .schema import WorkingModel, json_schema
from .share import Provenance, Received, export_model, import_model
from .signature import KeyFileError
from .try_out import TriedClock, TryOut, try_out
from .unknown import UNKNOWN, Unknown

__all__ = [
    "NEVER_GATED",
    "UNKNOWN",
    "Action",
    "Blocked",
    "Change",
    "Chapter",
    "ClockChange",
    "DeadlineState",
    "DeadlineStatus",
    "Destination",
    "Difference",
    "Duration",
    "Event",
    "EventKind",
    "Fact",
    "Facts",
    "Fault",
    "GateChange",
    "KeyFileError",
    "ModelFileError",
    "OpenValue",
    "Part",
    "Pause",
    "Provenance",
    "Raised",
    "Received",
    "Section",
    "StageChange",
    "StageStatus",
    "Status",
    "Step",
    "TriedClock",
    "TryOut",
    "Unknown",
    "WorkingModel",
    "belongs",
    "changes",
    "chapters",
    "check",
    "compare",
    "export_model",
    "falls_due",
    "import_model",
    "is_for",
    "json_schema",
    "load",
    "mermaid",
    "open_values",
    "raised",
    "read_whole",
    "render",
    "shipped",
    "shipped_model",
    "shipped_yaml",
    "status",
    "steps",
    "swedish_holidays",
    "try_out",
    "unknowns",
    "warns_at",
    "whole_yaml",
]
