"""The catalogue of official measures: what each means, how it may be compared and where its method breaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

import yaml

from framsteg.policylab.figures import Definition

POPULATION = "N01951"


@dataclass(frozen=True, slots=True)
class Change:
    """A year when the method changed (break) or whose value was changed afterwards (revision)."""

    year: int
    text: str
    kommun: str | None = None  # None = every kommun


@dataclass(frozen=True, slots=True)
class Measure:
    """One official yearly measure. ``kpi`` are the Kolada ids it is read or computed from."""

    definition: Definition
    kpi: tuple[str, ...]
    compare: Literal["level", "per_inhabitant", "index"]
    per_inhabitant_unit: str | None
    zero_is_kept: bool
    has_spikes: bool
    breaks: tuple[Change, ...]
    revisions: tuple[Change, ...]

    @property
    def id(self) -> str:
        """The id it is asked for by: Kolada's own, or a word for a derived measure."""
        return self.definition.id

    @property
    def is_derived(self) -> bool:
        """Whether Framsteg computes it; then Kolada must not be named as its source (Kolada's terms)."""
        return self.kpi != (self.id,)

    def same_method(self, year: int, other: int) -> bool:
        """Whether two years are counted the same way: no break lies between them."""
        first, last = sorted((year, other))
        return not any(first < change.year <= last for change in self.breaks)


@cache
def measures() -> Mapping[str, Measure]:
    """Return every official measure by id, in the order a manager reads them."""
    raw = yaml.safe_load(files("framsteg.policylab").joinpath("measures.yaml").read_text(encoding="utf-8"))
    return MappingProxyType({id: _measure(id, fields) for id, fields in raw.items()})


def measure(id: str) -> Measure:
    """
    Return one measure.

    :raises LookupError: when there is no such measure; the text lists those that exist
    """
    found = measures().get(id)
    if found is None:
        raise LookupError(f"Det finns inget officiellt mått ”{id}”. De som finns är: {', '.join(measures())}.")
    return found


def kolada_ids() -> frozenset[str]:
    """Return the Kolada ids that the bundled extract must hold."""
    return frozenset(kpi for measure in measures().values() for kpi in measure.kpi)


def _measure(id: str, fields: dict[str, Any]) -> Measure:
    words = {key: fields[key] for key in ("name", "text", "unit", "source", "not_for")}
    return Measure(
        definition=Definition(id=id, **words),
        kpi=tuple(fields.get("kpi", [id])),
        compare=fields["compare"],
        per_inhabitant_unit=fields.get("per_inhabitant"),
        zero_is_kept=fields.get("zero") == "kept",
        has_spikes=fields.get("spikes", False),
        breaks=tuple(Change(**change) for change in fields.get("breaks", [])),
        revisions=tuple(Change(**change) for change in fields.get("revisions", [])),
    )
