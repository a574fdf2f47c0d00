"""Assets and earlier surpluses for every household at once: see ``rules/assets.py`` and ``rules/surpluses.py``."""

from __future__ import annotations

import numpy as np

from framsteg.entitlement.bulk import texts
from framsteg.entitlement.bulk.exact import Grain, ore
from framsteg.entitlement.bulk.incomes import Incomes
from framsteg.entitlement.bulk.norm import Norm
from framsteg.entitlement.bulk.read import Ints
from framsteg.entitlement.bulk.tables import Tables, added, filled, one_of
from framsteg.entitlement.kinds import JUDGED_BY_PERSON
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters.schema import Practice


def assets_of(tables: Tables, practice: Practice, grain: Grain, norm: Norm, incomes: Incomes) -> Ints:
    """Return the assets that count, in parts; a child's at most to what is left of its need (ASSET-01 to ASSET-03)."""
    assets = tables.assets
    unassessed = assets["amount"] * ~one_of(assets["kind"], JUDGED_BY_PERSON)
    counted = filled(assets["counted"], unassessed)
    owners, of = np.unique(assets["person"], return_inverse=True)
    room = norm.limits[owners] - incomes.of_persons[owners]
    taken = np.minimum(added(counted, of, len(owners)) * grain.person, room)
    total = added(taken, tables.persons["household"][owners], len(tables.ids))
    return total - np.minimum(ore(practice.asset_allowance) * grain.person, total)


def carried_surplus(tables: Tables, month: Month, practice: Practice) -> Ints:
    """Return the earlier surpluses that are carried, in öre (INC-08)."""
    since = texts.number(month) - texts.months(tables, "surpluses")
    return tables.total(tables.surpluses, tables.surpluses["amount"] * (since <= practice.surplus_carry_months))
