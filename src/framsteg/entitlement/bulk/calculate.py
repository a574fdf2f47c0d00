"""
The whole calculation for every household at once: the same answer as ``entitlement.calculate`` for each of them.

The readable rules are the law here too; these columns are their quick shape, and the tests hold the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm

import numpy as np
from numpy.typing import NDArray

from framsteg.entitlement.bulk.assets import assets_of, carried_surplus
from framsteg.entitlement.bulk.costs import Costs, costs_of, exact_costs_of
from framsteg.entitlement.bulk.exact import ROOM, Grain, Numbers, common, grain, rounded, rounded_as, rounded_both
from framsteg.entitlement.bulk.incomes import Incomes, incomes_of
from framsteg.entitlement.bulk.job_incentive import left_out
from framsteg.entitlement.bulk.norm import Norm, band_names, norm_of
from framsteg.entitlement.bulk.read import Ints
from framsteg.entitlement.bulk.result import AMOUNTS, OUTCOMES, UNKNOWN, Answers
from framsteg.entitlement.bulk.tables import Places, Tables
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import default_practice, parameters_for
from framsteg.entitlement.parameters.schema import NormTable, Practice
from framsteg.entitlement.result import Outcome
from framsteg.entitlement.rules.scope import unknown_regime

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Sums:
    """The sums of each household before they are set against each other, in parts of ``grain.person``."""

    grain: Grain
    norm: Norm
    incomes: Incomes
    left_out: Ints
    assets: Ints
    carried: Ints


def assess(tables: Tables, month: Month, *, practice: Practice | None = None, norm: NormTable | None = None) -> Answers:
    """
    Return the proposal for every household of the tables, in öre.

    The tables must be free of faults: see ``checks``. ``norm`` replaces the norm of the month and of every kommun, for
    a reform. Exact amounts until one rounding at the end, as ``practice`` says.
    """
    chosen, law = practice or default_practice(), parameters_for(month)
    fine = grain(month, chosen, law.job_incentive)
    norms = norm_of(tables, month, chosen, fine, norm)
    incomes = incomes_of(tables, month, fine, norms)
    sums = _Sums(
        fine,
        norms,
        incomes,
        left_out(tables, month, fine, law.job_incentive, incomes.wages),
        assets_of(tables, chosen, fine, incomes.room),
        carried_surplus(tables, month, chosen) * fine.person,
    )
    costs, odd = costs_of(tables)
    sizes = np.flatnonzero(np.bincount(norms.dwelling))
    finest = common(lcm(fine.person, costs.grain), (int(size) * fine.month for size in sizes))
    answers = _conclude(sums, costs, chosen, finest, slice(None))
    unfit = sizes[finest % (sizes * fine.month) != 0]
    alone = np.union1d(odd, np.flatnonzero(_too_large(sums, costs, finest) | np.isin(norms.dwelling, unfit)))
    if len(alone):
        exact = exact_costs_of(tables)
        without_limit = lcm(fine.person, exact.grain, *(int(size) * fine.month for size in sizes))
        _put(answers, _conclude(sums, exact, chosen, without_limit, alone), alone)
    return _with_unknown(tables, month, answers, norms, incomes)


def _conclude(sums: _Sums, costs: Costs, practice: Practice, finest: int, which: Places | slice) -> dict[str, Numbers]:
    """
    ENT-01: compare means with needs in the finest parts of an öre, and round.

    ``which`` are the households. With costs in whole numbers without limit, so are all other amounts.
    """
    kind = costs.livelihood.dtype
    norm, incomes, person, month = sums.norm, sums.incomes, sums.grain.person, sums.grain.month

    def of(values: Numbers, parts: int) -> Numbers:
        """Return amounts in finest parts; ``parts`` is how many of their own make an öre."""
        return values[which].astype(kind, copy=False) * (finest // parts)

    sizes = [0, *(finest // (size * month) for size in range(1, int(norm.dwelling.max(initial=0)) + 1))]
    shared = norm.shared[which].astype(kind, copy=False) * np.array(sizes, kind)[norm.dwelling[which]]
    adults, children = of(norm.adults, person), of(norm.children, person)
    before = adults + children + shared
    personal = before + of(norm.adjusted_persons, person)
    total_norm = np.maximum(personal + of(norm.adjusted_household, person), 0)
    livelihood, other = of(costs.livelihood, costs.grain), of(costs.other_need, costs.grain)
    counted, left_out = of(incomes.counted, person), of(sums.left_out, person)
    assets, carried = of(sums.assets, person), of(sums.carried, person)
    balance = counted - left_out - total_norm - livelihood
    after = balance - other
    return {
        "assistance": rounded_as(practice, np.maximum(-after - assets - carried, 0), finest),
        "norm": rounded(total_norm, finest),
        "surplus": rounded_as(practice, np.maximum(after, 0), finest),
        "extra": rounded_as(practice, of(costs.extra, costs.grain), finest),
        "norm_adults": rounded(adults, finest),
        "norm_children": rounded(children, finest),
        "norm_shared": rounded(shared, finest),
        "norm_adjusted": rounded_both(total_norm - before, finest),
        "costs": rounded(livelihood, finest),
        "incomes": rounded(counted, finest),
        "job_incentive": -rounded(left_out, finest),
        "balance": rounded_both(balance, finest),
        "other_need": rounded(other, finest),
        "assets": rounded(assets, finest),
        "carried_surplus": rounded(carried, finest),
    }


def _put(answers: dict[str, Ints], exact: dict[str, Numbers], places: Places) -> None:
    """Put the answers of single households in their places among all."""
    for name, values in exact.items():
        answers[name][places] = values.astype(np.int64)


def _too_large(sums: _Sums, costs: Costs, finest: int) -> Mask:
    """Say which households have amounts that, in the finest parts, do not surely fit in 64 bits."""
    norm, incomes = sums.norm, sums.incomes
    own = np.abs(norm.adjusted_persons) + np.abs(norm.adjusted_household)
    in_person = norm.adults + norm.children + own + incomes.counted + sums.assets + sums.carried
    in_costs = costs.livelihood + costs.other_need + costs.extra
    ore = in_person / sums.grain.person + in_costs / costs.grain + norm.shared / sums.grain.month
    return np.asarray(ore * finest > ROOM)


def _with_unknown(tables: Tables, month: Month, amounts: dict[str, Ints], norm: Norm, incomes: Incomes) -> Answers:
    """Take away the figures that cannot be known, and say which facts are missing."""
    lma = tables.total(tables.persons, tables.persons["lma"])
    all_lma, mixed = lma == tables.size, (lma > 0) & (lma < tables.size)
    regime = unknown_regime(month)
    none = np.zeros(len(tables.ids), bool)
    whole: list[tuple[str, Mask]] = [
        (f"riksnorm.{month.year}", ~norm.exists),
        (regime.fact if regime else "", none | bool(regime)),
        ("lma", mixed),
    ]
    stopped = whole[0][1] | whole[1][1] | mixed
    lines: list[tuple[str, Mask]] = [
        (f"riksnorm.child_without_lunch.{band}.{month.year}", norm.bands >> bit & 1 == 1)
        for bit, band in enumerate(band_names())
    ]
    no_norm = stopped | (norm.bands > 0)
    lines += [(f"price_base_amount.{month.previous.year}", incomes.base_unknown), ("job_premium", incomes.premium)]
    calculated = ~(stopped | all_lma)
    missing = np.zeros(len(tables.ids), np.int64)
    for bit, (_, mask) in enumerate(whole + lines):
        missing |= (mask if bit < len(whole) else mask & calculated).astype(np.int64) << bit
    unknown = missing > 0
    _clear(amounts, all_lma & ~unknown, no_norm & ~(all_lma & ~stopped), stopped, unknown)
    outcome = np.where(amounts["assistance"] > 0, OUTCOMES.index(Outcome.RIGHT), OUTCOMES.index(Outcome.NO_RIGHT))
    outcome = np.where(unknown, OUTCOMES.index(Outcome.UNKNOWN), outcome).astype(np.int8)
    gaps = tuple(name for name, _ in whole + lines)
    return Answers(ids=tables.ids, outcome=outcome, missing=missing, gaps=gaps, **amounts)


def _clear(amounts: dict[str, Ints], no_right: Mask, no_norm: Mask, stopped: Mask, unknown: Mask) -> None:
    """Set to 0 what LMA leaves without right, and to unknown what is not known. ``extra`` stands whatever else is."""
    for name in AMOUNTS:
        if name == "extra":
            continue
        column = amounts[name]
        column[no_right] = 0
        if name in ("assistance", "surplus", "balance"):
            column[unknown] = UNKNOWN
        elif name.startswith("norm"):
            column[no_norm] = UNKNOWN
        column[stopped] = UNKNOWN
