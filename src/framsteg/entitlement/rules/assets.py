"""Assets of the household (ASSET-01 to ASSET-03)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from framsteg.entitlement.facts import Asset, Case
from framsteg.entitlement.kinds import JUDGED_BY_PERSON
from framsteg.entitlement.parameters import Parameters, practice_origin
from framsteg.entitlement.parameters.schema import Practice
from framsteg.entitlement.result import Section, Step, kronor
from framsteg.entitlement.rules import Lines
from framsteg.entitlement.rules.trace import assessment, asset_fact


def asset_lines(case: Case, law: Parameters, practice: Practice, room: Mapping[str, Decimal]) -> Lines:
    """
    Yield a line for each asset. Money counts in full, whatever its origin; a home or a car counts only
    as a person has assessed it, and so does any other asset that somebody has assessed.

    ``room`` is what is left of each child's own need after its incomes, kronor (INC-03).
    """
    left, counted = dict(room), Decimal(0)
    for asset in case.assets:
        step = _line(asset, law, left.get(asset.person))
        if asset.person in left:
            left[asset.person] -= step.amount
        counted += step.amount
        yield step
    if case.assets and practice.asset_allowance:
        why = "Kommunens praxis lämnar en mindre summa utanför."
        origin = practice_origin(practice, "asset_allowance")
        amount = -min(practice.asset_allowance, counted)
        yield Step("ASSET-03", Section.ASSET, "Fribelopp", amount, why, law.law["assets"], parameter=origin)


def _line(asset: Asset, law: Parameters, room: Decimal | None) -> Step:
    rule, amount, why = _judged(asset, room)
    label, source = f"{asset.kind.label} ({asset.person})", law.law["assets"]
    return Step(rule, Section.ASSET, label, amount, why, source, facts=(asset_fact(asset),))


def _judged(asset: Asset, room: Decimal | None) -> tuple[str, Decimal, str]:
    """Return the rule, the amount that counts and why."""
    worth = f"Värde {kronor(asset.amount)}."
    is_judged = asset.kind in JUDGED_BY_PERSON
    if is_judged and asset.counted is None:
        return "ASSET-02", Decimal(0), f"{worth} Räknas inte utan en bedömning i det enskilda fallet."
    if room is not None and asset.assessed > room:
        return "INC-03", room, f"{worth} Barnets tillgångar räknas högst upp till barnets eget behov."
    rule = "ASSET-02" if is_judged else "ASSET-01"
    if asset.counted is not None:
        return rule, asset.counted, f"{worth} {assessment(asset.counted, asset.reason)}"
    return rule, asset.amount, "Räknas i sin helhet, oavsett var pengarna kommer från."
