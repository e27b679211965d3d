"""The transport under Socket.IO: takes the sockets of WebSockets, hears packets, pings, ends what is over.

Engine.IO 4 and Socket.IO 5 over WebSocket only. The handshake is judged before anything is sent; from then on no
task waits for a line: the loop calls when one can be read, and once more when all that was told is to be written.
"""

import _socket
import heapq
import logging
import os
import socket
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import engineio
import orjson
from flask import Flask
from gevent import get_hub

from support_groups.core.headers import PLAIN
from support_groups.core.identity import Shown, seconds_until, shown_in

from . import frames, tickets, watch
from .bus import Bus
from .fanout import Audiences, device, event
from .frames import Broken
from .handshake import HANDED, Arrival, Handed, problem_with, switching
from .line import SENDING_BYTES, Line

LINE = "support_groups.line"
JSON = [
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]
OPENING_SECONDS = 5.0
TICK_SECONDS = 0.25
TOO_SLOW = "Your connection could not keep up. You will be connected again, and nothing is missed."
COME_BACK_MS = [500, 3000]
STILL_THERE = "We look whether you are still there. You need to do nothing."

_PACKET_PING = frames.build(frames.TEXT, b"2")
_log = logging.getLogger(__name__)


Hear = Callable[[Line, bytes], None]


