"""The YAML of a file as nodes with lines and as plain values, told in Swedish where it cannot be read."""

import yaml

from .faults import Fault, FileKind, ModelFileError

DEEPEST = 50  # levels of lists and names; a whole model has ten


class _Loader(yaml.SafeLoader):
    """YAML where a date stays a text: the schema says what a date is."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(content: bytes, name: str, kind: FileKind) -> yaml.MappingNode:
    """
    Return the root of the file; `name` is what faults call it, and `kind` what it is meant to be.

    :raises ModelFileError: not UTF-8, not YAML, not names with values, or a name that stands twice
    """
    root = _root(decoded(content, name), name, kind)
    if repeated := _repeated_keys(root, name):
        raise ModelFileError(repeated)
    return root


def decoded(content: bytes, name: str) -> str:
    """Return the text of a file. :raises ModelFileError: it is not UTF-8"""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ModelFileError([Fault(name, line, "", "Filen är inte UTF-8.", "Spara filen med teckenkodningen UTF-8.")])


def _root(text: str, name: str, kind: FileKind) -> yaml.MappingNode:
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
        raise ModelFileError([Fault(name, 1, "", "Filen är tom.", kind.start_from)])
    if not isinstance(root, yaml.MappingNode):
        message = f"{kind.not_one}: den har inte namn och värden."
        raise ModelFileError([Fault(name, line_of(root), "", message, kind.begin)])
    return root


def _refuse_anchors_and_tags(text: str, name: str) -> None:
    """
    Anchors and tags make one line mean something written elsewhere; a model is read by people, line by line.

    Nor may lists lie in each other without end: the reader of the next step calls itself for each.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 1
        if depth > DEEPEST:
            fault = Fault(name, line, "", f"Listor ligger i varandra i mer än {DEEPEST} led.", "Ta bort det.")
            raise ModelFileError([fault])
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            message = "Ankare (&, *) och taggar (!) får inte användas."
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
                    Fault(
                        name, line_of(key), path, "Ett namn måste vara ett enkelt ord.", "Skriv ett ord före kolonet."
                    )
                )
            elif key.value in seen:
                message = f"”{key.value}” står två gånger."
                found.append(Fault(name, line_of(key), field, message, "Behåll den ena."))
            else:
                seen.add(key.value)
                found += _repeated_keys(value, name, field)
    return found


def plain(node: yaml.Node) -> object:
    """Build dicts, lists and values; a name is always text, so that `on:` is not read as true."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    return _scalar(node)


def _scalar(node: yaml.Node) -> object:
    try:
        return _Loader("").construct_object(node)
    except ValueError:  # looks like a number but is none, such as 0x_: the schema will say what it should be
        return node.value


def line_of(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
