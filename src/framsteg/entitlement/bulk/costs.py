"""Costs beside the norm for every household at once: see ``rules/costs.py`` for the rules in words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framsteg.entitlement.bulk import texts
from framsteg.entitlement.bulk.exact import Numbers
from framsteg.entitlement.bulk.schema import NONE, code
from framsteg.entitlement.bulk.tables import Places, Tables
from framsteg.entitlement.kinds import LIVELIHOOD_COSTS, Basis, CostKind

_FINEST = 5040
"""Shares with a common denominator up to this are added in 64 bits; a household with odder shares goes its own way."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Accepted costs of each household, ``grain`` parts to an öre: försörjningsstöd, other needs, beyond the right."""

    livelihood: Numbers
    other_need: Numbers
    extra: Numbers
    grain: int


def costs_of(tables: Tables) -> tuple[Costs, Places]:
    """Return the costs of every household, and the households whose shares are too odd for it (COST-02 to COST-07)."""
    shares = _shares(tables)
    grain, odd = 1, [False] * len(shares)
    for index, share in enumerate(shares):
        finer = lcm(grain, share.denominator)
        grain, odd[index] = (finer, False) if finer <= _FINEST else (grain, True)
    rows = np.array([*odd, False])[_share_codes(tables)]
    usual = [Fraction(0) if too_odd else share for share, too_odd in zip(shares, odd, strict=True)]
    return _added(tables, usual, grain, np.int64), np.unique(tables.costs["household"][rows])


def exact_costs_of(tables: Tables) -> Costs:
    """Return the costs in the common denominator of all shares, as whole numbers without limit."""
    shares = _shares(tables)
    return _added(tables, shares, lcm(*(share.denominator for share in shares)), np.object_)


def _shares(tables: Tables) -> list[Fraction]:
    return [share or Fraction(0) for share in texts.shares(tables)]


def _share_codes(tables: Tables) -> NDArray[Any]:
    """Return the codes of the shares: a cost without one has -1, the last place of a table of shares."""
    return tables.costs["household_share"]


def _added(tables: Tables, shares: list[Fraction], grain: int, kind: type[Any]) -> Costs:
    costs = tables.costs
    agreed = np.where(costs["accepted"] == NONE, costs["applied"], costs["accepted"])
    times = np.array([*(int(share * grain) for share in shares), grain], kind)
    counted = agreed * (times[_share_codes(tables)] if shares else times[-1])
    extra = costs["basis"] == code(Basis.EXTRA)
    livelihood = np.array([cost in LIVELIHOOD_COSTS for cost in CostKind])[costs["kind"]]

    def total(mask: NDArray[np.bool_]) -> Numbers:
        sums = np.zeros(len(tables.ids), kind)
        rows = np.flatnonzero(mask)
        np.add.at(sums, costs["household"][rows], counted[rows])
        return sums

    return Costs(total(livelihood & ~extra), total(~livelihood & ~extra), total(extra), grain)
