"""What differs between two models, or two versions of one: part by part, with the words that people read."""

from collections.abc import Iterator
from dataclasses import dataclass

from .base import Element, Named
from .chapters import text_of
from .schema import WorkingModel
from .unknown import UNKNOWN
from .words import ELEMENTS, FIELDS, SECTIONS, VALUES

_NOT_COMPARED = {"source", "note", "sources", "id"}  # where it stands is not how they work


@dataclass(frozen=True)
class Difference:
    """One part, or one field of a part; `left` or `right` is None where the model has no such part."""

    element: str  # one of the 18, in Swedish
    path: str  # such as deadlines.anvisning_48h.within
    what: str  # for people: the part's name and the field's
    left: str | None
    right: str | None


def compare(left: WorkingModel, right: WorkingModel) -> tuple[Difference, ...]:
    """
    Return what differs, in the order of the 18 elements.

    Parts are the same part when they have the same id. Sources and notes are left out.
    """
    groups = {**ELEMENTS, SECTIONS["rules"]: ("rules",)}
    return tuple(
        Difference(element, *difference)
        for element, sections in groups.items()
        for section in sections
        for difference in _section(left, right, section)
    )


_Row = tuple[str, str, str | None, str | None]


def _section(left: WorkingModel, right: WorkingModel, section: str) -> Iterator[_Row]:
    one, other = getattr(left, section), getattr(right, section)
    if not isinstance(one, tuple):
        yield from _fields((left, one), (right, other), section, section, SECTIONS[section])
        return
    ours, theirs = {part.id: part for part in one}, {part.id: part for part in other}
    for key, part in (ours | theirs | ours).items():
        path = f"{section}.{key}"
        if key in ours and key in theirs:
            yield from _fields((left, ours[key]), (right, theirs[key]), section, path, part.label)
        else:
            yield path, part.label, part.label if key in ours else None, part.label if key in theirs else None


def _fields(
    left: tuple[WorkingModel, object], right: tuple[WorkingModel, object], section: str, path: str, label: str
) -> Iterator[_Row]:
    one, other = left[1], right[1]
    kind = next((type(part) for part in (one, other) if isinstance(part, Element)), None)
    for name in kind.model_fields if kind else ():
        if name in _NOT_COMPARED:
            continue
        ours, theirs = (_said(model, section, name, getattr(part, name, UNKNOWN)) for model, part in (left, right))
        if ours != theirs:
            yield f"{path}.{name}", f"{label}: {FIELDS.get(name, name)}", ours, theirs


def _said(model: WorkingModel, section: str, field: str, value: object) -> str:
    if value is None or value == ():
        return "–"
    if isinstance(value, tuple) and isinstance(value[0], Element) and not isinstance(value[0], Named):
        return "; ".join(_part(item) for item in value)
    return _part(value) if isinstance(value, Element) else text_of(model, section, field, value)


def _part(element: Element) -> str:
    """A principle and a decision have no sentence of their own: tell what stands in them."""
    if type(element).__str__ is not Element.__str__:
        return str(element)
    fields = (getattr(element, name) for name in type(element).model_fields if name not in _NOT_COMPARED)
    return ", ".join(VALUES.get(str(value), str(value)) for value in fields)
