"""
The whole calculation for every household at once: the same answer as ``entitlement.calculate`` for each of them.

The readable rules are the law here too; these columns are their quick shape, and the tests hold the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framsteg.entitlement.bulk.assets import assets_of, carried_surplus
from framsteg.entitlement.bulk.costs import Costs, costs_of, exact_costs_of
from framsteg.entitlement.bulk.exact import ROOM, Grain, Numbers, grain, rounded, rounded_as
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


def assess(
    tables: Tables, month: Month, *, practice: Practice | None = None, norm: NormTable | None = None
) -> Answers:
    """
    Return the proposal for every household of the tables, in öre.

    The tables must be free of faults: see ``checks``. ``norm`` replaces the norm of the month and of every kommun, for a
    reform. Exact amounts until one rounding at the end, as ``practice`` says.
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
    answers = _conclude(tables, sums, costs, chosen, slice(None))
    large = np.union1d(odd, _too_large(sums, costs))
    if len(large):
        _put(answers, _conclude(tables, sums, exact_costs_of(tables), chosen, large), large)
    return _with_unknown(tables, month, answers, norms, incomes)


def _conclude(tables: Tables, sums: _Sums, costs: Costs, practice: Practice, which: Places | slice) -> dict[str, Ints]:
    """
    ENT-01: compare means with needs, in the finest grain, and round.

    ``which`` are the households; with costs in whole numbers without limit, so are all others.
    """
    kind = costs.livelihood.dtype
    norm, incomes = sums.norm, sums.incomes

    def of(values: Numbers) -> Numbers:
        return values[which].astype(kind, copy=False)

    dwelling, person = of(norm.dwelling), sums.grain.person
    times = dwelling * costs.grain  # from parts of a person to the finest
    per_ore = times * person
    finer = dwelling * person
    personal = of(norm.adults) + of(norm.children) + of(norm.adjusted_persons)
    shared = of(norm.shared) * costs.grain
    before_own = personal * times + shared
    total_norm = np.maximum(before_own + of(norm.adjusted_household) * times, 0)
    livelihood, other = of(costs.livelihood), of(costs.other_need)
    counted = of(incomes.counted) - of(sums.left_out)
    balance = counted * times - total_norm - livelihood * finer
    after = balance - other * finer
    means = (of(sums.assets) + of(sums.carried)) * times
    adjusted = total_norm - before_own + of(norm.adjusted_persons) * times
    return {
        "assistance": rounded_as(practice, np.maximum(-after - means, 0), per_ore),
        "norm": rounded(total_norm, per_ore),
        "surplus": rounded_as(practice, np.maximum(after, 0), per_ore),
        "extra": rounded_as(practice, of(costs.extra), np.full(len(times), costs.grain, kind)),
        "norm_adults": rounded(of(norm.adults), person),
        "norm_children": rounded(of(norm.children), person),
        "norm_shared": rounded(shared, per_ore),
        "norm_adjusted": rounded(adjusted, per_ore),
        "costs": rounded(livelihood, costs.grain),
        "incomes": rounded(of(incomes.counted), person),
        "job_incentive": -rounded(of(sums.left_out), person),
        "balance": rounded(balance, per_ore),
        "other_need": rounded(other, costs.grain),
        "assets": rounded(of(sums.assets), person),
        "carried_surplus": of(sums.carried) // person,
    }


def _put(answers: dict[str, Ints], exact: dict[str, Numbers], places: Places) -> None:
    """Put the answers of single households in their places among all."""
    for name, values in exact.items():
        answers[name][places] = values.astype(np.int64)


def _too_large(sums: _Sums, costs: Costs) -> Places:
    """Return the households whose amounts, in the finest parts, do not surely fit in 64 bits."""
    norm = sums.norm
    parts = (norm.adults, norm.children, norm.shared / norm.dwelling, abs(norm.adjusted_persons), sums.assets)
    parts += (abs(norm.adjusted_household), sums.incomes.counted, sums.carried)
    in_person = sum(part.astype(float) for part in parts)
    in_costs = (costs.livelihood.astype(float) + costs.other_need) * sums.grain.person
    return np.flatnonzero((in_person * costs.grain + in_costs) * norm.dwelling > ROOM)


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
