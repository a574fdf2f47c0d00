"""How a parameter file is read: YAML beside this module, its periods in order of time, and what is in force a month."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from itertools import pairwise
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters.schema import Dated, Period

P = TypeVar("P", bound=Period)
T = TypeVar("T")


class ParameterError(ValueError):
    """A parameter is not known for the month, or its file is wrong. The text names the file or year and the remedy."""


def raw(name: str) -> Any:
    """Return the values of a parameter file, or None when there is no such file."""
    file = files("framsteg.entitlement.parameters").joinpath(name)
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else None


def dated(name: str, model: type[P]) -> tuple[P, ...]:
    """Return the values of a file that has a ``name`` and dated ``values``, in order of time."""
    content = raw(name)
    named = {"name": content.get("name", "")}
    return checked(name, (model.model_validate(named | value) for value in content["values"]))


def checked(name: str, read: Iterable[P]) -> tuple[P, ...]:
    """Read the periods of a file in order of time; refuse values that break the schema or overlap."""
    try:
        periods = sorted(read, key=lambda period: period.valid_from)
    except (ValidationError, KeyError) as wrong:
        raise ParameterError(f"{name}: ett värde följer inte mallen. {wrong}") from wrong
    for earlier, later in pairwise(periods):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            raise ParameterError(f"{name}: två perioder överlappar vid {later.valid_from}; rätta valid_from.")
    return tuple(periods)


def in_force(periods: Iterable[P], month: Month) -> P | None:
    """Return the period that covers the month, or None."""
    return next((period for period in periods if period.covers(month)), None)


def value(periods: Iterable[Dated[T]], month: Month) -> T | None:
    """Return the value in force, or None."""
    found = in_force(periods, month)
    return None if found is None else found.value
