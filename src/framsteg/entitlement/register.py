"""
The register of rules: every rule of ekonomiskt bistånd that we know of, and what the program does with it.

Read from ``parameters/register.yaml``. The calculation does not need it; people do, and so do the tests that hold the
two together.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from framsteg.entitlement.parameters import ParameterError


class Status(StrEnum):
    """What the program does with a rule; the words are Swedish because they are shown."""

    BUILT = "byggd"
    PARAMETER = "parameter"
    UNKNOWN = "okänd"
    OUTSIDE = "utanför beräkningen"


class Rule(BaseModel):
    """
    One rule of law or practice.

    ``valid_from`` and ``valid_to`` are the first and last day in force, None where no source says. ``confidence`` is A,
    B, C or K, two of them when a part of the rule is surer than another, None when nothing was found. ``module`` is the
    file under ``src/framsteg`` that holds the rule; ``note`` says in Swedish where it is handled or what is not known.
    ``also`` are other names of the rule in the steps of a calculation.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[A-Z]+-\d\d[b]?$")
    title: str
    paragraph: str
    valid_from: date | None = Field(alias="from")
    valid_to: date | None = Field(alias="to")
    confidence: str | None = Field(pattern=r"^[ABCK](/[ABCK])?$")
    status: Status
    module: str | None
    note: str = ""
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The id and the other names of the rule."""
        return (self.id, *self.also)


class Chapter(BaseModel):
    """Rules about one subject, under its Swedish name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    rules: tuple[Rule, ...]


@lru_cache(maxsize=1)
def chapters() -> tuple[Chapter, ...]:
    """
    Return the register, chapter by chapter.

    :raises ParameterError: when ``register.yaml`` does not follow the shape
    """
    text = files("framsteg.entitlement.parameters").joinpath("register.yaml").read_text(encoding="utf-8")
    try:
        return tuple(Chapter.model_validate(chapter) for chapter in yaml.safe_load(text)["chapters"])
    except ValidationError as wrong:
        raise ParameterError(f"register.yaml: en regel följer inte mallen. {wrong}") from wrong


def rules() -> tuple[Rule, ...]:
    """Return every rule in the order of the register."""
    return tuple(rule for chapter in chapters() for rule in chapter.rules)


def find(name: str) -> Rule:
    """
    Return the rule with that id or other name.

    :raises ParameterError: when the register has none
    """
    found = next((rule for rule in rules() if name in rule.names), None)
    if found is None:
        raise ParameterError(f"Regeln {name} finns inte i register.yaml: lägg in den med lagrum och status.")
    return found
