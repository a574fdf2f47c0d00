"""Short words for households, so that a worked case reads as one line of a table."""

from decimal import Decimal
from typing import Any

from framsteg.entitlement import Case, Month


def adult(**more: Any) -> dict[str, Any]:
    """An adult of 35 years."""
    return {"role": "adult", "age": 35} | more


def couple(**more: Any) -> list[dict[str, Any]]:
    """Two adults who live together."""
    return [adult(id="a"), adult(id="b", cohabits_with="a", **more)]


def child(age: int, **more: Any) -> dict[str, Any]:
    """A child that has its birthday in January."""
    return {"role": "child", "age": age} | more


def pupil(age: int, **more: Any) -> dict[str, Any]:
    """A school-youth that has its birthday in January."""
    return {"role": "pupil", "age": age} | more


def household(month: str, *persons: dict[str, Any], **facts: Any) -> Case:
    """Build the case. Persons get the ids a, b, c … in order; ``age`` becomes a birth day in January."""
    year = Month.parse(month).year
    rows = []
    for index, person in enumerate(persons):
        row = {"id": chr(ord("a") + index)} | {key: value for key, value in person.items() if key != "age"}
        if "age" in person:
            row["born"] = f"{year - person['age']}-01-01"
        rows.append(row)
    return Case.model_validate({"month": month, "persons": rows} | facts)


def wage(net: object, received: str, person: str = "a", kind: str = "wage") -> dict[str, Any]:
    """An income, a wage unless told otherwise."""
    return {"person": person, "kind": kind, "net": net, "received": received}


def months(first: str, last: str) -> list[str]:
    """Every month from first to last."""
    return [str(month) for month in Month.range(Month.parse(first), Month.parse(last))]


def kr(amount: object) -> Decimal:
    """An amount with two decimals."""
    return Decimal(str(amount)).quantize(Decimal("0.01"))
