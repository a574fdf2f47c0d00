"""A model as a page that a person who does not program can read: Markdown, with its diagram and what is okänd."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from .diagram import mermaid
from .base import Named
from .schema import WorkingModel
from .unknown import UNKNOWN, Unknown
from .words import FIELDS, SECTIONS, VALUES


def render(model: WorkingModel) -> str:
    """Return the reference page of a model, in Swedish Markdown."""
    parts = [_head(model), f"```mermaid\n{mermaid(model)}```\n\nAvslut kan ske från varje fas.\n"]
    parts += [_section(title, getattr(model, name)) for name, title in SECTIONS.items() if getattr(model, name)]
    parts += [_aftercare(model), _open_values(model), _sources(model)]
    return "\n".join(parts)


def unknowns(model: WorkingModel) -> tuple[str, ...]:
    """Return where the model says okänd, as paths such as `deadlines.start_jobbcentrum.within`, in the file's order."""
    return tuple(_unknowns(model, ""))


def _head(model: WorkingModel) -> str:
    meta = model.meta
    until = f" till {meta.valid_to}" if meta.valid_to else ""
    lines = [
        f"# {meta.label}",
        "",
        f"Arbetsmodell `{meta.id}`, version {meta.version}, gäller från {meta.valid_from}{until}.",
    ]
    if not isinstance(meta.decision, Unknown):
        decision = meta.decision
        lines += [
            "",
            f"Beslut: {decision.body}, {decision.date}, paragraf {decision.paragraph}. {decision.note}".strip(),
        ]
    if meta.parent:
        lines += ["", f"Förebild: arbetsmodellen `{meta.parent}`."]
    lines += ["", *(f"- {principle.text} [{', '.join(principle.source)}]" for principle in meta.principles), ""]
    return "\n".join(lines)


def _section(title: str, elements: Iterable[Named]) -> str:
    rows = [f"## {title}", ""]
    for element in elements:
        rows.append(f"- **{element.label}** (`{element.id}`) [{', '.join(element.source)}]")
        rows += [f"  - {name}: {value}" for name, value in _facts(element)]
        if element.note:
            rows.append(f"  - *{element.note}*")
    return "\n".join(rows) + "\n"


def _facts(element: Named) -> Iterator[tuple[str, str]]:
    for name in type(element).model_fields:
        value = getattr(element, name)
        if name not in Named.model_fields and value is not None and value != ():
            yield FIELDS.get(name, name), _text(value)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, tuple):
        return ", ".join(_text(item) for item in value)
    text = str(getattr(value, "label", value))
    return VALUES.get(text, text)


def _aftercare(model: WorkingModel) -> str:
    rows = ["## Eftervård", ""]
    if isinstance(model.aftercare, Unknown):
        return "\n".join([*rows, "okänd", ""])
    if isinstance(model.aftercare.checks, Unknown):
        rows.append(f"- Kontakter efter avslut: okänd [{', '.join(model.aftercare.source)}]")
    else:
        rows += [f"- **{check.label}** efter {check.after}, {check.owner}" for check in model.aftercare.checks]
    if model.aftercare.note:
        rows.append(f"  - *{model.aftercare.note}*")
    return "\n".join(rows) + "\n"


def _open_values(model: WorkingModel) -> str:
    rows = [
        "## Okända värden",
        "",
        "Det här säger källorna inte. Kommunen avgör och skriver in det i sin egen fil.",
        "",
    ]
    rows += [f"- `{path}`" for path in unknowns(model)] or ["Inga."]
    return "\n".join(rows) + "\n"


def _sources(model: WorkingModel) -> str:
    return "\n".join(["## Källor", "", *(f"- **{key}** {text}" for key, text in model.meta.sources.items())]) + "\n"


def _unknowns(value: object, path: str) -> Iterator[str]:
    if value is UNKNOWN:
        yield path
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _unknowns(getattr(value, name), f"{path}.{name}".lstrip("."))
    elif isinstance(value, tuple):
        for index, item in enumerate(value, 1):
            yield from _unknowns(item, f"{path}.{getattr(item, 'id', index)}")
