"""The facts that a line rests on, written for reading: what, how much, when, from where and noted when."""

from __future__ import annotations

from decimal import Decimal

from framsteg.entitlement.facts import Asset, Cost, Income, Person
from framsteg.entitlement.result import kronor


def person_fact(person: Person) -> str:
    """Write the person's birth day and, when it counts only a part of the month, its days."""
    days = "" if person.days is None else f", {person.days} dagar"
    return f"{person.id}: född {person.born}{days}{person.provenance}"


def cost_fact(cost: Cost) -> str:
    """Write what was applied for and what is accepted."""
    accepted = "" if cost.accepted is None else f", godtaget {kronor(cost.accepted)}"
    return f"{cost.kind.label}: sökt {kronor(cost.applied)}{accepted}{cost.provenance}"


def income_fact(income: Income) -> str:
    """Write the income with what counts of it where assessed, its person and the day it came."""
    counted = _counted(income.counted)
    return (
        f"{income.kind.label} {kronor(income.net)}{counted}, {income.person}, kom {income.received}{income.provenance}"
    )


def asset_fact(asset: Asset) -> str:
    """Write the asset with its worth, what counts of it where assessed, and its person."""
    return f"{asset.kind.label} {kronor(asset.amount)}{_counted(asset.counted)}, {asset.person}{asset.provenance}"


def assessment(counted: Decimal, reason: str) -> str:
    """Write how much of an income or an asset counts by a person's assessment, and why."""
    return f"{kronor(counted)} räknas efter en handläggares bedömning: {reason}"


def _counted(counted: Decimal | None) -> str:
    return "" if counted is None else f", räknas med {kronor(counted)}"
