"""What a source does not state is `okänd`: a value of its own, never None, zero or a guess."""

from enum import Enum
from typing import Annotated, Final, TypeVar

from pydantic import Discriminator, Tag


class Unknown(Enum):
    """The one value that says "the source does not state this"; an enum, so that `is UNKNOWN` narrows the type."""

    UNKNOWN = "okänd"

    def __str__(self) -> str:
        return self.value


UNKNOWN: Final = Unknown.UNKNOWN

T = TypeVar("T")


def _known_or_not(value: object) -> str:
    return "unknown" if value is UNKNOWN or value == UNKNOWN.value else "known"


# Told apart by the word alone, so that a fault in a known value gives one error and not one per alternative.
OrUnknown = Annotated[
    Annotated[T, Tag("known")] | Annotated[Unknown, Tag("unknown")],
    Discriminator(_known_or_not),
]
