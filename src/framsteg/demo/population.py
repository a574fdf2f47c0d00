"""
Who lives in Demokommunen, and when they need assistance. Pure and deterministic: the same seed, the same people.

Published figures that the draws follow (country, where nothing else is said):

* Household types: shares of paid assistance 2022, Kolada N31886–N31891 (source Socialstyrelsen), divided by a typical
  amount per household-month to give shares of households.
* Obstacles of adults: Kolada N31858–N31868, 2022.
* Length: 6.5 months per household and year (docs/explanation/demokommunen.md names the source), about 45 % of adult
  recipients long-term (Kolada N31814, 2020–2022), and a chance to leave that falls with the length of the spell: nearly
  8 % of those who enter are still there in the fifth calendar year (Mood 2012).
* Entry: fewer in July, more after New Year and in August; an assumption of ours in the shape of the monthly series.

Where no published figure was found (destinations of exits, the share that returns), the number is an assumption and
says so.
"""

import csv
import gzip
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeVar

from framsteg.apps.people.enums import MemberRole, Sex
from framsteg.entitlement.month import Month

Choice = TypeVar("Choice")

HOUSEHOLD_TYPES = {  # sex of the single adult or "pair", children or not: share of households in per cent
    ("man", False): 37.6,
    ("man", True): 2.6,
    ("woman", False): 28.5,
    ("woman", True): 15.9,
    ("pair", False): 4.2,
    ("pair", True): 11.2,
}
OBSTACLES = {  # per cent of adult recipients with an obstacle, the country 2022
    "unemployed": 46.4,
    "unemployed_introduction": 4.1,
    "sick": 13.8,
    "sickness_compensation": 2.9,
    "pension": 2.1,
    "social_reasons": 17.9,
    "parental_leave": 2.1,
    "full_time": 2.8,
    "part_time": 3.3,
    "none": 3.3,
    "unknown": 1.0,
}
LEAVES_FASTER = {"full_time": 1.8, "none": 2.2, "part_time": 1.3, "sick": 0.8, "social_reasons": 0.7, "pension": 0.6}
SEASON = (1.25, 1.05, 1.0, 0.95, 0.95, 1.0, 0.75, 1.15, 1.05, 1.0, 0.95, 0.9)  # January … December

RETURNS_A_MONTH = 0.025  # assumption: chance each month, in the year after a spell, to need assistance again
DESTINATIONS = {  # assumption: no published distribution was found
    "job_unsubsidised": 0.33,
    "job_subsidised": 0.12,
    "studies": 0.13,
    "other_benefit": 0.15,
    "moved": 0.08,
    "household_change": 0.04,
    "not_reapplied": 0.13,
    "other": 0.02,
}
PROTECTED = 0.01  # assumption: share of households with a protected member
NEEDS_INTERPRETER = 0.18  # assumption
BURN_IN = 72  # months simulated before the window, so that long spells are there from the start


@dataclass(frozen=True)
class Person:
    """One synthetic person."""

    number: str
    given_name: str
    family_name: str
    sex: Sex
    role: MemberRole
    obstacle: str = ""
    interpreter: str = ""

    @property
    def born(self) -> date:
        return date(int(self.number[:4]), int(self.number[4:6]), int(self.number[6:8]))


@dataclass
class Household:
    """A household, the months in which it needs assistance, and where each spell led."""

    index: int
    persons: list[Person]
    months: list[Month]
    destinations: dict[Month, str] = field(default_factory=dict)  # by the last month of a finished spell
    rent: int = 0
    protected: bool = False

    @property
    def adults(self) -> list[Person]:
        return [person for person in self.persons if person.role != MemberRole.CHILD]

    @property
    def children(self) -> list[Person]:
        return [person for person in self.persons if person.role == MemberRole.CHILD]

    def spells(self) -> Iterator[list[Month]]:
        """Yield each unbroken run of months."""
        run: list[Month] = []
        for month in self.months:
            if run and month.months_since(run[-1]) > 1:
                yield run
                run = []
            run.append(month)
        if run:
            yield run


def draw(*, households: int, first: Month, last: Month, seed: int) -> list[Household]:
    """Draw ``households`` households that need assistance in at least one month from ``first`` to ``last``."""
    rng = random.Random(seed)  # noqa: S311 - a demo wants the same people each time, not secrecy
    people = _People(rng, first)
    drawn: list[Household] = []
    candidates = _spells(rng, households=households, first=first, last=last)
    for index, (kind, obstacle, months, ended) in enumerate(sorted(candidates, key=lambda row: row[2][0])):
        persons = people.household(kind, obstacle, first)
        household = Household(index, persons, months, protected=rng.random() < PROTECTED)
        household.rent = _rent(rng, len(persons))
        for run in household.spells():
            if run[-1] < last or ended:
                household.destinations[run[-1]] = _destination(rng, obstacle)
        drawn.append(household)
    return drawn


def _leaves(months_in_spell: int, obstacle: str) -> float:
    """Return the chance to leave after this many months in the spell."""
    falling: float = max(0.037, 0.275 * months_in_spell**-0.6)
    return min(0.6, falling * LEAVES_FASTER.get(obstacle, 1.0))


