"""What the demo's households live on: the costs they apply for and the incomes they have. Synthetic amounts."""

import random
from datetime import date
from decimal import Decimal

from framsteg.apps.applications.enums import CostKind, IncomeKind
from framsteg.demo.population import Household, Person
from framsteg.entitlement.month import Month

CHILD_ALLOWANCE = 1250  # kronor a month and child
# Kind of income and span in kronor a month by obstacle, and the share of those with the obstacle who have it.
INCOME_BY_OBSTACLE = {
    "unemployed": ("activity_support", 2400, 6200, 0.42),
    "unemployed_introduction": ("introduction_benefit", 4800, 6200, 0.9),
    "sick": ("sickness_benefit", 2500, 6800, 0.5),
    "sickness_compensation": ("sickness_compensation", 6800, 8600, 1.0),
    "pension": ("pension", 6500, 8400, 1.0),
    "parental_leave": ("parental_benefit", 4200, 6500, 0.9),
    "full_time": ("wage", 8500, 10500, 1.0),
    "part_time": ("wage", 3800, 7200, 1.0),
    "none": ("wage", 1500, 5500, 0.5),
}


def costs(household: Household, month: Month) -> list[tuple[CostKind, Decimal]]:
    """Return (kind, kronor) of the costs the household applies for in a month. The same month gives the same costs."""
    rng = _dice(household, month)
    rows = [
        ("rent", household.rent),
        ("electricity", 260 + 90 * len(household.persons) + rng.randint(-40, 60)),
        ("home_insurance", 95 + 15 * len(household.persons)),
    ]
    if _dice(household).random() < 0.3:
        rows.append(("unemployment_fund", 140))
    if rng.random() < 0.12:
        rows.append(("medicine", rng.randint(8, 60) * 10))
    if rng.random() < 0.025:
        rows.append(("dental", rng.randint(60, 240) * 10))
    return [(CostKind(kind), Decimal(amount)) for kind, amount in rows]


def incomes(
    household: Household, month: Month, *, has_work: bool = False
) -> list[tuple[Person, IncomeKind, Decimal, date]]:
    """
    Return (person, kind, kronor after tax, day received) of the incomes in the month before ``month``.

    ``has_work``: the applicant has had a first full wage, which covers the household's need.
    """
    before = month.previous
    rows: list[tuple[Person, IncomeKind, Decimal, date]] = []
    for person in household.adults:
        rows += _own_income(household, person, before)
    if has_work:
        wage = 16000 + 5500 * (len(household.persons) - 1) + _dice(household, before).randint(0, 1500)
        rows.append((household.adults[0], IncomeKind.WAGE, Decimal(wage), date(before.year, before.month, 25)))
    if household.children:
        rng = _dice(household)
        applicant = household.adults[0]
        allowance = CHILD_ALLOWANCE * len(household.children)
        rows.append((applicant, IncomeKind.CHILD_ALLOWANCE, Decimal(allowance), date(before.year, before.month, 20)))
        housing = rng.randint(8, 24) * 100
        rows.append((applicant, IncomeKind.HOUSING_ALLOWANCE, Decimal(housing), date(before.year, before.month, 25)))
    return rows


def _own_income(household: Household, person: Person, before: Month) -> list[tuple[Person, IncomeKind, Decimal, date]]:
    if person.obstacle not in INCOME_BY_OBSTACLE:
        return []
    kind, lowest, highest, share = INCOME_BY_OBSTACLE[person.obstacle]
    if _dice(household, person.number).random() > share:
        return []
    amount = _dice(household, before, person.number).randint(lowest, highest)
    return [(person, IncomeKind(kind), Decimal(amount), date(before.year, before.month, 25))]


def _dice(household: Household, *what: object) -> random.Random:
    """Return dice that always fall the same for the same household and subject."""
    return random.Random(f"{household.index}:{':'.join(map(str, what))}:{household.persons[0].number}")  # noqa: S311
