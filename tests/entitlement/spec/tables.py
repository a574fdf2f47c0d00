"""
The spec tables: worked cases by chapter of the law, one row each, that a lawyer can read and correct in a spreadsheet.

Columns, separated by semicolons: ``case`` what is tried · ``rule`` the rules it holds · ``month`` · ``household``, such
as ``par, barn 9, barn 3 lunch borta`` · ``facts`` · ``expected`` · ``source``.

``facts`` is short YAML. A kind of cost, income or asset gives its amount in kronor: ``rent: 6000, wage: 4000``. An
income came on the last day of the month before and belongs to ``a``, the first of the household; ``b.wage: 4000`` is
another's. ``assistance: 2025-01..2025-06`` are months with assistance, ``practice`` a kommun's choices, and all else is
what the case file calls it. ``expected`` gives parts of the result, and under a rule's id the sum of its lines.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from tests.entitlement.households import adult, child, couple, household, kr, months, pupil

from framsteg.entitlement import Case, Month, Result, calculate
from framsteg.entitlement.kinds import AssetKind, CostKind, IncomeKind
from framsteg.entitlement.parameters import default_practice
from framsteg.entitlement.parameters.schema import Practice

FOLDER = Path(__file__).parent
COLUMNS = ["case", "rule", "month", "household", "facts", "expected", "source"]
MEMBER = re.compile(
    r"(?:(\d+) )?(vuxen|par|barn|skolungdom)(?: (\d{4}-\d\d-\d\d|\d+))?( lunch borta)?(?: (\d+) dagar)?( lma)?"
)
KINDS = {"costs": {*CostKind}, "incomes": {*IncomeKind}, "assets": {*AssetKind}}


@dataclass(frozen=True)
class Row:
    """One row of a table: where it stands, and what it says."""

    table: str
    cells: dict[str, str]

    def __str__(self) -> str:
        return f"{self.table}: {self.cells['case']}"

    @property
    def case(self) -> Case:
        """The household and month of the row."""
        return read_case(self.cells["month"], self.cells["household"], _yaml(self.cells["facts"]))

    @property
    def practice(self) -> Practice:
        """The kommun's choices, the default ones unless the row has others."""
        chosen = _yaml(self.cells["facts"]).get("practice", {})
        return replace(default_practice(), **{name: _like_default(name, value) for name, value in chosen.items()})

    @property
    def expected(self) -> dict[str, str]:
        """What the row expects, as text by part of the result or rule."""
        return {str(key): _written(value) for key, value in _yaml(self.cells["expected"]).items()}

    def calculated(self) -> dict[str, str]:
        """What the library says about the same parts."""
        result = calculate(self.case, practice=self.practice)
        return {name: _written(_part(result, name)) for name in self.expected}


def rows(folder: Path = FOLDER) -> Iterator[Row]:
    """Yield every row of every table of the folder."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for cells in csv.DictReader(file, delimiter=";"):
                yield Row(path.stem, cells)


def read_case(month: str, members: str, facts: dict[str, Any]) -> Case:
    """Build the case of a row."""
    persons = [person for member in members.split(",") for person in _persons(member.strip())]
    plain = {key: value for key, value in facts.items() if not _kind(key) and key not in {"practice", "assistance"}}
    lists: dict[str, list[Any]] = {name: list(plain.pop(name, [])) for name in ("costs", "incomes", "assets")}
    received = str(Month.parse(month).previous.last_day)
    for key, value in facts.items():
        owner, _, word = key.rpartition(".")
        for amount in value if isinstance(value, list) else [value]:
            if _kind(key) == "costs":
                lists["costs"].append({"kind": word, "applied": amount})
            elif _kind(key) == "incomes":
                lists["incomes"].append({"person": owner or "a", "kind": word, "net": amount, "received": received})
            elif _kind(key) == "assets":
                lists["assets"].append({"person": owner or "a", "kind": word, "amount": amount})
    if "assistance" in facts:
        plain["assistance_months"] = [m for span in facts["assistance"].split(" ") for m in months(*span.split(".."))]
    return household(month, *persons, **plain, **lists)


def _persons(member: str) -> list[dict[str, Any]]:
    found = MEMBER.fullmatch(member)
    assert found, f"”{member}” is no member of a household"
    times, word, age, lunch, days, lma = found.groups()
    more: dict[str, Any] = {}
    if lunch:
        more["lunch_away"] = True
    if days:
        more["days"] = int(days)
    if lma:
        more["lma"] = True
    if word == "par":
        return [person | more for person in couple()]
    made = adult(**more) if word == "vuxen" else (child if word == "barn" else pupil)(0, **more)
    if age:
        made |= {"age": int(age)} if age.isdigit() else {"born": age}
    if "born" in made:
        del made["age"]
    return [made] * int(times or 1)


def _kind(key: str) -> str | None:
    word = key.rpartition(".")[2]
    return None if word == "other" else next((name for name, kinds in KINDS.items() if word in kinds), None)


def _part(result: Result, name: str) -> Any:
    if hasattr(result, name):
        return getattr(result, name)
    if name == "missing_facts":
        return [fact.fact for fact in result.missing]
    return sum((step.amount for step in result.steps if step.rule == name), Decimal(0))


def _written(value: Any) -> str:
    return str(kr(value)) if isinstance(value, int | float | Decimal) else str(value)


def _like_default(name: str, value: Any) -> Any:
    return type(getattr(default_practice(), name))(str(value)) if name != "surplus_carry_months" else int(value)


def _yaml(cell: str) -> dict[str, Any]:
    """Read the inside of a YAML mapping; amounts stay as they are written, days and months are text."""
    read = yaml.load("{" + cell + "}", yaml.BaseLoader)
    return {key: _numbers(value) for key, value in read.items()}


def _numbers(value: Any) -> Any:
    if isinstance(value, list):
        return [_numbers(one) for one in value]
    if isinstance(value, dict):
        return {key: _numbers(one) for key, one in value.items()}
    if re.fullmatch(r"-?(0|[1-9]\d*)", value):
        return int(value)
    if re.fullmatch(r"-?\d+\.\d+", value):
        return Decimal(value)
    return {"true": True, "false": False, "null": None}.get(value, value)
