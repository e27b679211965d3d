"""The beat: what people wish for on all lines of a worker is gathered, and served together.

    hear → gather → serve (one transaction) → tell (one frame a room) → acknowledge → write (one send a line)

A lone wish is served at once. Under load a beat lasts BEAT_SECONDS or as long as the one before took, and carries
more: then one disk flush serves many messages, and cost grows with beats instead of with messages. Nothing is told
and nothing acknowledged before it is committed. What waits for other things is served beside the beat, in order.
"""

import logging
import time
from collections import deque
from collections.abc import Sequence

import gevent
import orjson
from flask import Flask
from gevent.event import Event
from gevent.pool import Pool

from support_groups.core.database import db
from support_groups.core.errors import DomainError, NotFound, SignInNeeded
from support_groups.core.identity import owners_of, standing_of
from support_groups.core.transaction import again

from . import frames, inbox, packets, tickets
from .engine import Engine
from .frames import Broken
from .handshake import Arrival
from .inbox import Alone, Caller, Outcome, Together, Wish
from .line import Line

BEAT_SECONDS = 0.02
COMPANY_PER_SECOND = 150.0
"""From this many wishes a second on, waiting a moment for company pays."""
WISHES_MAX = 1_000
BYTES_MAX = 256 * 1024
ALONE_AT_ONCE_MAX = 8
"""Well below the connections that the database gives: reading much must not keep the beat from its own."""
RESERVED = frozenset({"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})

_log = logging.getLogger(__name__)

CONNECT = b"0"


class Beat:
    """Gathers wishes and serves them; one for a worker."""

    def __init__(self, app: Flask, engine: Engine, *, is_limited: bool) -> None:
        self._app = app
        self._engine = engine
        self._arrived: list[Arrival] = []
        self._knocking: list[tuple[Line, bytes]] = []
        self._buckets = inbox.Buckets() if is_limited else None
        self._gathered: deque[Wish] = deque()
        self._gone: list[Line] = []
        self._woken = Event()
        self._waiting: deque[tuple[Wish, Alone]] = deque()
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
        ack, (name, *sent) = packets.event(message)
        if not isinstance(name, str) or name in RESERVED:
            raise Broken(frames.POLICY)
        kind = inbox.kind_named(name)
        if kind is None:
            _tell(line, ack, NotFound())
            return
        line.hold(len(message))
        self._gather(Wish(line, kind, ack, sent[0] if sent else {}, len(message)))

    def arrive(self, arrival: Arrival) -> None:
        """Let someone in with the next beat, who they are being asked for all that have come meanwhile."""
        self._arrived.append(arrival)
        self._wake()

    def knock(self, line: Line, message: bytes) -> None:
        """Connect whoever shows a ticket of their own sign-in, with the next beat; a stranger is refused at once."""
        shown = packets.shown(message)
        if line.caller is None:
            self._connect(line)
            return
        # Whoever knocks a second time has nothing left to show a ticket for.
        token, line.token = line.token, None
        mark = self._engine.tickets.mark_of(shown, token) if token else None
        if mark is None:
            _turn_away(line)
            return
        self._knocking.append((line, mark))
        self._wake()

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
        # One session for all beats: to make one anew takes as long as deciding what a wish leads to.
        with self._app.app_context():
            while True:
                self._woken.wait()
                self._woken.clear()
                while self._gathered or self._gone or self._arrived or self._knocking:
                    self._wait_for_company()
                    self._let_in()
                    self._take_tickets()
                    self.serve(self._take())
                    db.session.close()

    def _wait_for_company(self) -> None:
        """Let a beat last its time if others are about to wish for something; a lone wish waits for nobody."""
        now = time.monotonic()
        pause = self._began + BEAT_SECONDS - now
        # Also without a pause the loop has its turn: what was told is written, what came meanwhile is heard.
        gevent.sleep(pause if pause > 0 and self._rate > COMPANY_PER_SECOND else 0)
        now = time.monotonic()
        passed, self._began = max(now - self._began, 1e-6), now
        weight = min(1.0, passed / 0.2)
        came = len(self._gathered) + len(self._arrived) + len(self._knocking)
        self._rate += weight * (came / passed - self._rate)

    def _take(self) -> list[Wish]:
        taken: list[Wish] = []
        size = 0
        while self._gathered and len(taken) < WISHES_MAX and size < BYTES_MAX:
            wish = self._gathered.popleft()
            size += wish.size
            taken.append(wish)
        return taken

    def _let_in(self) -> None:
        arrived, self._arrived = self._arrived, []
        try:
            owners = owners_of({arrival.shown.token for arrival in arrived if arrival.shown})
        except Exception as error:
            # Failing closed: where nobody can be known, nobody comes in. Browsers try again.
            _log.error("%s while letting people in", type(error).__name__)
            db.session.rollback()
            for arrival in arrived:
                arrival.own.close()
            return
        for arrival in arrived:
            owner = owners.get(arrival.shown.token) if arrival.shown else None
            try:
                self._engine.open(
                    arrival.own, Caller(*owner) if owner else None, arrival.shown if owner else None, arrival.greeting
                )
            except OSError as error:
                # They were gone again before they came in.
                _log.info("%s at the door", type(error).__name__)

    def _take_tickets(self) -> None:
        knocking, self._knocking = self._knocking, []
        try:
            unused = self._engine.tickets.use_up({mark for _, mark in knocking})
        except Exception as error:
            # Failing closed, as at the door.
            _log.error("%s while taking tickets", type(error).__name__)
            db.session.rollback()
            for line, _ in knocking:
                line.close(frames.TRY_LATER)
            return
        for line, mark in knocking:
            if mark not in unused:
                _turn_away(line)
                continue
            # Of two who show the same one in this beat, the first is connected.
            unused.remove(mark)
            try:
                self._connect(line)
            except Exception as error:
                self._engine.failed(error)
                line.cut()

    def _connect(self, line: Line) -> None:
        if not line.is_heard or line.is_connected:
            return
        # Without what was shown: the server above has no need of it.
        self._engine.pass_on(line, CONNECT)
        if not line.is_connected:
            line.close(frames.POLICY, lingers=True)

    def serve(self, wishes: Sequence[Wish]) -> None:
        """One beat: everything that can be decided together, decided; the rest sent aside."""
        together: dict[Together, list[Wish]] = {}
        for wish in self._of_those_signed_in(wishes):
            if not wish.line.is_heard:
                continue
            if wish.line.later is not None:
                wish.line.later.append(wish)
                continue
            try:
                inbox.read(wish, self._buckets)
            except DomainError as refused:
                _acknowledge(wish, refused)
                continue
            except Exception as error:
                _log.error("%s while reading %s", type(error).__name__, wish.kind.name)
                _acknowledge(wish, _broken())
                continue
            if wish.kind.alone is not None:
                wish.line.later = []
                self._waiting.append((wish, wish.kind.alone))
            elif wish.kind.together is not None:
                together.setdefault(wish.kind.together, []).append(wish)
        for server, theirs in together.items():
            self._serve_together(server, theirs)
        self._serve_aside()
        self._tell_gone()

    def _of_those_signed_in(self, wishes: Sequence[Wish]) -> Sequence[Wish]:
        """Leave out the wishes of whoever was signed out in another worker; here, their lines are ended already."""
        if not wishes or not self._engine.bus.has_others:
            return wishes
        try:
            standing = standing_of({wish.caller.sign_in_id for wish in wishes})
        except Exception as error:
            _log.error("%s while asking who is signed in", type(error).__name__)
            db.session.rollback()
            for wish in wishes:
                _acknowledge(wish, _broken())
            return ()
        for wish in wishes:
            if wish.caller.sign_in_id not in standing:
                _acknowledge(wish, SignInNeeded())
        return [wish for wish in wishes if wish.caller.sign_in_id in standing]

    def _serve_together(self, server: Together, wishes: Sequence[Wish]) -> None:
        try:
            outcomes = server(wishes)
        except Exception as error:
            _log.error("%s while serving a beat", type(error).__name__)
            db.session.rollback()
            if len(wishes) > 1:
                # Whatever fails is one's own affair: the others are served without it.
                for wish in wishes:
                    self._serve_together(server, [wish])
                return
            outcomes = [_broken()]
        for wish, outcome in zip(wishes, outcomes, strict=True):
            _acknowledge(wish, outcome)

    def _serve_alone(self, wish: Wish, serve: Alone) -> None:
        with self._app.app_context():
            try:
                if not wish.line.is_heard:
                    raise SignInNeeded
                outcome: Outcome = {"ok": True, **again(lambda: serve(wish))}
            except DomainError as refused:
                outcome = refused
            except Exception as error:
                _log.error("%s while serving %s", type(error).__name__, wish.kind.name)
                db.session.rollback()
                outcome = _broken()
        _acknowledge(wish, outcome)
        # What came on this line meanwhile has waited for its turn.
        later, wish.line.later = wish.line.later or [], None
        self._gathered.extendleft(reversed(later))
        self._serve_aside()
        if later:
            self._wake()

    def _serve_aside(self) -> None:
        """Begin with what waits to be served beside the beat, as far as there is room for it."""
        while self._waiting and self._aside.free_count():
            self._aside.spawn(self._serve_alone, *self._waiting.popleft())

    def _tell_gone(self) -> None:
        gone, self._gone = self._gone, []
        if gone:
            try:
                inbox.tell_gone(gone)
            except Exception as error:
                _log.error("%s while letting go of lines", type(error).__name__)
                db.session.rollback()


def _turn_away(line: Line) -> None:
    refused = tickets.TicketNeeded()
    told = orjson.dumps({"message": refused.words, "data": {"code": refused.code}})
    line.put(frames.build(frames.TEXT, b"44" + told))
    line.close(frames.POLICY, lingers=True)


def _broken() -> Outcome:
    return {"ok": False, "code": "failed", "words": inbox.BROKEN}


def _acknowledge(wish: Wish, outcome: Outcome) -> None:
    wish.line.release(wish.size)
    _tell(wish.line, wish.ack, outcome)


def _tell(line: Line, ack: int | None, outcome: Outcome) -> None:
    if ack is None:
        return
    if isinstance(outcome, DomainError):
        outcome = inbox.refusal(outcome)
    try:
        answer = outcome if isinstance(outcome, bytes) else orjson.dumps(outcome, option=orjson.OPT_UTC_Z)
    except TypeError as error:
        _log.error("%s while answering", type(error).__name__)
        answer = orjson.dumps(_broken())
    line.put(frames.build(frames.TEXT, b"43%d[%b]" % (ack, answer)))
