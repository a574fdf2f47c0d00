"""The shape of a dated value: every parameter file is read into these, and refused when it does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from framsteg.entitlement.month import Month

Confidence = Literal["A", "B", "C"]
Rounding = Literal["ore", "krona", "upwards"]
PerDayMethod = Literal["30", "actual", "12/365"]
NewAgeBand = Literal["birthday_month", "month_after"]
SurplusCarryMonths = Literal[0, 1, 2, 3]
Broadband = Literal["own_cost", "in_norm"]

_SHARED_SIZES = 7  # the table ends at seven persons; 12 kap. 3 § carries on from there


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Period(_Strict):
    """First and last day in force; without a last day, until further notice."""

    valid_from: date
    valid_to: date | None

    def covers(self, month: Month) -> bool:
        """Say whether the whole month lies in the period."""
        return self.valid_from <= month.first_day and (self.valid_to is None or month.last_day <= self.valid_to)

    @property
    def validity(self) -> str:
        """The period for reading: ``2025-01-01–2025-12-31`` or ``2025-07-01–tills vidare``."""
        return f"{self.valid_from}–{self.valid_to or 'tills vidare'}"


T = TypeVar("T")


class Dated(Period, Generic[T]):
    """A value with its period, source and confidence."""

    name: str = ""
    value: T
    source: str
    confidence: Confidence
    note: str = ""

    @property
    def origin(self) -> str:
        """The value's name, validity and confidence, for the trace of a calculation."""
        return f"{self.name} {self.validity}, säkerhet {self.confidence}"


class DatedAmount(Dated[Decimal]):
    """A number with its period; the unit is the file's."""


class Reference(Period):
    """The paragraph that a line of the calculation rests on."""

    text: str
    confidence: Confidence


class JobIncentive(_Strict):
    """Share of net wage left out, months in a row that qualify, months that the right lasts (JOB-01, JOB-02)."""

    share: Decimal
    qualifying_months: int
    window_months: int


class DatedJobIncentive(Dated[JobIncentive]):
    """The job incentive with its period."""


class AgeLimits(_Strict):
    """When childhood and school-youth end, in years, and the highest age that is not a slip of the pen."""

    adult: int
    school_youth_ends: int
    oldest_believable: int


class DatedAgeLimits(Dated[AgeLimits]):
    """The age limits with their period."""


class LawRow(Period):
    """
    One figure of a law that is not fully known, by rule and name. ``value`` is None where no source gives one (okänd).

    ``unit`` is Swedish; ``source`` says what was read and what was not.
    """

    rule: str
    name: str
    value: int | tuple[str, ...] | None
    unit: str
    source: str
    confidence: Confidence | None
    note: str = ""

    @property
    def number(self) -> int | None:
        """The value when it is a known number."""
        return self.value if isinstance(self.value, int) else None

    @property
    def words(self) -> tuple[str, ...]:
        """The value when it is a list of words; empty when it is not known."""
        return self.value if isinstance(self.value, tuple) else ()

    @property
    def origin(self) -> str:
        """The row's name, validity and confidence, for reading."""
        return f"{self.rule} {self.name} {self.validity}, säkerhet {self.confidence or 'okänd'}"


class Amount(_Strict):
    """An amount in kronor per calendar month with where it comes from; ``origin`` is that for the trace."""

    amount: Decimal
    source: str
    confidence: Confidence
    derived: bool = False
    origin: str = ""

    @property
    def caution(self) -> str:
        """A Swedish sentence for a value that was not read in the primary text, else empty."""
        if self.derived:
            return f" Beloppet är härlett, inte läst i författningen (säkerhet {self.confidence})."
        return "" if self.confidence != "C" else " Beloppet kommer från en andrahandskälla (säkerhet C)."


class NormTable(Period):
    """The riksnorm of one year, kronor per calendar month. ``child_without_lunch`` is empty when not known."""

    source: str
    confidence: Confidence
    derived: bool
    note: str = ""
    child: dict[str, Amount]
    child_without_lunch: dict[str, Amount] = {}
    adult_single: Amount
    adult_pair: Amount
    shared: dict[int, Amount]

    @model_validator(mode="before")
    @classmethod
    def _values_inherit_the_table(cls, raw: dict[str, Any]) -> dict[str, Any]:
        table = {key: raw[key] for key in ("source", "confidence", "derived")}

        def amount(value: Any) -> dict[str, Any]:
            return table | value if isinstance(value, dict) else table | {"amount": value}

        groups = ("child", "child_without_lunch", "shared")
        return (
            raw
            | {name: amount(raw[name]) for name in ("adult_single", "adult_pair")}
            | {name: {key: amount(value) for key, value in raw.get(name, {}).items()} for name in groups}
        )

    def named(self, name: str) -> NormTable:
        """Return the table with each amount told by name, place in the table, validity and confidence."""

        def told(amount: Amount, place: str) -> Amount:
            origin = f"{name}, {place}, {self.validity}, säkerhet {amount.confidence}"
            return amount.model_copy(update={"origin": origin})

        away = self.child_without_lunch
        return self.model_copy(
            update={
                "child": {band: told(amount, f"barn {band} år") for band, amount in self.child.items()},
                "child_without_lunch": {band: told(a, f"barn {band} år utan lunch") for band, a in away.items()},
                "adult_single": told(self.adult_single, "ensamstående"),
                "adult_pair": told(self.adult_pair, "sambor"),
                "shared": {size: told(a, f"gemensamma kostnader {size} pers.") for size, a in self.shared.items()},
            }
        )

    def child_amount(self, age: int, *, without_lunch: bool) -> Amount | None:
        """Return the amount of the age's band; None when the table with lunch away is not known (NORM-02, NORM-03)."""
        return (self.child_without_lunch if without_lunch else self.child).get(band_of(age))

    def shared_amount(self, size: int) -> Decimal:
        """Return shared costs; each person beyond seven adds the step from six to seven (NORM-05)."""
        seven, six = self.shared[_SHARED_SIZES].amount, self.shared[_SHARED_SIZES - 1].amount
        if size <= _SHARED_SIZES:
            return self.shared[size].amount
        return seven + (size - _SHARED_SIZES) * (seven - six)


BANDS = {"0": 0, "1-2": 2, "3": 3, "4-6": 6, "7-10": 10, "11-14": 14, "15-18": 18, "19-20": 20}
"""Age band of the norm table → its highest age (NORM-02)."""


def band_of(age: int) -> str:
    """
    Return the band that the age belongs to.

    :raises ValueError: above 20 years, where no child's amount exists
    """
    for band, highest in BANDS.items():
        if age <= highest:
            return band
    raise ValueError(f"Riksnormen har inget belopp för barn över 20 år (åldern är {age}).")


@dataclass(frozen=True, slots=True)
class Practice:
    """
    What law leaves open (NORM-07, NORM-10, NORM-11, ASSET-03, INC-08, COST-07).

    Defaults and reasons are in ``practice.yaml``.

    :raises ValueError: when a surplus would be carried longer than practice and case law know of
    """

    rounding: Rounding
    per_day_method: PerDayMethod
    new_age_band: NewAgeBand
    asset_allowance: Decimal
    surplus_carry_months: SurplusCarryMonths
    broadband: Broadband

    def __post_init__(self) -> None:
        if self.surplus_carry_months not in get_args(SurplusCarryMonths):
            raise ValueError("surplus_carry_months är 0 (av) till 3: längre kan ett överskott inte föras över.")
