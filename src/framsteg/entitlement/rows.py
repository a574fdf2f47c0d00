"""The rows of a case file: persons, costs, incomes, assets, adjustments of the norm, and earlier surpluses."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, model_validator

from framsteg.entitlement.fields import CaseMonth, Day, Kronor, PersonId, Reason, Share, wrong
from framsteg.entitlement.kinds import JUDGED_BY_PERSON, AssetKind, Basis, CostKind, Direction, IncomeKind, Role
from framsteg.entitlement.month import Month

Days = Annotated[StrictInt, Field(ge=1, le=31)]


class Fact(BaseModel):
    """What all facts share: they cannot be changed, and a key that does not exist is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Sourced(Fact):
    """A fact that may say where it comes from (``source``) and when that was noted (``noted``)."""

    source: str = ""
    noted: Day | None = None

    @property
    def provenance(self) -> str:
        """Where the fact comes from, as the end of a Swedish sentence; empty when nothing is said about it."""
        parts = [f"källa: {self.source}"] if self.source else []
        parts += [f"noterad {self.noted}"] if self.noted else []
        return f" ({', '.join(parts)})" if parts else ""


class Person(Sourced):
    """
    A member of the household.

    ``days`` is how many days of the month the person counts, for umgänge or växelvis boende; None is the whole month.
    ``lunch_away`` is lunch away five days a week, and matters up to six years (NORM-03). ``lma`` is true for who has
    the support of the act on reception of asylum seekers (1994:137) (ENT-05).
    """

    id: PersonId
    born: Day
    role: Role
    cohabits_with: PersonId | None = None
    lunch_away: StrictBool = False
    days: Days | None = None
    lma: StrictBool = False

    def age_in(self, month: Month) -> int:
        """Return the age reached at the latest at the end of the month, in whole years."""
        return month.months_since(Month.of(self.born)) // 12

    @property
    def is_child(self) -> bool:
        """True for children and school-youth, whose norm and incomes follow the child rules."""
        return self.role is not Role.ADULT


class Cost(Sourced):
    """
    A cost of the month, kronor. ``accepted`` defaults to ``applied``; a lower one should carry its ``reason``.

    ``household_share`` is the part that falls on the household when an adult child or a lodger pays the rest
    (COST-02, HFD 2020 ref. 40). ``basis`` ``extra`` is assistance beyond the right (SoL 12 kap. 2 §): a sum of its own,
    which needs a reason.
    """

    kind: CostKind
    applied: Kronor
    accepted: Kronor | None = None
    reason: str = ""
    household_share: Share | None = None
    basis: Basis = Basis.RIGHT

    @property
    def agreed(self) -> Decimal:
        """The accepted amount, before the household's share is taken."""
        return self.applied if self.accepted is None else self.accepted

    @property
    def counted(self) -> Decimal:
        """The accepted amount times the household's share, exact."""
        share = self.household_share
        return self.agreed if share is None else self.agreed * share.numerator / share.denominator

    @model_validator(mode="after")
    def _amounts_and_reason_go_together(self) -> Cost:
        if self.agreed > self.applied:
            raise wrong("accepted är högre än applied. Godta högst det belopp som är sökt.")
        if self.basis is Basis.EXTRA and not self.reason.strip():
            raise wrong("Bistånd utöver rätten (basis: extra) behöver ett skäl. Skriv det i reason.")
        return self


class Income(Sourced):
    """
    An income after tax, kronor, with the day it came in.

    ``counted`` is how much of it counts by a person's assessment, never above ``net`` and always with its ``reason``;
    None is all of it. What came in another month, or is of a kind that never counts, is left out all the same.
    """

    person: PersonId
    kind: IncomeKind
    net: Kronor
    received: Day
    counted: Kronor | None = None
    reason: str = ""

    @property
    def assessed(self) -> Decimal:
        """The amount before the rules of the month and of children are applied."""
        return self.net if self.counted is None else self.counted

    @model_validator(mode="after")
    def _assessed_with_reason(self) -> Income:
        _check_assessment(self.counted, self.net, "net", self.reason)
        return self


class Asset(Sourced):
    """
    An asset at its worth in kronor when the month begins.

    ``counted`` is how much of it counts by a person's assessment, never above ``amount`` and always with its
    ``reason``. Without one, money counts in full and a home or a car not at all (ASSET-02).
    """

    person: PersonId
    kind: AssetKind
    amount: Kronor
    counted: Kronor | None = None
    reason: str = ""

    @property
    def assessed(self) -> Decimal:
        """The amount before a child's own need sets a limit."""
        if self.counted is not None:
            return self.counted
        return Decimal(0) if self.kind in JUDGED_BY_PERSON else self.amount

    @model_validator(mode="after")
    def _assessed_with_reason(self) -> Asset:
        _check_assessment(self.counted, self.amount, "amount", self.reason)
        return self


def _check_assessment(counted: Decimal | None, whole: Decimal, name: str, reason: str) -> None:
    """A person's assessment of means takes at most what there is, and says why."""
    if counted is None:
        return
    if counted > whole:
        raise wrong(f"counted är högre än {name}. Räkna högst det belopp som finns.")
    if not reason.strip():
        raise wrong("En bedömning (counted) behöver ett skäl. Skriv det i reason.")


class Adjustment(Fact):
    """
    A higher or lower norm in the single case, kronor per month, with its reason (NORM-12).

    ``person`` None is the household. ``item`` may name the part of the norm, such as ``livsmedel``.
    """

    person: PersonId | None = None
    direction: Direction
    amount: Kronor
    reason: Reason
    item: str = ""

    @model_validator(mode="after")
    def _never_for_the_leisure_card(self) -> Adjustment:
        """NORM-13: the fritidskort is no ground for a lower norm."""
        if self.direction is Direction.LOWER and "fritidskort" in f"{self.reason} {self.item}".casefold():
            raise wrong(
                "Fritidskortet får inte sänka normen (SoL 12 kap. 7 a §). Ta bort sänkningen, eller skriv skälet utan"
                " fritidskortet."
            )
        return self


class Surplus(Fact):
    """What incomes were above need in an earlier month, kronor (INC-08)."""

    month: CaseMonth
    amount: Kronor


LISTS: dict[str, type[Fact]] = {
    "persons": Person,
    "costs": Cost,
    "incomes": Income,
    "assets": Asset,
    "adjustments": Adjustment,
    "surpluses": Surplus,
}
"""The lists of a case file with what their rows are."""
