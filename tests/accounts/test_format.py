"""What browsers make of secrets, in Python: the very keys that static/accounts/format.js makes of them."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from mnemonic import Mnemonic

from support_groups.accounts import format
from support_groups.accounts.models import SEALED_BYTES, WayKind
from support_groups.accounts.rules import is_sealed

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
IDENTITY = format.Identity(
    bytes.fromhex(VECTORS["identity"]["private_key"]), bytes.fromhex(VECTORS["identity"]["public_key"])
)


@pytest.mark.parametrize("vector", VECTORS["passphrases"], ids=lambda vector: str(vector["normal"]))
def test_a_passphrase_gives_the_keys_of_the_vectors_and_opens_what_was_sealed(vector: dict[str, str]) -> None:
    assert format.normal(vector["passphrase"]) == vector["normal"]
    keys = format.passphrase_keys(vector["passphrase"], bytes.fromhex(vector["salt"]))
    opens(keys, vector, WayKind.PASSPHRASE)


@pytest.mark.parametrize("vector", VECTORS["words"], ids=lambda vector: str(vector["entropy"]))
def test_words_give_the_keys_of_the_vectors_and_open_what_was_sealed(vector: dict[str, str]) -> None:
    entropy = bytes(Mnemonic("english").to_entropy(vector["words"]))
    assert entropy.hex() == vector["entropy"]
    opens(format.words_keys(entropy), vector, WayKind.WORDS)


def test_a_passkey_gives_the_key_of_the_vectors_and_opens_what_was_sealed() -> None:
    vector = VECTORS["passkey"]
    wrap = format.passkey_wrap(bytes.fromhex(vector["prf"]))
    assert wrap.hex() == vector["wrap"]
    sealed = bytes.fromhex(vector["sealed"])
    assert format.open_identity(wrap, WayKind.PASSKEY, sealed, IDENTITY.public_key) == IDENTITY


def opens(keys: format.Keys, vector: dict[str, str], kind: WayKind) -> None:
    """The keys are those of a vector, and open what it has sealed."""
    assert (keys.sign_in.hex(), keys.wrap.hex()) == (vector["sign_in"], vector["wrap"])
    assert keys.sign_in != keys.wrap
    sealed = bytes.fromhex(vector["sealed"])
    assert len(sealed) == SEALED_BYTES
    assert format.open_identity(keys.wrap, kind, sealed, IDENTITY.public_key) == IDENTITY


def test_the_two_halves_of_a_pair_belong_together() -> None:
    for one in (IDENTITY, format.new_identity()):
        pair = X25519PrivateKey.from_private_bytes(one.private_key)
        assert pair.public_key().public_bytes_raw() == one.public_key


def test_what_is_sealed_opens_with_its_own_key_kind_and_pair_alone() -> None:
    keys, other = format.words_keys(b"a" * 16), format.words_keys(b"b" * 16)
    sealed = format.seal_identity(keys.wrap, WayKind.WORDS, IDENTITY)
    assert format.open_identity(keys.wrap, WayKind.WORDS, sealed, IDENTITY.public_key) == IDENTITY
    public_key = format.new_identity().public_key
    wrongly = (
        (other.wrap, WayKind.WORDS, sealed, IDENTITY.public_key),
        (keys.sign_in, WayKind.WORDS, sealed, IDENTITY.public_key),
        (keys.wrap, WayKind.PASSPHRASE, sealed, IDENTITY.public_key),
        (keys.wrap, WayKind.WORDS, sealed, public_key),
        (keys.wrap, WayKind.WORDS, sealed[:-1] + bytes([sealed[-1] ^ 1]), IDENTITY.public_key),
    )
    for attempt in wrongly:
        with pytest.raises(InvalidTag):
            format.open_identity(*attempt)


def test_what_is_ones_own_has_the_key_of_the_vectors_and_opens_with_it_for_its_purpose_alone() -> None:
    vector = VECTORS["own"]
    assert format.own_key(IDENTITY).hex() == vector["key"]
    assert opened(vector["envelope"], vector["purpose"]) == vector["value"]
    sealed = format.seal_item(IDENTITY, "plan", vector["value"])
    assert opened(sealed, "plan")["is"] == vector["value"]
    with pytest.raises(InvalidTag):
        opened(sealed, "clean-time")


def opened(envelope: str, purpose: str) -> Any:
    """What a browser with the key of the vectors reads."""
    sealed = base64.urlsafe_b64decode(envelope + "=" * (-len(envelope) % 4))
    about = f"support-groups/1 item:{purpose}".encode()
    return json.loads(AESGCM(format.own_key(IDENTITY)).decrypt(sealed[1:13], sealed[13:], about))


@pytest.mark.parametrize("words", ["", "grüne Äpfel " * 100, "港" * 2_000, "x" * 30_000])
def test_what_is_sealed_here_has_the_lengths_that_the_vault_takes(words: str) -> None:
    assert is_sealed(format.seal_item(IDENTITY, "plan", {"first": words}))
