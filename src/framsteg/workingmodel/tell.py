"""Tell what is wrong with a file of ours in Swedish: pydantic's errors as faults with line, field and remedy."""

import difflib
from collections.abc import Callable

import yaml
from pydantic_core import ErrorDetails

from .duration import Duration
from .events import NEVER_GATED
from .faults import Fault, FileKind
from .unknown import UNKNOWN
from .yaml_file import line_of

Loc = tuple[str | int, ...]


def faults_of(
    errors: list[ErrorDetails], place: Callable[[Loc], tuple[int, str]], name: str, kind: FileKind
) -> list[Fault]:
    """
    Return pydantic's errors as faults in order of line, one for each place.

    :param place: from the path of an error to the line and the field's name; `place_in` for YAML
    :param name: what faults call the file, and `kind` what it is meant to be
    """
    by_place: dict[tuple[int, str], Fault] = {}
    for error in errors:
        if error["type"] == "too_short" and _has_inner(error["loc"], errors):
            continue  # pydantic also counts a list with a faulty item as empty
        line, field = place(error["loc"])
        # The alternatives of one value fail together: one fault says it.
        by_place.setdefault((line, field), Fault(name, line, field, *_words(error, kind)))
    return sorted(by_place.values())


def _has_inner(loc: Loc, errors: list[ErrorDetails]) -> bool:
    return any(len(other["loc"]) > len(loc) and other["loc"][: len(loc)] == loc for other in errors)


def place_in(root: yaml.Node, loc: Loc) -> tuple[int, str]:
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


def _words(error: ErrorDetails, kind_of_file: FileKind) -> tuple[str, str]:
    """Return what is wrong and what to do, in Swedish."""
    kind, context = error["type"], error.get("ctx", {})
    if "remedy" in context:  # our own errors already speak Swedish
        return error["msg"], str(context["remedy"])
    if kind == "extra_forbidden":
        return f"Fältet finns inte i {kind_of_file.one}.", _nearest(str(error["loc"][-1]), kind_of_file)
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
    return _WORDS.get(kind, (f"Värdet går inte att använda ({error['msg']}).", kind_of_file.start_from))


def _nearest(name: str, kind: FileKind) -> str:
    near = kind.swedish().get(name.lower()) or next(iter(difflib.get_close_matches(name, kind.fields(), 1, 0.7)), None)
    return f"Menade du {near}? Annars ta bort fältet." if near else "Ta bort fältet."
