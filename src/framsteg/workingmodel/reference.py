"""A model as a page that a person who does not program can read: Markdown, with its diagram and what is okänd."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from .base import Element, Figure, Named
from .diagram import mermaid
from .references import LISTS, PERSON, USES
from .schema import WorkingModel
from .unknown import UNKNOWN, Unknown
from .words import ELEMENTS, FIELDS, SECTIONS, VALUES

NOTHING = "Källorna säger inget om det här."


def render(model: WorkingModel) -> str:
    """Return the reference page of a model, in Swedish Markdown."""
    parts = [_head(model), f"```mermaid\n{mermaid(model)}```\n\nAvslut kan ske från varje fas.\n"]
    parts += [_element(model, title, sections) for title, sections in ELEMENTS.items() if sections != ("meta",)]
    if model.rules:
        parts.append(_element(model, SECTIONS["rules"], ("rules",)))
    parts += [_open_values(model), _sources(model)]
    return "\n".join(parts)


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


def _head(model: WorkingModel) -> str:
    meta = model.meta
    until = f" till {meta.valid_to}" if meta.valid_to else ""
    start = "en tid som är okänd" if meta.valid_from is UNKNOWN else meta.valid_from
    lines = [
        f"# {meta.label}",
        "",
        f"Arbetsmodell `{meta.id}`, version {meta.version}, gäller från {start}{until}.",
    ]
    if meta.note:
        lines += ["", meta.note]
    if not isinstance(meta.decision, Unknown):
        decision = meta.decision
        lines += [
            "",
            f"Beslut: {decision.body}, dag {decision.date}, paragraf {decision.paragraph}. {decision.note}".strip(),
        ]
    if meta.parent:
        lines += ["", f"Bygger vidare på arbetsmodellen `{meta.parent}`."]
    if meta.inspired_by:
        lines += ["", f"Förebild: {', '.join(f'`{one}`' for one in meta.inspired_by)}. Dess innehåll gäller inte här."]
    lines += ["", *(f"- {principle.text} {_cited(principle)}" for principle in meta.principles), ""]
    return "\n".join(lines)


def _element(model: WorkingModel, title: str, sections: tuple[str, ...]) -> str:
    filled = [(name, value) for name in sections if (value := getattr(model, name)) and value is not UNKNOWN]
    rows = [f"## {title}", ""]
    for name, value in filled:
        if len(sections) > 1:
            rows += [f"### {SECTIONS[name]}", ""]
        rows += [*(_items(model, name, value) if isinstance(value, tuple) else _single(model, name, value)), ""]
    if not filled:
        rows += [NOTHING, ""]
    return "\n".join(rows)


def _items(model: WorkingModel, section: str, elements: Iterable[Named]) -> Iterator[str]:
    for element in elements:
        yield f"- **{element.label}** (`{element.id}`) {_cited(element)}"
        yield from (f"  {row}" for row in _facts(model, section, element))


def _single(model: WorkingModel, section: str, element: Element) -> Iterator[str]:
    yield from _facts(model, section, element)
    yield f"- Källa: {', '.join(element.source)}"


def _facts(model: WorkingModel, section: str, element: Element) -> Iterator[str]:
    """What the file states, also that it is okänd; what it leaves out is told once, in the list at the end."""
    for name in (name for name in type(element).model_fields if name in element.model_fields_set):
        value = getattr(element, name)
        if name in Named.model_fields or value is None or value == ():
            continue
        title = FIELDS.get(name, name)
        if isinstance(value, tuple) and isinstance(value[0], Named):
            yield f"- {title}:"
            yield from (f"  {row}" for row in _items(model, section, value))
        elif isinstance(value, tuple) and isinstance(value[0], Element):
            yield from (f"- {title}: {_told(one)}" for one in value)
        elif isinstance(value, Element):
            yield f"- {title}: {_told(value)}"
        else:
            yield f"- {title}: {text_of(model, section, name, value)}"
    if element.note:
        yield f"- *{element.note}*"


def _told(element: Element) -> str:
    kind = getattr(element, "kind", None) if isinstance(element, Figure) else None
    words = f"{VALUES[kind]}, {element}" if kind else str(element)
    note = f" *{element.note}*" if element.note else ""
    return f"{words} {_cited(element)}{note}"


def _cited(element: Element) -> str:
    return f"[{'; '.join(element.source)}]"


def _open_values(model: WorkingModel) -> str:
    rows = [
        "## Okända värden",
        "",
        "Det här säger källorna inte. Kommunen avgör och skriver in det i sin egen fil.",
        "",
    ]
    by_part: dict[str, list[str]] = {}
    for path in unknowns(model):
        part, _, field = path.rpartition(".")
        by_part.setdefault(part or field, []).extend([FIELDS.get(field, field)] if part else [])
    rows += [_open_part(model, part, fields) for part, fields in by_part.items()] or ["Inga."]
    return "\n".join(rows) + "\n"


def _open_part(model: WorkingModel, part: str, fields: list[str]) -> str:
    section, _, inner = part.partition(".")
    title = SECTIONS[section]
    if not inner:
        return f"- {title} (`{part}`): {', '.join(fields) or 'allt'}"
    first, _, deeper = inner.partition(".")
    label = next((one.label for one in _list(model, section) if one.id == first), FIELDS.get(first, first))
    if deeper:
        label = f"{label}: {', '.join(FIELDS.get(name, name) for name in deeper.split('.'))}"
    return f"- {title}, **{label}** (`{part}`): {', '.join(fields)}"


def _list(model: WorkingModel, section: str) -> tuple[Named, ...]:
    value = getattr(model, section)
    return value if isinstance(value, tuple) else ()


def _sources(model: WorkingModel) -> str:
    return "\n".join(["## Källor", "", *(f"- **{key}** {text}" for key, text in model.meta.sources.items())]) + "\n"


def _unknowns(value: object, path: str) -> Iterator[str]:
    if value is UNKNOWN or (value == () and path in LISTS and path != "rules"):
        yield path
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _unknowns(getattr(value, name), f"{path}.{name}".lstrip("."))
    elif isinstance(value, tuple):
        for index, item in enumerate(value, 1):
            yield from _unknowns(item, f"{path}.{getattr(item, 'id', index)}")
