"""A length of time as a working model states it: one amount in one unit."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

Unit = Literal["hours", "days", "working_days", "weeks", "months"]
UNITS: tuple[Unit, ...] = ("hours", "days", "working_days", "weeks", "months")

_WORDS: dict[Unit, tuple[str, str]] = {
    "hours": ("timme", "timmar"),
    "days": ("dag", "dagar"),
    "working_days": ("arbetsdag", "arbetsdagar"),
    "weeks": ("vecka", "veckor"),
    "months": ("månad", "månader"),
}


class Duration(BaseModel):
    """En tidslängd: exakt en av enheterna, till exempel {hours: 48} eller {weeks: 4}."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        use_attribute_docstrings=True,
        json_schema_extra={"minProperties": 1, "maxProperties": 1},
    )

    hours: int | None = Field(None, gt=0)
    """Timmar som går, dygnet runt (48 timmar är 48 timmar även när klockan ställs om)."""
    days: int | None = Field(None, gt=0)
    """Kalenderdagar; samma klockslag."""
    working_days: int | None = Field(None, gt=0)
    """Arbetsdagar: inte lördag, söndag, röd dag eller midsommar-, jul- och nyårsafton; samma klockslag."""
    weeks: int | None = Field(None, gt=0)
    """Veckor; samma veckodag och klockslag."""
    months: int | None = Field(None, gt=0)
    """Kalendermånader; samma dag i månaden, eller månadens sista om den dagen saknas."""

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if len([unit for unit in UNITS if getattr(self, unit) is not None]) != 1:
            raise PydanticCustomError(
                "one_unit",
                "En tid ska ha exakt en enhet.",
                {"remedy": "Skriv till exempel {hours: 48}, {working_days: 3} eller {weeks: 4}."},
            )
        return self

    @property
    def unit(self) -> Unit:
        """The one unit that is set."""
        return next(unit for unit in UNITS if getattr(self, unit) is not None)

    @property
    def amount(self) -> int:
        """How many of the unit."""
        amount: int = getattr(self, self.unit)
        return amount

    def __str__(self) -> str:
        singular, plural = _WORDS[self.unit]
        return f"{self.amount} {singular if self.amount == 1 else plural}"
