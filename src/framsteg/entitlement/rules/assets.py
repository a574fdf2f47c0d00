"""Assets of the household (ASSET-01 to ASSET-03)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from framsteg.entitlement.facts import Asset, Case
from framsteg.entitlement.kinds import JUDGED_BY_PERSON
from framsteg.entitlement.parameters import Parameters
from framsteg.entitlement.parameters.schema import Practice
from framsteg.entitlement.result import Section, Step, kronor
from framsteg.entitlement.rules import Lines


def asset_lines(case: Case, law: Parameters, practice: Practice, room: Mapping[str, Decimal]) -> Lines:
    """
    Yield a line for each asset. Money counts in full, whatever its origin; a home or a car is for a person to judge.

    ``room`` is what is left of each child's own need after its incomes, kronor (INC-03).
    """
    left = dict(room)
    for asset in case.assets:
        step = _line(asset, law, left.get(asset.person))
        if asset.person in left:
            left[asset.person] -= step.amount
        yield step
    if case.assets and practice.asset_allowance:
        why = "Kommunens praxis lämnar en mindre summa utanför."
        yield Step("ASSET-03", Section.ASSET, "Fribelopp", -practice.asset_allowance, why, law.law["assets"])


def _line(asset: Asset, law: Parameters, room: Decimal | None) -> Step:
    label, source = f"{asset.kind.label} ({asset.person})", law.law["assets"]
    if asset.kind in JUDGED_BY_PERSON:
        why = f"Värde {kronor(asset.amount)}. Räknas inte utan en bedömning i det enskilda fallet."
        return Step("ASSET-02", Section.ASSET, label, Decimal(0), why, source)
    if room is not None and asset.amount > room:
        why = f"Värde {kronor(asset.amount)}. Barnets tillgångar räknas högst upp till barnets eget behov."
        return Step("INC-03", Section.ASSET, label, room, why, source)
    why = "Räknas i sin helhet, oavsett var pengarna kommer från."
    return Step("ASSET-01", Section.ASSET, label, asset.amount, why, source)
