"""Surplus of earlier months (INC-08): carried only where the kommun's practice says so, and not for long."""

from __future__ import annotations

from decimal import Decimal

from framsteg.entitlement.facts import Case, Surplus
from framsteg.entitlement.parameters import Parameters, practice_origin
from framsteg.entitlement.parameters.schema import Practice
from framsteg.entitlement.result import Section, Step, kronor
from framsteg.entitlement.rules import Lines


def surplus_lines(case: Case, law: Parameters, practice: Practice) -> Lines:
    """Yield a line for each earlier surplus; what is not carried is shown with 0 and the reason."""
    for surplus in case.surpluses:
        amount, why = _carried(surplus, law, practice.surplus_carry_months)
        yield Step(
            "INC-08",
            Section.ASSET,
            f"Överskott från {surplus.month.label}",
            amount,
            why,
            law.law["surplus"],
            parameter=practice_origin(practice, "surplus_carry_months"),
            facts=(f"Överskott i {surplus.month.label}: {kronor(surplus.amount)}",),
        )


def _carried(surplus: Surplus, law: Parameters, months: int) -> tuple[Decimal, str]:
    if months == 0:
        return Decimal(0), "Räknas inte: kommunen för inte över överskott mellan månader."
    span = "en månad" if months == 1 else f"{months} månader"
    if law.month.months_since(surplus.month) > months:
        return Decimal(0), f"Räknas inte: det är mer än {span} sedan, och längre för kommunen inte över överskott."
    return (
        surplus.amount,
        f"Kommunens praxis: ett överskott räknas i högst {span}. Hur länge rätten medger är inte läst.",
    )
