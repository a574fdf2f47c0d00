"""A model that one kommun gives to another: what was changed, forged or broken on the way is refused."""

import hashlib
import json
import re
from datetime import UTC, datetime

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from framsteg.workingmodel import (
    KeyFileError,
    ModelFileError,
    export_model,
    import_model,
    shipped,
    shipped_model,
    shipped_yaml,
)

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def new_key():
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


@pytest.fixture(scope="module")
def keys():
    return new_key()


@pytest.fixture
def given():
    return export_model(shipped_yaml("boras"), made_by="Borås Stad", made_at=AT)


@pytest.fixture
def signed(keys):
    return export_model(shipped_yaml("boras"), made_by="Borås Stad", made_at=AT, key=keys[0])


def refused(text, **how):
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(ModelFileError) as error:
        import_model(content, "boras.framsteg.yaml", **how)
    (fault,) = error.value.faults
    assert fault.remedy
    return fault


@pytest.mark.parametrize("model_id", shipped())
def test_what_comes_is_what_was_given(model_id):
    text = export_model(shipped_yaml(model_id), made_by="En kommun", made_at=AT)

    received = import_model(text.encode(), "fil")

    assert received.model == shipped_model(model_id)
    assert received.text == shipped_yaml(model_id)


def test_the_file_says_who_made_it_of_what_and_when():
    text = export_model(shipped_yaml("trollhattan"), made_by="Trollhättans Stad", made_at=AT)

    came = import_model(text.encode(), "fil").provenance

    assert (came.made_by, came.made_at, came.model, came.version) == ("Trollhättans Stad", AT, "trollhattan", "2019-1")
    assert came.builds_on == ("angered",)


def test_the_same_model_at_the_same_time_gives_the_same_file(given):
    assert export_model(shipped_yaml("boras"), made_by="Borås Stad", made_at=AT) == given


def test_line_ends_that_mail_has_changed_do_no_harm(given):
    assert import_model(b"\xef\xbb\xbf" + given.replace("\n", "\r\n").encode(), "fil").model == shipped_model("boras")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Få klienter per handläggare", "Många klienter per handläggare"),
        ('made_by: "Borås Stad"', 'made_by: "En annan stad"'),
        ("2026-11-22T09:00", "2025-11-22T09:00"),
        ('version: "2018-1"\nbuilds_on', 'version: "2019-1"\nbuilds_on'),
    ],
)
def test_a_change_anywhere_is_found(given, old, new):
    assert old in given

    fault = refused(given.replace(old, new))

    assert (fault.field, fault.line) == ("checksum", 8)
    assert "skadad eller ändrad" in fault.message


def test_a_file_cut_short_is_found(given):
    assert refused(given[: len(given) // 2]).field == "checksum"


def test_a_plain_model_file_is_not_taken_for_one(given):
    fault = refused(shipped_yaml("boras"))

    assert "framsteg model check" in fault.remedy


@pytest.mark.parametrize("field", ["made_by", "made_at", "model", "version", "builds_on", "checksum"])
def test_a_head_that_lacks_a_field_is_refused_by_its_name(given, field):
    lines = [line for line in given.splitlines() if not line.startswith(f"{field}:")]

    assert refused("\n".join(lines)).field == field


def test_a_model_that_cannot_be_used_is_not_given():
    with pytest.raises(ModelFileError):
        export_model("meta: {}\n", made_by="En kommun", made_at=AT)


@pytest.mark.parametrize("how", [{"made_at": datetime(2026, 11, 22)}, {"made_by": " "}])
def test_who_and_when_must_be_told(how):
    with pytest.raises(ValueError, match=r"Tidpunkten saknar tidszon|Skriv vem"):
        export_model(shipped_yaml("boras"), **{"made_by": "Borås Stad", "made_at": AT} | how)


class TestSignature:
    def test_a_signed_file_is_taken_with_the_senders_key(self, signed, keys):
        assert import_model(signed.encode(), "fil", trusted=keys[1]).signed_with
        assert import_model(signed.encode(), "fil").signed_with

    def test_an_unsigned_file_tells_that_nobody_is_proved(self, given):
        assert import_model(given.encode(), "fil").signed_with is None

    def test_an_unsigned_file_is_refused_when_a_key_is_asked_for(self, given, keys):
        assert "inte undertecknad" in refused(given, trusted=keys[1]).message

    def test_a_file_that_somebody_else_signed_is_refused(self, keys):
        forged = export_model(shipped_yaml("boras"), made_by="Borås Stad", made_at=AT, key=new_key()[0])

        assert "annan nyckel" in refused(forged, trusted=keys[1]).message

    def test_a_signature_taken_from_another_file_is_refused(self, signed, keys):
        other = export_model(shipped_yaml("hagfors"), made_by="Borås Stad", made_at=AT, key=keys[0])
        mine, its = (
            next(line for line in text.splitlines() if line.startswith("signature:")) for text in (signed, other)
        )

        assert "stämmer inte" in refused(signed.replace(mine, its), trusted=keys[1]).message

    def test_a_key_without_signature_is_refused(self, signed):
        lines = [line for line in signed.splitlines(keepends=True) if not line.startswith("signature:")]

        assert "inte undertecknad" in refused("".join(lines)).message

    def test_a_file_that_is_no_key_is_told(self, signed):
        with pytest.raises(KeyFileError, match="openssl genpkey"):
            export_model(shipped_yaml("boras"), made_by="Borås Stad", made_at=AT, key=b"hemligt")
        with pytest.raises(KeyFileError, match="openssl pkey"):
            import_model(signed.encode(), "fil", trusted=b"hemligt")


def test_a_fault_in_the_model_is_told_at_its_line_in_the_file(given):
    bent = with_right_checksum(given.replace("max_cases: okänd", "max_cases: många", 1))

    fault = refused(bent)

    assert "max_cases: många" in bent.splitlines()[fault.line - 1]
    assert fault.field == "roles.socialsekreterare.max_cases"


def with_right_checksum(text):
    """As somebody would who wants the change to pass: this is why a checksum is no proof of who made the file."""
    top, model = text.split("\n---\n")
    head = yaml.safe_load(top)
    del head["checksum"]
    payload = f"{json.dumps(head, ensure_ascii=False, sort_keys=True)}\n{model}".encode()
    return re.sub(r"sha256:[0-9a-f]{64}", f"sha256:{hashlib.sha256(payload).hexdigest()}", text)
