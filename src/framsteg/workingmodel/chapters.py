"""A model told chapter by chapter, in Swedish: what the reference page and the web page both show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from .base import Element, Figure, Named
from .references import LISTS, PERSON, USES
from .schema import WorkingModel
from .unknown import UNKNOWN
from .words import ELEMENTS, FIELDS, SECTIONS, VALUES


@dataclass(frozen=True)
class Fact:
    """One field of a part: its name and either its text or the parts it holds."""

    title: str
    text: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""
    parts: tuple["Part", ...] = ()
    is_unknown: bool = False


@dataclass(frozen=True)
class Part:
    """One part of the model. `label` and `id` are empty for a section that is one part by itself."""

    label: str
    id: str
    sources: tuple[str, ...]
    facts: tuple[Fact, ...]
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A section of the file and what it holds."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Chapter:
    """One of the 18 elements. No sections: the sources say nothing of it."""

    title: str
    sections: tuple[Section, ...]


def chapters(model: WorkingModel) -> tuple[Chapter, ...]:
    """Return everything in a model but `meta`, in the order of the 18 elements; the law's demands last, if any."""
    groups = {title: sections for title, sections in ELEMENTS.items() if sections != ("meta",)}
    if model.rules:
        groups[SECTIONS["rules"]] = ("rules",)
    return tuple(Chapter(title, tuple(_sections(model, sections))) for title, sections in groups.items())


@dataclass(frozen=True)
class OpenValue:
    """What a part of the model leaves okänd. `label` is empty for a section as a whole."""

    section: str
    label: str
    path: str
    fields: tuple[str, ...]


def open_values(model: WorkingModel) -> tuple[OpenValue, ...]:
    """Return what the sources do not say, part by part, in the file's order."""
    by_part: dict[str, list[str]] = {}
    for path in unknowns(model):
        part, _, field = path.rpartition(".")
        by_part.setdefault(part or field, []).extend([FIELDS.get(field, field)] if part else [])
    return tuple(_open_value(model, part, fields) for part, fields in by_part.items())


def unknowns(model: WorkingModel) -> tuple[str, ...]:
    """
    Return where the model says okänd, as paths such as `deadlines.start_jobbcentrum.within`, in the file's order.

    What is left out of the file is okänd too: a field by its path, a whole section by its name.
    """
    return tuple(_unknowns(model, ""))


def text_of(model: WorkingModel, section: str, field: str, value: object) -> str:
    """Return a value as people read it: names for ids, Swedish for fixed words."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, tuple):
        return ", ".join(text_of(model, section, field, item) for item in value)
    text = str(getattr(value, "label", value))
    return _labels(model, section, field).get(text) or VALUES.get(text, text)


def _labels(model: WorkingModel, section: str, field: str) -> dict[str, str]:
    places = next((places for *use, places in USES if use == [section, field]), ())
    if (section, field) == ("aftercare", "owner"):
        places = ("roles",)
    labels = {PERSON: "personen"} if PERSON in places else {}
    return labels | {one.id: one.label for place in places if place != PERSON for one in getattr(model, place)}


def _sections(model: WorkingModel, names: tuple[str, ...]) -> Iterator[Section]:
    for name in names:
        value = getattr(model, name)
        if value and value is not UNKNOWN:
            elements = value if isinstance(value, tuple) else (value,)
            yield Section(SECTIONS[name], tuple(_parts(model, name, elements)))


def _parts(model: WorkingModel, section: str, elements: Iterable[Element]) -> Iterator[Part]:
    for element in elements:
        label, part_id = (element.label, element.id) if isinstance(element, Named) else ("", "")
        yield Part(label, part_id, element.source, tuple(_facts(model, section, element)), element.note or "")


def _facts(model: WorkingModel, section: str, element: Element) -> Iterator[Fact]:
    """What the file states, also that it is okänd; what it leaves out is told once, in the list at the end."""
    for name in (name for name in type(element).model_fields if name in element.model_fields_set):
        value = getattr(element, name)
        if name in Named.model_fields or value is None or value == ():
            continue
        title = FIELDS.get(name, name)
        if isinstance(value, tuple) and isinstance(value[0], Named):
            yield Fact(title, parts=tuple(_parts(model, section, value)))
        elif isinstance(value, tuple) and isinstance(value[0], Element):
            yield from (_told(title, one) for one in value)
        elif isinstance(value, Element):
            yield _told(title, value)
        else:
            yield Fact(title, text_of(model, section, name, value), is_unknown=value is UNKNOWN)


def _told(title: str, element: Element) -> Fact:
    kind = getattr(element, "kind", None) if isinstance(element, Figure) else None
    words = f"{VALUES[kind]}, {element}" if kind else str(element)
    return Fact(title, words, element.source, element.note or "")


def _open_value(model: WorkingModel, path: str, fields: list[str]) -> OpenValue:
    section, _, inner = path.partition(".")
    if not inner:
        return OpenValue(SECTIONS[section], "", path, tuple(fields or ["allt"]))
    first, _, deeper = inner.partition(".")
    value = getattr(model, section)
    named = value if isinstance(value, tuple) else ()
    label = next((one.label for one in named if one.id == first), FIELDS.get(first, first))
    if deeper:
        label = f"{label}: {', '.join(FIELDS.get(name, name) for name in deeper.split('.'))}"
    return OpenValue(SECTIONS[section], label, path, tuple(fields))


def _unknowns(value: object, path: str) -> Iterator[str]:
    if value is UNKNOWN or (value == () and path in LISTS and path != "rules"):
        yield path
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _unknowns(getattr(value, name), f"{path}.{name}".lstrip("."))
    elif isinstance(value, tuple):
        for index, item in enumerate(value, 1):
            yield from _unknowns(item, f"{path}.{getattr(item, 'id', index)}")
