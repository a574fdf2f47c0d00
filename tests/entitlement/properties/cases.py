"""Random case files as plain values, with every kind of fact that the calculation takes in."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from framsteg.entitlement import Month
from framsteg.entitlement.kinds import CostKind, IncomeKind
from framsteg.entitlement.parameters.schema import Practice

KRONOR = st.integers(min_value=0, max_value=3_000_000).map(lambda ore: Decimal(ore) / 100)
MONTHS = st.sampled_from([f"{year}-{month:02d}" for year in (2014, 2017, 2019, 2021, 2025) for month in (1, 6, 7, 12)])
COUNTABLE = sorted({*IncomeKind} - {IncomeKind.JOB_PREMIUM})  # how a job premium counts is not known
SHARES = st.none() | st.integers(1, 9).flatmap(
    lambda whole: st.integers(1, whole).map(lambda part: str(Fraction(part, whole)) if part < whole else "1/1")
)

PRACTICES = st.builds(
    Practice,
    rounding=st.sampled_from(["ore", "krona", "upwards"]),
    per_day_method=st.sampled_from(["30", "actual", "12/365"]),
    new_age_band=st.sampled_from(["birthday_month", "month_after"]),
    asset_allowance=st.sampled_from([Decimal(0), Decimal(1000)]),
    surplus_carry_months=st.integers(0, 3),
    broadband=st.sampled_from(["own_cost", "in_norm"]),
)


@st.composite
def cases(draw: st.DrawFn, month: st.SearchStrategy[str] = MONTHS) -> dict[str, Any]:
    """A household as the plain values of a case file, with ids in random order of persons."""
    chosen = Month.parse(draw(month))
    days = draw(st.none() | st.integers(1, 28))
    persons = draw(_persons(chosen.year, days))
    halved = st.sampled_from([False, False, False, True])  # a person's assessment: half of it counts
    ids = [str(person["id"]) for person in persons]
    return {
        "month": str(chosen),
        "kommun": draw(st.sampled_from([None, "1488", "1280", "0821"])),
        "days": days,
        "persons": draw(st.permutations(persons)),
        "other_residents": draw(st.integers(0, 3)),
        "costs": draw(st.lists(costs(), max_size=4)),
        "incomes": [_assessed(row, "net", draw(halved)) for row in draw(st.lists(_incomes(chosen, ids), max_size=4))],
        "assets": [_assessed(row, "amount", draw(halved)) for row in draw(st.lists(_assets(ids), max_size=2))],
        "adjustments": draw(st.lists(adjustments(ids), max_size=3)),
        "surpluses": draw(_surpluses(chosen)),
        "assistance_months": draw(st.sampled_from([[], _half_a_year(chosen)])),
    }


def costs() -> st.SearchStrategy[dict[str, Any]]:
    """A cost of any kind, sometimes shared, sometimes beyond the right."""
    fields = {
        "kind": st.sampled_from([*CostKind]),
        "applied": KRONOR,
        "household_share": SHARES,
        "reason": st.just("Godtagen."),
    }
    return st.fixed_dictionaries(fields | {"basis": st.sampled_from(["right", "right", "right", "extra"])})


def adjustments(ids: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """A higher or lower norm, of one person or the household."""
    fields = {"person": st.sampled_from([None, *ids]), "direction": st.sampled_from(["higher", "lower"])}
    return st.fixed_dictionaries(fields | {"amount": KRONOR, "reason": st.just("Mat på annat sätt.")})


@st.composite
def _persons(draw: st.DrawFn, year: int, days: int | None) -> list[dict[str, Any]]:
    persons: list[dict[str, Any]] = [{"id": "a", "born": f"{year - 30}-03-15", "role": "adult"}]
    if draw(st.booleans()):
        persons.append({"id": "b", "born": f"{year - 41}-11-02", "role": "adult", "cohabits_with": "a"})
    for index, age in enumerate(draw(st.lists(st.integers(0, 19), max_size=9))):
        role = "child" if age < 17 else "pupil"
        child = {"id": f"child{index}", "born": f"{year - age}-01-01", "role": role, "lunch_away": draw(st.booleans())}
        persons.append(child | ({"days": draw(st.integers(1, days or 28))} if draw(st.booleans()) else {}))
    return persons


def _incomes(month: Month, ids: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    received = st.sampled_from([str(month.previous.last_day), f"{month.year - 1}-03-03"])
    fields = {"person": st.sampled_from(ids), "kind": st.sampled_from(COUNTABLE), "net": KRONOR, "received": received}
    return st.fixed_dictionaries(fields)


def _assets(ids: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    kinds = st.sampled_from(["bank", "car"])
    return st.fixed_dictionaries({"person": st.sampled_from(ids), "kind": kinds, "amount": KRONOR})


def _assessed(row: dict[str, Any], whole: str, halved: bool) -> dict[str, Any]:
    return row | {"counted": row[whole] // 2, "reason": "Bedömd till hälften."} if halved else row


def _surpluses(month: Month) -> st.SearchStrategy[list[dict[str, Any]]]:
    earlier = st.integers(1, 4).map(lambda months: str(month - months))
    rows = st.fixed_dictionaries({"month": earlier, "amount": KRONOR})
    return st.lists(rows, max_size=2, unique_by=lambda row: row["month"])


def _half_a_year(month: Month) -> list[str]:
    return [str(month - back) for back in range(1, 7)]
