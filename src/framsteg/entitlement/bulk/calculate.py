"""
The whole calculation for every household at once: the same answer as ``entitlement.calculate`` for each of them.

The readable rules are the law here too; these columns are their quick shape, and the tests hold the two together.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
from math import lcm

import numpy as np
from numpy.typing import NDArray

from framsteg.entitlement.bulk.assets import assets_of, carried_surplus
from framsteg.entitlement.bulk.costs import Costs, costs_of, exact_costs_of
from framsteg.entitlement.bulk.exact import ROOM, Grain, Numbers, common, grain, rounded, rounded_as, rounded_both
from framsteg.entitlement.bulk.incomes import Incomes, incomes_of
from framsteg.entitlement.bulk.job_incentive import left_out
from framsteg.entitlement.bulk.norm import Norm, Norms, band_names, norm_of, norms_in_use
from framsteg.entitlement.bulk.parts import parts_of
from framsteg.entitlement.bulk.read import Ints
from framsteg.entitlement.bulk.result import AMOUNTS, OUTCOMES, UNKNOWN, Answers
from framsteg.entitlement.bulk.tables import Places, Tables
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import default_practice, parameters_for
from framsteg.entitlement.parameters.schema import JobIncentive, NormTable, Practice
from framsteg.entitlement.result import Outcome
from framsteg.entitlement.rules.scope import unknown_regime

Mask = NDArray[np.bool_]

AT_A_TIME = 50_000
"""Households: what is worked out for so many stays near the processor, and NumPy's calls, between which the two threads
take turns, are few beside it."""

PROCESSORS = 2

_BY_RIGHT = np.array([OUTCOMES.index(Outcome.NO_RIGHT), OUTCOMES.index(Outcome.RIGHT)], np.int8)


@dataclass(frozen=True, slots=True)
class _Law:
    """What is the same for all households: looked up once."""

    month: Month
    practice: Practice
    incentive: JobIncentive | None
    grain: Grain
    norms: Norms


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
    a reform. Exact amounts until one rounding at the end, as ``practice`` says. Two processors share the work.
    """
    chosen, incentive = practice or default_practice(), parameters_for(month).job_incentive
    fine = grain(month, chosen, incentive)
    law = _Law(month, chosen, incentive, fine, norms_in_use(tables, month, fine, norm))
    answers = Answers.blank(tables.ids, _gaps(month))
    parts = [*parts_of(tables, AT_A_TIME)]
    with ThreadPoolExecutor(PROCESSORS) as threads:
        for _ in threads.map(lambda part: _assess(part.cut(), law, answers.part(part.households)), parts):
            pass  # each has put its answers in their place; an error is raised here
    return answers


def _assess(tables: Tables, law: _Law, answers: Answers) -> None:
    """Fill in the answers of some households."""
    month, practice, fine = law.month, law.practice, law.grain
    norms = norm_of(tables, law.norms, month, practice, fine)
    incomes = incomes_of(tables, month, fine, norms)
    sums = _Sums(
        fine,
        norms,
        incomes,
        left_out(tables, month, fine, law.incentive, incomes.wages),
        assets_of(tables, practice, fine, norms, incomes),
        carried_surplus(tables, month, practice) * fine.person,
    )
    costs, odd = costs_of(tables)
    sizes = np.flatnonzero(np.bincount(norms.dwelling))
    finest = common(lcm(fine.person, costs.grain), (int(size) * fine.month for size in sizes))
    _put(answers, _conclude(sums, costs, practice, finest, slice(None)), slice(None))
    unfit = sizes[finest % (sizes * fine.month) != 0]
    alone = reduce(np.union1d, (np.flatnonzero(np.isin(norms.dwelling, unfit)), _too_large(sums, costs, finest), odd))
    if len(alone):
        exact = exact_costs_of(tables)
        without_limit = lcm(fine.person, exact.grain, *(int(size) * fine.month for size in sizes))
        _put(answers, _conclude(sums, exact, practice, without_limit, alone), alone)
    _leave_out_unknown(tables, month, answers, norms, incomes)


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
    before = of(norm.adults + norm.children, person) + shared
    adjusted = of(norm.adjusted_persons + norm.adjusted_household, person)
    total_norm = np.maximum(before + adjusted, 0)
    balance = of(incomes.counted - sums.left_out, person) - total_norm - of(costs.livelihood, costs.grain)
    after = balance - of(costs.other_need, costs.grain)
    means = of(sums.assets + sums.carried, person)
    return {
        "assistance": rounded_as(practice, np.maximum(-after - means, 0), finest),
        "norm": rounded(total_norm, finest),
        "surplus": rounded_as(practice, np.maximum(after, 0), finest),
        "extra": rounded_as(practice, costs.extra[which], costs.grain),
        "norm_adults": rounded(norm.adults[which], person),
        "norm_children": rounded(norm.children[which], person),
        "norm_shared": rounded(shared, finest),
        "norm_adjusted": rounded_both(total_norm - before, finest),
        "costs": rounded(costs.livelihood[which], costs.grain),
        "incomes": rounded(incomes.counted[which], person),
        "job_incentive": -rounded(sums.left_out[which], person),
        "balance": rounded_both(balance, finest),
        "other_need": rounded(costs.other_need[which], costs.grain),
        "assets": rounded(sums.assets[which], person),
        "carried_surplus": rounded(sums.carried[which], person),
    }


