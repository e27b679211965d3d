"""What the browsers of two make of their messages, version 1, for the invented people and for tests.

The server itself never sees a key. `static/conversations/format.js` does the same, and `tests/accounts/vectors.json`
holds both to it.
"""

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from support_groups.accounts.format import ROUNDS, Identity, about, derived, seal, to_bytes, to_text, unseal
from support_groups.rooms.rules import MESSAGE_STEPS_BYTES

CODE_WORDS = 8
CODE_BITS_A_WORD = 11
END = b"\x80"


@dataclass(frozen=True)
class Ends:
    """A conversation as one of the two has it: its id, and the public keys shown there, one's own and the other's."""

    conversation: str
    mine: bytes
    theirs: bytes


def talk_key(identity: Identity, ends: Ends) -> bytes:
    """The key of a conversation: the same for both, and for no one else."""
    shared = X25519PrivateKey.from_private_bytes(identity.private_key).exchange(
        X25519PublicKey.from_public_bytes(ends.theirs)
    )
    return derived(shared, f"talk:{ends.conversation}", *sorted((ends.mine, ends.theirs)))


def seal_message(key: bytes, ends: Ends, client_id: str, words: str) -> str:
    """A message of one's own: filled up to a step, sealed, as text."""
    bare = words.encode() + END
    step = next(step for step in MESSAGE_STEPS_BYTES if step >= len(bare))
    return to_text(seal(key, bare.ljust(step, b"\0"), _bound(ends.conversation, client_id, ends.mine)))


def open_message(key: bytes, ends: Ends, client_id: str, sender: bytes, envelope: str) -> str:
    """The words again; raises InvalidTag where it is another's, of another place, or was changed."""
    plain = unseal(key, to_bytes(envelope), _bound(ends.conversation, client_id, sender))
    return plain.rstrip(b"\0").removesuffix(END).decode()


def safety_code(key: bytes) -> list[int]:
    """Places in the list of 2,048 words: the same for both as long as nobody stands between them. Takes a while."""
    size = CODE_WORDS * CODE_BITS_A_WORD // 8
    stretched = hashlib.pbkdf2_hmac("sha256", key, about("safety code"), ROUNDS, size)
    bits = f"{int.from_bytes(stretched):0{size * 8}b}"
    return [int(bits[at : at + CODE_BITS_A_WORD], 2) for at in range(0, len(bits), CODE_BITS_A_WORD)]


def _bound(conversation: str, client_id: str, sender: bytes) -> bytes:
    return about(f"message:{conversation} {client_id}") + sender
