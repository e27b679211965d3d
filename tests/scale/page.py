"""Someone's open page of a room: it does what `static/rooms/line.js` and `outbox.js` do, and keeps a ledger of it."""

import random
import socket
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import orjson

from .connection import Connection, Heads
from .ledger import Answer, Ledger, Told, news_in
from .loop import Loop, Timer
from .stream import Stream

ANSWER_SECONDS = 9.0
CONNECT_SECONDS = 20.0
SHORTEST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.6, 20.0
AGAIN = {"too_fast": 3.0, "failed": 1.0}
"""After which answers the same words are sent again, by the page or by whoever wrote them, and how much later."""
OVERTAKEN_SECONDS = 1.0
FINAL = frozenset({"not_found", "out_of_the_room", "sign_in_needed", "room_is_locked"})

Then = Callable[[Answer, dict[str, Any]], None]


class Page:
    """One page of one person in one room; everything about it happens in the loop."""

    def __init__(self, loop: Loop, port: int, heads: Heads, ledger: Ledger, chance: random.Random) -> None:
        self.ledger = ledger
        self.stream = Stream()
        self.state = "coming"
        self.outbox: deque[tuple[str, str]] = deque()
        self.connection: Connection | None = None
        self.buffer_bytes: int | None = None
        self.only_listens = False
        """Whether it never asks for what it missed: a browser would, and be refused who was shown out."""
        self.opened: socket.socket | None = None
        """A connection to be used when it starts next."""
        self._loop, self._port, self._heads, self._chance = loop, port, heads, chance
        self._here_since: float | None = None
        self._is_connected = self._is_entering = self._is_renewed = False
        self._sending: str | None = None
        self._attempt = self._numbers = 0
        self._asked: float | None = None
        self._timer: Timer | None = None
        self._waiting: dict[int, tuple[str, str | None, Then, Callable[[], None], Timer]] = {}

    @property
    def is_here(self) -> bool:
        """Whether the room is entered."""
        return self.state == "here"

    @property
    def waits(self) -> bool:
        """Whether something that was written or wished for waits for its answer."""
        return bool(self.outbox or self._waiting)

    @property
    def told(self) -> str:
        """How it stands, for whoever looks why it is not well."""
        line = "no line" if self.connection is None else f"a line from {self.connection.port}"
        return (
            f"{self.state} at {self.stream.seq} on {line}, {len(self.outbox)} unsent, {len(self._waiting)} unanswered"
        )

    def start(self) -> None:
        """Connect."""
        if self.connection is not None or self.state == "ended":
            return
        opened, self.opened = self.opened, None
        line = Connection(
            self._loop,
            self._port,
            self._heads,
            self._hear,
            lambda: self._lost(line),
            opened=opened,
            buffer_bytes=self.buffer_bytes,
        )
        self.connection = line
        self._loop.later(CONNECT_SECONDS, lambda: self._give_up(line))

    def say(self, client_id: str, body: str) -> None:
        """Write something and press the button."""
        self.outbox.append((client_id, body))
        self._send_next()

    def wish(self, name: str, then: Then = lambda _, __: None, **wanted: object) -> bool:
        """Wish for something; a lost line is an answer too, and gives False."""
        if not self.is_here:
            return False

        def answered(answer: Answer, plain: dict[str, Any]) -> None:
            if answer.events:
                self._take(answer.events, is_answer=True)
            then(answer, plain)

        self._ask(name, {"room": self.ledger.room, **wanted}, answered, lambda: None)
        return True

    def drop(self) -> None:
        """Lose the line, as phones do."""
        if self.connection:
            self.connection.close()

    def rest(self, seconds: float) -> None:
        """Go, and come back after a while."""
        self._asked = seconds
        self.drop()

    def stop(self) -> None:
        """Close the page for good."""
        self._turn("ended")
        self.drop()

    def _give_up(self, line: Connection) -> None:
        if line is self.connection and not self._is_connected:
            line.close()

    def _ask(self, name: str, sent: dict[str, Any], then: Then, silent: Callable[[], None]) -> None:
        self._numbers += 1
        number = self._numbers
        timer = self._loop.later(ANSWER_SECONDS, lambda: self._hear_nothing(number))
        self._waiting[number] = (name, sent.get("client_id"), then, silent, timer)
        if self.connection:
            self.connection.send(b"42%d%b" % (number, orjson.dumps([name, sent])))

    def _hear_nothing(self, number: int) -> None:
        if waiting := self._waiting.pop(number, None):
            waiting[3]()

    def _send_next(self) -> None:
        if self._sending or not self.is_here or not self.outbox:
            return
        client_id, body = self.outbox[0]
        self._sending = client_id

        def silent() -> None:
            if self._sending == client_id:
                self._sending = None
                # Silence: the line is no good. A new one, then the same words under the same id.
                self.drop()

        sent = {"room": self.ledger.room, "client_id": client_id, "body": body}
        self._ask("message.say", sent, lambda answer, _: self._said(answer), silent)

    def _said(self, answer: Answer) -> None:
        self._sending = None
        if answer.code in AGAIN:
            self._loop.later(AGAIN[answer.code], self._send_next)
            return
        if answer.is_ok:
            self._take(answer.events, is_answer=True)
        if self.outbox[0][0] == answer.client_id:
            self.outbox.popleft()
        if answer.code == "sign_in_needed":
            self._end(answer.code)
        self._send_next()

    def _enter(self) -> None:
        if self._is_entering or self.state == "ended" or (self.only_listens and self.is_here):
            return
        self._is_entering = True
        known = {"epoch": self.stream.epoch, "after": self.stream.seq} if self.stream.epoch else {}

        def silent() -> None:
            self._is_entering = False
            self.drop()

        self._ask("room.enter", {"room": self.ledger.room, **known}, self._entered, silent)

    def _entered(self, answer: Answer, plain: dict[str, Any]) -> None:
        self._is_entering = False
        if not answer.is_ok:
            if answer.code in FINAL:
                self._end(str(answer.code))
            else:
                self._later(self._enter)
            return
        self._attempt = 0
        if plain["answer"] == "fresh":
            snapshot = plain["snapshot"]
            self.stream.begin(snapshot["seq"], plain["epoch"])
            self.ledger.begin(snapshot["seq"])
            self.ledger.who = self.ledger.who or snapshot["you"]["id"]
        elif plain["answer"] == "missed":
            self.ledger.take(self.stream.take(answer.events), self._here_since)
        if self._here_since is None:
            self._here_since = time.time()
        if self.state == "lost":
            self.ledger.returned.append(time.monotonic())
        self._turn("here")
        self.ledger.take(self.stream.take([]), self._here_since)
        if self.stream.has_gap:
            self._later(self._ask_for_gap)
        if self._is_renewed:
            self._renew()
        self._send_next()

    def _take(self, events: tuple[Told, ...], *, is_answer: bool) -> None:
        if not self.stream.epoch:
            self.stream.hold(events)
            return
        ready = self.stream.take(events)
        self.ledger.take(ready, self._here_since)
        if any(told.kind == "person.left" and told.by == self.ledger.who for told in ready):
            self._enter()
        if self.stream.has_gap:
            if is_answer:
                self._loop.later(OVERTAKEN_SECONDS, self._ask_for_gap)
            else:
                self._enter()

    def _ask_for_gap(self) -> None:
        if self.stream.has_gap and self._is_connected:
            self._enter()

    def _renew(self) -> None:
        self._is_renewed = self._is_entering
        if not self._is_entering and self._is_connected:
            self._enter()

    def _hear(self, packet: bytes) -> None:
        kind = packet[:2]
        if kind == b"42":
            self._hear_news(packet[2:])
        elif kind == b"43":
            self._hear_answer(packet[2:])
        elif packet == b"2":
            self._reply(b"3")
        elif kind == b"40":
            self._is_connected = True
            self._enter()
        elif kind == b"44":
            self._refused(packet)
        elif packet[:1] == b"0" and self.connection:
            self._reply(b'40{"ticket":"%b"}' % (self.connection.ticket or "").encode())

    def _refused(self, packet: bytes) -> None:
        code = orjson.loads(packet[2:])["data"]["code"]
        if code == "ticket_needed":
            self.drop()
        else:
            self._end(code)

    def _reply(self, packet: bytes) -> None:
        if self.connection:
            self.connection.send(packet)

    def _hear_news(self, packet: bytes) -> None:
        name, news, events = news_in(packet)
        if name == "room.happened" and news["room"] == self.ledger.room:
            self.ledger.hear(events)
            self._take(events, is_answer=False)
        elif name == "connection.pausing":
            least, most = news["after_ms"]
            self.ledger.pauses.append((least, most))
            self._asked = self._chance.uniform(least, most) / 1000
        elif name == "connection.ended":
            self._end("ended")
        elif name == "person.told":
            self.ledger.personal.append(news["kind"])
        elif name == "room.renewed":
            self._renew()

    def _hear_answer(self, packet: bytes) -> None:
        number, _, rest = packet.partition(b"[")
        waiting = self._waiting.pop(int(number), None)
        if waiting is None:
            return
        name, client_id, then, _, timer = waiting
        timer.cancel()
        # Nobody else is given the same: it is not worth keeping what was read.
        _, plain, events = news_in.__wrapped__(b'["%b",%b' % (name.encode(), rest))
        is_ok, code = bool(plain["ok"]), plain.get("code")
        answer = Answer(time.monotonic(), name, client_id, is_ok, code, plain.get("seq"), events)
        self.ledger.answer(answer)
        then(answer, plain)

    def _lost(self, line: Connection) -> None:
        if line is not self.connection:
            return
        self.connection, self._here_since = None, None
        self._is_connected = self._is_entering = False
        self._sending = None
        waiting, self._waiting = self._waiting, {}
        for *_, timer in waiting.values():
            timer.cancel()
        if self.state == "ended":
            return
        self._turn("lost")
        self._later(self.start)

    def _later(self, do: Callable[[], object]) -> None:
        if self._timer:
            self._timer.cancel()
        if self._asked is not None:
            pause, self._asked = self._asked, None
        else:
            most = min(LONGEST_PAUSE_SECONDS, SHORTEST_PAUSE_SECONDS * 2**self._attempt)
            pause = most * (0.5 + self._chance.random() / 2)
            self._attempt += 1
        self._timer = self._loop.later(pause, do)

    def _end(self, why: str) -> None:
        if self.state != "ended":
            self.ledger.ended_at, self.ledger.ended_why = time.monotonic(), why
            self.stop()

    def _turn(self, state: str) -> None:
        self.state = state
        if state == "ended" and self._timer:
            self._timer.cancel()
