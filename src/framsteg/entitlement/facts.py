"""
The case file: one household and one month, as the caseworker has established the facts.

``Case.model_validate`` takes plain Python values (``Month`` or ``"2025-03"``, ``date`` or ``"2025-03-01"``, ``Decimal``
or numbers) and refuses with every fault at once. Each error's ``loc`` says where and its ``msg`` is a Swedish sentence.
``model_dump(mode="json")`` gives primitives that ``model_validate`` reads back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ModelWrapValidatorHandler, StrictInt, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from framsteg.entitlement.consistency import at, household_faults, partners_of, reference_faults
from framsteg.entitlement.faults import in_swedish
from framsteg.entitlement.fields import CaseMonth, Day, Kronor, PersonId, Share, bare_number_as_text
from framsteg.entitlement.rows import LISTS, Adjustment, Asset, Cost, Days, Fact, Income, Person, Surplus

__all__ = [
    "Adjustment",
    "Asset",
    "Case",
    "CaseMonth",
    "Cost",
    "Day",
    "Income",
    "Kronor",
    "Person",
    "PersonId",
    "Share",
    "Surplus",
    "partners_of",
]


class Case(Fact):
    """
    One household in one month. ``assistance_months`` are months with försörjningsstöd, for the job incentive.

    ``days`` is how many days of the month the household counts, when it moves in or is released (NORM-11); None is the
    whole month. ``kommun`` chooses local norm tables and guidelines (NORM-15). Earlier over-payment has no place here
    on purpose: it may not be set off (HFD 2013 ref. 18).

    :raises pydantic.ValidationError: with all faults
    """

    month: CaseMonth
    kommun: Annotated[str, BeforeValidator(bare_number_as_text), Field(pattern=r"^\d{4}$")] | None = None
    days: Days | None = None
    persons: tuple[Person, ...]
    other_residents: Annotated[StrictInt, Field(ge=0, le=99)] = 0
    costs: tuple[Cost, ...] = ()
    incomes: tuple[Income, ...] = ()
    assets: tuple[Asset, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    surpluses: tuple[Surplus, ...] = ()
    assistance_months: tuple[CaseMonth, ...] = ()

    @model_validator(mode="wrap")
    @classmethod
    def _all_faults_at_once(cls, raw: Any, handler: ModelWrapValidatorHandler[Case]) -> Case:
        """Check fields and references together, so that one reading shows everything that is wrong."""
        faults = reference_faults(raw) if isinstance(raw, Mapping) else []
        try:
            case = handler(raw)
        except ValidationError as refused:
            faults = [*_kept(refused), *faults]
        else:
            faults = faults or household_faults(case.month, case.days, case.persons, case.surpluses)
        if faults:
            raise ValidationError.from_exception_data("Case", faults)
        return case


def _kept(refused: ValidationError) -> list[InitErrorDetails]:
    """Carry the field faults over as Swedish sentences."""
    keys = {"": tuple(Case.model_fields)} | {name: tuple(model.model_fields) for name, model in LISTS.items()}
    return [at(error["loc"], error["input"], in_swedish(error, keys)) for error in refused.errors(include_url=False)]
