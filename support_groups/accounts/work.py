"""Challenges for whoever opens an account, and a look at what they bring back: of this moment, done, and used once.

A challenge is signed and nothing is kept of it; what was brought back leaves a mark until its time is over.
"""

import base64
import struct
from collections.abc import Sequence

from flask import Flask, current_app

from support_groups.core.errors import DomainError
from support_groups.core.signed import Signed

from . import queries, rules
from .actions.using_once import use_once

LIVES_SECONDS = 15 * 60
"""Long enough to choose a name and a passphrase in peace."""

_EXTENSION = "support_groups.accounts.work"
_NUMBERS = struct.Struct(f"!{rules.PUZZLES}I")


class WorkIsNotDone(DomainError):
    """What the browser should have worked out is missing, wrong, used or too old."""

    status = 422
    words = (
        "Your browser has to work something out before an account opens, and that did not arrive in time. "
        "Please press the button once more; what you typed is still here."
    )


def init_app(app: Flask) -> None:
    """Make the key that challenges are signed with."""
    app.extensions[_EXTENSION] = Signed("work for accounts", app.config["SECRET_KEY"], LIVES_SECONDS)


def challenge() -> str:
    """A new challenge, as hard as this installation wants it, and harder while many come at once."""
    usual = current_app.config["SETTINGS"].work_bits
    bits = bytes([rules.bits_at(usual, are_hard_times=queries.are_hard_times())])
    return base64.urlsafe_b64encode(bits + _signed().new(bits)).decode()


def bits_of(given: str) -> int:
    """How hard a challenge is; raises WorkIsNotDone if it is none of ours, or is over."""
    bits, _ = _read(given)
    return bits


def answer(given: str, numbers: Sequence[int]) -> str:
    """What a browser brings back for a challenge."""
    return f"{given}.{base64.urlsafe_b64encode(_NUMBERS.pack(*numbers)).decode()}"


def check(brought: str) -> None:
    """Use up what a browser has brought back, or raise WorkIsNotDone."""
    given, _, packed = brought.partition(".")
    bits, mark = _read(given)
    try:
        numbers = _NUMBERS.unpack(base64.b64decode(packed, altchars=b"-_", validate=True))
    except (ValueError, struct.error):
        raise WorkIsNotDone from None
    if not rules.is_done(given, numbers, bits) or not use_once([mark], LIVES_SECONDS):
        raise WorkIsNotDone


def _read(given: str) -> tuple[int, bytes]:
    try:
        shown = base64.b64decode(given, altchars=b"-_", validate=True)
    except ValueError:
        raise WorkIsNotDone from None
    bits, rest = shown[:1], shown[1:]
    mark = _signed().mark_of(rest, bits)
    if mark is None:
        raise WorkIsNotDone
    return bits[0], mark


def _signed() -> Signed:
    signed: Signed = current_app.extensions[_EXTENSION]
    return signed
