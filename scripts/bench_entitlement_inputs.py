"""
The households of the tables with their lists added up: what OpenFisca and the bare NumPy pass take.

Written to be quick, since it is in OpenFisca's time when the engines start from the same lists: each kind's sums are
one ``bincount`` over that kind's rows, in floating point, and of what the bench's tables do not hold nothing is asked.
"""

from dataclasses import dataclass

import numpy as np

from framsteg.entitlement import Month
from framsteg.entitlement.bulk import texts
from framsteg.entitlement.bulk.schema import NONE, code
from framsteg.entitlement.bulk.tables import Tables, filled, in_couple, one_of
from framsteg.entitlement.kinds import JUDGED_BY_PERSON, NOT_COUNTED, CostKind, IncomeKind, Role
from framsteg.entitlement.parameters import default_practice, disregarded_child_wage, norm_table, parameters_for

MONTHS_BACK = 12  # the history of the bench's tables


@dataclass(frozen=True, slots=True)
class Inputs:
    """One figure for each person and household, kronor, and the parameters of the month."""

    month: Month
    household: np.ndarray
    size: np.ndarray
    persons: dict[str, np.ndarray]
    households: dict[str, np.ndarray]
    before: dict[str, np.ndarray]  # of persons, in the month before
    received: dict[str, np.ndarray]  # of households, by month: försörjningsstöd

    @property
    def parameters(self) -> tuple:
        """Norm, job incentive, the limit for children's wages and the asset allowance."""
        law, child_wage = parameters_for(self.month), disregarded_child_wage(self.month.previous)
        return norm_table(self.month), law.job_incentive, child_wage, default_practice().asset_allowance


def inputs_of(tables: Tables, month: Month) -> Inputs:
    """Add up the lists of the bench's tables, which hold no LMA, no part months of households and no lower norms."""
    persons, incomes, costs = tables.persons, tables.incomes, tables.costs
    count, now = len(persons["id"]), texts.number(month)
    in_window = incomes["received"] == now - 1
    earlier = (incomes["received"] // 12 == (now - 1) // 12) & (incomes["received"] < now - 1)
    easy = ~one_of(tables.assets["kind"], JUDGED_BY_PERSON)
    agreed = filled(costs["accepted"], costs["applied"]).astype(float)
    shared = np.flatnonzero(costs["household_share"] != NONE)
    shares = np.array([float(share) for share in texts.shares(tables)])
    agreed[shared] *= shares[costs["household_share"][shared]]
    months = texts.months(tables, "history")

    def summed(rows: np.ndarray, ore: np.ndarray, places: np.ndarray, places_in_all: int) -> np.ndarray:
        some = np.flatnonzero(rows)
        return np.bincount(places[some], weights=ore[some], minlength=places_in_all) / 100

    def income(kind: IncomeKind, rows: np.ndarray) -> np.ndarray:
        return summed(rows & (incomes["kind"] == code(kind)), incomes["net"], incomes["person"], count)

    def cost(kind: CostKind) -> np.ndarray:
        return summed(costs["kind"] == code(kind), agreed, costs["household"], len(tables.ids))

    def received(number: int) -> np.ndarray:
        got = np.zeros(len(tables.ids), bool)
        got[tables.history["household"][np.flatnonzero(months == number)]] = True
        return got

    kinds = [kind for kind in IncomeKind if kind not in NOT_COUNTED and (incomes["kind"] == code(kind)).any()]
    return Inputs(
        month=month,
        household=persons["household"],
        size=tables.size,
        persons={
            "age": (now - persons["born"]) // 12,
            "days": np.where(persons["days"] < 0, 30, persons["days"]),
            "is_adult": persons["role"] == code(Role.ADULT),
            "in_couple": in_couple(tables),
            "lunch_away": persons["lunch_away"] == 1,
            "bank": summed(easy, tables.assets["amount"], tables.assets["person"], count),
        },
        households={
            "other_residents": tables.households["other_residents"],
            "adjustment": tables.total(tables.adjustments, tables.adjustments["amount"]) / 100,
            **{kind.value: cost(kind) for kind in CostKind if (costs["kind"] == code(kind)).any()},
        },
        before={kind.value: income(kind, in_window) for kind in kinds}
        | {"own_work_before": income(IncomeKind.WAGE, earlier)},
        received={str(month - back): received(now - back) for back in range(1, MONTHS_BACK + 1)},
    )


def bare(given: Inputs) -> np.ndarray:
    """Return the assistance in kronor: the same rules in one NumPy pass, without lists, subtotals or exact öre."""
    norm, incentive, child_wage, _ = given.parameters
    persons, households, before, limit = given.persons, given.households, given.before, float(child_wage)
    ages = range(21)
    with_lunch = np.array([float(norm.child_amount(age, without_lunch=False).amount) for age in ages])
    without = np.array([float((norm.child_amount(age, without_lunch=age < 7)).amount) for age in ages])
    shared = np.array([0.0, *(float(norm.shared_amount(size)) for size in range(1, 31))])
    age, is_adult = np.minimum(persons["age"], 20), persons["is_adult"]
    child = np.where(persons["lunch_away"], without[age], with_lunch[age])
    adult = np.where(persons["in_couple"], float(norm.adult_pair.amount) / 2, float(norm.adult_single.amount))
    need = np.where(is_adult, adult, child) * (persons["days"] / 30)
    in_a_row = np.zeros(len(given.size), np.int8)
    found = np.zeros(len(given.size), bool)
    for got in reversed(given.received.values()):
        in_a_row = (in_a_row + 1) * got
        found |= in_a_row >= incentive.qualifying_months
    left_out = np.repeat(found * float(incentive.share), given.size)
    earned = before["own_work_before"]
    own_work = np.maximum(earned + before["wage"] - limit, 0) - np.maximum(earned - limit, 0)
    other = sum(amounts for kind, amounts in before.items() if kind not in ("wage", "own_work_before"))
    means = np.minimum(own_work + other, need)
    income = np.where(is_adult, before["wage"] * (1 - left_out) + other, means)
    assets = np.where(is_adult, persons["bank"], np.minimum(persons["bank"], need - income))
    dwelling = given.size + households["other_residents"]

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(given.household, weights=values, minlength=len(given.size))

    costs = sum(amounts for kind, amounts in households.items() if kind not in ("other_residents", "adjustment"))
    whole_norm = total(need) + shared[dwelling] * given.size / dwelling + households["adjustment"]
    return np.maximum(whole_norm + costs - total(income + assets), 0)
