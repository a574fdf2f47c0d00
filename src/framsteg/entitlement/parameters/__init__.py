"""
Amounts, shares and references in force, read from the YAML files beside this module.

Each value has a period, a source and a confidence (A read in the primary text, B secondary or two sources, C one
secondary source); ``derived`` marks what was computed from another year's table. What no source gives is absent, or
None where its place is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters.kommuner import kommun_data
from framsteg.entitlement.parameters.reading import ParameterError, checked, dated, in_force, raw, value
from framsteg.entitlement.parameters.schema import (
    AgeLimits,
    Dated,
    DatedAgeLimits,
    DatedAmount,
    DatedJobIncentive,
    JobIncentive,
    LawRow,
    NormTable,
    Practice,
    Reference,
)

__all__ = [
    "ParameterError",
    "Parameters",
    "activity_rows",
    "benefit_cap_rows",
    "child_wage_origin",
    "default_practice",
    "disregarded_child_wage",
    "norm_table",
    "norm_tables",
    "parameters_for",
    "practice_origin",
]


@dataclass(frozen=True, slots=True)
class Parameters:
    """
    Everything in force for one month of assistance. ``norm`` is None outside the years that are known.

    ``job_incentive_origin`` names the parameter with its validity and confidence, for the trace.
    """

    month: Month
    norm: NormTable | None
    job_incentive: JobIncentive | None
    job_incentive_origin: str
    ages: AgeLimits | None
    law: dict[str, str] = field(hash=False)


@lru_cache(maxsize=512)
def parameters_for(month: Month) -> Parameters:
    """Return what is in force for the month; what is not known is None or absent."""
    incentive = in_force(_job_incentives(), month)
    return Parameters(
        month=month,
        norm=in_force(norm_tables(), month),
        job_incentive=None if incentive is None else incentive.value,
        job_incentive_origin="" if incentive is None else incentive.origin,
        ages=value(_ages(), month),
        law={key: found.text for key, periods in _references().items() if (found := in_force(periods, month))},
    )


@lru_cache(maxsize=64)
def disregarded_child_wage(month: Month) -> Decimal:
    """
    Return how much own work income of a child is left out in the calendar year of the month, kronor (CHILD-01).

    :raises ParameterError: when the year's prisbasbelopp is not known
    """
    share, base = _child_wage(month)
    return share.value * base.value


@lru_cache(maxsize=64)
def child_wage_origin(month: Month) -> str:
    """
    Return the parameters behind ``disregarded_child_wage`` with their validity and confidence.

    :raises ParameterError: when the year's prisbasbelopp is not known
    """
    share, base = _child_wage(month)
    return f"{share.origin} × {base.origin}"


def norm_table(month: Month, kommun: str | None = None) -> NormTable:
    """
    Return the norm in force: the kommun's own table, then the year it has chosen in advance, then the riksnorm.

    ``kommun`` is a four-digit code (NORM-15).

    :raises ParameterError: when the norm of the year is not known
    """
    table = _local_norm(kommun, month) or parameters_for(month).norm
    if table is None:
        raise ParameterError(f"Riksnormen för {month.year} är okänd: lägg in den i riksnorm.yaml.")
    return table


@lru_cache(maxsize=512)
def _local_norm(code: str | None, month: Month) -> NormTable | None:
    """Return the norm that the kommun has decided on for the month, or None."""
    kommun = kommun_data(code)
    if kommun is None:
        return None
    if own := in_force(kommun.norm_tables, month):
        return own.named(f"lokal norm {kommun.name}")
    if early := in_force(kommun.early_norms, month):
        name = f"riksnorm {early.year}, i förtid enligt beslut i {kommun.name} (säkerhet {early.confidence})"
        return norm_table(Month(early.year, 1)).named(name)
    return None


@lru_cache(maxsize=1)
def default_practice() -> Practice:
    """Return the choices of ``practice.yaml``."""
    chosen = {name: choice["value"] for name, choice in _choices().items()}
    return Practice(**chosen | {"asset_allowance": Decimal(chosen["asset_allowance"])})


def practice_origin(practice: Practice, name: str) -> str:
    """Return one choice with its confidence, for the trace: ``per_day_method = 30 (praxis, säkerhet C)``."""
    return f"{name} = {getattr(practice, name)} (praxis, säkerhet {_choices()[name]['confidence']})"


@lru_cache(maxsize=1)
def norm_tables() -> tuple[NormTable, ...]:
    """Return all riksnorm tables in order of time, for checks and for showing where amounts come from."""
    tables = checked("riksnorm.yaml", map(NormTable.model_validate, raw("riksnorm.yaml")["tables"]))
    return tuple(table.named("riksnorm") for table in tables)


@lru_cache(maxsize=64)
def activity_rows(month: Month) -> dict[str, LawRow]:
    """Return what is known of the activity duty in the month by name; empty before it is in force (ACT-01 to -13)."""
    return _law_rows("activity.yaml", month)


@lru_cache(maxsize=64)
def benefit_cap_rows(month: Month) -> dict[str, LawRow]:
    """Return the prepared rows of the regime of 2027 by name; empty before it is in force (CAP-01 to CAP-07)."""
    return _law_rows("benefit_cap.yaml", month)


def _law_rows(name: str, month: Month) -> dict[str, LawRow]:
    rows = map(LawRow.model_validate, raw(name)["rows"])
    return {row.name: row for row in rows if row.covers(month)}


def _child_wage(month: Month) -> tuple[Dated[Decimal], Dated[Decimal]]:
    share, base = in_force(_child_shares(), month), in_force(_base_amounts(), month)
    if share is None or base is None:
        raise ParameterError(f"Prisbasbeloppet för {month.year} är okänt: lägg in det i price_base_amount.yaml.")
    return share, base


@lru_cache(maxsize=1)
def _job_incentives() -> tuple[DatedJobIncentive, ...]:
    return dated("job_incentive.yaml", DatedJobIncentive)


@lru_cache(maxsize=1)
def _ages() -> tuple[DatedAgeLimits, ...]:
    return dated("ages.yaml", DatedAgeLimits)


@lru_cache(maxsize=1)
def _child_shares() -> tuple[DatedAmount, ...]:
    return dated("child_income.yaml", DatedAmount)


@lru_cache(maxsize=1)
def _base_amounts() -> tuple[DatedAmount, ...]:
    return dated("price_base_amount.yaml", DatedAmount)


@lru_cache(maxsize=1)
def _references() -> dict[str, tuple[Reference, ...]]:
    references = raw("law.yaml")["references"]
    return {key: checked("law.yaml", map(Reference.model_validate, periods)) for key, periods in references.items()}


@lru_cache(maxsize=1)
def _choices() -> dict[str, dict[str, Any]]:
    choices: dict[str, dict[str, Any]] = raw("practice.yaml")["choices"]
    return choices
