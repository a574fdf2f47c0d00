"""Check a model file: every fault with file, line, field, what is wrong and what to do."""

import difflib
import json
from functools import cache
from pathlib import Path

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .duration import Duration
from .events import NEVER_GATED
from .faults import Fault, ModelFileError
from .schema import WorkingModel
from .unknown import UNKNOWN
from .words import FIELDS, SECTIONS

Loc = tuple[str | int, ...]


class _Loader(yaml.SafeLoader):
    """YAML where a date stays a text: the schema says what a date is."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def check(path: Path | str) -> list[Fault]:
    """Return every fault in the model file, in order of line; an empty list means that the file can be used."""
    try:
        read_model(path)
    except ModelFileError as error:
        return list(error.faults)
    return []


def read_model(path: Path | str) -> WorkingModel:
    """
    Read a model file.

    :raises ModelFileError: with every fault that was found
    """
    name = str(path)
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise ModelFileError(
            [Fault(name, 1, "", f"Filen går inte att läsa ({error.strerror}).", "Kontrollera sökvägen.")]
        )
    return parse_model(content, name)


def parse_model(content: bytes, name: str) -> WorkingModel:
    """
    Read a model from the bytes of a file; `name` is what faults call the file.

    :raises ModelFileError: with every fault that was found
    """
    root = _root(_decoded(content, name), name)
    if repeated := list(_repeated_keys(root, name)):
        raise ModelFileError(repeated)
    try:
        data = json.dumps(_plain(root))
        # As JSON, because there strict means strict about types while a list may still become a tuple.
        return WorkingModel.model_validate_json(data)
    except ValidationError as error:
        raise ModelFileError(_faults(error.errors(include_url=False), root, name))


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ModelFileError([Fault(name, line, "", "Filen är inte UTF-8.", "Spara filen med teckenkodningen UTF-8.")])


def _root(text: str, name: str) -> yaml.MappingNode:
    try:
        _refuse_anchors_and_tags(text, name)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        remedy = "Rätta raden, eller raden ovanför: se över indrag, kolon, citattecken och hakparenteser."
        raise ModelFileError(
            [Fault(name, line, "", f"Raden går inte att läsa som YAML (läsaren säger: {error.problem}).", remedy)]
        )
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ModelFileError(
            [Fault(name, line, "", "Raden har ett tecken som inte får stå i YAML.", "Ta bort tecknet.")]
        )
    if root is None:
        remedy = "Utgå från en färdig modell: framsteg model list visar vilka som finns."
        raise ModelFileError([Fault(name, 1, "", "Filen är tom.", remedy)])
    if not isinstance(root, yaml.MappingNode):
        remedy = "Börja med meta:, roles: och stages: längst till vänster."
        raise ModelFileError(
            [Fault(name, _line(root), "", "Filen är ingen arbetsmodell: den har inte namn och värden.", remedy)]
        )
    return root


def _refuse_anchors_and_tags(text: str, name: str) -> None:
    """Anchors and tags make one line mean something written elsewhere; a model is read by people, line by line."""
    for event in yaml.parse(text, Loader=_Loader):
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            message = "Ankare (&, *) och taggar (!) får inte användas."
            line = event.start_mark.line + 1 if event.start_mark else 1
            fault = Fault(name, line, "", message, "Skriv ut värdet där det ska stå.")
            raise ModelFileError([fault])


def _repeated_keys(node: yaml.Node, name: str, path: str = "") -> list[Fault]:
    """YAML lets a second key silently replace the first; here that is a fault."""
    found = []
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            found += _repeated_keys(item, name, path)
    elif isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            field = f"{path}.{key.value}".lstrip(".")
            if not isinstance(key, yaml.ScalarNode):
                found.append(
                    Fault(name, _line(key), path, "Ett namn måste vara ett enkelt ord.", "Skriv ett ord före kolonet.")
                )
            elif key.value in seen:
                message = f"”{key.value}” står två gånger."
                found.append(Fault(name, _line(key), field, message, "Behåll den ena."))
            else:
                seen.add(key.value)
                found += _repeated_keys(value, name, field)
    return found


def _plain(node: yaml.Node) -> object:
    """Build dicts, lists and values; a name is always text, so that `on:` is not read as true."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return _scalar(node)


def _scalar(node: yaml.Node) -> object:
    try:
        return _Loader("").construct_object(node)
    except ValueError:  # looks like a number but is none, such as 0x_: the schema will say what it should be
        return node.value


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
    node, line, names = root, _line(root), []
    for index, part in enumerate(loc):
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == part), None)
            if pair is not None:
                line, node = _line(pair[0]), pair[1]
                names.append(str(part))
            elif index == len(loc) - 1 and part not in ("known", "unknown"):
                names.append(str(part))
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = _line(node)
            names.append(_id_of(node) or str(part + 1))
    return line, ".".join(names)


def _id_of(node: yaml.Node) -> str | None:
    if isinstance(node, yaml.MappingNode):
        return next((str(value.value) for key, value in node.value if key.value == "id"), None)
    return None


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


_WORDS = {
    "missing": ("Fältet saknas.", "Skriv in det, eller okänd om källan inte säger något och fältet tillåter det."),
    "string_type": ("Här ska stå text.", "Sätt värdet inom citattecken."),
    "string_too_short": ("Texten är tom.", "Skriv en text."),
    "string_too_long": ("Texten är för lång.", "Korta den till högst 60 tecken."),
    "int_type": ("Här ska stå ett heltal.", "Skriv ett tal utan citattecken, till exempel 48."),
    "int_from_float": ("Här ska stå ett heltal.", "Skriv talet utan decimaler."),
    "bool_type": ("Här ska stå true eller false.", "Skriv true eller false utan citattecken."),
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
    swedish = {word.lower(): field for field, word in (FIELDS | SECTIONS).items()}
    near = swedish.get(name.lower()) or next(iter(difflib.get_close_matches(name, _field_names(), 1, 0.7)), None)
    return f"Menade du {near}? Annars ta bort fältet." if near else "Ta bort fältet."


@cache
def _field_names() -> tuple[str, ...]:
    definitions = WorkingModel.model_json_schema()["$defs"].values()
    names = {name for definition in definitions for name in definition.get("properties", {})}
    return tuple(sorted(names | set(WorkingModel.model_fields)))
