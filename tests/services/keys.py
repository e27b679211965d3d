"""What a browser would make of secrets, made quickly: to the server, one key is as good as another.

`support_groups/accounts/format.py` makes the real ones, and takes its time.
"""

import hashlib
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from support_groups.accounts import actions, rules, work
from support_groups.accounts.actions import NewWay
from support_groups.accounts.format import Identity, to_text
from support_groups.accounts.models import SALT_BYTES, SEALED_BYTES, Account
from support_groups.rooms.rules import MESSAGE_STEPS_BYTES

PASSPHRASE = "a calm and quiet evening"
WORDS = "twelve words on a piece of paper"
SEALED = "A" * rules.sealed_chars(MESSAGE_STEPS_BYTES[0])
"""What looks like a message that was sealed for somebody."""


def key_of(secret: str) -> bytes:
    """The key to sign in with, for a passphrase or for words."""
    return hashlib.sha256(secret.encode()).digest()


def identity_of(name: str) -> Identity:
    """The pair of keys of the account with this name."""
    private_key = key_of(name)
    return Identity(private_key, X25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw())


def passphrase_way(passphrase: str) -> NewWay:
    """A new passphrase."""
    salt = hashlib.blake2b(passphrase.encode(), digest_size=SALT_BYTES).digest()
    return NewWay(key_of(passphrase), _sealed(passphrase), salt)


def words_way(words: str) -> NewWay:
    """New recovery words."""
    return NewWay(key_of(words), _sealed(words))


def open_account(
    name: str, passphrase: str = PASSPHRASE, zone: str = "UTC", founder_token: str | None = None, words: str = WORDS
) -> Account:
    """Open an account."""
    new = passphrase_way(passphrase), words_way(words)
    return actions.open_account(name, zone, identity_of(name).public_key, *new, founder_token=founder_token)


def sign_in(
    client: FlaskClient, name: str, passphrase: str = PASSPHRASE, *, stay: bool = False, next: str = "", **how: Any
) -> TestResponse:
    """Sign in as the page does; `how` is what a test client can be told besides."""
    values = {"name": name, "key": to_text(key_of(passphrase)), "stay": stay, "next": next}
    return client.post("/sign-in", json=values, **how)


def join(client: FlaskClient, name: str = "Quiet Harbour", passphrase: str = PASSPHRASE, **more: Any) -> TestResponse:
    """Open an account as the second page of joining does."""
    new = {"public_key": to_text(identity_of(name).public_key), "passphrase": sent(passphrase_way(passphrase))}
    done = {"words": sent(words_way(WORDS)), "work": worked(client)}
    return client.post("/join/passphrase", json={"name": name, **new, **done, **more})


def worked(client: FlaskClient) -> str:
    """What a browser works out before an account opens."""
    given = client.get("/join/work").get_json()
    return work.answer(given["challenge"], rules.solve(given["challenge"], given["bits"]))


def sent(way: NewWay) -> dict[str, str]:
    """A new way in as JSON."""
    told = {"key": to_text(way.key), "sealed": to_text(way.sealed)}
    return told | ({"salt": to_text(way.salt)} if way.salt else {})


def _sealed(secret: str) -> bytes:
    return b"\x01" + hashlib.shake_256(secret.encode()).digest(SEALED_BYTES - 1)
