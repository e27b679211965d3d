"""Something signed and short-lived that is good for one use: nothing is kept of it before it is brought back.

Its random mark tells one from another and says nothing of whose it is; whoever keeps the marks of those that were used
sees to it that each is used once.
"""

import hashlib
import hmac
import secrets
import struct

from . import clock

MARK_BYTES = 16
_SAID = struct.Struct(f"!Q{MARK_BYTES}s")


class Signed:
    """Gives such things out for one purpose, and knows them again wherever the secret is the same."""

    def __init__(self, purpose: str, secret: str, lives_seconds: int, *, seal_bytes: int = 16) -> None:
        self.key = hashlib.sha256(f"{purpose}:{secret}".encode()).digest()
        self.lives_seconds = lives_seconds
        self._seal_bytes = seal_bytes

    def new(self, about: bytes) -> bytes:
        """A new one, bound to what it is about."""
        said = _SAID.pack(int(clock.now().timestamp()) + self.lives_seconds, secrets.token_bytes(MARK_BYTES))
        return said + self._seal(said, about)

    def mark_of(self, given: bytes, about: bytes) -> bytes | None:
        """The mark of one that was given out for this a moment ago; None if it is none."""
        said, seal = given[: _SAID.size], given[_SAID.size :]
        if not hmac.compare_digest(seal, self._seal(said, about)):
            return None
        until, mark = _SAID.unpack(said)
        return None if until < clock.now().timestamp() else bytes(mark)

    def _seal(self, said: bytes, about: bytes) -> bytes:
        return hmac.digest(self.key, said + about, "sha256")[: self._seal_bytes]
