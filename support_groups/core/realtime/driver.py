"""Puts the Socket.IO server in front of the app: our transport below it, the beat beside it."""

import logging
from collections.abc import Sequence
from typing import Any

import orjson
import socketio
from flask import Flask
from flask_socketio import SocketIO

from support_groups.core.errors import SignInNeeded

from . import fanout, frames
from .beat import Beat
from .engine import LINE, Engine
from .inbox import LINES_MAX, TOO_MANY_LINES, Caller
from .line import Line

BEAT = "support_groups.realtime.beat"
BACK_SOON = "We are back in a moment. What you wrote is safe, and you need to do nothing."
COME_BACK_WITHIN_MS = 4_000
_HELLO, _GOODBYE, _EVENT, _ACK = b"0", b"1", b"2", b"3"
_MAIN = b"/,"
NOTHING_THERE = "There is nothing here by that name."


class Connections(socketio.Manager):
    """Who is connected; whom news is meant for is known by the audiences, so there are no rooms to look through."""

    def basic_disconnect(self, sid: str, namespace: str, **_: Any) -> None:
        """Forget a connection, without a look at all the others."""
        for room in (None, sid):
            self.basic_leave_room(sid, namespace, room)
        for waiting in (self.pending_connect, self.pending_disconnect):
            if sid in waiting.get(namespace, ()):
                waiting[namespace].remove(sid)
        self.callbacks.pop(sid, None)


def init_app(app: Flask) -> None:
    """Put the Socket.IO server in front of the app.

    Only pages of this very origin may connect. Bodies and names never reach a log.
    """
    settings = app.config["SETTINGS"]
    options: dict[str, Any] = {
        "async_mode": "threading",
        "transports": ["websocket"],
        "async_handlers": False,
        "ping_interval": settings.ping_seconds,
        "ping_timeout": settings.ping_seconds,
        "max_http_buffer_size": frames.MESSAGE_MAX_BYTES,
        "logger": False,
    }
    for name in ("socketio.server", "engineio.server"):
        logging.getLogger(name).addFilter(_only_kind)
    above = SocketIO()
    above.init_app(app, manage_session=False, client_manager=Connections(), engineio_logger=False, **options)
    server = vars(above)["server"]
    engine = Engine(app, **options)
    beat = Beat(app, engine, is_limited=settings.limits)
    app.extensions[fanout.ENGINE] = engine
    app.extensions[BEAT] = beat
    for name in ("connect", "message", "disconnect"):
        engine.on(name, server.eio.handlers[name])
    server.eio = engine
    server.on("connect", lambda _sid, environ, _auth=None: _connected(engine, environ[LINE]))

    engine.hear_message = lambda line, message: _hear(engine, beat, line, message)
    engine.when_gone = beat.gone
    engine.arrive = beat.arrive


def _hear(engine: Engine, beat: Beat, line: Line, message: bytes) -> None:
    """Act on a Socket.IO packet: wishes go to the beat, comings and goings to the server above, no others exist."""
    if message[1:3] == _MAIN:
        message = message[:1] + message[3:]
    kind, is_elsewhere = message[:1], message[1:2] == b"/"
    if kind == _EVENT:
        beat.hear(line, message)
    elif kind == _GOODBYE:
        if not is_elsewhere:
            line.close()
    elif kind == _HELLO and is_elsewhere:
        name = message[1:].partition(b",")[0].partition(b"?")[0]
        line.put(frames.build(frames.TEXT, b"44%b,%b" % (name, orjson.dumps({"message": NOTHING_THERE}))))
    elif kind == _HELLO and not line.is_connected:
        beat.knock(line, message)
    elif kind != _ACK:
        raise frames.Broken(frames.PROTOCOL_ERROR)


def pass_on(kind: str, key: int, items: Sequence[bytes]) -> None:
    """Tell the other workers more items of what goes by a key; all of one beat go as one."""
    fanout.engine().bus.collect(kind, key, items)


def part(app: Flask) -> None:
    """Tell every line that this worker is about to end; browsers come back by themselves, spread over seconds."""
    with app.app_context():
        fanout.engine().part(BACK_SOON, COME_BACK_WITHIN_MS)


def _connected(engine: Engine, line: Line) -> None:
    caller: Caller | None = line.caller
    if caller is None:
        raise _refusal(SignInNeeded.words, "sign_in_needed")
    account = fanout.account(caller.account_id)
    others = engine.audiences.named(account)
    if others is not None and len(others.lines) >= LINES_MAX:
        raise _refusal(TOO_MANY_LINES, "too_many_lines")
    line.is_connected = True
    engine.audiences.join(line, account)


def _refusal(words: str, code: str) -> Exception:
    refusal: Exception = socketio.exceptions.ConnectionRefusedError(words, {"code": code})
    return refusal


def _only_kind(record: logging.LogRecord) -> bool:
    """Leave of what the libraries log the kind of a failure: their words may be a person's."""
    failure = record.exc_info[0] if record.exc_info else None
    record.msg = f"{failure.__name__ if failure else 'a failure'} on a line"
    record.args, record.exc_info = None, None
    return True
