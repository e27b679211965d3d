"""One line by itself, on a pair of sockets: how much may wait on its account, and what still counts once it ends."""

import _socket
import contextlib
import socket
from collections.abc import Iterator

import gevent
import pytest
from flask import Flask

from support_groups.core.realtime import frames
from support_groups.core.realtime.engine import Engine
from support_groups.core.realtime.fanout import ENGINE
from support_groups.core.realtime.line import READ_MAX_BYTES, UNSERVED_MAX_BYTES, WAITING_MAX_BYTES, Line

from .wire import TEXT, frame

PACKET = b"4" + b"x" * 60_000


class Ends:
    """Both ends of a line, and what the server has heard on it."""

    def __init__(self, engine: Engine) -> None:
        mine, self.theirs = socket.socketpair()
        self.theirs.setblocking(False)
        self.engine = engine
        self.heard: list[bytes] = []
        self._unsent = b""
        self.line = engine.open(_socket.socket(fileno=mine.detach()), None)

    def sends_all_it_can(self) -> None:
        """Send packets until no more are taken."""
        for _ in range(200):
            self._unsent = self._unsent or frame(TEXT, PACKET)
            with contextlib.suppress(BlockingIOError):
                self._unsent = self._unsent[self.theirs.send(self._unsent) :]
            gevent.sleep(0.001)

    def hear(self, line: Line, message: bytes) -> None:
        """Take a message, and have it wait."""
        self.heard.append(message)
        line.hold(len(message))


@pytest.fixture
def ends(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ends]:
    """A line on which nothing is served until the test says so."""
    engine: Engine = app.extensions[ENGINE]
    both = Ends(engine)
    monkeypatch.setattr(engine, "hear_message", both.hear)
    monkeypatch.setattr(engine, "is_limited", False)
    yield both
    both.line.cut()
    both.theirs.close()


def test_a_line_is_read_on_only_once_what_came_was_served(ends: Ends) -> None:
    ends.sends_all_it_can()
    held = sum(len(message) for message in ends.heard)
    assert 0 < held <= UNSERVED_MAX_BYTES + READ_MAX_BYTES + len(PACKET)
    count = len(ends.heard)
    ends.line.release(held)
    ends.sends_all_it_can()
    assert len(ends.heard) > count


def test_what_waits_for_one_who_does_not_read_is_bounded(ends: Ends) -> None:
    for _ in range(2 * WAITING_MAX_BYTES // len(PACKET)):
        ends.line.put(frames.build(frames.TEXT, PACKET))
        gevent.sleep(0.001)
    assert not ends.line.is_heard
    assert ends.line.sid not in ends.engine.sockets


def test_a_line_that_ends_hears_no_audience_any_more(ends: Ends) -> None:
    audiences = ends.engine.audiences
    assert audiences.join(ends.line, "room:1")
    ends.line.close(lingers=True)
    assert audiences.named("room:1") is None
    assert not audiences.join(ends.line, "room:1")
    assert audiences.named("room:1") is None
