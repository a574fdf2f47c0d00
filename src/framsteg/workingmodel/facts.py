"""
What is known of a person, and whether a working model is for her.

Answers are true, false or None: None is not known, because a fact is not, or because the model leaves a value okänd.
Nobody is left out on a None; and everyone may apply, whatever the answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .schema import WorkingModel
from .targets import Criterion, Fact, TargetGroup, split
from .unknown import UNKNOWN
from .words import OBSTACLES


@dataclass(frozen=True)
class Facts:
    """
    What is known of a person for target groups and escalations. None: not known.

    `obstacle` is a value of `applications.enums.Obstacle` (Kolada's eleven groups); the words that models use for them
    stand in `words.OBSTACLES`. `children` counts those in the household, `absences` days away without a known reason.
    """

    applicant: bool | None = None
    outside_labour_market: bool | None = None
    obstacle: str | None = None
    ability: str | None = None
    age: int | None = None
    months_on_support: int | None = None
    months_in_a_row: int | None = None
    establishment: bool | None = None
    citizenship_group: str | None = None
    children: int | None = None
    full_time_occupied: bool | None = None
    absences: int | None = None
    overloaded: bool | None = None  # her contact has more cases than the model's cap
    decision_ends: date | None = None


def is_for(model: WorkingModel, facts: Facts) -> bool | None:
    """Return whether a person belongs to any target group of a model; None when that cannot be told."""
    return _any(belongs(group, facts) for group in model.target_groups) if model.target_groups else None


def belongs(group: TargetGroup, facts: Facts) -> bool | None:
    """Return whether a person meets every criterion of a target group; None when that cannot be told."""
    if group.criteria is UNKNOWN:
        return None
    fails = _any(None if holds is None else not holds for holds in (_holds(c, facts) for c in group.criteria))
    return None if fails is None else not fails


def _any(answers: Iterable[bool | None]) -> bool | None:
    """True if one is true, else None if one is not known, else false."""
    given = set(answers)
    return True if True in given else None if None in given else False


def _holds(criterion: Criterion, facts: Facts) -> bool | None:
    known: bool | int | str | None = getattr(facts, criterion.fact)
    wanted = criterion.value
    if known is None or wanted is UNKNOWN:
        return None
    if isinstance(wanted, bool):
        return (bool(known) is wanted) is (criterion.test == "is")
    if isinstance(wanted, int):
        return _compare(int(known), criterion.test, wanted)
    words = split(str(wanted))
    found = any(known in (OBSTACLES[word] if criterion.fact is Fact.OBSTACLE else {word}) for word in words)
    return found is not (criterion.test == "is_not")


def _compare(known: int, test: str, wanted: int) -> bool:
    if test == "at_least":
        return known >= wanted
    if test == "below":
        return known < wanted
    return (known == wanted) is (test == "is")
