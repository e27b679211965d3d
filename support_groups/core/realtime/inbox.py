"""Wishes from browsers: within limits, parsed, answered; a refusal is an answer too."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from support_groups.core.errors import DomainError, TooFast
from support_groups.core.forms import Form, FormRefused, parse

from .line import Line

F = TypeVar("F", bound=Form)
Answer = dict[str, Any]

LINES_MAX = 20
TOO_MANY_LINES = "This place is open in many windows of yours. Please close some of them and come back."
BROKEN = "Something broke on our side; it is not your fault. What you wrote is still here, please try again."


@dataclass(frozen=True)
class Caller:
    """Who speaks on a line, from the moment its handshake was judged; whoever is signed out loses the line."""

    account_id: int
    sign_in_id: int


@dataclass(frozen=True)
class Pace:
    """How fast someone may wish for something: `burst` at once, then `per_second`."""

    burst: int
    per_second: float


USUAL = Pace(20, 5.0)


class Wish:
    """What someone asked for on a line, until it is answered; `ack` is the number under which they wait for it."""

    __slots__ = ("ack", "form", "kind", "line", "sent", "size")

    def __init__(self, line: Line, kind: "Kind", ack: int | None, sent: object, size: int) -> None:
        self.line = line
        self.kind = kind
        self.ack = ack
        self.sent = sent
        self.size = size
        self.form: Any = None

    @property
    def caller(self) -> Caller:
        """Whose wish it is."""
        caller: Caller = self.line.caller
        return caller


Outcome = bytes | Answer | DomainError
Alone = Callable[[Wish], Answer]
Together = Callable[[Sequence[Wish]], Sequence[Outcome]]


@dataclass(frozen=True)
class Kind:
    """One thing that may be wished for: its form, its pace, and who serves it, alone or together with others."""

    name: str
    form: type[Form]
    pace: Pace
    alone: Alone | None = None
    together: Together | None = None


_kinds: dict[str, Kind] = {}
_gone: list[Callable[[Sequence[Line]], None]] = []


def wish(name: str, form: type[Form], pace: Pace = USUAL) -> Callable[[Alone], None]:
    """Register who serves a wish by itself, outside of the beat: what asks much of the database, or waits.

    It returns what the acknowledgement says besides `ok`. The wishes of one line stay in their order.
    """

    def register(serve: Alone) -> None:
        _kinds[name] = Kind(name, form, pace, alone=serve)

    return register


def beat_wish(name: str, form: type[Form], together: Together, pace: Pace = USUAL) -> None:
    """Register a wish that is served in the beat with all others of its server, in one transaction.

    The server gives an outcome for each wish, in their order: an answer, one that is encoded, or a refusal.
    """
    _kinds[name] = Kind(name, form, pace, together=together)


def when_gone(hear: Callable[[Sequence[Line]], None]) -> Callable[[Sequence[Line]], None]:
    """Register who hears which lines are gone, in a greenlet in which one may wait."""
    _gone.append(hear)
    return hear


def tell_gone(lines: Sequence[Line]) -> None:
    """Tell whoever wants to know that lines are gone."""
    for hear in _gone:
        hear(lines)


def kind_named(name: str) -> Kind | None:
    """The kind of wish with a name."""
    return _kinds.get(name)


def refusal(refused: DomainError) -> Answer:
    """A refusal as an answer: `ok: false`, a `code`, kind `words` and, for forms, `errors` by field."""
    answer: Answer = {**refused.more, "ok": False, "code": refused.code, "words": refused.words}
    if isinstance(refused, FormRefused):
        answer["errors"] = refused.errors
    return answer


class Buckets:
    """How much each person may still wish for right now: a token bucket for each person and kind of wish."""

    FORGOTTEN_SECONDS = 120.0

    def __init__(self) -> None:
        self._left: dict[tuple[int, str], tuple[float, float]] = {}
        self._swept_at = 0.0

    def take(self, account_id: int, kind: Kind) -> None:
        """Take one token, or raise TooFast."""
        now = time.monotonic()
        key = (account_id, kind.name)
        left, at = self._left.get(key, (float(kind.pace.burst), now))
        left = min(kind.pace.burst, left + (now - at) * kind.pace.per_second)
        if left < 1:
            raise TooFast
        self._left[key] = (left - 1, now)
        if now - self._swept_at > self.FORGOTTEN_SECONDS:
            self._sweep(now)

    def _sweep(self, now: float) -> None:
        # By then every bucket is full again.
        self._swept_at = now
        old = [key for key, (_, at) in self._left.items() if now - at > self.FORGOTTEN_SECONDS]
        for key in old:
            del self._left[key]


def read(wished: Wish, buckets: Buckets | None) -> None:
    """Parse what was sent, within limits; raises what refuses it."""
    if buckets is not None:
        buckets.take(wished.caller.account_id, wished.kind)
    wished.form = parse(wished.kind.form, wished.sent)
