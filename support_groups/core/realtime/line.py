"""A line: one open WebSocket. The event loop reads from it, the beat writes to it; no task waits for either."""

import _socket
import contextlib
import socket
import time
from typing import TYPE_CHECKING, Any

from gevent import get_hub

from . import frames
from .frames import Broken, Reader

if TYPE_CHECKING:
    from .engine import Engine
    from .fanout import Audience
    from .inbox import Wish

READ_MAX_BYTES = 64 * 1024
WAITING_MAX_BYTES = 1024 * 1024
"""What waits for one who reads slowly; beyond it they are told and closed, and read the rest from the log."""
UNSERVED_MAX_BYTES = 256 * 1024
"""What may wait for a beat of one who sends faster than is served; their own line waits then, and nobody else's."""
FRAMES_BURST = 200
FRAMES_PER_SECOND = 50
SENDING_BYTES = 256 * 1024
"""What the kernel may hold for a line besides; by itself it would take some megabytes for one who does not read."""
LINGER_SECONDS = 0.5

_READABLE, _WRITABLE = 1, 2


class Line:
    """One connection of somebody's browser; everything about it happens in the event loop."""

    __slots__ = (
        "_engine",
        "_frames_at",
        "_frames_left",
        "_is_ending",
        "_lingers",
        "_readable",
        "_reader",
        "_rest",
        "_socket",
        "_unserved",
        "_waiting",
        "_waiting_bytes",
        "_writable",
        "audiences",
        "caller",
        "due_at",
        "heard_at",
        "is_asked",
        "is_connected",
        "is_open",
        "later",
        "sid",
        "token",
    )

    def __init__(self, engine: "Engine", sid: str, own: _socket.socket, caller: Any, token: str | None) -> None:
        self.sid = sid
        self.caller = caller
        self.token = token
        """What they are signed in with, until they have shown a ticket."""
        self.audiences: list[Audience] = []
        self.is_open = True
        self.is_connected = self.is_asked = False
        self.later: list[Wish] | None = None
        self.heard_at = self._frames_at = time.monotonic()
        self.due_at = 0.0
        self._engine = engine
        self._frames_left = float(FRAMES_BURST)
        self._is_ending = self._lingers = False
        self._reader = Reader()
        self._rest: memoryview | None = None
        self._socket = own
        self._waiting: list[bytes] = []
        self._waiting_bytes = self._unserved = 0
        loop = get_hub().loop
        self._readable: Any = loop.io(own.fileno(), _READABLE)
        self._writable: Any = None
        self._readable.start(self._read)

    @property
    def is_heard(self) -> bool:
        """Whether anything that comes over the line still counts: not once it has been told goodbye."""
        return self.is_open and not self._is_ending

    def put(self, frame: bytes) -> None:
        """Add a frame to what goes out with the next write; after the end of a line it is nothing."""
        if not self.is_open or self._is_ending:
            return
        if not self._waiting and self._rest is None:
            self._engine.will_write(self)
        self._waiting.append(frame)
        self._waiting_bytes += len(frame)
        if self._waiting_bytes > WAITING_MAX_BYTES:
            self._engine.too_slow(self)

    def hold(self, size: int) -> None:
        """Count what was read and is not served yet; with much of it the line is read on only once it is less."""
        self._unserved += size
        if self._unserved > UNSERVED_MAX_BYTES:
            self._readable.stop()

    def release(self, size: int) -> None:
        """Count what was served."""
        self._unserved -= size
        if self.is_open and not self._readable.active and self._unserved <= UNSERVED_MAX_BYTES:
            self._readable.start(self._read)

    def write(self) -> None:
        """Send what waits, as much as the other side takes; the rest follows when it can take more."""
        if self._rest is not None or not self._waiting:
            return
        waiting = self._waiting
        data = waiting[0] if len(waiting) == 1 else b"".join(waiting)
        waiting.clear()
        self._send(data)

    def drop_waiting(self) -> None:
        """Forget what has not begun to go out."""
        self._waiting.clear()
        self._waiting_bytes = len(self._rest) if self._rest is not None else 0

    def close(self, code: int = frames.NORMAL, *, lingers: bool = False) -> None:
        """Say goodbye after all that was told before, and end the line once that has gone out, or in a moment.

        One that `lingers` waits so long for the other side to have read it; others have nothing to wait for.
        """
        if not self.is_open or self._is_ending:
            return
        self.put(frames.closing(code))
        self._is_ending, self._lingers = True, lingers
        self._engine.ends(self, time.monotonic() + LINGER_SECONDS)

    def cut(self) -> None:
        """End the line at once."""
        if not self.is_open:
            return
        self.is_open = False
        self._readable.close()
        if self._writable is not None:
            self._writable.close()
        self._waiting.clear()
        self._rest = None
        self._socket.close()
        self._engine.ended(self)

    def _read(self) -> None:
        try:
            data = self._socket.recv(READ_MAX_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if not data:
            self.cut()
            return
        if self._is_ending:
            return
        reader, before = self._reader, self._reader.read
        try:
            found = reader.feed(data)
            if found:
                # A byte now and then is no sign of life.
                self.heard_at = time.monotonic()
                self._spend(reader.read - before)
            for opcode, payload in found:
                self._engine.hear(self, opcode, payload)
        except Broken as broken:
            self.close(broken.code)
        except Exception as error:
            # Kinds only, and for whatever nobody thought of: a line that breaks something is ended.
            self._engine.failed(error)
            self.close(frames.PROTOCOL_ERROR)

    def _spend(self, count: int) -> None:
        at = self.heard_at
        earned = (at - self._frames_at) * FRAMES_PER_SECOND
        self._frames_left = min(FRAMES_BURST, self._frames_left + earned) - count
        self._frames_at = at
        if self._frames_left < 0 and self._engine.is_limited:
            raise Broken(frames.POLICY)

    def _send(self, data: bytes | memoryview) -> None:
        try:
            sent = self._socket.send(data)
        except (BlockingIOError, InterruptedError):
            sent = 0
        except OSError:
            self.cut()
            return
        if sent == len(data):
            self._waiting_bytes = 0
            self._rest = None
            if self._is_ending and not self._waiting:
                self._hang_up()
            return
        self._rest = memoryview(data)[sent:]
        self._waiting_bytes = len(self._rest) + sum(map(len, self._waiting))
        if self._writable is None:
            self._writable = get_hub().loop.io(self._socket.fileno(), _WRITABLE)
        if not self._writable.active:
            self._writable.start(self._write_on)

    def _write_on(self) -> None:
        if self._rest is not None:
            rest, self._rest = self._rest, None
            self._send(rest)
        if self.is_open and self._rest is None:
            self.write()
        if self.is_open and self._rest is None:
            self._writable.stop()

    def _hang_up(self) -> None:
        with contextlib.suppress(OSError):
            if self._lingers:
                self._socket.shutdown(socket.SHUT_WR)
                return
            # What was sent and not read here would turn the goodbye into an error on the other side.
            self._socket.recv(READ_MAX_BYTES)
        self.cut()
