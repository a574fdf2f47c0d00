"""The two row types that rooms hand to the cross-room pages: what happened, and what is due."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Lane = Literal["money", "law", "work"]


@dataclass(frozen=True)
class Item:
    """Something that happened in a household's case, on the lane of money, law or work."""

    at: datetime
    lane: Lane
    title: str
    text: str = ""
    who: str = ""
    url: str = ""


@dataclass(frozen=True)
class Due:
    """Something that somebody has to do before a time. ``owner`` is the role or name whose duty it is."""

    label: str
    household: str  # case number
    who: str  # name of the person it concerns, masked where protected
    due_at: datetime
    late: bool
    url: str
    owner: str
