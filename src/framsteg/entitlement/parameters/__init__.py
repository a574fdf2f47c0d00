"""
Amounts, shares and references in force, read from the YAML files beside this module.

Each value has a period, a source and a confidence (A read in the primary text, B secondary or two sources, C one
secondary source); ``derived`` marks what was computed from another year's table. What no source gives is absent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters.schema import (
    AgeLimits,
    Dated,
    DatedAgeLimits,
    DatedAmount,
    DatedJobIncentive,
    JobIncentive,
    NormTable,
    Period,
    Practice,
    Reference,
)

P = TypeVar("P", bound=Period)
T = TypeVar("T")


class ParameterError(ValueError):
    """A parameter is not known for the month, or its file is wrong. The text names the file or year and the remedy."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything in force for one month of assistance. ``norm`` is None outside the years that are known."""

    month: Month
    norm: NormTable | None
    job_incentive: JobIncentive | None
    ages: AgeLimits | None
    law: dict[str, str] = field(hash=False)


@lru_cache(maxsize=512)
def parameters_for(month: Month) -> Parameters:
    """Return what is in force for the month; what is not known is None or absent."""
    return Parameters(
        month=month,
        norm=_in_force(norm_tables(), month),
        job_incentive=_value(_values("job_incentive.yaml", DatedJobIncentive), month),
        ages=_value(_values("ages.yaml", DatedAgeLimits), month),
        law={key: found.text for key, periods in _references().items() if (found := _in_force(periods, month))},
    )


@lru_cache(maxsize=64)
def disregarded_child_wage(month: Month) -> Decimal:
    """
    Return how much own work income of a child is left out in the calendar year of the month, kronor (CHILD-01).

    :raises ParameterError: when the year's prisbasbelopp is not known
    """
    share: Decimal | None = _value(_values("child_income.yaml", DatedAmount), month)
    base: Decimal | None = _value(_values("price_base_amount.yaml", DatedAmount), month)
    if share is None or base is None:
        raise ParameterError(f"Prisbasbeloppet för {month.year} är okänt: lägg in det i price_base_amount.yaml.")
    return share * base


def norm_table(month: Month) -> NormTable:
    """
    Return the riksnorm in force.

    :raises ParameterError: when the norm of the year is not known
    """
    table = parameters_for(month).norm
    if table is None:
        raise ParameterError(f"Riksnormen för {month.year} är okänd: lägg in den i riksnorm.yaml.")
    return table


@lru_cache(maxsize=1)
def default_practice() -> Practice:
    """Return the choices of ``practice.yaml``."""
    chosen = {name: choice["value"] for name, choice in _raw("practice.yaml")["choices"].items()}
    return Practice(**chosen | {"asset_allowance": Decimal(chosen["asset_allowance"])})


@lru_cache(maxsize=1)
def norm_tables() -> tuple[NormTable, ...]:
    """Return all riksnorm tables in order of time, for checks and for showing where amounts come from."""
    return _checked("riksnorm.yaml", map(NormTable.model_validate, _raw("riksnorm.yaml")["tables"]))


@lru_cache(maxsize=8)
def _values(name: str, model: type[P]) -> tuple[P, ...]:
    return _checked(name, map(model.model_validate, _raw(name)["values"]))


@lru_cache(maxsize=1)
def _references() -> dict[str, tuple[Reference, ...]]:
    raw: dict[str, list[Any]] = _raw("law.yaml")["references"]
    return {key: _checked("law.yaml", map(Reference.model_validate, periods)) for key, periods in raw.items()}


def _raw(name: str) -> Any:
    return yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _checked(name: str, read: Iterable[P]) -> tuple[P, ...]:
    """Read the periods of a file in order of time; refuse values that break the schema or overlap."""
    try:
        periods = sorted(read, key=lambda period: period.valid_from)
    except (ValidationError, KeyError) as wrong:
        raise ParameterError(f"{name}: ett värde följer inte mallen. {wrong}") from wrong
    for earlier, later in pairwise(periods):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            raise ParameterError(f"{name}: två perioder överlappar vid {later.valid_from}; rätta valid_from.")
    return tuple(periods)


def _in_force(periods: Iterable[P], month: Month) -> P | None:
    return next((period for period in periods if period.covers(month)), None)


def _value(periods: Iterable[Dated[T]], month: Month) -> T | None:
    found = _in_force(periods, month)
    return None if found is None else found.value
