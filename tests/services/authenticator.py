"""A device that makes passkeys and shows them, in software, with a hand on everything it says: for bad answers too."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

from support_groups.accounts.format import to_bytes, to_text

HOST = "localhost"
ORIGIN = "http://localhost"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class SoftPasskey:
    """One passkey; what is set otherwise than a browser would makes its next answer wrong."""

    host: str = HOST
    origin: str = ORIGIN
    flags: int = PRESENT | VERIFIED
    counter: int = 0
    handle: bytes = b""
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    said: dict[str, Any] = field(default_factory=dict)
    """What the browser says otherwise of this ceremony."""

    def made(self, options: dict[str, Any], **otherwise: Any) -> dict[str, str]:
        """What a browser sends that was asked to make it."""
        self.handle = to_bytes(options["user"]["id"])
        attested = bytes(16) + len(self.id).to_bytes(2) + self.id + self.public_key(**otherwise)
        whole = {"fmt": "none", "attStmt": {}, "authData": self._authenticator_data(ATTESTED) + attested}
        client_data = self._client_data("webauthn.create", options["challenge"])
        return _as_text(id=self.id, client_data=client_data, attestation=cbor2.dumps(whole))

    def shown(self, options: dict[str, Any]) -> dict[str, str]:
        """What a browser sends that was asked to show it."""
        self.counter += 1
        client_data = self._client_data("webauthn.get", options["challenge"])
        data = self._authenticator_data()
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ECDSA(SHA256()))
        return _as_text(
            id=self.id, client_data=client_data, authenticator_data=data, signature=signature, handle=self.handle
        )

    def public_key(self, alg: int = -7) -> bytes:
        """Its open half, as COSE writes it."""
        numbers = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: alg, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)})

    def _authenticator_data(self, more: int = 0) -> bytes:
        whose = hashlib.sha256(self.host.encode()).digest()
        return whose + bytes([self.flags | more]) + self.counter.to_bytes(4)

    def _client_data(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told | self.said).encode()


def _as_text(**values: bytes) -> dict[str, str]:
    return {name: to_text(value) for name, value in values.items()}
