"""Tickets: a line opens only with one, which a page asks for right before, with the cookie of its sign-in.

A cookie goes along with whatever a browser is made to send, and may lie about for a month. A ticket is good for half a
minute, for one line and for this sign-in alone; it stands in no address and no log. Nothing is kept of it before it is
used, and then only a mark that says nothing about whose it was. A worker that is alone keeps marks in memory, and knows
no tickets but its own: those of another, and of the time before it was started, are refused and asked for again.
"""

import base64
import secrets
from collections.abc import Callable, Collection
from typing import Any

import orjson

from support_groups.core import clock
from support_groups.core.errors import DomainError, SignInNeeded
from support_groups.core.identity import Shown
from support_groups.core.origin import is_from_here
from support_groups.core.signed import Signed

PATH = "/socket.io/ticket"
LIVES_SECONDS = 30
SEAL_BYTES = 32

UseUp = Callable[[Collection[bytes]], Collection[bytes]]
_use_up: list[UseUp] = []


class TicketNeeded(DomainError):
    """A line without a ticket, or with one that was used, is over or belongs to another sign-in."""

    status = 401
    words = "This took a little too long. It is tried again by itself."


class Tickets:
    """Gives out tickets, and knows them again: on every worker that has the same secret, or at this one alone."""

    def __init__(self, shared: str | None) -> None:
        secret = secrets.token_hex() if shared is None else shared
        self._signed = Signed("tickets of lines", secret, LIVES_SECONDS, seal_bytes=SEAL_BYTES)
        self._used_here: dict[bytes, float] | None = {} if shared is None else None
        """Marks in the order of their use, each until no ticket of that moment lives."""

    def issue(self, token: str) -> str:
        """A ticket for whoever is signed in with a token."""
        return base64.urlsafe_b64encode(self._signed.new(token.encode())).decode()

    def mark_of(self, ticket: object, token: str) -> bytes | None:
        """The mark of a ticket that was given to this very sign-in a moment ago; None if it is none."""
        if not isinstance(ticket, str) or not ticket.isascii():
            return None
        try:
            shown = base64.b64decode(ticket, altchars=b"-_", validate=True)
        except ValueError:
            return None
        return self._signed.mark_of(shown, token.encode())

    def use_up(self, marks: Collection[bytes]) -> set[bytes]:
        """Use tickets up by their marks; gives those that nobody had used before, on any worker that knows them."""
        if self._used_here is None:
            return set(_use_up[-1](marks)) if marks else set()
        now = clock.now().timestamp()
        while self._used_here and next(iter(self._used_here.values())) < now:
            del self._used_here[next(iter(self._used_here))]
        unused = {mark for mark in marks if mark not in self._used_here}
        self._used_here.update(dict.fromkeys(unused, now + LIVES_SECONDS))
        return unused


def uses_up(use: UseUp) -> UseUp:
    """Register who keeps for all workers which tickets are used: gives those that were not used before."""
    _use_up.append(use)
    return use


def answer(environ: dict[str, Any], tickets: Tickets, shown: Shown | None) -> tuple[str, bytes]:
    """What a page is told that asks for a ticket. Whether the sign-in still stands shows when the line opens."""
    if environ["REQUEST_METHOD"] != "POST" or not is_from_here(environ):
        return "400 Bad Request", orjson.dumps({"ok": False, "words": "Only pages of this place are given tickets."})
    if shown is None:
        refused = SignInNeeded()
        return "200 OK", orjson.dumps({"ok": False, "code": refused.code, "words": refused.words})
    return "200 OK", orjson.dumps({"ok": True, "ticket": tickets.issue(shown.token)})
