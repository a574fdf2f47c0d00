"""Check a model file: every fault with file, line, field, what is wrong and what to do."""

import difflib
import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import cast

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .duration import Duration
from .events import NEVER_GATED
from .extend import Data, Finder, merged, parent_of, refuse_missing, refuse_ring
from .faults import Fault, ModelFileError
from .schema import WorkingModel
from .unknown import UNKNOWN
from .words import FIELDS, SECTIONS
from .yaml_file import line_of, plain, read_yaml

Loc = tuple[str | int, ...]
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
    root = read_yaml(content, name)
    own = data = cast(Data, plain(root))
    parent = parent_of(own)
    if parent is not None and find is not None:
        line = _place(("meta", "parent"), root)[0]
        chain = (*chain, str(own["meta"].get("id", name)))
        refuse_ring(chain, parent, name, line)
        file = find(parent) or refuse_missing(parent, name, line)
        line = _place(("meta", "sources"), root)[0]
        data = merged(_read(file[1], file[0], find, chain)[1], own, name, line)
    try:
        # As JSON, because there strict means strict about types while a list may still become a tuple.
        return WorkingModel.model_validate_json(json.dumps(data)), data
    except ValidationError as error:
        errors = error.errors(include_url=False)
        for row in errors:
            row["loc"] = _own_place(row["loc"], data, own)
        raise ModelFileError(_faults(errors, root, name))


def _own_place(loc: Loc, data: Data, own: Data) -> Loc:
    """Turn a place in the whole into one in the file itself; what the parent has is told where the parent is named."""
    if data is own or loc[0] == "meta" or len(loc) < 2 or not isinstance(loc[1], int):
        return loc
    items = own.get(str(loc[0]))
    item = data[str(loc[0])][loc[1]]
    if isinstance(items, list) and item in items:
        return (loc[0], items.index(item), *loc[2:])
    return ("meta", "parent")


def _faults(errors: list[ErrorDetails], root: yaml.MappingNode, name: str) -> list[Fault]:
    by_place: dict[tuple[int, str], Fault] = {}
    for error in errors:
        if error["type"] == "too_short" and _has_inner(error["loc"], errors):
            continue  # pydantic also counts a list with a faulty item as empty
        line, field = _place(error["loc"], root)
        # The alternatives of one value fail together: one fault says it.
        by_place.setdefault((line, field), Fault(name, line, field, *_words(error)))
    return sorted(by_place.values())


def _has_inner(loc: Loc, errors: list[ErrorDetails]) -> bool:
    return any(len(other["loc"]) > len(loc) and other["loc"][: len(loc)] == loc for other in errors)


def _place(loc: Loc, root: yaml.Node) -> tuple[int, str]:
    """
    Follow the path of an error through the file: the line of the last part found there, and the field's name.

    Parts of the path that are not in the file are a missing key, which is named, or pydantic's name of an alternative.
    """
    node, line, names = root, line_of(root), []
    for index, part in enumerate(loc):
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == part), None)
            if pair is not None:
                line, node = line_of(pair[0]), pair[1]
                names.append(str(part))
            elif index == len(loc) - 1 and part not in ("known", "unknown"):
                names.append(str(part))
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = line_of(node)
            names.append(_id_of(node) or str(part + 1))
    return line, ".".join(names)


def _id_of(node: yaml.Node) -> str | None:
    if isinstance(node, yaml.MappingNode):
        return next((str(value.value) for key, value in node.value if key.value == "id"), None)
    return None


_WORDS = {
    "missing": ("Fältet saknas.", "Skriv in det, eller okänd om källan inte säger något och fältet tillåter det."),
    "string_type": ("Här ska stå text.", "Sätt värdet inom citattecken."),
    "string_too_short": ("Texten är tom.", "Skriv en text."),
    "string_too_long": ("Texten är för lång.", "Korta den till högst 60 tecken."),
    "int_type": ("Här ska stå ett heltal.", "Skriv ett tal utan citattecken, till exempel 48."),
    "int_from_float": ("Här ska stå ett heltal.", "Skriv talet utan decimaler."),
    "bool_type": ("Här ska stå true eller false.", "Skriv true eller false utan citattecken."),
    "decimal_type": ("Här ska stå ett tal.", "Skriv siffran med punkt för decimaler, till exempel 38.1."),
    "decimal_parsing": ("Här ska stå ett tal.", "Skriv siffran med punkt för decimaler, till exempel 38.1."),
    "finite_number": ("Här ska stå ett tal.", "Skriv siffran med punkt för decimaler, till exempel 38.1."),
    "greater_than": ("Talet måste vara större än noll.", "Skriv ett större tal."),
    "less_than_equal": ("Talet är för stort.", "Skriv ett mindre tal; en arbetsvecka är högst 40 timmar."),
    "tuple_type": ("Här ska stå en lista.", "Skriv [a, b], eller en rad per värde med streck framför."),
    "too_short": ("Listan är tom.", "Skriv minst ett värde."),
    "dict_type": ("Här ska stå namn och värden.", "Skriv ett namn, kolon och värde per rad."),
    "model_type": ("Här ska stå namn och värden.", "Skriv ett namn, kolon och värde per rad."),
    "model_attributes_type": ("Här ska stå namn och värden.", "Skriv ett namn, kolon och värde per rad."),
}

_PATTERNS = {
    "id": ("Ett id har bara små bokstäver a–z, siffror och _.", "Skriv till exempel anvisning_48h."),
    "day": ("Det här är ingen dag.", "Skriv ÅÅÅÅ-MM-DD eller ÅÅÅÅ-MM, till exempel 2019-01."),
}


def _words(error: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong and what to do, in Swedish."""
    kind, context = error["type"], error.get("ctx", {})
    if "remedy" in context:  # our own errors already speak Swedish
        return error["msg"], str(context["remedy"])
    if kind == "extra_forbidden":
        return "Fältet finns inte i en arbetsmodell.", _nearest(str(error["loc"][-1]))
    if error["input"] == UNKNOWN.value:
        return (
            "Här får det inte stå okänd.",
            "Programmet behöver ett värde: bestäm ett, och märk det som kommunens eget.",
        )
    if kind == "string_pattern_mismatch":
        return _PATTERNS["day" if r"\d{4}" in context["pattern"] else "id"]
    if kind in ("enum", "literal_error"):
        expected = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        allowed = [word for word in expected if word not in NEVER_GATED]
        return "Ordet är inte ett av dem som kan stå här.", f"Välj bland {', '.join(allowed)}."
    if context.get("class_name") == Duration.__name__:
        return "Här ska stå en tid.", "Skriv till exempel {hours: 48} eller {weeks: 4}, eller okänd."
    return _WORDS.get(kind, (f"Värdet går inte att använda ({error['msg']}).", "Jämför med en färdig modell."))


def _nearest(name: str) -> str:
    swedish = {word.lower(): name for names in (FIELDS, SECTIONS) for name, word in names.items()}
    near = swedish.get(name.lower()) or next(iter(difflib.get_close_matches(name, _field_names(), 1, 0.7)), None)
    return f"Menade du {near}? Annars ta bort fältet." if near else "Ta bort fältet."


@cache
def _field_names() -> tuple[str, ...]:
    definitions = WorkingModel.model_json_schema()["$defs"].values()
    names = {name for definition in definitions for name in definition.get("properties", {})}
    return tuple(sorted(names | set(WorkingModel.model_fields)))
