"""Check a model file: every fault with file, line, field, what is wrong and what to do."""

import json
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import cast

from pydantic import ValidationError

from .extend import Data, Finder, merged, parent_of, refuse_missing, refuse_ring
from .faults import Fault, FileKind, ModelFileError
from .schema import WorkingModel
from .tell import Loc, faults_of, place_in
from .words import FIELDS, SECTIONS
from .yaml_file import plain, read_yaml

MODELS = resources.files(__package__) / "models"


def check(path: Path | str) -> list[Fault]:
    """Return every fault in the model file, in order of line; an empty list means that the file can be used."""
    try:
        read_model(path)
    except ModelFileError as error:
        return list(error.faults)
    return []


def read_model(path: Path | str) -> WorkingModel:
    """
    Read a model file; a parent is looked for beside it, then among the shipped models.

    :raises ModelFileError: with every fault that was found
    """
    content, folder = read_bytes(path), Path(path).parent

    def find(model_id: str) -> tuple[str, bytes] | None:
        beside = folder / f"{model_id}.yaml"
        return (str(beside), beside.read_bytes()) if beside.is_file() else find_shipped(model_id)

    return parse_model(content, str(path), find)


def read_bytes(path: Path | str) -> bytes:
    """
    Return what stands in a file.

    :raises ModelFileError: it cannot be read
    """
    try:
        return Path(path).read_bytes()
    except OSError as error:
        message = f"Filen går inte att läsa ({error.strerror})."
        raise ModelFileError([Fault(str(path), 1, "", message, "Kontrollera sökvägen.")])


def find_shipped(model_id: str) -> tuple[str, bytes] | None:
    """Return the name and bytes of a shipped model's file, or None."""
    file = MODELS / f"{model_id}.yaml"
    return (file.name, file.read_bytes()) if file.is_file() else None


def parse_model(content: bytes, name: str, find: Finder | None = None) -> WorkingModel:
    """
    Read a model from the bytes of a file; `name` is what faults call the file.

    Without `find` the text must be whole in itself, as a stored version is: a parent only tells where it comes from.

    :raises ModelFileError: with every fault that was found
    """
    return _read(content, name, find, ())[0]


def _read(content: bytes, name: str, find: Finder | None, chain: tuple[str, ...]) -> tuple[WorkingModel, Data]:
    """Return the model and, as plain values, everything that stands in it; the chain is of those that build on it."""
    root = read_yaml(content, name, MODEL_FILE)
    own = data = cast(Data, plain(root))
    parent = parent_of(own)
    if parent is not None and find is not None:
        line = place_in(root, ("meta", "parent"))[0]
        chain = (*chain, str(own["meta"].get("id", name)))
        refuse_ring(chain, parent, name, line)
        file = find(parent) or refuse_missing(parent, name, line)
        line = place_in(root, ("meta", "sources"))[0]
        data = merged(_read(file[1], file[0], find, chain)[1], own, name, line)
    try:
        # As JSON, because there strict means strict about types while a list may still become a tuple.
        return WorkingModel.model_validate_json(json.dumps(data)), data
    except ValidationError as error:
        errors = error.errors(include_url=False)
        for row in errors:
            row["loc"] = _own_place(row["loc"], data, own)
        raise ModelFileError(faults_of(errors, partial(place_in, root), name, MODEL_FILE))


def _own_place(loc: Loc, data: Data, own: Data) -> Loc:
    """Turn a place in the whole into one in the file itself; what the parent has is told where the parent is named."""
    if data is own or loc[0] == "meta" or len(loc) < 2 or not isinstance(loc[1], int):
        return loc
    items = own.get(str(loc[0]))
    item = data[str(loc[0])][loc[1]]
    if isinstance(items, list) and item in items:
        return (loc[0], items.index(item), *loc[2:])
    return ("meta", "parent")


@cache
def _field_names() -> tuple[str, ...]:
    definitions = WorkingModel.model_json_schema()["$defs"].values()
    names = {name for definition in definitions for name in definition.get("properties", {})}
    return tuple(sorted(names | set(WorkingModel.model_fields)))


def _swedish_names() -> dict[str, str]:
    return {word.lower(): name for names in (FIELDS, SECTIONS) for name, word in names.items()}


MODEL_FILE = FileKind(
    one="en arbetsmodell",
    not_one="Filen är ingen arbetsmodell",
    begin="Börja med meta:, roles: och stages: längst till vänster.",
    start_from="Utgå från en färdig modell: framsteg model list visar vilka som finns.",
    fields=_field_names,
    swedish=_swedish_names,
)
