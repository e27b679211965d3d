"""The beat: what people wish for on all lines of a worker is gathered, and served together.

    hear → gather → serve (one transaction) → tell (one frame a room) → acknowledge → write (one send a line)

A lone wish is served at once. Under load a beat lasts BEAT_SECONDS or as long as the one before took, and carries
more: then one disk flush serves many messages, and cost grows with beats instead of with messages. Nothing is told
and nothing acknowledged before it is committed. What waits for other things is served beside the beat, in order.
"""

import json
import logging
import time
from collections import deque
from collections.abc import Sequence
from typing import Any, NoReturn

import gevent
import orjson
from flask import Flask
from gevent.event import Event
from gevent.pool import Pool

from support_groups.core.database import db
from support_groups.core.errors import DomainError, NotFound, SignInNeeded

from . import frames, inbox
from .frames import Broken
from .inbox import Alone, Outcome, Together, Wish
from .line import Line

BEAT_SECONDS = 0.015
COMPANY_PER_SECOND = 150.0
"""From this many wishes a second on, waiting a moment for company pays."""
WISHES_MAX = 1_000
BYTES_MAX = 256 * 1024
ALONE_AT_ONCE_MAX = 64
ACK_MAX_DIGITS = 100
RESERVED = frozenset({"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})

_log = logging.getLogger(__name__)


class Beat:
    """Gathers wishes and serves them; one for a worker."""

    def __init__(self, app: Flask, *, is_limited: bool) -> None:
        self._app = app
        self._buckets = inbox.Buckets() if is_limited else None
        self._gathered: deque[Wish] = deque()
        self._gone: list[Line] = []
        self._woken = Event()
        self._aside = Pool(ALONE_AT_ONCE_MAX)
        self._rate = 0.0
        self._began = 0.0
        self._greenlet: gevent.Greenlet[..., None] | None = None

    def forget_limits(self) -> None:
        """Let everybody begin anew."""
        if self._buckets is not None:
            self._buckets = inbox.Buckets()

    def hear(self, line: Line, message: bytes) -> None:
        """Gather a wish from a Socket.IO event; raises Broken for what is none. Runs in the loop: it only parses."""
        if not line.is_connected:
            raise Broken(frames.POLICY)
        ack, begins = _ack_of(message)
        name, *sent = _content(message[begins:])
        if not isinstance(name, str) or name in RESERVED:
            raise Broken(frames.POLICY)
        kind = inbox.kind_named(name)
        if kind is None:
            _acknowledge(line, ack, NotFound())
            return
        self._gather(Wish(line, kind, ack, sent[0] if sent else {}, len(message)))

    def gone(self, line: Line) -> None:
        """Tell of a line that is gone, with the next beat."""
        self._gone.append(line)
        self._wake()

    def _gather(self, wish: Wish) -> None:
        if wish.line.later is not None:
            wish.line.later.append(wish)
            return
        self._gathered.append(wish)
        self._wake()

    def _wake(self) -> None:
        if self._greenlet is None or self._greenlet.dead:
            self._greenlet = gevent.spawn(self._run)
        self._woken.set()

    def _run(self) -> None:
        while True:
            self._woken.wait()
            self._woken.clear()
            while self._gathered or self._gone:
                self._wait_for_company()
                with self._app.app_context():
                    self.serve(self._take())

    def _wait_for_company(self) -> None:
        """Let a beat last its time if others are about to wish for something; a lone wish waits for nobody."""
        now = time.monotonic()
        pause = self._began + BEAT_SECONDS - now
        # Also without a pause the loop has its turn: what was told is written, what came meanwhile is heard.
        gevent.sleep(pause if pause > 0 and self._rate > COMPANY_PER_SECOND else 0)
        now = time.monotonic()
        passed, self._began = max(now - self._began, 1e-6), now
        weight = min(1.0, passed / 0.2)
        self._rate += weight * (len(self._gathered) / passed - self._rate)

    def _take(self) -> list[Wish]:
        taken: list[Wish] = []
        size = 0
        while self._gathered and len(taken) < WISHES_MAX and size < BYTES_MAX:
            wish = self._gathered.popleft()
            size += wish.size
            taken.append(wish)
        return taken

    def serve(self, wishes: Sequence[Wish]) -> None:
        """One beat: everything that can be decided together, decided; the rest sent aside."""
        together: dict[Together, list[Wish]] = {}
        for wish in wishes:
            if not wish.line.is_open:
                continue
            if wish.line.later is not None:
                wish.line.later.append(wish)
                continue
            try:
                inbox.read(wish, self._buckets)
            except DomainError as refused:
                _acknowledge(wish.line, wish.ack, refused)
                continue
            if wish.kind.alone is not None:
                wish.line.later = []
                self._aside.spawn(self._serve_alone, wish, wish.kind.alone)
            elif wish.kind.together is not None:
                together.setdefault(wish.kind.together, []).append(wish)
        for server, theirs in together.items():
            self._serve_together(server, theirs)
        self._tell_gone()

    def _serve_together(self, server: Together, wishes: list[Wish]) -> None:
        try:
            outcomes = server(wishes)
        except Exception as error:
            _log.error("%s while serving a beat", type(error).__name__)
            db.session.rollback()
            outcomes = [_broken()] * len(wishes)
        for wish, outcome in zip(wishes, outcomes, strict=True):
            _acknowledge(wish.line, wish.ack, outcome)

    def _serve_alone(self, wish: Wish, serve: Alone) -> None:
        with self._app.app_context():
            try:
                if not wish.line.is_open:
                    raise SignInNeeded
                outcome: Outcome = {"ok": True, **serve(wish)}
            except DomainError as refused:
                outcome = refused
            except Exception as error:
                _log.error("%s while serving %s", type(error).__name__, wish.kind.name)
                db.session.rollback()
                outcome = _broken()
        _acknowledge(wish.line, wish.ack, outcome)
        # What came on this line meanwhile has waited for its turn.
        later, wish.line.later = wish.line.later or [], None
        self._gathered.extendleft(reversed(later))
        if later:
            self._wake()

    def _tell_gone(self) -> None:
        gone, self._gone = self._gone, []
        if gone:
            try:
                inbox.tell_gone(gone)
            except Exception as error:
                _log.error("%s while letting go of lines", type(error).__name__)
                db.session.rollback()


def _broken() -> Outcome:
    return {"ok": False, "code": "failed", "words": inbox.BROKEN}


def _content(text: bytes) -> list[Any]:
    """The list that an event carries; raises Broken for what is no JSON, or names nothing."""
    try:
        content = orjson.loads(text)
    except ValueError:
        content = _content_with_halves(text)
    if not isinstance(content, list) or not content:
        raise Broken(frames.POLICY)
    return content


def _content_with_halves(text: bytes) -> Any:
    # Whoever deletes half of an emoji sends half of a pair: that is no reason to end their line.
    try:
        return json.loads(text.decode(), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise Broken(frames.NOT_UTF8) from None
    except (ValueError, RecursionError):
        raise Broken(frames.POLICY) from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _ack_of(message: bytes) -> tuple[int | None, int]:
    """The number an event wants to be acknowledged under, and where its content begins."""
    begins = message.find(b"[", 1, ACK_MAX_DIGITS + 2)
    digits = message[1:begins]
    if begins < 0 or (digits and not digits.isdigit()):
        raise Broken(frames.PROTOCOL_ERROR)
    return (int(digits) if digits else None), begins


def _acknowledge(line: Line, ack: int | None, outcome: Outcome) -> None:
    if ack is None:
        return
    if isinstance(outcome, DomainError):
        outcome = inbox.refusal(outcome)
    answer = outcome if isinstance(outcome, bytes) else orjson.dumps(outcome, option=orjson.OPT_UTC_Z)
    line.put(frames.build(frames.TEXT, b"43%d[%b]" % (ack, answer)))
