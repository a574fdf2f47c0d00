"""Sign a model file, and check who signed it: Ed25519, with keys as PEM, so that openssl makes and shows them."""

import base64
import binascii

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key


class KeyFileError(ValueError):
    """A file that does not hold the key that is needed; the text says what to do."""


def private_key(pem: bytes) -> Ed25519PrivateKey:
    """:raises KeyFileError: not an unencrypted private Ed25519 key"""
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(
            "Nyckelfilen har ingen privat nyckel. Gör en: openssl genpkey -algorithm ed25519 -out nyckel.pem"
        )
    return key


def public_key(pem: bytes) -> str:
    """
    Return a public key as one line of text.

    :raises KeyFileError: not a public Ed25519 key
    """
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFileError("Nyckelfilen har ingen öppen nyckel. Be avsändaren om: openssl pkey -in nyckel.pem -pubout")
    return _text(key.public_bytes_raw())


def public_key_of(key: Ed25519PrivateKey) -> str:
    """Return the public key that goes with a private one, as one line of text."""
    return _text(key.public_key().public_bytes_raw())


def sign(key: Ed25519PrivateKey, payload: bytes) -> str:
    """Return the signature of the payload as one line of text."""
    return _text(key.sign(payload))


def is_signed_by(public: str, signature: str, payload: bytes) -> bool:
    """Return whether the signature was made of this payload with the private key that goes with the public one."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        key.verify(base64.b64decode(signature, validate=True), payload)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
