"""Costs beside the norm for every household at once: see ``rules/costs.py`` for the rules in words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Any

import numpy as np

from framsteg.entitlement.bulk import texts
from framsteg.entitlement.bulk.exact import Numbers
from framsteg.entitlement.bulk.schema import NONE, code
from framsteg.entitlement.bulk.tables import Places, Tables, filled, one_of
from framsteg.entitlement.kinds import LIVELIHOOD_COSTS, Basis

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
    usual, grain, odd = _usual(texts.shares(tables))
    shared = np.flatnonzero(tables.costs["household_share"] != NONE)
    too_odd = shared[np.array(odd, bool)[tables.costs["household_share"][shared]]]
    return _added(tables, usual, shared, grain, np.int64), np.unique(tables.costs["household"][too_odd])


def exact_costs_of(tables: Tables) -> Costs:
    """Return the costs in the common denominator of all shares, as whole numbers without limit."""
    shares = tuple(share or Fraction(0) for share in texts.shares(tables))
    grain = lcm(*(share.denominator for share in shares))
    shared = np.flatnonzero(tables.costs["household_share"] != NONE)
    return _added(tables, shares, shared, grain, np.object_)


@lru_cache(maxsize=8)
def _usual(shares: tuple[Fraction | None, ...]) -> tuple[tuple[Fraction, ...], int, list[bool]]:
    """Return the shares, 0 for those that are too odd; their common denominator; and which were too odd."""
    usual, grain, odd = [], 1, []
    for share in shares:
        finer = lcm(grain, share.denominator if share else 1)
        odd.append(finer > _FINEST)
        grain = grain if odd[-1] else finer
        usual.append(Fraction(0) if odd[-1] or share is None else share)
    return tuple(usual), grain, odd


def _added(tables: Tables, shares: tuple[Fraction, ...], shared: Places, grain: int, kind: type[Any]) -> Costs:
    """Add up the costs of three sections. ``shared`` are the rows with a share; ``grain`` parts make an öre."""
    costs, count = tables.costs, len(tables.ids)
    agreed = filled(costs["accepted"], costs["applied"])
    counted = agreed.astype(kind, copy=False) * grain
    times = np.array([int(share * grain) for share in shares], kind)
    counted[shared] = agreed[shared] * times[costs["household_share"][shared]]
    section = (~one_of(costs["kind"], LIVELIHOOD_COSTS)).astype(np.intp)
    section[np.flatnonzero(costs["basis"] == code(Basis.EXTRA))] = 2
    sums = np.zeros(3 * count, kind)
    np.add.at(sums, section * count + costs["household"], counted)
    livelihood, other_need, extra = sums.reshape(3, count)
    return Costs(livelihood, other_need, extra, grain)
