"""
What the engine takes and what it answers.

Every instant in a `Status` is an aware datetime in UTC: local times compare wrongly in the hour that the clock repeats.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from .events import Action, EventKind


@dataclass(frozen=True)
class Event:
    """Something that has happened: `at` is an aware datetime; `ref` is the caller's own reference to it."""

    kind: EventKind
    at: datetime
    ref: str = ""


@dataclass(frozen=True)
class Pause:
    """A time, `since` up to `until`, when clocks stand still. `until` None: still; `deadline_id` "": every clock."""

    since: datetime
    until: datetime | None
    deadline_id: str = ""


class DeadlineState(StrEnum):
    """
    Where a clock stands. `unknown`: the model does not state the time; `paused`: it stands still; `ended`: stopped
    before it was met.
    """

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    PENDING = ("pending", "löper")
    WARNING = ("warning", "löper ut snart")
    LATE = ("late", "försenad")
    PAUSED = ("paused", "stannad")
    MET = ("met", "hållen")
    MET_LATE = ("met_late", "gjord för sent")
    ENDED = ("ended", "avbruten")
    UNKNOWN = ("unknown", "okänd frist")


@dataclass(frozen=True)
class DeadlineStatus:
    """
    One clock of one deadline, follow-up or aftercare check. `owner` and `escalate_to` are role ids.

    While a clock is paused, `due_at` and `warns_at` are what they would be if it went on at once.
    """

    id: str
    label: str
    owner: str
    starts_at: datetime
    due_at: datetime | None  # None: okänd
    warns_at: datetime | None  # None: okänd
    met_at: datetime | None
    ended_at: datetime | None  # when an exit stopped it
    state: DeadlineState
    escalate_to: str | None  # None: okänd
    paused_since: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the clock still runs."""
        return self.met_at is None and self.ended_at is None

    @property
    def breached(self) -> bool | None:
        """Whether the due instant passed before the deadline was met or stopped; None when the time is okänd."""
        if self.due_at is None:
            return None
        stopped_at = self.met_at or self.ended_at
        return stopped_at > self.due_at if stopped_at else self.state is DeadlineState.LATE


@dataclass(frozen=True)
class StageStatus:
    """The stage a journey is in, since when, and what its exit requires that has not happened yet."""

    id: str
    label: str
    since: datetime
    lacks: tuple[EventKind, ...]


@dataclass(frozen=True)
class Blocked:
    """An action that a gate stands before, with a Swedish sentence on why and what to do."""

    action: Action
    gate: str
    requires: EventKind
    because: str

    def __str__(self) -> str:
        return self.because


@dataclass(frozen=True)
class Status:
    """Where a journey stands at one instant."""

    stage: StageStatus | None  # None: no stage entered, or left by an exit that the model has no stage for
    deadlines: tuple[DeadlineStatus, ...]  # in order of start, then as in the model
    blocked: tuple[Blocked, ...]
    exited_at: datetime | None  # None: the journey goes on
    reopenings: int

    @property
    def due(self) -> tuple[DeadlineStatus, ...]:
        """Running deadlines that are not late, the nearest first; those whose time is okänd come last."""
        running = [d for d in self.deadlines if d.is_open and d.state is not DeadlineState.LATE]
        return tuple(sorted(running, key=_by_due))

    @property
    def late(self) -> tuple[DeadlineStatus, ...]:
        """Running deadlines whose time has passed, the longest overdue first."""
        return tuple(sorted((d for d in self.deadlines if d.state is DeadlineState.LATE), key=_by_due))

    def may(self, action: Action) -> Blocked | None:
        """Return what stands in the way of `action`, or None when nothing does."""
        return next((blocked for blocked in self.blocked if blocked.action is action), None)


def _by_due(deadline: DeadlineStatus) -> tuple[bool, datetime]:
    return deadline.due_at is None, deadline.due_at or deadline.starts_at
