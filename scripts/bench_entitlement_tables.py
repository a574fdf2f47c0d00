"""
Tables of invented households for measuring, as Parquet: the same seed gives the same tables.

The shares are round figures near those of households with försörjningsstöd (most are one adult; 2.1 persons in all),
so that every rule has work to do; they are no statistics, and nothing may be concluded from them about anybody.
"""

from pathlib import Path

import duckdb
import numpy as np

SEED = 2025
COSTS = {  # share of households with the cost, lowest and highest kronor
    "rent": (0.94, 4000, 11000), "electricity": (0.8, 150, 1200), "home_insurance": (0.6, 80, 300),
    "unemployment_fund": (0.12, 120, 140), "work_travel": (0.1, 400, 1100), "union_fee": (0.08, 150, 400),
    "medicine": (0.15, 50, 900), "dental": (0.05, 300, 4000), "debt": (0.01, 500, 5000), "glasses": (0.02, 500, 3000),
}  # fmt: skip
INCOMES = {  # share of adults with the income, lowest and highest kronor
    "wage": (0.2, 500, 16000), "sickness_benefit": (0.08, 2000, 9000), "activity_support": (0.15, 2000, 8000),
    "unemployment_benefit": (0.06, 3000, 12000), "housing_allowance": (0.15, 500, 4000), "gift": (0.03, 100, 3000),
    "introduction_benefit": (0.05, 5000, 7000), "parental_benefit": (0.05, 2000, 9000), "other": (0.02, 10, 5000),
}  # fmt: skip


def write_tables(folder: Path, households: int) -> None:
    """Write the tables of so many households for March 2025."""
    folder.mkdir(parents=True, exist_ok=True)
    make = np.random.default_rng(SEED)
    adults = 1 + (make.random(households) < 0.22)
    children = make.choice(np.arange(8), households, p=[0.62, 0.13, 0.11, 0.07, 0.04, 0.015, 0.01, 0.005])
    size = adults + children
    household = np.repeat(np.arange(households), size)
    member = np.arange(len(household)) - np.repeat(np.cumsum(size) - size, size)
    is_adult = member < np.repeat(adults, size)
    _persons(folder, make, household, member, is_adult, np.repeat(adults, size))
    _write(folder, "households", _some(make, households, 0.08), "1 + n % 3 AS other_residents, NULL::INTEGER AS days")
    _costs(folder, make, households)
    _incomes(folder, make, household, member, is_adult)
    owner = np.flatnonzero((member == 0) & (make.random(len(member)) < 0.12))
    _write(folder, "assets", {"h": household[owner], "n": owner}, "'a' AS person, "
           "(['bank', 'car'])[1 + n % 2] AS kind, "
           "(n % 60000)::DECIMAL(12, 2) AS amount")  # fmt: skip
    _write(folder, "adjustments", _some(make, households, 0.01), "'higher' AS direction, "
           "400::DECIMAL(12, 2) AS amount, 'dyrare kost' AS reason")  # fmt: skip
    months = np.where(make.random(households) < 0.6, make.integers(1, 13, households), 0)
    back = np.arange(months.sum()) - np.repeat(np.cumsum(months) - months, months)
    _write(folder, "history", {"h": np.repeat(np.arange(households), months), "n": back},
           "strftime(DATE '2025-02-01' - to_months(n::INTEGER), '%Y-%m') AS month")  # fmt: skip


def _persons(folder, make, household, member, is_adult, adults) -> None:
    age = np.where(is_adult, make.integers(20, 64, len(member)), make.integers(0, 20, len(member)))
    columns = {
        "h": household,
        "n": member,
        "born": age * 365 + 30 + make.integers(0, 300, len(member)),
        "role": np.where(is_adult, 1, np.where(age >= 18, 3, 2)),
        "partner": np.where(is_adult & (adults == 2), 1 - member, -1),
        "lunch": (age < 6) & ~is_adult & (make.random(len(member)) < 0.6),
        "days": np.where(~is_adult & (make.random(len(member)) < 0.06), make.integers(3, 16, len(member)), -1),
    }
    partner_id = "CASE WHEN partner >= 0 THEN chr(97 + partner::INTEGER) END AS cohabits_with"
    _write(folder, "persons", columns, "chr(97 + n::INTEGER) AS id, DATE '2025-03-31' - born::INTEGER AS born, "
           f"(['adult', 'child', 'pupil'])[role] AS role, {partner_id}, "
           "lunch AS lunch_away, CASE WHEN days > 0 THEN days::INTEGER END AS days")  # fmt: skip


def _costs(folder, make, households: int) -> None:
    rows = [_amounts(make, np.arange(households), share, low, high) for share, low, high in COSTS.values()]
    columns = _joined(rows)
    cut = make.random(len(columns["h"]))
    columns["accepted"] = np.where(cut < 0.1, columns["ore"] * 4 // 5, -1)
    columns["shared"] = cut > 0.98
    _write(folder, "costs", columns, f"({[*COSTS]})[1 + kind] AS kind, (ore / 100)::DECIMAL(12, 2) AS applied, "
           "CASE WHEN accepted >= 0 THEN (accepted / 100)::DECIMAL(12, 2) END AS accepted, "
           "CASE WHEN shared THEN '1/2' END AS household_share, "
           "CASE WHEN accepted >= 0 THEN 'riktlinje' END AS reason")  # fmt: skip


def _incomes(folder, make, household, member, is_adult) -> None:
    adult = np.flatnonzero(is_adult)
    rows = [_amounts(make, adult, share, low, high) for share, low, high in INCOMES.values()]
    child = np.flatnonzero(~is_adult)
    rows += [_amounts(make, child, 0.75, 1250, 1251), _amounts(make, child, 0.04, 200, 9000)]
    columns = _joined(rows)
    person = columns.pop("h")
    late = make.random(len(person)) < 0.05
    columns |= {"h": household[person], "n": member[person], "day": np.where(late, 64, 20)}
    kinds = [*INCOMES, "child_allowance", "wage"]
    _write(folder, "incomes", columns, f"chr(97 + n::INTEGER) AS person, ({kinds})[1 + kind] AS kind, "
           "(ore / 100)::DECIMAL(12, 2) AS net, DATE '2025-03-15' - day::INTEGER AS received")  # fmt: skip


def _some(make, households: int, share: float) -> dict[str, np.ndarray]:
    chosen = np.flatnonzero(make.random(households) < share)
    return {"h": chosen, "n": chosen}


def _amounts(make, places, share: float, low: int, high: int) -> tuple[np.ndarray, np.ndarray]:
    chosen = places[make.random(len(places)) < share]
    return chosen, make.integers(low * 100, high * 100, len(chosen))


def _joined(rows: list[tuple[np.ndarray, np.ndarray]]) -> dict[str, np.ndarray]:
    """Put the rows of all kinds together, in order of household or person."""
    kind = np.repeat(np.arange(len(rows)), [len(places) for places, _ in rows])
    places, ore = np.concatenate([places for places, _ in rows]), np.concatenate([ore for _, ore in rows])
    order = np.argsort(places, kind="stable")
    return {"h": places[order], "kind": kind[order], "ore": ore[order]}


def _write(folder: Path, name: str, columns: dict[str, np.ndarray], selected: str) -> None:
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute(
            f"COPY (SELECT h AS household_id, {selected} FROM columns) TO '{folder / name}.parquet' (FORMAT parquet)"
        )
