"""Instrument files: the shipped ones, a kommun's own as YAML or CSV, each fault with its line and remedy."""

import json
from collections.abc import Callable
from functools import lru_cache, partial
from importlib import resources
from pathlib import Path

import yaml
from pydantic import ValidationError

from .check import read_bytes
from .faults import FileKind, ModelFileError
from .instrument import Choice, Instrument, Question, Scale
from .instrument_csv import SWEDISH, read_csv
from .tell import Loc, faults_of, place_in
from .yaml_file import plain, read_yaml

INSTRUMENTS = resources.files(__package__) / "instruments"


def read_instrument(path: Path | str) -> Instrument:
    """
    Read an instrument from a file; one whose name ends with .csv is read as a table.

    :raises ModelFileError: its `faults` name line, field and remedy
    """
    return parse_instrument(read_bytes(path), str(path))


def parse_instrument(content: bytes, name: str) -> Instrument:
    """
    Read an instrument from the bytes of a file; `name` is what faults call it, and one that ends with .csv is a table.

    :raises ModelFileError: with every fault that was found
    """
    if name.lower().endswith(".csv"):
        table = read_csv(content, name, INSTRUMENT_FILE)
        data: object = table.data
        place: Callable[[Loc], tuple[int, str]] = table.place
    else:
        root = read_yaml(content, name, INSTRUMENT_FILE)
        data, place = plain(root), partial(place_in, root)
    try:
        # As JSON, because there strict means strict about types while a list may still become a tuple.
        return Instrument.model_validate_json(json.dumps(data))
    except ValidationError as error:
        raise ModelFileError(faults_of(error.errors(include_url=False), place, name, INSTRUMENT_FILE))


def instrument_yaml(instrument: Instrument) -> str:
    """Return an instrument as the YAML file that `read_instrument` reads back."""
    data = instrument.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)


@lru_cache(maxsize=1)
def shipped_instruments() -> tuple[str, ...]:
    """Return the ids of the instruments that are shipped with Framsteg, in alphabetical order."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in INSTRUMENTS.iterdir()))


def shipped_instrument_yaml(instrument_id: str) -> str:
    """
    Return the file of a shipped instrument, comments included: what a kommun starts its own from.

    :raises KeyError: no such instrument is shipped
    """
    if instrument_id not in shipped_instruments():
        raise KeyError(f"Instrumentet ”{instrument_id}” finns inte. Välj bland {', '.join(shipped_instruments())}.")
    return (INSTRUMENTS / f"{instrument_id}.yaml").read_text(encoding="utf-8")


@lru_cache(maxsize=16)
def shipped_instrument(instrument_id: str) -> Instrument:
    """
    Return a shipped instrument by its id.

    :raises KeyError: no such instrument is shipped
    """
    return parse_instrument(shipped_instrument_yaml(instrument_id).encode(), f"{instrument_id}.yaml")


def _field_names() -> tuple[str, ...]:
    parts = (Instrument, Scale, Question, Choice)
    return tuple(sorted({name for part in parts for name in part.model_fields}))


INSTRUMENT_FILE = FileKind(
    one="ett instrument",
    not_one="Filen är inget instrument",
    begin="Börja med id:, label: och questions: längst till vänster.",
    start_from="Utgå från ett färdigt instrument: framsteg instrument list visar vilka som finns.",
    fields=_field_names,
    swedish=lambda: SWEDISH,
)
