"""The follow-up of journeys: deadlines held, time to decision and where people went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from types import MappingProxyType

from framsteg.policylab.figures import Figure, Period, definition

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Clock:
    """
    One deadline: when it began, when it was met (None = not yet) and when it falls due. Aware datetimes.

    :raises ValueError: when a time lacks a time zone, or the limit lies before the start
    """

    started_at: datetime
    met_at: datetime | None
    due_at: datetime

    def __post_init__(self) -> None:
        if any(time is not None and time.tzinfo is None for time in (self.started_at, self.met_at, self.due_at)):
            raise ValueError("En tid saknar tidszon: fristen kan inte räknas.")
        if _utc(self.due_at) < _utc(self.started_at):
            raise ValueError(f"Fristen går ut ({self.due_at}) innan den börjar ({self.started_at}).")


@dataclass(frozen=True, slots=True)
class DeadlineShare:
    """How many deadlines were met, missed, or still run inside their limit. The share is met of met + missed."""

    met: int
    missed: int
    running: int

    @property
    def judged(self) -> int:
        """The denominator: those whose deadline is either met or missed."""
        return self.met + self.missed

    @property
    def percent(self) -> Decimal | None:
        """Share met in per cent, one decimal; None when none can be judged yet."""
        return _percent(self.met, self.judged)

    def figure(self, id: str, *, period: Period, source: str) -> Figure:
        """Return the share as a figure, ``id`` being ``referred_within_48_hours`` or ``plan_within_four_weeks``."""
        scope = f"{self.met} av {self.judged} avgjorda, {self.running} löper ännu"
        return Figure(self.percent, period, definition(id), source, scope, denominator=self.judged)


@dataclass(frozen=True, slots=True)
class Exits:
    """Exits by destination; ``unknown`` are those whose destination is not known and belong to the total."""

    by_destination: Mapping[str, int]
    unknown: int
    unsubsidised: int

    @property
    def total(self) -> int:
        """All exits, those with unknown destination included."""
        return sum(self.by_destination.values()) + self.unknown

    @property
    def unsubsidised_percent(self) -> Decimal | None:
        """Exits to unsubsidised work in per cent of all exits, one decimal; None when there are no exits."""
        return _percent(self.unsubsidised, self.total)

    def unsubsidised_figure(self, *, period: Period, source: str) -> Figure:
        """Return the share of exits to unsubsidised work as a figure."""
        scope = f"{self.unsubsidised} av {self.total} avslut, {self.unknown} med okänd destination"
        share = definition("unsubsidised_share")
        return Figure(self.unsubsidised_percent, period, share, source, scope, denominator=self.total)


def journey_shares(clocks: Iterable[Clock], *, now: datetime) -> DeadlineShare:
    """
    Judge deadlines as they stood at ``now``: met in time, missed, or still running.

    What happened after ``now`` has not happened; a clock that starts after ``now`` is left out. A deadline met on
    the very instant it falls due is met. Times are compared as instants, so a clock change moves nothing.
    """
    if now.tzinfo is None:
        raise ValueError("”now” saknar tidszon: fristerna kan inte bedömas.")
    verdicts = Counter(_verdict(clock, _utc(now)) for clock in clocks if _utc(clock.started_at) <= _utc(now))
    return DeadlineShare(met=verdicts["met"], missed=verdicts["missed"], running=verdicts["running"])


def _verdict(clock: Clock, now: datetime) -> str:
    due = _utc(clock.due_at)
    met = clock.met_at and _utc(clock.met_at)
    if met and met <= min(due, now):
        return "met"
    return "missed" if now > due else "running"


def days_to_decision(spans: Iterable[tuple[datetime, datetime]], *, period: Period, source: str) -> Figure:
    """
    Return the median days from application to decision, one decimal, as a figure; None when nothing was decided.

    ``spans`` are (applied at, decided at) of decided applications. Days are elapsed: 36 hours are 1.5.
    """
    days = [Decimal((_utc(end) - _utc(start)) // timedelta(seconds=1)) / 86400 for start, end in spans]
    value = median(days).quantize(TENTH, ROUND_HALF_UP) if days else None
    scope = f"{len(days)} beslutade ansökningar"
    return Figure(value, period, definition("days_to_decision"), source, scope, denominator=len(days))


def exits_by_destination(destinations: Iterable[str | None], *, unsubsidised: Collection[str]) -> Exits:
    """
    Count exits by destination, most common first. None is an exit whose destination is not known.

    ``unsubsidised`` are the codes that mean work without wage subsidy; the working model owns the codes.
    """
    counts = Counter(destinations)
    unknown = counts.pop(None, 0)
    known = {code: count for code, count in counts.most_common() if code is not None}
    without_subsidy = sum(count for code, count in known.items() if code in unsubsidised)
    return Exits(MappingProxyType(known), unknown, without_subsidy)


def _percent(part: int, whole: int) -> Decimal | None:
    return (100 * Decimal(part) / whole).quantize(TENTH, ROUND_HALF_UP) if whole else None


def _utc(time: datetime) -> datetime:
    # Two times of the same zone are compared by the clock on the wall, which is wrong over a clock change.
    return time.astimezone(UTC)
