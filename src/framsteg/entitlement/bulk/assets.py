"""Assets and earlier surpluses for every household at once: see ``rules/assets.py`` and ``rules/surpluses.py``."""

from __future__ import annotations

import numpy as np

from framsteg.entitlement.bulk import texts
from framsteg.entitlement.bulk.exact import Grain, ore
from framsteg.entitlement.bulk.read import Ints
from framsteg.entitlement.bulk.schema import NONE
from framsteg.entitlement.bulk.tables import Tables, added
from framsteg.entitlement.kinds import JUDGED_BY_PERSON, AssetKind
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters.schema import Practice


def assets_of(tables: Tables, practice: Practice, grain: Grain, room: Ints) -> Ints:
    """Return the assets that count, in parts (ASSET-01 to ASSET-03). ``room`` is what is left of each child's need."""
    assets = tables.assets
    unassessed = ~np.array([kind in JUDGED_BY_PERSON for kind in AssetKind])[assets["kind"]] * assets["amount"]
    counted = np.where(assets["counted"] == NONE, unassessed, assets["counted"])
    owned = added(counted, assets["person"], len(room))
    total = tables.total(tables.persons, np.minimum(owned * grain.person, room))
    return total - np.minimum(ore(practice.asset_allowance) * grain.person, total)


def carried_surplus(tables: Tables, month: Month, practice: Practice) -> Ints:
    """Return the earlier surpluses that are carried, in öre (INC-08)."""
    since = texts.number(month) - texts.months(tables, "surpluses")
    return tables.total(tables.surpluses, tables.surpluses["amount"] * (since <= practice.surplus_carry_months))
