"""A model tried out on journeys that have been: which of its times would have been kept. It says nothing of why."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from .duration import Duration
from .engine import status
from .results import DeadlineStatus, Event
from .runs import clocks
from .schema import WorkingModel
from .unknown import Unknown


@dataclass(frozen=True)
class TriedClock:
    """
    How one deadline, follow-up or aftercare check went, counted in starts of its clock.

    `started` is the sum of the others: `kept` in time; `broken`, met too late or not at all; `running`; `stopped` in
    time by an exit; and `unknown`, because the model leaves the time okänd. `median_time` is from start to met.
    """

    id: str
    label: str
    within: Duration | None  # None: okänd
    started: int
    kept: int
    broken: int
    running: int
    stopped: int
    unknown: int
    median_time: timedelta | None  # None: none is met
    broken_in: tuple[int, ...]  # places in `histories`, in order and once each


@dataclass(frozen=True)
class TryOut:
    """A model on what happened: how many journeys, and how each of its clocks went, in the order of the model."""

    journeys: int
    clocks: tuple[TriedClock, ...]


def try_out(
    model: WorkingModel, histories: Sequence[Iterable[Event]], until: datetime, holidays: Container[date] | None = None
) -> TryOut:
    """
    Return how the times of a model would have gone in journeys that have been, up to `until`.

    The journeys are taken as they were: under another model people would have done other things at other times.

    :param histories: the events of each journey
    :raises ValueError: a time without time zone
    """
    found: dict[str, list[tuple[int, DeadlineStatus]]] = {clock.id: [] for clock in clocks(model)}
    for place, history in enumerate(histories):
        for run in status(model, history, until, holidays).deadlines:
            found[run.id].append((place, run))
    tried = (_tried(clock.id, clock.label, clock.within, found[clock.id]) for clock in clocks(model))
    return TryOut(len(histories), tuple(tried))


def _tried(
    clock_id: str, label: str, within: Duration | Unknown, found: Sequence[tuple[int, DeadlineStatus]]
) -> TriedClock:
    runs = [run for _place, run in found]
    timed = [run for run in runs if run.breached is not None]
    whole = [run for run in timed if not run.breached]
    seconds = [(run.met_at - run.starts_at).total_seconds() for run in runs if run.met_at is not None]
    return TriedClock(
        id=clock_id,
        label=label,
        within=None if isinstance(within, Unknown) else within,
        started=len(runs),
        kept=sum(run.met_at is not None for run in whole),
        broken=len(timed) - len(whole),
        running=sum(run.is_open for run in whole),
        stopped=sum(run.ended_at is not None for run in whole),
        unknown=len(runs) - len(timed),
        median_time=timedelta(seconds=median(seconds)) if seconds else None,
        broken_in=tuple(sorted({place for place, run in found if run.breached})),
    )
