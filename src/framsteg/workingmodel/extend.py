"""
A model that builds on another: everything in the parent holds, except what the file itself says.

A part of a list with the same id takes the parent's place; one with a new id is added at the end. Any other value is
replaced. Merging is done on what the YAML says, before it is validated, so that the whole is held to the same rules.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from .faults import Fault, ModelFileError

Data = dict[str, Any]
# From an id to the parent's file: its name and bytes; None when there is no such model.
Finder = Callable[[str], tuple[str, bytes] | None]

_ID = re.compile(r"[a-z][a-z0-9_]*")


def parent_of(data: Mapping[str, Any]) -> str | None:
    """Return the id of the model that a file builds on, if it names one rightly; the schema tells of the rest."""
    meta = data.get("meta")
    parent = meta.get("parent") if isinstance(meta, dict) else None
    return parent if isinstance(parent, str) and _ID.fullmatch(parent) else None


def merged(parent: Data, child: Data, name: str, line: int) -> Data:
    """
    Return the child with everything of the parent that it does not say itself.

    :param name: the child's file, and `line` where its sources stand
    :raises ModelFileError: the two mean different things by one source key
    """
    whole = {**parent, **child}
    for section in child.keys() & parent.keys():
        items, inherited = _by_id(child[section]), _by_id(parent[section])
        if items is not None and inherited is not None:
            whole[section] = list((inherited | items).values())
    whole["meta"] = _meta(parent["meta"], child["meta"], name, line)
    return whole


def _by_id(items: object) -> dict[str, Any] | None:
    """Return the parts by id, in order; None when it is no list of parts, or an id is missing or stands twice."""
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return None
    found = {item["id"]: item for item in items if isinstance(item.get("id"), str)}
    return found if len(found) == len(items) else None


def _meta(parent: Data, child: Data, name: str, line: int) -> Data:
    """A decision, a period and principles belong to the model that states them; only sources are handed down."""
    own = child.get("sources")
    if not isinstance(own, dict):
        return child
    for key in own.keys() & parent["sources"].keys():
        if own[key] != parent["sources"][key]:
            message = f"Källan ”{key}” betyder något annat i arbetsmodellen {parent['id']}, som filen bygger på."
            raise ModelFileError(
                [Fault(name, line, "meta.sources", message, "Ge källan en annan nyckel i den här filen.")]
            )
    return {**child, "sources": parent["sources"] | own}


def refuse_ring(chain: tuple[str, ...], model_id: str, name: str, line: int) -> None:
    """:raises ModelFileError: a model that, by way of others, builds on itself"""
    if model_id in chain:
        ring = " → ".join([*chain[chain.index(model_id) :], model_id])
        message = f"Arbetsmodellerna bygger på varandra i ring: {ring}."
        raise ModelFileError([Fault(name, line, "meta.parent", message, "Ta bort parent i någon av filerna.")])


def refuse_missing(model_id: str, name: str, line: int) -> NoReturn:
    """:raises ModelFileError: always; there is no file for the parent"""
    message = f"Arbetsmodellen ”{model_id}”, som filen bygger på, finns inte."
    remedy = f"Lägg {model_id}.yaml bredvid filen, eller välj en färdig modell: framsteg model list."
    raise ModelFileError([Fault(name, line, "meta.parent", message, remedy)])