class Engine(engineio.Server):
    """An Engine.IO server whose connections cost no task; python-socketio stands above it as above the stock one."""

    def __init__(self, app: Flask, **options: Any) -> None:
        super().__init__(**options)
        self.is_limited: bool = app.config["SETTINGS"].limits
        self.arrive: Callable[[Arrival], None] = lambda arrival: None
        self.hear_message: Hear = self.pass_on
        self.when_gone: Callable[[Line], None] = lambda line: None
        self.audiences = Audiences()
        self.bus = Bus(app, app.config["SETTINGS"].redis_url if app.config["SETTINGS"].workers > 1 else None)
        self.tickets = tickets.Tickets(app.config["SECRET_KEY"] if self.bus.has_others else None)
        self._app = app
        self._writing: list[Line] = []
        self._will_write = False
        self._pinging: deque[Line] = deque()
        self._opening: deque[tuple[float, Line]] = deque()
        self._discreet: list[tuple[float, str]] = []
        self._ending: dict[Line, float] = {}
        self._tick: Any = None

    def handle_request(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Take the socket of a handshake, to be judged with the next beat; what is none is refused in a plain line.

        Besides, a page is given the ticket that it will show on its line.
        """
        if environ["PATH_INFO"] == tickets.PATH:
            status, told = tickets.answer(environ, self.tickets, shown_in(self._app, environ))
            start_response(status, [*JSON, ("Content-Length", str(len(told)))])
            return [told]
        problem = problem_with(environ)
        if problem:
            start_response("400 Bad Request", [*PLAIN, ("Connection", "close")])
            return [problem]
        handed: Handed | None = environ.get(HANDED)
        theirs = handed.take() if handed else environ["gunicorn.socket"]
        # A copy of our own: the server that has accepted it closes its one.
        own = _socket.socket(fileno=os.dup(theirs.fileno()))
        self.arrive(Arrival(own, shown_in(self._app, environ), switching(environ["HTTP_SEC_WEBSOCKET_KEY"])))
        if handed is None:
            # This tells gunicorn to write no answer.
            raise StopIteration
        return []

    def open(self, own: _socket.socket, caller: Any, shown: Shown | None = None, greeting: bytes = b"") -> Line:
        """Open a line on a socket; it is known by a new id, and `greeting` goes out before anything else."""
        self._start_ticking()
        own.setblocking(False)
        own.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SENDING_BYTES)
        sid = self.generate_id()
        line = self.sockets[sid] = Line(self, sid, own, caller, shown.token if shown else None)
        if caller is not None:
            # From now on, not only once they speak: a sign-out in between must find this line.
            self.audiences.join(line, device(caller.sign_in_id))
        if shown is not None and shown.until is not None:
            heapq.heappush(self._discreet, (time.monotonic() + seconds_until(shown.until), sid))
        opened = {
            "sid": sid,
            "upgrades": [],
            "pingTimeout": int(self.ping_timeout * 1000),
            "pingInterval": int(self.ping_interval * 1000),
            "maxPayload": frames.MESSAGE_MAX_BYTES,
        }
        self._trigger_event("connect", sid, {"flask.app": self._app, LINE: line}, run_async=False)
        line.put(greeting + frames.build(frames.TEXT, b"0" + orjson.dumps(opened)))
        line.due_at = line.heard_at + self.ping_interval
        self._pinging.append(line)
        self._opening.append((line.heard_at + min(OPENING_SECONDS, self.ping_interval), line))
        return line

    def hear(self, line: Line, opcode: int, payload: bytes) -> None:
        """Act on a frame; raises Broken for whatever is no packet of Engine.IO 4 from a browser."""
        if opcode == frames.TEXT:
            try:
                self._hear_packet(line, payload)
            except Broken as broken:
                raise broken if _is_text(payload) else Broken(frames.NOT_UTF8) from None
        elif opcode == frames.PING:
            line.put(frames.build(frames.PONG, payload))
        elif opcode == frames.CLOSE:
            line.close(frames.check_closing(payload))
        elif opcode != frames.PONG:
            # Nobody here speaks in bytes.
            raise Broken(frames.PROTOCOL_ERROR)

    def send(self, sid: str, data: Any) -> None:
        """Send a message to a line, with its next write."""
        line = self.sockets.get(sid)
        if line is not None:
            line.put(frames.build(frames.TEXT, b"4" + (data.encode() if isinstance(data, str) else data)))

    def send_packet(self, sid: str, pkt: Any) -> None:
        """Send a packet to a line, with its next write."""
        line = self.sockets.get(sid)
        if line is not None:
            line.put(frames.build(frames.TEXT, pkt.encode().encode()))

    def disconnect(self, sid: str | None = None) -> None:
        """Close a line, or all of them."""
        lines = list(self.sockets.values()) if sid is None else [self.sockets[sid]] if sid in self.sockets else []
        for line in lines:
            line.close(frames.GOING_AWAY)

    def will_write(self, line: Line) -> None:
        """Remember that something waits for a line: it is written once this turn of the loop is over."""
        self._writing.append(line)
        self.will_collect()

    def will_collect(self) -> None:
        """Write, once this turn of the loop is over, what was collected and what waits."""
        if not self._will_write:
            self._will_write = True
            get_hub().loop.run_callback(self._write_all)

    def too_slow(self, line: Line) -> None:
        """Part with one who does not read: told why and when to come back, and everything else is in the log."""
        line.drop_waiting()
        line.put(event("connection.pausing", {"words": TOO_SLOW, "after_ms": COME_BACK_MS}))
        line.close(frames.TRY_LATER, lingers=True)

    def ends(self, line: Line, at: float) -> None:
        """See to it that a line that says goodbye is gone at a moment, and that it counts as gone now."""
        self._ending[line] = at
        self._part_with(line)

    def ended(self, line: Line) -> None:
        """Forget a line that is gone."""
        self._ending.pop(line, None)
        self._part_with(line)

    def part(self, words: str, within_ms: int) -> None:
        """Tell every line that this worker ends, and to come back spread over some time; then close them all."""
        for line in list(self.sockets.values()):
            line.put(event("connection.pausing", {"words": words, "after_ms": [0, within_ms]}))
            line.close(frames.GOING_AWAY, lingers=True)

    def failed(self, error: Exception) -> None:
        """Log the kind of a failure: its words may be a person's."""
        _log.error("%s on a line", type(error).__name__)

    def _asks_again(self, line: Line) -> None:
        """Let a discreet device come back with a cookie that says whether somebody has touched it since."""
        line.put(event("connection.pausing", {"words": STILL_THERE, "after_ms": [0, 0]}))
        line.close(frames.NORMAL, lingers=True)

    def _part_with(self, line: Line) -> None:
        if self.sockets.pop(line.sid, None) is None:
            return
        self.audiences.leave_all(line)
        self._trigger_event("disconnect", line.sid, self.reason.TRANSPORT_CLOSE, run_async=False)
        self.when_gone(line)

    def _hear_packet(self, line: Line, packet: bytes) -> None:
        kind = packet[:1]
        if kind == b"4":
            self.hear_message(line, packet[1:])
        elif kind == b"1":
            line.close()
        elif packet != b"3":
            raise Broken(frames.PROTOCOL_ERROR)

    def pass_on(self, line: Line, message: bytes) -> None:
        """Let the server above act on a message; raises what it raises."""
        # Not through _trigger_event, which would swallow what a broken packet raises.
        self.handlers["message"](line.sid, message.decode())

    def _write_all(self) -> None:
        self._will_write = False
        self.audiences.send_collected()
        self.bus.tell_collected()
        writing, self._writing = self._writing, []
        for line in writing:
            try:
                line.write()
            except Exception as error:
                # One line's trouble keeps nothing from the next.
                self.failed(error)
                line.cut()

    def _start_ticking(self) -> None:
        if self._tick is None:
            self._tick = get_hub().loop.timer(TICK_SECONDS, TICK_SECONDS, ref=False)
            self._tick.start(self._look)
            self.bus.start()
            watch.start(self._app, watch.TOGETHER_SECONDS if self.bus.has_others else watch.ALONE_SECONDS)

    def _look(self) -> None:
        """Ping who is due, end who did not answer, never opened or has said goodbye: one look for all lines."""
        now = time.monotonic()
        while self._opening and self._opening[0][0] <= now:
            _, line = self._opening.popleft()
            if not line.is_connected:
                line.close(frames.POLICY)
        while self._pinging and self._pinging[0].due_at <= now:
            line = self._pinging.popleft()
            if not line.is_open:
                continue
            if line.is_asked and line.heard_at < line.due_at - self.ping_timeout:
                line.cut()
                continue
            line.put(_PACKET_PING)
            line.is_asked = True
            line.due_at = now + self.ping_interval
            self._pinging.append(line)
        while self._discreet and self._discreet[0][0] <= now:
            _, sid = heapq.heappop(self._discreet)
            if sid in self.sockets:
                self._asks_again(self.sockets[sid])
        for line in [line for line, at in self._ending.items() if at <= now]:
            line.cut()


def _is_text(payload: bytes) -> bool:
    try:
        payload.decode()
    except UnicodeDecodeError:
        return False
    return True
