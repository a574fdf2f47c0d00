"""Whom a model is for, as it stands in the file. `facts` tells whether a person is among them."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .base import Element, Id, Named, Text
from .unknown import UNKNOWN, OrUnknown
from .words import OBSTACLES, VALUES


class Fact(StrEnum):
    """Vad en målgrupp kan avgränsas med."""

    APPLICANT = "applicant"
    OUTSIDE_LABOUR_MARKET = "outside_labour_market"
    OBSTACLE = "obstacle"
    ABILITY = "ability"
    AGE = "age"
    MONTHS_ON_SUPPORT = "months_on_support"
    MONTHS_IN_A_ROW = "months_in_a_row"
    ESTABLISHMENT = "establishment"
    CITIZENSHIP_GROUP = "citizenship_group"
    CHILDREN = "children"
    FULL_TIME_OCCUPIED = "full_time_occupied"


_TRUTH, _NUMBER = (bool,), (int,)
_ANSWERS: dict[Fact, tuple[type, ...]] = {  # the others are texts
    Fact.APPLICANT: _TRUTH,
    Fact.OUTSIDE_LABOUR_MARKET: _TRUTH,
    Fact.ESTABLISHMENT: _TRUTH,
    Fact.FULL_TIME_OCCUPIED: _TRUTH,
    Fact.CHILDREN: _TRUTH + _NUMBER,
    Fact.AGE: _NUMBER,
    Fact.MONTHS_ON_SUPPORT: _NUMBER,
    Fact.MONTHS_IN_A_ROW: _NUMBER,
}
_TESTS = {bool: ("is", "is_not"), int: ("is", "is_not", "at_least", "below"), str: ("is", "is_not", "one_of")}


def split(text: str) -> list[str]:
    """Return the texts of a criterion that stand in one, with commas between."""
    return [word.strip() for word in text.split(",")]


def _untestable(message: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("criterion", "{text}", {"text": message, "remedy": remedy})


class Criterion(Element):
    """Ett villkor för att höra till en målgrupp; alla villkor ska vara uppfyllda."""

    fact: Fact
    test: Literal["is", "is_not", "at_least", "below", "one_of"]
    value: OrUnknown[bool | int | Text]
    """Sant eller falskt, ett tal eller en text, efter vad fact är; flera texter (one_of) skiljs med komma."""

    @model_validator(mode="after")
    def _asks_what_the_fact_can_answer(self) -> Self:
        if self.value is UNKNOWN:
            return self
        if type(self.value) not in _ANSWERS.get(self.fact, (str,)):
            raise _untestable(
                "Värdet passar inte.", "Skriv true eller false, ett heltal eller en text, efter vad fact är."
            )
        if self.test not in _TESTS[type(self.value)]:
            raise _untestable("Testet passar inte värdet.", f"Välj bland {', '.join(_TESTS[type(self.value)])}.")
        if self.fact is Fact.OBSTACLE and (unknown := set(split(str(self.value))) - set(OBSTACLES)):
            raise _untestable(f"”{min(unknown)}” är inget försörjningshinder.", f"Välj bland {', '.join(OBSTACLES)}.")
        return self

    def __str__(self) -> str:
        if isinstance(self.value, bool):
            return VALUES[self.fact] if self.value is (self.test == "is") else f"inte: {VALUES[self.fact]}"
        return " ".join((VALUES[self.fact], VALUES[self.test], VALUES.get(str(self.value), str(self.value))))


class TargetGroup(Named):
    """Dem arbetssättet är till för. Alla får ansöka, också den som inte hör till någon målgrupp."""

    criteria: OrUnknown[Annotated[tuple[Criterion, ...], Field(min_length=1)]] = UNKNOWN
    priority: bool = False
    """Om gruppen går före."""
    activities: tuple[Id, ...] = ()
    """Insatser som gruppen finns för. Krävs när medborgarskap avgränsar gruppen."""

    @model_validator(mode="after")
    def _asks_for_citizenship_only_where_an_activity_does(self) -> Self:
        criteria = () if self.criteria is UNKNOWN else self.criteria
        if any(c.fact is Fact.CITIZENSHIP_GROUP for c in criteria) and not self.activities:
            raise PydanticCustomError(
                "citizenship",
                "Medborgarskap får bara avgränsa en målgrupp som hör till en insats som kräver det.",
                {"remedy": "Skriv insatsen i activities, eller ta bort villkoret."},
            )
        return self
