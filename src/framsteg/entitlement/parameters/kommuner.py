"""What a kommun decides for itself: a norm of its own or in advance (NORM-15), guidelines for rent (COST-02)."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters.reading import ParameterError, checked, in_force, raw
from framsteg.entitlement.parameters.schema import Confidence, NormTable, Period


class EarlyNorm(Period):
    """The riksnorm of another ``year``, used in the period by the kommun's decision."""

    year: int
    source: str
    confidence: Confidence


class RentGuideline(Period):
    """
    The highest rent that the kommun holds for reasonable as a rule, kronor per month. It binds nobody.

    ``amounts`` are by number of ``persons`` or of ``children`` in the household; ``each_further`` is added for each one
    beyond the largest, None where no source says.
    """

    by: Literal["persons", "children"]
    amounts: dict[int, Decimal]
    each_further: Decimal | None = None
    source: str
    confidence: Confidence
    note: str = ""

    def limit(self, *, persons: int, children: int) -> Decimal | None:
        """Return the guideline for a household, or None when it has no amount for its size."""
        size = persons if self.by == "persons" else children
        largest = max(self.amounts)
        if size > largest and self.each_further is not None:
            return self.amounts[largest] + (size - largest) * self.each_further
        return self.amounts.get(size)


class Kommun(BaseModel):
    """The dated data of one kommun."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    name: str
    norm_tables: tuple[NormTable, ...] = ()
    early_norms: tuple[EarlyNorm, ...] = ()
    rent_guidelines: tuple[RentGuideline, ...] = ()


@lru_cache(maxsize=512)
def kommun_data(code: str | None) -> Kommun | None:
    """
    Return what the kommun with the four-digit code has decided; None when nothing is known.

    :raises ParameterError: when its file does not follow the shape
    """
    name = f"local/{code}.yaml"
    content = raw(name) if code else None
    if content is None:
        return None
    try:
        kommun = Kommun.model_validate(content)
    except ValidationError as wrong:
        raise ParameterError(f"{name}: filen följer inte mallen. {wrong}") from wrong
    for periods in (kommun.norm_tables, kommun.early_norms, kommun.rent_guidelines):
        checked(name, periods)
    return kommun


@lru_cache(maxsize=512)
def rent_guideline(code: str | None, month: Month) -> RentGuideline | None:
    """Return the kommun's rent guideline in force, or None when none is known."""
    kommun = kommun_data(code)
    return in_force(kommun.rent_guidelines, month) if kommun else None
