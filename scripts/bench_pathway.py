"""
Measure how long it takes to say where many journeys of one working model stand.

Each size runs in a process of its own, so that its memory is its own. The journeys are invented: twenty events each
over two years, under Trollhättan's model, with times in hours and weeks. In the clock are the order of the events, the
stages, every start of every clock, due times and states; making the journeys is outside. Runs alone too.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np

from framsteg.workingmodel import Event, EventKind, WorkingModel, shipped_model, status
from framsteg.workingmodel.bulk import Columns, instant, statuses_of_many, time_of

SIZES = (1_000, 10_000, 100_000)
ONE_BY_ONE = 500  # the time for one journey is the same however many there are
RUNS = 5
BAR = 2.0  # seconds for 100 000 journeys on one core
NOW = datetime(2026, 11, 1, tzinfo=UTC)
K = EventKind
COURSE = (
    *(K.APPLICATION_RECEIVED, K.REFERRAL_MADE, K.PROGRAMME_STARTED, K.MAPPING_DONE, K.MEETING_HELD, K.PLAN_SIGNED),
    *(K.PROGRAMME_ENDED, K.COACH_ASSIGNED, K.ACTIVITY_STARTED, K.FOLLOW_UP_HELD, K.FOLLOW_UP_HELD, K.ACTIVITY_ENDED),
    *(K.EXITED, K.AFTERCARE_HELD, K.REOPENED, K.REFERRAL_MADE, K.PROGRAMME_STARTED, K.PLAN_SIGNED),
    *(K.FOLLOW_UP_HELD, K.ACTIVITY_STARTED),
)


def journeys(count: int) -> Columns:
    """Invent journeys that follow the same course at their own pace; the same ones each time."""
    random = np.random.default_rng(2026)
    begins = instant(NOW) - random.integers(600 * 24, 730 * 24, (count, 1)) * 3_600_000_000
    gaps = random.integers(1, 30 * 24, (count, len(COURSE))) * 3_600_000_000
    gaps[:, 0] = 0
    codes = np.array([list(EventKind).index(kind) for kind in COURSE], dtype=np.int8)
    return Columns(
        journeys=count,
        journey=np.repeat(np.arange(count), len(COURSE)),
        kind=np.tile(codes, count),
        at=(begins + gaps.cumsum(axis=1)).ravel(),
        ref=np.zeros(count * len(COURSE), dtype=np.int64),
    )


def shuffled(events: Columns) -> Columns:
    rows = np.random.default_rng(1).permutation(len(events.at))
    return Columns(events.journeys, events.journey[rows], events.kind[rows], events.at[rows], events.ref[rows])


def measure(count: int) -> dict[str, float]:
    """Return processor seconds for all the journeys, in order and not, for one at a time, and MB of memory."""
    model, events = shipped_model("trollhattan"), journeys(count)
    figures = {"in_order_s": seconds(lambda: statuses_of_many(model, events, NOW))}
    mixed = shuffled(events)
    figures["any_order_s"] = seconds(lambda: statuses_of_many(model, mixed, NOW))
    figures["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures["one_by_one_s"] = one_by_one(model, events) * count
    return figures


def seconds(call: Callable[[], object]) -> float:
    """Return the least processor time of some runs."""
    spans = []
    for _ in range(RUNS):
        start = time.process_time()
        call()
        spans.append(time.process_time() - start)
    return min(spans)


def one_by_one(model: WorkingModel, events: Columns) -> float:
    """Return the processor seconds of ``status`` for one journey."""
    kinds, size = list(EventKind), len(COURSE)
    histories = []
    for journey in range(ONE_BY_ONE):
        rows = range(journey * size, (journey + 1) * size)
        histories.append([Event(kinds[events.kind[row]], time_of(events.at[row]) or NOW) for row in rows])
    return seconds(lambda: [status(model, history, NOW) for history in histories]) / ONE_BY_ONE


def section(sizes: tuple[int, ...] = SIZES) -> str:
    """Measure every size and return the section of docs/reference/performance.md."""
    lines = [
        "## Where many journeys stand",
        "",
        "Invented journeys of twenty events each under Trollhättan's model: stage, every start of every clock, due",
        f"times in Swedish time, states. Processor seconds on one core, the least of {RUNS} runs. One at a time is",
        f"`workingmodel.status`, from {ONE_BY_ONE} journeys. Bar: {BAR:.0f} seconds for 100,000 journeys.",
        "",
        "| Journeys | Events | Sorted events, s | In any order, s | One at a time, s | Memory at most, MB |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    for size in sizes:
        print(f"Mäter {size} vägar …", file=sys.stderr, flush=True)
        answer = subprocess.run(
            [sys.executable, __file__, "--size", str(size)], check=True, stdout=subprocess.PIPE, text=True
        )
        figures = json.loads(answer.stdout)
        lines.append(
            f"| {size:,} | {size * len(COURSE):,} | {figures['in_order_s']:.3f} | {figures['any_order_s']:.3f} "
            f"| {figures['one_by_one_s']:.1f} | {figures['memory_mb']:.0f} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, help="measure one size and print JSON")
    asked = parser.parse_args()
    print(json.dumps(measure(asked.size)) if asked.size else section())


if __name__ == "__main__":
    main()
