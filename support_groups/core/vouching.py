"""The key with which an installation vouches for what it gives out: anybody who has the public half can check it.

It is none of the keys that seal: those are exchanged and let go of, and what was vouched for must stay good.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from flask import Flask, current_app

SIGNATURE_BYTES = 64

_EXTENSION = "support_groups.vouching"


def init_app(app: Flask, file: Path) -> None:
    """Give the app its key; where there is no file yet, one is made that only its owner can read."""
    with suppress(FileExistsError):
        _begin(file)
    app.extensions[_EXTENSION] = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text(encoding="ascii")))


def vouch(words: bytes) -> bytes:
    """The signature of the installation under some words."""
    return _key().sign(words)


def is_vouched(words: bytes, signature: bytes, public_key: bytes | None = None) -> bool:
    """Whether the installation at hand, or the one with a public key, has vouched for some words."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key or own_public_key()).verify(signature, words)
    except InvalidSignature:
        return False
    return True


def own_public_key() -> bytes:
    """The half that anybody may have."""
    return _key().public_key().public_bytes_raw()


def _key() -> Ed25519PrivateKey:
    found: Ed25519PrivateKey = current_app.extensions[_EXTENSION]
    return found


def _begin(file: Path) -> None:
    if file.exists():
        return
    descriptor, name = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    new = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(Ed25519PrivateKey.generate().private_bytes_raw().hex())
            opened.flush()
            os.fsync(opened.fileno())
        # Of several workers that start at once, the first one's key is everybody's.
        os.link(new, file)
    finally:
        new.unlink()
