"""A model as a page that a person who does not program can read: Markdown, with its diagram and what is okänd."""

from collections.abc import Iterator

from .base import Element
from .chapters import Chapter, OpenValue, Part, chapters, open_values
from .diagram import mermaid
from .schema import WorkingModel
from .unknown import UNKNOWN, Unknown
from .words import ELEMENTS

NOTHING = "Källorna säger inget om det här."


def render(model: WorkingModel) -> str:
    """Return the reference page of a model, in Swedish Markdown."""
    parts = [_head(model), f"```mermaid\n{mermaid(model)}```\n\nAvslut kan ske från varje fas.\n"]
    parts += [_chapter(chapter) for chapter in chapters(model)]
    parts += [_open_values(model), _sources(model)]
    return "\n".join(parts)


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


def _chapter(chapter: Chapter) -> str:
    rows = [f"## {chapter.title}", ""]
    for section in chapter.sections:
        if len(_sections_of(chapter)) > 1:
            rows += [f"### {section.title}", ""]
        rows += [*(row for part in section.parts for row in _part(part)), ""]
    if not chapter.sections:
        rows += [NOTHING, ""]
    return "\n".join(rows)


def _sections_of(chapter: Chapter) -> tuple[str, ...]:
    return ELEMENTS.get(chapter.title, ("rules",))


def _part(part: Part) -> Iterator[str]:
    if part.label:
        yield f"- **{part.label}** (`{part.id}`) [{'; '.join(part.sources)}]"
        yield from (f"  {row}" for row in _facts(part))
    else:
        yield from _facts(part)
        yield f"- Källa: {', '.join(part.sources)}"


def _facts(part: Part) -> Iterator[str]:
    for fact in part.facts:
        if fact.parts:
            yield f"- {fact.title}:"
            yield from (f"  {row}" for inner in fact.parts for row in _part(inner))
        else:
            cited = f" [{'; '.join(fact.sources)}]" if fact.sources else ""
            note = f" *{fact.note}*" if fact.note else ""
            yield f"- {fact.title}: {fact.text}{cited}{note}"
    if part.note:
        yield f"- *{part.note}*"


def _cited(element: Element) -> str:
    return f"[{'; '.join(element.source)}]"


def _open_values(model: WorkingModel) -> str:
    rows = [
        "## Okända värden",
        "",
        "Det här säger källorna inte. Kommunen avgör och skriver in det i sin egen fil.",
        "",
    ]
    rows += [_open_part(one) for one in open_values(model)] or ["Inga."]
    return "\n".join(rows) + "\n"


def _open_part(one: OpenValue) -> str:
    label = f", **{one.label}**" if one.label else ""
    return f"- {one.section}{label} (`{one.path}`): {', '.join(one.fields)}"


def _sources(model: WorkingModel) -> str:
    return "\n".join(["## Källor", "", *(f"- **{key}** {text}" for key, text in model.meta.sources.items())]) + "\n"
