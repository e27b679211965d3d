"""What there is to know of a passkey and of what its device answers."""

from dataclasses import dataclass
from typing import Any

from webauthn.helpers import base64url_to_bytes, bytes_to_base64url


@dataclass(frozen=True)
class Place:
    """Where passkeys are good: a host's name, and the origin that browsers tell."""

    host: str
    origin: str


@dataclass(frozen=True)
class Made:
    """What a device answers when it has made a passkey."""

    id: bytes
    client_data: bytes
    attestation: bytes


@dataclass(frozen=True)
class Answered:
    """What a device answers when a passkey is shown."""

    id: bytes
    client_data: bytes
    authenticator_data: bytes
    signature: bytes
    handle: bytes


@dataclass(frozen=True)
class Shown:
    """An answer to what was asked just now, and where it was given.

    A device that was asked for one of some passkeys by their ids need not tell the handle.
    """

    place: Place
    answered: Answered
    is_asked_by_id: bool = False


@dataclass(frozen=True)
class Passkey:
    """What is known of a passkey: its id, and what its answers are judged by."""

    id: bytes
    public_key: bytes
    counter: int
    handle: bytes

    def kept(self) -> dict[str, Any]:
        """As a row keeps it, beside the id."""
        public_key, handle = bytes_to_base64url(self.public_key), bytes_to_base64url(self.handle)
        return {"public_key": public_key, "counter": self.counter, "handle": handle}

    @classmethod
    def of(cls, id: bytes, kept: dict[str, Any]) -> "Passkey":
        """As a row has kept it."""
        return cls(id, base64url_to_bytes(kept["public_key"]), kept["counter"], base64url_to_bytes(kept["handle"]))
