"""Nothing that the server keeps opens what is sealed in a browser."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import chain

import pytest
from cryptography.exceptions import InvalidTag
from flask import Flask
from sqlalchemy import select

from support_groups.accounts import actions, format
from support_groups.accounts.actions import NewWay
from support_groups.accounts.models import Account, WayIn, WayKind
from support_groups.accounts.passkeys import Passkey
from support_groups.core.database import Base, db
from support_groups.core.transaction import transaction

PASSPHRASE = "a calm and quiet evening"
SALT = bytes(range(16))
ENTROPY = bytes(range(100, 116))
MADE = bytes(range(200, 232))
"""What a device makes of our question."""
ROUNDS = 40


@pytest.fixture
def milo(app: Flask) -> Account:
    """Milo, whose browser has made real keys, one of them with a passkey; he is signed in on one device."""
    identity = format.new_identity()
    made = {
        WayKind.PASSPHRASE: format.passphrase_keys(PASSPHRASE, SALT),
        WayKind.WORDS: format.words_keys(ENTROPY),
    }
    sealed = {kind: format.seal_identity(keys.wrap, kind, identity) for kind, keys in made.items()}
    account = actions.open_account(
        "Milo",
        "UTC",
        identity.public_key,
        NewWay(made[WayKind.PASSPHRASE].sign_in, sealed[WayKind.PASSPHRASE], SALT),
        NewWay(made[WayKind.WORDS].sign_in, sealed[WayKind.WORDS]),
    )
    with transaction() as session:
        way = WayIn(account_id=account.id, kind=WayKind.PASSKEY, label="A phone", created_on=account.created_on)
        way.credential_id, way.credential = b"phone", Passkey(b"phone", b"open half", 1, bytes(32)).kept()
        way.sealed = format.seal_identity(format.passkey_wrap(MADE), WayKind.PASSKEY, identity)
        session.add(way)
    actions.start_sign_in(account, "Firefox")
    return account


def everything_kept() -> Iterator[bytes]:
    """Every value in every table, opened with the keys of the installation where it is sealed by them."""
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            yield from (value if isinstance(value, bytes) else str(value).encode() for value in row)


def opened_by(values: Iterator[bytes], account: Account) -> list[bytes]:
    """The values that open the private key of an account, by themselves or by what the format makes of them."""
    found = []
    for value in values:
        keys = format.words_keys(value)
        tried = {value[:32], value[-32:], sha256(value).digest(), keys.wrap, keys.sign_in}
        tried |= {format.derived(value, "vault"), format.passkey_wrap(value)}
        found += [value for key in tried if len(key) == 32 and _opens(key, account)]
    return found


def _opens(key: bytes, account: Account) -> bool:
    for way in db.session.scalars(select(WayIn).where(WayIn.account_id == account.id)):
        try:
            format.open_identity(key, way.kind, way.sealed or b"", account.public_key)
        except InvalidTag:
            continue
        return True
    return False


def test_nothing_that_is_kept_or_was_sent_opens_what_only_its_owner_can(app: Flask, milo: Account) -> None:
    kept = set(everything_kept()) | {app.config["SECRET_KEY"].encode()}
    sent = {format.passphrase_keys(PASSPHRASE, SALT).sign_in, format.words_keys(ENTROPY).sign_in}
    assert {milo.public_key, SALT} < kept
    assert opened_by(chain(kept, sent), milo) == []
    wraps = (format.passphrase_keys(PASSPHRASE, SALT).wrap, ENTROPY, MADE)
    assert opened_by(iter(wraps), milo) == list(wraps), "whoever has the secret is let in"
