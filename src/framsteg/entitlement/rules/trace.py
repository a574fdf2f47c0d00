"""The facts that a line rests on, written for reading: what, how much, when, from where and noted when."""

from __future__ import annotations

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
    """Write the income with its person and the day it came."""
    return f"{income.kind.label} {kronor(income.net)}, {income.person}, kom {income.received}{income.provenance}"


def asset_fact(asset: Asset) -> str:
    """Write the asset with its person and worth."""
    return f"{asset.kind.label} {kronor(asset.amount)}, {asset.person}{asset.provenance}"
