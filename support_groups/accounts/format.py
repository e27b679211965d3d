"""What browsers make of secrets, version 1, for the invented people and for tests: the server itself never sees one.

The server uses `to_text` and `to_bytes` alone, for whatever goes to a browser as bytes.

`static/accounts/format.js` does the same, and `tests/accounts/vectors.json` holds both to it.
"""

import base64
import hashlib
import json
import secrets
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .models import KEY_BYTES, WayKind
from .rules import VAULT_STEPS_BYTES

VERSION = 1
ROUNDS = 600_000
NONCE_BYTES = 12
ENTROPY_BYTES = 16


@dataclass(frozen=True)
class Keys:
    """What a secret gives: a key to sign in with, which is sent, and one to open with, which never is."""

    sign_in: bytes
    wrap: bytes


@dataclass(frozen=True)
class Identity:
    """The pair of keys of an account (X25519, raw)."""

    private_key: bytes
    public_key: bytes


def to_text(octets: bytes) -> str:
    """Bytes as text for JSON (base64url)."""
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def to_bytes(text: str) -> bytes:
    """The bytes again."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def normal(passphrase: str) -> str:
    """A passphrase as it is stretched: the same on every keyboard."""
    return unicodedata.normalize("NFKC", passphrase).strip(" \t\r\n")


def passphrase_keys(passphrase: str, salt: bytes) -> Keys:
    """The keys of a passphrase; takes a while, and lets other threads work meanwhile."""
    stretched = hashlib.pbkdf2_hmac("sha256", normal(passphrase).encode(), salt, ROUNDS)
    return Keys(derived(stretched, "sign-in"), derived(stretched, "vault"))


def words_keys(entropy: bytes) -> Keys:
    """The keys of recovery words, which are random already."""
    return Keys(derived(entropy, "words sign-in"), derived(entropy, "words vault"))


def passkey_wrap(made: bytes) -> bytes:
    """The key that opens with a passkey, from what its device makes of our question (PRF)."""
    return derived(made, "passkey vault")


def new_identity() -> Identity:
    """A new pair of keys."""
    pair = X25519PrivateKey.generate()
    return Identity(pair.private_bytes_raw(), pair.public_key().public_bytes_raw())


def seal_identity(wrap: bytes, kind: WayKind, identity: Identity) -> bytes:
    """The private key as a way in keeps it."""
    return seal(wrap, identity.private_key, about(f"way:{kind}") + identity.public_key)


def open_identity(wrap: bytes, kind: WayKind, sealed: bytes, public_key: bytes) -> Identity:
    """The pair again; raises InvalidTag where the way is another one, or anything was changed."""
    return Identity(unseal(wrap, sealed, about(f"way:{kind}") + public_key), public_key)


def seal_item(identity: Identity, purpose: str, value: object) -> str:
    """Something of one's own as a browser puts it into the vault: filled up to a step, sealed, as text."""
    bare = len(_json({"is": value, "pad": ""}))
    step = next(step for step in VAULT_STEPS_BYTES if step >= bare)
    plain = _json({"is": value, "pad": " " * (step - bare)})
    return to_text(seal(own_key(identity), plain, about(f"item:{purpose}")))


def own_key(identity: Identity) -> bytes:
    """The key of what is one's own."""
    return derived(identity.private_key, "own")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def derived(secret: bytes, purpose: str, *bound: bytes) -> bytes:
    """A key for a purpose, and for what it is bound to besides."""
    info = b"".join((about(purpose), *bound))
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)


def seal(key: bytes, plain: bytes, bound: bytes) -> bytes:
    """The version, a nonce of its own, and what was sealed (AES-256-GCM)."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return bytes([VERSION]) + nonce + AESGCM(key).encrypt(nonce, plain, bound)


def unseal(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    """What was sealed; raises InvalidTag with another key, for anything else, or where one bit was changed."""
    if sealed[:1] != bytes([VERSION]):
        raise InvalidTag
    return AESGCM(key).decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], bound)


def about(words: str) -> bytes:
    """What a key or a seal is for, bound to it."""
    return f"support-groups/{VERSION} {words}".encode()
