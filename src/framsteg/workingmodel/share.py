"""
Give a model to another kommun as one file: a head that says who made it, of what and when, and then the model itself.

The checksum is of everything that the head says and of the model, so a change anywhere is found. Who made the file is
only proved by a signature, checked with a public key that came another way.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Literal, NoReturn

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from . import signature
from .base import Id, Text
from .check import MODEL_FILE, parse_model
from .faults import Fault, ModelFileError
from .schema import WorkingModel
from .yaml_file import plain, read_yaml

_TITLE = (
    "# Arbetsmodell ur Framsteg. Läs in den med: framsteg model import. Ändras filen stämmer inte kontrollsumman.\n"
)
_SEPARATOR = "\n---\n"
_ASK_AGAIN = "Använd den inte; be avsändaren om filen igen."


class _Head(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    framsteg_model: Literal[1]  # the form of the file
    made_by: Text
    made_at: Text
    model: Id
    version: Text
    builds_on: tuple[Id, ...]
    public_key: Text | None = None
    checksum: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
    signature: Text | None = None


@dataclass(frozen=True)
class Provenance:
    """Where a model comes from: who made the file, when (aware), of which model and version, built on what."""

    made_by: str
    made_at: datetime
    model: str
    version: str
    builds_on: tuple[str, ...]


@dataclass(frozen=True)
class Received:
    """A model that came as a file: the model, its own text, where it comes from, and the key that signed it, if any."""

    model: WorkingModel
    text: str
    provenance: Provenance
    signed_with: str | None


def export_model(text: str, *, made_by: str, made_at: datetime, key: bytes | None = None) -> str:
    """
    Return the file that gives a model to another kommun.

    :param text: the model's file, whole in itself (`whole_yaml` or `shipped_yaml`)
    :param made_by: the kommun or person that gives it
    :param made_at: aware datetime
    :param key: a private Ed25519 key (PEM) to sign with
    :raises ModelFileError: the model cannot be used
    :raises KeyFileError: no such key in it
    :raises ValueError: a time without time zone, or nobody who made it
    """
    if made_at.tzinfo is None:
        raise ValueError("Tidpunkten saknar tidszon; skriv till exempel 2026-11-22T09:00+01:00.")
    if not made_by.strip():
        raise ValueError("Skriv vem som lämnar modellen, till exempel kommunens namn.")
    text = text.replace("\r\n", "\n").rstrip("\n") + "\n"
    meta = parse_model(text.encode(), "modellen").meta
    head: dict[str, object] = {
        "framsteg_model": 1,
        "made_by": made_by.strip(),
        "made_at": made_at.isoformat(),
        "model": meta.id,
        "version": meta.version,
        "builds_on": [*([meta.parent] if meta.parent else []), *meta.inspired_by],
    }
    private = signature.private_key(key) if key is not None else None
    if private is not None:
        head["public_key"] = signature.public_key_of(private)
    payload = _payload(head, text)
    head["checksum"] = _checksum(payload)
    if private is not None:
        head["signature"] = signature.sign(private, payload)
    # JSON values are YAML too, and leave no doubt about quotes.
    rows = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in head.items())
    return f"{_TITLE}{rows.rstrip()}{_SEPARATOR}{text}"


def import_model(content: bytes, name: str, *, trusted: bytes | None = None) -> Received:
    """
    Check a file that `export_model` made, and return what is in it.

    :param name: what faults call the file
    :param trusted: the sender's public Ed25519 key (PEM), when the file must be signed with it
    :raises ModelFileError: the file is damaged, changed, not signed as it must be, or holds a model that cannot be used
    :raises KeyFileError: no such key in `trusted`
    """
    head, text, first_line = _parts(content, name)
    said = head.model_dump(mode="json", exclude={"checksum", "signature"}, exclude_none=True)
    payload = _payload(said, text)
    if _checksum(payload) != head.checksum:
        _refuse(name, content, "checksum", "Kontrollsumman stämmer inte: filen är skadad eller ändrad.", _ASK_AGAIN)
    _check_signature(head, payload, content, name, trusted)
    model = _model(text, name, first_line)
    if (model.meta.id, model.meta.version) != (head.model, head.version):
        _refuse(name, content, "model", "Huvudet säger en annan modell eller version än den som följer.", _ASK_AGAIN)
    provenance = Provenance(head.made_by, _instant(head, content, name), head.model, head.version, head.builds_on)
    return Received(model, text, provenance, head.public_key if head.signature else None)


def _parts(content: bytes, name: str) -> tuple[_Head, str, int]:
    """Return the head, the model's text and the line where it starts."""
    normal = content.replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf")  # mail and editors change line ends
    top, separator, rest = normal.partition(_SEPARATOR.encode())
    if not separator or b"framsteg_model:" not in top:
        message = "Filen är inte gjord med framsteg model export: den saknar huvud."
        remedy = "Är det en vanlig modellfil? Pröva den med framsteg model check."
        raise ModelFileError([Fault(name, 1, "", message, remedy)])
    root = read_yaml(top, name, MODEL_FILE)
    try:
        head = _Head.model_validate_json(json.dumps(plain(root)))
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        _refuse(name, content, field, "Huvudet går inte att läsa: fältet saknas eller har fel värde.", _ASK_AGAIN)
    try:
        text = rest.decode("utf-8")
    except UnicodeDecodeError:
        _refuse(name, content, "", "Filen är inte UTF-8.", _ASK_AGAIN)
    return head, text, top.count(b"\n") + 2


def _check_signature(head: _Head, payload: bytes, content: bytes, name: str, trusted: bytes | None) -> None:
    expected = None if trusted is None else signature.public_key(trusted)
    if head.signature is None or head.public_key is None:
        if expected is not None or head.signature is not head.public_key:
            _refuse(name, content, "signature", "Filen är inte undertecknad.", "Be avsändaren underteckna den.")
        return
    if not signature.is_signed_by(head.public_key, head.signature, payload):
        _refuse(name, content, "signature", "Underskriften stämmer inte med filen.", _ASK_AGAIN)
    if expected not in (None, head.public_key):
        message = "Filen är undertecknad med en annan nyckel än den du litar på."
        _refuse(name, content, "public_key", message, "Fråga avsändaren vilken nyckel som gäller, en annan väg.")


def _model(text: str, name: str, first_line: int) -> WorkingModel:
    try:
        return parse_model(text.encode(), name)
    except ModelFileError as error:
        raise ModelFileError([replace(fault, line=fault.line + first_line) for fault in error.faults])


def _instant(head: _Head, content: bytes, name: str) -> datetime:
    try:
        made_at = datetime.fromisoformat(head.made_at)
    except ValueError:
        made_at = None
    if made_at is None or made_at.tzinfo is None:
        _refuse(name, content, "made_at", "Tidpunkten går inte att läsa eller saknar tidszon.", _ASK_AGAIN)
    return made_at


def _payload(head: dict[str, object], text: str) -> bytes:
    return f"{json.dumps(head, ensure_ascii=False, sort_keys=True)}\n{text}".encode()


def _checksum(payload: bytes) -> str:
    return f"sha256:{hashlib.sha256(payload).hexdigest()}"


def _refuse(name: str, content: bytes, field: str, message: str, remedy: str) -> NoReturn:
    lines = content.splitlines()
    line = next((index for index, row in enumerate(lines, 1) if field and row.startswith(f"{field}:".encode())), 1)
    raise ModelFileError([Fault(name, line, field, message, remedy)])
