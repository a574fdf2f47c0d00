"""Read a case file: a household in YAML, or everything that is wrong with it, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError

from framsteg.entitlement.facts import Case
from framsteg.entitlement.faults import shown

_LARGEST = 1_000_000  # bytes; a household fits in a few thousand


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, and a sentence that says what and what is expected."""

    file: str
    line: int | None
    field: str
    message: str

    def __str__(self) -> str:
        line = "" if self.line is None else f", rad {self.line}"
        field = f", {self.field}" if self.field else ""
        return f"{self.file}{line}{field}: {self.message}"


class CaseFileError(ValueError):
    """The file cannot be read as a case; ``faults`` holds every fault, in the order of the file."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


class _Loader(yaml.SafeLoader):
    """YAML's safe types without dates, so that 2025-02-30 is a fault of ours and not a crash in the parser."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse aliases: a household has no use for them, and a few lines of them can fill the memory."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(problem="alias", problem_mark=self.current_event.start_mark)
        return super().compose_node(parent, index)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_case(path: Path) -> Case:
    """
    Read a household from a YAML file in UTF-8.

    :raises CaseFileError: with one fault for each thing that is wrong
    """
    return parse_case(_text(path), name=str(path))


def parse_case(text: str, *, name: str) -> Case:
    """
    Read a household from YAML text; ``name`` stands for the file in the faults.

    :raises CaseFileError: with one fault for each thing that is wrong
    """
    root, raw = _yaml(text, name)
    if not isinstance(root, yaml.MappingNode):
        what = "Filen är tom." if root is None else "Filen är ingen samling av uppgifter."
        raise CaseFileError([Fault(name, None, "", f"{what} Börja med month: och persons:.")])
    faults = [Fault(name, line, key, "Uppgiften står två gånger. Ta bort den ena.") for line, key in _doubled(root)]
    try:
        case = Case.model_validate(raw)
    except ValidationError as refused:
        faults += [Fault(name, _line(root, e["loc"]), _field(e["loc"]), e["msg"]) for e in refused.errors()]
        raise CaseFileError(sorted(faults, key=lambda fault: fault.line or 0)) from refused
    if faults:
        raise CaseFileError(faults)
    return case


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError as missing:
        raise _whole_file(path, "Filen finns inte. Kontrollera namnet och mappen.") from missing
    except OSError as unreadable:
        raise _whole_file(path, "Filen går inte att läsa. Ange en fil som du har rätt att öppna.") from unreadable
    if len(content) > _LARGEST:
        raise _whole_file(path, "Filen är större än 1 MB. Ange en fil med ett enda hushåll.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        message = "Filen är inte skriven i UTF-8. Spara den som UTF-8 och försök igen."
        raise CaseFileError([Fault(str(path), line, "", message)]) from wrong


def _whole_file(path: Path, message: str) -> CaseFileError:
    return CaseFileError([Fault(str(path), None, "", message)])


def _yaml(text: str, name: str) -> tuple[yaml.Node | None, object]:
    """Return the marked nodes, for line numbers, and the plain values."""
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        return root, None if root is None else loader.construct_document(root)
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        line = None if mark is None else mark.line + 1
        message = (
            "Raden följer inte YAML. Kontrollera indrag, kolon, citattecken och klamrar på den och raden före;"
            " taggar (!) och alias (*) går inte att använda."
        )
        raise CaseFileError([Fault(name, line, "", message)]) from wrong
    except (yaml.YAMLError, ValueError, RecursionError) as wrong:
        message = "Filen går inte att läsa som YAML. Den innehåller otillåtna tecken eller är för djupt nästlad."
        raise CaseFileError([Fault(name, None, "", message)]) from wrong


def _doubled(root: yaml.MappingNode) -> Iterator[tuple[int, str]]:
    """Find keys written twice in the file itself or in one of its rows; YAML would keep the last in silence."""
    rows = [row for _, value in root.value if isinstance(value, yaml.SequenceNode) for row in value.value]
    for mapping in [root, *(row for row in rows if isinstance(row, yaml.MappingNode))]:
        seen = set()
        for key, _ in mapping.value:
            if key.value in seen:
                yield key.start_mark.line + 1, shown(key.value)
            seen.add(key.value)


def _line(root: yaml.Node, loc: tuple[int | str, ...]) -> int:
    """Return the line of the place, or of what should have held it when it is missing."""
    node, line = root, root.start_mark.line
    for part in loc:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line
        elif isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line, found[1]
    return line + 1


def _field(loc: tuple[int | str, ...]) -> str:
    """Write the place as the file's author would: ``costs[0].applied``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{shown(part)}" for part in loc).removeprefix(".")
