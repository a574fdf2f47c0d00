"""A model told chapter by chapter, in Swedish: what the reference page and the web page both show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .base import Element, Figure, Named
from .references import PERSON, USES
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
