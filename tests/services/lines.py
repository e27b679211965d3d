"""A browser's line to an app in this very process: a pair of sockets, the real transport and the real beat."""

import _socket
import json
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gevent
from flask import Flask

from support_groups.accounts import actions as accounts
from support_groups.accounts.queries import visitor_with
from support_groups.core.database import db
from support_groups.core.identity import Shown
from support_groups.core.realtime.beat import Beat
from support_groups.core.realtime.engine import Engine
from support_groups.core.realtime.fanout import engine
from support_groups.core.realtime.inbox import Caller

from .installation import apart

ANSWER_SECONDS = 20.0
"""Only a failure waits so long."""
Answer = dict[str, Any]
Open = Callable[[Any], "Line"]


class Line:
    """One open line; `token` is what the person is signed in with on it, None is a stranger."""

    def __init__(self, app: Flask, token: str | None, until: int | None = None) -> None:
        self._app = app
        self.token = token
        with app.app_context():
            visitor = visitor_with(token) if token else None
            caller = Caller(visitor.account.id, visitor.sign_in_id) if visitor else None
            self._engine: Engine = engine()
        self._beat: Beat = app.extensions["support_groups.realtime.beat"]
        theirs, self._socket = socket.socketpair()
        self._socket.setblocking(False)
        self._numbers = 0
        self._read = b""
        self._news: deque[tuple[str, Answer]] = deque()
        self._answers: dict[int, Answer] = {}
        self.refusal: str | None = None
        self._open = True
        self._is_ready = False
        self._other_end = apart(
            lambda: self._engine.open(
                _socket.socket(fileno=theirs.detach()), caller, Shown(token, until) if token else None
            )
        )
        self.send(f'40{{"ticket":"{self._engine.tickets.issue(token)}"}}' if token else "40")
        self._until(lambda: self._is_ready or not self._open)

    @classmethod
    def of(cls, app: Flask, person: Any) -> "Line":
        """The line of a page on which someone has just signed in."""
        return cls(app, accounts.start_sign_in(person.account, "Firefox on a phone") if person else None)

    def send(self, packet: str) -> None:
        """Send a packet as it is."""
        payload = packet.encode()
        size = len(payload)
        length = bytes((0x80 | size,)) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
        # The mask of zeros leaves the payload as it is.
        self._socket.sendall(b"\x81" + length + bytes(4) + payload)

    def wish(self, name: str, *sent: object) -> Answer:
        """Send a wish and give the acknowledgement."""
        self._numbers += 1
        number = self._numbers
        db.session.rollback()
        self.send(f"42{number}{json.dumps([name, *sent])}")
        self._until(lambda: number in self._answers or not self._open)
        if number not in self._answers:
            raise ConnectionError("the line was ended")
        return self._answers.pop(number)

    def heard(self, name: str) -> list[Answer]:
        """What was told under a name since one last asked."""
        self._turn()
        told = [news for kind, news in self._news if kind == name]
        self._news = deque(one for one in self._news if one[0] != name)
        return told

    def answers_pings(self) -> None:
        """Say that the line still stands, if one asks."""
        self._turn()

    def everything(self) -> list[tuple[str, Answer]]:
        """All that was told since one last asked, with the names under which it was."""
        self._turn()
        told, self._news = list(self._news), deque()
        return told

    @property
    def is_open(self) -> bool:
        """Whether the line is up."""
        self._turn()
        return self._open

    def drop(self) -> None:
        """Lose the line, and return once all who want to know have heard of it; it cannot be lost twice."""
        db.session.rollback()
        if self._open:
            self._close()
        # Where much was wished for lately, also in tests before, the beat that tells of it waits for company.
        self._until(lambda: not self._other_end.is_open and not self._beat._gone)

    def _close(self) -> None:
        self._open = False
        self._socket.close()

    def _until(self, is_so: Any) -> None:
        deadline = time.monotonic() + ANSWER_SECONDS
        while not is_so():
            if time.monotonic() > deadline:
                raise TimeoutError("the service said nothing")
            self._turn()

    def _turn(self) -> None:
        """Let the loop of the service turn, and read what it has written."""
        for _ in range(3):
            apart(lambda: gevent.sleep(0.001))
        if not self._open:
            return
        is_over = False
        try:
            while data := self._socket.recv(1 << 20):
                self._read += data
            is_over = True
        except BlockingIOError:
            pass
        except OSError:
            is_over = True
        self._take_frames()
        if is_over:
            self._close()

    def _take_frames(self) -> None:
        while len(self._read) >= 2:
            size, begins = self._read[1], 2
            if size > 125:
                begins = 4 if size == 126 else 10
                size = int.from_bytes(self._read[2:begins], "big")
            if len(self._read) < begins + size:
                return
            opcode, payload = self._read[0] & 0x0F, self._read[begins : begins + size]
            self._read = self._read[begins + size :]
            if opcode == 0x8:
                self._close()
            else:
                self._take(payload.decode())

    def _take(self, packet: str) -> None:
        if packet.startswith("40"):
            self._is_ready = True
        elif packet.startswith("44"):
            self.refusal = json.loads(packet[2:])["message"]
        elif packet.startswith("43"):
            number, _, rest = packet[2:].partition("[")
            self._answers[int(number)] = json.loads(f"[{rest}")[0]
        elif packet.startswith("42"):
            name, news = json.loads(packet[2:])
            self._news.append((name, news))
        elif packet == "2":
            self.send("3")


@contextmanager
def dropped_at_last() -> Iterator[list[Line]]:
    """A list of lines that are all dropped in the end."""
    lines: list[Line] = []
    try:
        yield lines
    finally:
        for line in lines:
            line.drop()
