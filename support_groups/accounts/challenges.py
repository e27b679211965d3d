"""Challenges for passkeys: of this moment, for one purpose, and used once.

Each is signed, and nothing is kept of it; the one that is brought back leaves a mark until its time is over.
"""

import hmac

from flask import Flask, current_app

from support_groups.core.errors import DomainError
from support_groups.core.signed import Signed

from .actions.using_once import use_once
from .models import HANDLE_BYTES
from .passkeys import LIVES_SECONDS

SIGN_IN = "sign-in"

_EXTENSION = "support_groups.accounts.challenges"


class ChallengeIsOver(DomainError):
    """What a passkey has answered to was not asked just now, was asked for something else, or was answered before."""

    status = 422
    words = "This took a little too long, or was sent twice. Please press the button once more; nothing was changed."


def init_app(app: Flask) -> None:
    """Make the key that challenges are signed with."""
    app.extensions[_EXTENSION] = Signed("challenges of passkeys", app.config["SECRET_KEY"], LIVES_SECONDS)


def proof_for(account_id: int, sign_in_id: int) -> str:
    """The purpose of proving on one device that an account is one's own."""
    return f"proof:{account_id}:{sign_in_id}"


def making_for(account_id: int, sign_in_id: int) -> str:
    """The purpose of making a passkey for an account on one device."""
    return f"making:{account_id}:{sign_in_id}"


def challenge(purpose: str) -> bytes:
    """A new challenge."""
    return _signed().new(purpose.encode())


def use(given: bytes, purpose: str) -> None:
    """Use a challenge up, or raise ChallengeIsOver."""
    mark = _signed().mark_of(given, purpose.encode())
    if mark is None or not use_once([mark], LIVES_SECONDS):
        raise ChallengeIsOver


def handle_for(given: bytes) -> bytes:
    """The handle under which a device keeps the passkey that is made for a challenge: random, and nobody's."""
    return hmac.digest(_signed().key, b"handle" + given, "sha256")[:HANDLE_BYTES]


def _signed() -> Signed:
    signed: Signed = current_app.extensions[_EXTENSION]
    return signed
