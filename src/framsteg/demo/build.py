"""
Builds Demokommunen: 24 months of case work, made through the same actions as the web, with a virtual clock.

Deterministic: the same seed and the same last day give the same kommun. The window ends today, so that the desks are
alive, but never after the last month whose riksnorm is known.
"""

import gc
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import transaction

from framsteg.demo.calendar import Calendar, clock
from framsteg.demo.cases import Cases, PayDays
from framsteg.demo.journeys import Journeys
from framsteg.demo.kommun import build as build_kommun
from framsteg.demo.population import draw
from framsteg.entitlement.month import Month

HOUSEHOLDS = 400
MONTHS = 24
LAST_DAY_WITH_NORM = date(2026, 12, 31)
SEED = 2026


def window(today: date, months: int = MONTHS) -> tuple[Month, Month, datetime]:
    """Return first and last month and the time at which the demo's story stops."""
    until = min(today, LAST_DAY_WITH_NORM)
    last = Month.of(until)
    return last - (months - 1), last, clock(until, 7)


def build(
    *,
    today: date,
    households: int = HOUSEHOLDS,
    months: int = MONTHS,
    seed: int = SEED,
    progress: Callable[[float], None] = lambda share: None,
) -> None:
    """
    Build the whole kommun in one transaction: a demo that was interrupted leaves nothing half done.

    ``progress`` is told the share of the virtual time that has passed, 0 to 1.
    """
    first, last, until = window(today, months)
    rng = random.Random(seed)  # noqa: S311 - a demo wants the same story each time, not secrecy
    opens = clock((first - 1).first_day, 8)
    calendar = Calendar(until)
    with transaction.atomic():
        kommun = build_kommun(opens)
        journeys = Journeys(calendar, kommun, rng)
        cases = Cases(calendar, kommun, journeys, rng)
        for household in draw(households=households, first=first, last=last, seed=seed):
            cases.plan(household)
        journeys.plan(opens.date(), until.date())
        PayDays(calendar, kommun).plan(opens.date(), until.date())
        whole = (until - opens) / timedelta(days=1)
        with _few_collections():
            calendar.play(lambda at: progress((at - opens) / timedelta(days=1) / whole))


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let the garbage collector look seldom: rows by the hundred thousand come and go without making circles."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
