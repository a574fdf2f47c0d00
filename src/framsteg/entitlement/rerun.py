"""
A stored calculation, run again with today's library and compared with what was said then.

``stamped`` is what to store: the result with the version of the library and of its parameters, so that a later reader
knows whether a difference comes from other facts or from another library.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from framsteg.entitlement.calculate import calculate
from framsteg.entitlement.facts import Case
from framsteg.entitlement.parameters.schema import Practice
from framsteg.entitlement.result import Result, Section, Step

_NOT_PARAMETERS = {"register.yaml"}  # tells people about the rules; no amount comes from it


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that two calculations do not share: None where a line was not there. Amounts are kronor."""

    section: Section
    label: str
    then: Step | None
    now: Step | None

    @property
    def difference(self) -> Decimal:
        """What the line is now minus what it was, kronor; 0 when only the words, rule or paragraph differ."""
        return (self.now.amount if self.now else Decimal(0)) - (self.then.amount if self.then else Decimal(0))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was said then, what is said now, and the lines that differ. ``library_then`` is empty on older results."""

    then: Result
    now: Result
    lines: tuple[LineChange, ...]
    library_then: Mapping[str, str]
    library_now: Mapping[str, str]

    @property
    def same_answer(self) -> bool:
        """True when outcome and amounts are the same, whatever the words."""
        return _answer(self.then) == _answer(self.now)

    @property
    def same(self) -> bool:
        """True when the answer and every line are the same."""
        return self.same_answer and not self.lines


def rerun(facts: Mapping[str, Any], stored: Mapping[str, Any], *, practice: Practice | None = None) -> Comparison:
    """
    Calculate stored facts again and compare with the stored result.

    ``facts`` is ``Case.model_dump(mode="json")`` and ``stored`` is ``stamped(result)`` or an older ``as_json``.

    :raises pydantic.ValidationError: when today's library no longer takes the facts
    """
    then, now = Result.from_json(stored), calculate(Case.model_validate(facts), practice=practice)
    return Comparison(then, now, changed_lines(then.steps, now.steps), dict(stored.get("library", {})), library())


def changed_lines(then: Iterable[Step], now: Iterable[Step]) -> tuple[LineChange, ...]:
    """Return the lines that differ, in the order of the newer calculation; those that are gone come last."""
    before, after = dict(_numbered(then)), dict(_numbered(now))
    keys = [*after, *(key for key in before if key not in after)]
    pairs = ((key, before.get(key), after.get(key)) for key in keys)
    return tuple(LineChange(key[0], key[1], old, new) for key, old, new in pairs if not _same(old, new))


def stamped(result: Result) -> dict[str, Any]:
    """Return the result in primitives with the library that gave it. Stamp once, when the calculation is made."""
    return result.as_json() | {"library": dict(library())}


@lru_cache(maxsize=1)
def library() -> Mapping[str, str]:
    """Return the version of the package, and a fingerprint of every parameter file in it."""
    digest = sha256()
    for name, content in sorted(_parameter_files(files("framsteg.entitlement.parameters"))):
        digest.update(name.encode() + b"\0" + content)
    return {"version": version("framsteg"), "parameters": digest.hexdigest()[:16]}


def _parameter_files(folder: Traversable, path: str = "") -> Iterator[tuple[str, bytes]]:
    for file in folder.iterdir():
        if file.is_dir():
            yield from _parameter_files(file, f"{path}{file.name}/")
        elif file.name.endswith(".yaml") and file.name not in _NOT_PARAMETERS:
            yield path + file.name, file.read_bytes()


def _numbered(steps: Iterable[Step]) -> Iterator[tuple[tuple[Section, str, int], Step]]:
    """Name each line by its part and label, and count lines that share them: two wages are two lines."""
    seen: Counter[tuple[Section, str]] = Counter()
    for step in steps:
        key = (step.section, step.label)
        yield (*key, seen[key]), step
        seen[key] += 1


def _same(then: Step | None, now: Step | None) -> bool:
    """Compare what was stored: a line stored before the trace had parameter, facts and applied is not held to them."""
    if then is None or now is None:
        return then is now
    old, new = then.as_json(), now.as_json()
    return all(new.get(key) == value for key, value in old.items())


def _answer(result: Result) -> tuple[object, ...]:
    return (result.outcome, result.assistance, result.norm, result.surplus, result.extra)
