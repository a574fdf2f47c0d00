"""
A decided month's case file with what was otherwise, as ``framsteg.entitlement`` reads it. Pure.

Nothing of claims, repayments or attendance may come in here: the facts are those of the month and no others.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from framsteg.apps.core.errors import ActionDenied
from framsteg.entitlement.facts import Case
from framsteg.entitlement.kinds import AssetKind, IncomeKind, Role


class FactsDoNotFit(ActionDenied):
    """The corrected facts contradict each other; the text says which and what to do."""


@dataclass(frozen=True)
class NewIncome:
    """An income after tax that the decided file lacks, kronor; ``person`` as the file calls her."""

    person: str
    kind: IncomeKind
    net: Decimal
    received: date


@dataclass(frozen=True)
class NewAsset:
    """An asset that the decided file lacks, kronor."""

    person: str
    kind: AssetKind
    amount: Decimal


@dataclass(frozen=True)
class NewPerson:
    """Somebody who lived in the household and is not in the decided file; ``partner`` lives with the applicant."""

    role: Role
    born: date
    partner: bool = False


@dataclass(frozen=True)
class Corrections:
    """
    What was otherwise in one month. Numbers are places in the decided file's lists.

    Amounts are kronor: what the income was, what the cost was, what the asset was worth. ``days`` None is the whole
    month, and ``left`` are persons who did not live there.
    """

    incomes: Mapping[int, Decimal] = field(default_factory=dict)
    costs: Mapping[int, Decimal] = field(default_factory=dict)
    assets: Mapping[int, Decimal] = field(default_factory=dict)
    days: Mapping[int, int | None] = field(default_factory=dict)
    left: frozenset[int] = frozenset()
    other_residents: int | None = None
    new_incomes: Sequence[NewIncome] = ()
    new_assets: Sequence[NewAsset] = ()
    new_persons: Sequence[NewPerson] = ()


def corrected(file: Mapping[str, Any], corrections: Corrections, *, source: str, noted: date) -> dict[str, Any]:
    """
    Return a new case file; each corrected fact says where it comes from and when it was noted.

    What was assessed of a fact that is corrected falls away with it: the assessment was of something else.
    """
    new = deepcopy(dict(file))
    known = {"source": source, "noted": noted.isoformat()}
    for at, net in corrections.incomes.items():
        new["incomes"][at] = _bare(new["incomes"][at], "counted", "reason") | {"net": str(net)} | known
    for at, amount in corrections.assets.items():
        new["assets"][at] = _bare(new["assets"][at], "counted", "reason") | {"amount": str(amount)} | known
    for at, amount in corrections.costs.items():
        new["costs"][at] = _cost(new["costs"][at], amount, source) | known
    for at, days in corrections.days.items():
        new["persons"][at] = new["persons"][at] | {"days": days} | known
    if corrections.other_residents is not None:
        new["other_residents"] = corrections.other_residents
    for person in corrections.new_persons:
        _add(new, person, known)
    new["incomes"] += [
        {"person": row.person, "kind": row.kind.value, "net": str(row.net), "received": row.received.isoformat()}
        | known
        for row in corrections.new_incomes
    ]
    new["assets"] += [
        {"person": row.person, "kind": row.kind.value, "amount": str(row.amount)} | known
        for row in corrections.new_assets
    ]
    return _without(new, {new["persons"][at]["id"] for at in corrections.left})


def with_incomes(corrections: Corrections, incomes: Sequence[NewIncome]) -> Corrections:
    """Return the corrections with more incomes that the decided file lacks."""
    return replace(corrections, new_incomes=[*corrections.new_incomes, *incomes])


def as_case(file: Mapping[str, Any]) -> Case:
    """Check a case file. :raises FactsDoNotFit:"""
    try:
        return Case.model_validate(file)
    except ValidationError as refused:
        sentences = " ".join(error["msg"] for error in refused.errors(include_url=False))
        raise FactsDoNotFit(_("De rättade uppgifterna går inte ihop. %(faults)s") % {"faults": sentences})


def _bare(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in names}


def _cost(row: dict[str, Any], amount: Decimal, source: str) -> dict[str, Any]:
    """Return the cost as it was: accepted in full, and applied for at least that."""
    applied = max(Decimal(row["applied"]), amount)
    return row | {
        "applied": str(applied),
        "accepted": str(amount),
        "reason": f"Rättat efter beslutet: {source.rstrip('.')}.",  # kept with the case: Swedish whoever writes
    }


def _add(new: dict[str, Any], person: NewPerson, known: dict[str, str]) -> None:
    ids = {row["id"] for row in new["persons"]}
    name = next(name for number in range(1, 100) if (name := f"tillkommen {number}") not in ids)
    row = {"id": name, "born": person.born.isoformat(), "role": person.role.value} | known
    if person.partner:
        new["persons"][0]["cohabits_with"] = name
    new["persons"].append(row)


def _without(new: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    """Take persons out, with what is theirs."""
    new["persons"] = [row for row in new["persons"] if row["id"] not in gone]
    for row in new["persons"]:
        if row.get("cohabits_with") in gone:
            del row["cohabits_with"]
    for name in ("incomes", "assets", "adjustments"):
        if name in new:
            new[name] = [row for row in new[name] if row.get("person") not in gone]
    return new
