"""A fault in a model file, told so that whoever wrote the file can mend it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: where it is (`line` counts from 1), what is wrong and what to do, in Swedish."""

    file: str
    line: int
    field: str
    message: str
    remedy: str

    def __str__(self) -> str:
        field = f" {self.field}:" if self.field else ""
        return f"{self.file}:{self.line}:{field} {self.message} {self.remedy}"


class ModelFileError(ValueError):
    """A model file that cannot be used; `faults` says why, one by one."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class FileKind:
    """What a file is meant to be: the words that its faults are told with."""

    one: str
    """En arbetsmodell, ett instrument."""
    not_one: str
    """Filen är ingen arbetsmodell."""
    begin: str
    """What to write at the left, when the file has no names and values."""
    start_from: str
    """Where to find a finished file to start from."""
    fields: Callable[[], tuple[str, ...]]
    """Every name that may stand in the file."""
    swedish: Callable[[], Mapping[str, str]]
    """From a Swedish word for a field, in small letters, to its name."""