def _put(answers: Answers, amounts: dict[str, Numbers], places: Places | slice) -> None:
    """Put the amounts of some households in their places among all."""
    for name, values in amounts.items():
        getattr(answers, name)[places] = values


def _too_large(sums: _Sums, costs: Costs, finest: int) -> Places:
    """Return the households with amounts that, in the finest parts, do not surely fit in 64 bits."""
    norm, person = sums.norm, sums.grain.person
    of_person = (norm.adults, norm.children, sums.incomes.counted, sums.assets, sums.carried)
    adjusted = (np.abs(norm.adjusted_persons), np.abs(norm.adjusted_household))
    of_costs = (costs.livelihood, costs.other_need, costs.extra)
    amounts = [(values, person) for values in of_person + adjusted] + [(values, costs.grain) for values in of_costs]
    amounts.append((norm.shared, sums.grain.month))
    if sum(int(values.max()) / parts for values, parts in amounts) * finest <= ROOM:
        return np.zeros(0, np.intp)
    return np.flatnonzero(np.sum([values / parts for values, parts in amounts], axis=0) * finest > ROOM)


def _gaps(month: Month) -> tuple[str, ...]:
    """Return the facts that may be missing, in the order of the bits: first those that stop the whole calculation."""
    regime = unknown_regime(month)
    bands = (f"riksnorm.child_without_lunch.{band}.{month.year}" for band in band_names())
    lines = (f"price_base_amount.{month.previous.year}", "job_premium")
    return f"riksnorm.{month.year}", regime.fact if regime else "", "lma", *bands, *lines


def _leave_out_unknown(tables: Tables, month: Month, answers: Answers, norm: Norm, incomes: Incomes) -> None:
    """Take away the figures that cannot be known, say which facts are missing, and set the outcome."""
    under_lma = tables.persons["lma"]
    lma = tables.total(tables.persons, under_lma) if under_lma.any() else np.zeros_like(tables.size)
    all_lma, mixed = lma == tables.size, (lma > 0) & (lma < tables.size)
    regime = np.full(len(tables.ids), unknown_regime(month) is not None)
    stopped = ~norm.exists | regime | mixed
    calculated = ~(stopped | all_lma)
    lacking = [(norm.bands & 1 << bit) > 0 for bit in range(len(band_names()))]
    lines = [*lacking, incomes.base_unknown, incomes.premium]
    answers.missing[:] = 0
    for bit, mask in enumerate([~norm.exists, regime, mixed, *(line & calculated for line in lines)]):
        if mask.any():
            answers.missing[mask] |= 1 << bit
    unknown = answers.missing > 0
    if unknown.any() or all_lma.any():
        no_norm = (stopped | (norm.bands > 0)) & ~(all_lma & ~stopped)
        _clear(answers, all_lma & ~unknown, no_norm, stopped, unknown)
    answers.outcome[:] = _BY_RIGHT.take(answers.assistance > 0)
    answers.outcome[unknown] = OUTCOMES.index(Outcome.UNKNOWN)


def _clear(answers: Answers, no_right: Mask, no_norm: Mask, stopped: Mask, unknown: Mask) -> None:
    """Set to 0 what LMA leaves without right, and to unknown what is not known. ``extra`` stands whatever else is."""
    for name in AMOUNTS:
        if name == "extra":
            continue
        column = getattr(answers, name)
        column[no_right] = 0
        if name in ("assistance", "surplus", "balance"):
            column[unknown] = UNKNOWN
        elif name.startswith("norm"):
            column[no_norm] = UNKNOWN
        column[stopped] = UNKNOWN