def _spells(
    rng: random.Random, *, households: int, first: Month, last: Month
) -> list[tuple[tuple[str, bool], str, list[Month], bool]]:
    """Simulate entries, exits and returns month by month; keep a random sample of those seen in the window."""
    window = last.months_since(first) + 1
    seen = []
    inflow = max(1, round(households / 14))
    for entry in range(-BURN_IN, window):
        for _ in range(_poisson(rng, inflow * SEASON[(first + entry).month - 1])):
            kind = _weighted(rng, HOUSEHOLD_TYPES)
            obstacle = _weighted(rng, OBSTACLES)
            months, ended = _life(rng, entry, window, obstacle)
            inside = [first + month for month in months if month >= 0]
            if inside:
                seen.append((kind, obstacle, inside, ended))
    if len(seen) < households:
        raise ValueError(f"The simulation gave {len(seen)} households; {households} were asked for.")
    return rng.sample(seen, households)


def _life(rng: random.Random, entry: int, window: int, obstacle: str) -> tuple[list[int], bool]:
    """Return the months with assistance, counted from the window's first, and whether the last spell has ended."""
    months: list[int] = []
    month, in_spell, away = entry, 0, 0
    while month < window:
        if away == 0:
            months.append(month)
            in_spell += 1
            if rng.random() < _leaves(in_spell, obstacle):
                in_spell, away = 0, 1
        else:
            away += 1
            if away > 13:
                break
            if away > 2 and rng.random() < RETURNS_A_MONTH:
                away = 0
        month += 1
    return months, away > 0


def _destination(rng: random.Random, obstacle: str) -> str:
    """Draw where a spell led. Who is sick or near pension leaves for another benefit more often."""
    weights = dict(DESTINATIONS)
    if obstacle in {"sick", "sickness_compensation", "pension"}:
        weights["other_benefit"] += 0.5
    return _weighted(rng, weights)


def _rent(rng: random.Random, persons: int) -> int:
    """Draw a rent in whole tens, around Högsby kommun's ceilings 2023 (4 474 … 9 255) raised to a town's level."""
    base = (5600, 6700, 7500, 8600, 9300, 9900, 10500)[min(persons, 7) - 1]
    return round(rng.gauss(base, 600) / 10) * 10


class _People:
    """Hands out test persons by age, each number once."""

    def __init__(self, rng: random.Random, first: Month) -> None:
        self.rng = rng
        self.youngest = first.year - 1  # nobody in the demo is born after the story begins
        self.numbers: dict[tuple[int, Sex], list[str]] = {}
        for number in _lines("test_personal_numbers.txt.gz"):
            sex = Sex.MAN if int(number[10]) % 2 else Sex.WOMAN
            self.numbers.setdefault((int(number[:4]), sex), []).append(number)
        for numbers in self.numbers.values():
            rng.shuffle(numbers)

    def household(self, kind: tuple[str, bool], obstacle: str, first: Month) -> list[Person]:
        adult, with_children = kind
        family = _weighted(self.rng, _family_names())
        language = self.rng.choice(("arabiska", "somaliska", "tigrinja", "dari", "ukrainska"))
        interpreter = language if self.rng.random() < NEEDS_INTERPRETER else ""
        sexes = [Sex.WOMAN, Sex.MAN] if adult == "pair" else [Sex(adult)]
        age = self._age(obstacle, with_children)
        persons = []
        for place, sex in enumerate(sexes):
            born = first.year - age - self.rng.randint(0, 3) * place
            role = MemberRole.CO_APPLICANT if place else MemberRole.APPLICANT
            own = obstacle if not place else _weighted(self.rng, OBSTACLES)
            persons.append(self._person(born, sex, role, family, own, interpreter))
        for _ in range(_children(self.rng) if with_children else 0):
            born = first.year - self.rng.randint(1, min(14, max(2, age - 20)))
            persons.append(self._person(born, self.rng.choice((Sex.MAN, Sex.WOMAN)), MemberRole.CHILD, family))
        return persons

    def _age(self, obstacle: str, with_children: bool) -> int:
        if obstacle in {"pension", "sickness_compensation"}:
            return self.rng.randint(48, 64)
        return self.rng.randint(24, 46) if with_children else min(63, 20 + int(self.rng.gammavariate(2.0, 9.0)))

    def _person(
        self, born: int, sex: Sex, role: MemberRole, family: str, obstacle: str = "", interpreter: str = ""
    ) -> Person:
        number = self._number(born, sex)
        return Person(number, _weighted(self.rng, _given_names(sex)), family, sex, role, obstacle, interpreter)

    def _number(self, born: int, sex: Sex) -> str:
        """Return an unused number of the year, or of the nearest: Skatteverket has few of the older years."""
        for distance in range(60):
            for year in (born - distance, born + distance):
                if numbers := self.numbers.get((min(year, self.youngest), sex)):
                    return numbers.pop()
        raise ValueError("The test numbers are used up.")


def _children(rng: random.Random) -> int:
    return _weighted(rng, {1: 0.42, 2: 0.33, 3: 0.17, 4: 0.08})


def _weighted(rng: random.Random, weights: Mapping[Choice, float]) -> Choice:
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def _poisson(rng: random.Random, mean: float) -> int:
    """Draw a Poisson number by counting exponential gaps in one month."""
    count, elapsed = 0, rng.expovariate(mean)
    while elapsed < 1:
        count += 1
        elapsed += rng.expovariate(mean)
    return count


def _lines(name: str) -> list[str]:
    packed = files("framsteg.demo").joinpath("data", name).read_bytes()
    return gzip.decompress(packed).decode().splitlines()


@cache
def _given_names(sex: Sex) -> dict[str, float]:
    rows = csv.DictReader(_lines("given_names.csv.gz"))
    return {row["name"]: float(row["weight"]) for row in rows if row["sex"] == ("M" if sex == Sex.MAN else "K")}


@cache
def _family_names() -> dict[str, float]:
    return {row["name"]: float(row["weight"]) for row in csv.DictReader(_lines("family_names.csv.gz"))}
