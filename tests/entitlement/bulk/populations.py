"""Many random households of one month, as case files and as the tables that say the same."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from tests.entitlement.properties.cases import KRONOR, cases

from framsteg.entitlement import Month
from framsteg.entitlement.bulk.schema import HOUSEHOLD, TABLES

Household = dict[str, Any]

MONTHS = [
    *("2013-01", "2013-06", "2013-07", "2014-02", "2016-12", "2019-01", "2021-06", "2022-12"),
    *("2024-02", "2025-01", "2025-03", "2025-06", "2025-07", "2026-10", "2027-01"),
]
HUGE = Decimal("9999999999.99")
"""The largest amount of a case file."""


@st.composite
def households(draw: st.DrawFn, month: Month) -> Household:
    """A household with what is rare too: LMA, a long history, wages around a year's limit, odd shares, huge amounts."""
    household = draw(cases(st.just(str(month))))
    household["kommun"] = draw(st.sampled_from([household["kommun"], "2480"]))
    for person in household["persons"]:
        person["lma"] = False
    lma = draw(st.sampled_from(["nobody"] * 8 + ["all", "one"]))
    for person in household["persons"][: {"nobody": 0, "one": 1}.get(lma)]:
        person["lma"] = True
    for cost in household["costs"]:
        cost["accepted"] = draw(st.sampled_from([None, None, cost["applied"] // 2, cost["applied"]]))
        cost["household_share"] = draw(st.sampled_from([cost["household_share"]] * 6 + ["997/998", "5/991"]))
    if draw(st.integers(0, 19)) == 0:
        household["costs"].append({"kind": "rent", "applied": HUGE})
    household["incomes"] += draw(st.lists(_rare_incomes(month, household), max_size=2))
    back = draw(st.sampled_from([st.sampled_from([[]]), st.lists(st.integers(0, 40)), st.just([*range(1, 15)])]))
    household["assistance_months"] = [str(month - months) for months in draw(back)]
    return household


@st.composite
def populations(draw: st.DrawFn, size: int) -> tuple[Month, list[Household]]:
    """So many households of the same month."""
    month = Month.parse(draw(st.sampled_from(MONTHS)))
    return month, [draw(households(month)) for _ in range(size)]


def _rare_incomes(month: Month, household: Household) -> st.SearchStrategy[dict[str, Any]]:
    """Wages of the year so far up to and above the limit for children, and now and then a job premium."""
    ids = st.sampled_from([person["id"] for person in household["persons"]])
    days = st.sampled_from([str((month - back).first_day) for back in range(4)])
    kinds = st.sampled_from(["wage", "wage", "business"] * 6 + ["job_premium"])
    nets = st.integers(40_000, 62_000).map(Decimal) | KRONOR
    assessments = st.sampled_from([{}, {}, {}, {"counted": Decimal(39_000), "reason": "Bedömd."}])
    rows = st.fixed_dictionaries({"person": ids, "kind": kinds, "net": nets, "received": days})
    return st.builds(lambda row, more: row | more if row["net"] > 39_000 else row, rows, assessments)


def write_tables(folder: Path, named: Iterable[tuple[object, Household]]) -> None:
    """Write the households as CSV tables, a file only where there is something to say."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for name, household in named:
        own = {key: household[key] for key in ("other_residents", "kommun", "days") if household.get(key) is not None}
        lists = {key: household.get(key, []) for key in rows if key not in ("households", "history")}
        lists["households"] = [own] if own else []
        lists["history"] = [{"month": month} for month in household.get("assistance_months", [])]
        for table, members in lists.items():
            rows[table] += [{HOUSEHOLD: name, **row} for row in members]
    for table, written in rows.items():
        if written:
            write_table(folder / f"{table}.csv", written)


def write_table(file: Path, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows as CSV with the columns that any of them has."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with file.open("w", encoding="utf-8", newline="") as written:
        writer = csv.DictWriter(written, columns)
        writer.writeheader()
        writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value
