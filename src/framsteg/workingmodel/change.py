"""What another version of a model would change for one journey. Nothing is moved: a person reads it and decides."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from .engine import status
from .events import Action
from .results import Blocked, DeadlineStatus, Event, Pause, StageStatus, Status
from .schema import WorkingModel


@dataclass(frozen=True)
class StageChange:
    """Another stage. None: none."""

    before: StageStatus | None
    after: StageStatus | None


@dataclass(frozen=True)
class ClockChange:
    """A clock with another time, owner or state; None before: it would start, None after: it would be gone."""

    before: DeadlineStatus | None
    after: DeadlineStatus | None

    @property
    def clock(self) -> DeadlineStatus:
        """The clock as it would be; as it was, when it would be gone."""
        clock = self.after or self.before
        assert clock is not None, "a change has a clock before or after"
        return clock


@dataclass(frozen=True)
class GateChange:
    """An action that a gate would begin (None before) or cease (None after) to stand before."""

    action: Action
    before: Blocked | None
    after: Blocked | None


Change = StageChange | ClockChange | GateChange


def changes(
    old: WorkingModel,
    new: WorkingModel,
    history: Iterable[Event],
    now: datetime,
    holidays: Container[date] | None = None,
    pauses: Sequence[Pause] = (),
) -> list[Change]:
    """
    Return what would change at `now` for a journey that went from one model to another: stage, clocks, gates.

    :raises ValueError: a time without time zone
    """
    history = list(history)
    before, after = (status(model, history, now, holidays, pauses) for model in (old, new))
    return [*_stages(before, after), *_clocks(before, after), *_gates(before, after)]


def _stages(before: Status, after: Status) -> list[StageChange]:
    return [StageChange(before.stage, after.stage)] if before.stage != after.stage else []


def _clocks(before: Status, after: Status) -> list[ClockChange]:
    was = {(clock.id, clock.starts_at): clock for clock in before.deadlines}
    becomes = {(clock.id, clock.starts_at): clock for clock in after.deadlines}
    pairs = [(was.get(key), becomes.get(key)) for key in {**was, **becomes}]
    return [ClockChange(old, new) for old, new in pairs if old != new]


def _gates(before: Status, after: Status) -> list[GateChange]:
    pairs = [(action, before.may(action), after.may(action)) for action in Action]
    return [GateChange(action, old, new) for action, old, new in pairs if (old is None) is not (new is None)]
