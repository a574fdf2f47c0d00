"""
Tells Demokommunen's story: 24 months of case work, made through the same actions as the web, with a virtual clock.

Deterministic: the same seed and the same last day give the same kommun. The window ends today, so that the desks are
alive, but never after the last month whose riksnorm is known.

The households fall into two teams whose work does not meet until pay day, so that two processors can tell one half
each. ``tell`` may therefore be called in any order, or at once in two databases that are joined after; ``pay`` is last.
"""

import gc
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from framsteg.apps.pathway import actions as pathway
from framsteg.apps.reminders.actions import sweep
from framsteg.demo import afterwards, kommun, places
from framsteg.demo.calendar import Calendar, clock
from framsteg.demo.cases import Cases, PayDays
from framsteg.demo.journeys import Journeys
from framsteg.demo.population import draw
from framsteg.demo.reviews import Reviews
from framsteg.entitlement.month import Month
from framsteg.workingmodel import shipped_model
from framsteg.workingmodel.instrument_file import shipped_instrument_yaml, shipped_instruments

HOUSEHOLDS = 400
MONTHS = 24
TEAMS = (0, 1)
LAST_DAY_WITH_NORM = date(2026, 12, 31)
SEED = 2026

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Story:
    """What is to be told: how many households, over how many months up to which day."""

    today: date
    households: int = HOUSEHOLDS
    months: int = MONTHS
    seed: int = SEED

    @property
    def until(self) -> datetime:
        """The time at which the story stops."""
        return clock(min(self.today, LAST_DAY_WITH_NORM), 7)

    @property
    def last(self) -> Month:
        return Month.of(self.until)

    @property
    def first(self) -> Month:
        return self.last - (self.months - 1)

    @property
    def opens(self) -> datetime:
        """The month before the first: applications for a month may come before it begins."""
        return clock((self.first - 1).first_day, 8)


def prepare(story: Story) -> None:
    """Create units, staff, the delegation order and the working model."""
    here = kommun.build(story.opens)
    pathway.adopt_model(model=shipped_model("trollhattan"), by=here.manager, at=story.opens)
    for key in shipped_instruments():
        text = shipped_instrument_yaml(key).encode()
        pathway.keep_instrument(content=text, name=f"{key}.yaml", by=here.manager, at=story.opens)


def tell(story: Story, team: int, progress: Progress) -> None:
    """Play one team's households. ``progress`` is told the share of the virtual time that has passed, 0 to 1."""
    rng = random.Random(f"{story.seed}:{team}")  # noqa: S311 - a demo wants the same story each time, not secrecy
    after = random.Random(f"{story.seed}:{team}:after")  # noqa: S311 - the same
    calendar = Calendar(story.until)
    here = kommun.read()
    journeys = Journeys(calendar, here, rng)
    cases = Cases(calendar, here, journeys, Reviews(calendar, here, after), rng, story.last)
    for household in draw(households=story.households, first=story.first, last=story.last, seed=story.seed):
        if household.index % len(TEAMS) == team:
            cases.plan(household)
    journeys.plan(story.opens.date(), story.until.date())
    _play(calendar, story, progress)


def pay(story: Story) -> None:
    """Play the economists' weeks over what was ordered, check a few paid months afterwards, and sweep the clocks."""
    calendar, here = Calendar(story.until), kommun.read()
    PayDays(calendar, here).plan(story.opens.date(), story.until.date())
    _play(calendar, story, lambda share: None)
    afterwards.check(here, story.until)
    places.furnish(here, story.until)
    sweep(at=story.until)


def _play(calendar: Calendar, story: Story, progress: Progress) -> None:
    whole = (story.until - story.opens) / timedelta(days=1)
    with _few_collections():
        calendar.play(lambda at: progress((at - story.opens) / timedelta(days=1) / whole))


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let the garbage collector look seldom: rows by the hundred thousand come and go without making circles."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
