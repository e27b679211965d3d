"""One WebSocket of someone's page on the loop: packets in, packets out, and its end."""

import json
import socket
from collections.abc import Callable

from tests.core.realtime.wire import CLOSE, KEY, PATH, TEXT, frame

from .loop import READABLE, WRITABLE, Loop

READ_BYTES = 262_144
NO_MASK = bytes(4)
"""A mask all the same, one that changes nothing."""
SWITCHING = b"HTTP/1.1 101"


Heads = tuple[bytes, bytes]
"""What a page asks for its ticket with, and then for its line."""


def heads(port: int, cookie: str) -> Heads:
    """What a browser sends to open a line from a page of this very place."""
    own = (f"Host: 127.0.0.1:{port}", f"Origin: http://127.0.0.1:{port}", f"Cookie: {cookie}")
    asking = ("POST /socket.io/ticket HTTP/1.1", *own, "Content-Length: 0")
    shaking_hands = (
        f"GET {PATH} HTTP/1.1",
        *own,
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {KEY}",
    )
    return _head(asking), _head(shaking_hands)


def _head(lines: tuple[str, ...]) -> bytes:
    return "\r\n".join([*lines, "", ""]).encode()


class Connection:
    """Connects, unless on a socket that is connected; `hear` is told each packet, `end` once that it is over.

    A browser would ask for the ticket on another connection; here it is the same, so that a test can choose the worker.
    """

    __slots__ = ("_asks", "_end", "_fd", "_head", "_hear", "_held", "_loop", "_socket", "is_over", "port", "ticket")

    def __init__(
        self,
        loop: Loop,
        port: int,
        heads: Heads,
        hear: Callable[[bytes], None],
        end: Callable[[], None],
        *,
        opened: socket.socket | None = None,
        buffer_bytes: int | None = None,
    ) -> None:
        self._loop, self._hear, self._end = loop, hear, end
        self._asks = heads[0]
        self._head: bytes | None = heads[1]
        self.ticket: str | None = None
        self._held = b""
        self.is_over = False
        self.port = 0
        self._socket = opened or socket.socket()
        if buffer_bytes:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer_bytes)
        self._socket.setblocking(False)
        self._fd = self._socket.fileno()
        if opened is None:
            self._socket.connect_ex(("127.0.0.1", port))
        loop.hear(self._fd, WRITABLE, self._turn)

    def send(self, packet: bytes) -> None:
        """Send a packet; what does not go out at once ends the line, as these are few and small."""
        if self.is_over or self._head is not None:
            return
        try:
            self._socket.send(frame(TEXT, packet, mask=NO_MASK))
        except OSError:
            self.close()

    def close(self) -> None:
        """End it without a word."""
        if not self.is_over:
            self.is_over = True
            self._loop.forget(self._fd)
            self._socket.close()
            # Not from within whoever has asked for it.
            self._loop.later(0, self._end)

    def stops_reading(self) -> None:
        """Let everything wait, unread."""
        self._loop.hear(self._fd, 0, self._turn)

    def reads_on(self) -> None:
        """Read again."""
        if not self.is_over:
            self._loop.hear(self._fd, READABLE, self._turn)

    def _turn(self, event: int) -> None:
        if event & WRITABLE and self._asks:
            self._greet()
            return
        try:
            data = self._socket.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.close()
            return
        self._held = self._held + data if self._held else data
        if self.ticket is None:
            self._take_ticket()
            return
        if self._head is not None and not self._is_switched():
            return
        self._take_frames()

    def _greet(self) -> None:
        if self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            self.close()
            return
        self.port = self._socket.getsockname()[1]
        self._socket.send(self._asks)
        self._asks = b""
        self._loop.hear(self._fd, READABLE, self._turn)

    def _take_ticket(self) -> None:
        head, found, body = self._held.partition(b"\r\n\r\n")
        _, _, rest = head.lower().partition(b"content-length:")
        if not found or len(body) < int(rest.partition(b"\r\n")[0] or 0):
            return
        try:
            self.ticket = str(json.loads(body).get("ticket", ""))
            self._held = b""
            self._socket.send(self._head or b"")
        except (OSError, ValueError):
            self.close()

    def _is_switched(self) -> bool:
        head, found, rest = self._held.partition(b"\r\n\r\n")
        if not found:
            return False
        if not head.startswith(SWITCHING):
            self.close()
            return False
        self._head, self._held = None, rest
        return True

    def _take_frames(self) -> None:
        data, at, end = self._held, 0, len(self._held)
        while end - at >= 2 and not self.is_over:
            size, begins = data[at + 1], at + 2
            if size > 125:
                begins = at + (4 if size == 126 else 10)
                if end < begins:
                    break
                size = int.from_bytes(data[at + 2 : begins], "big")
            if end < begins + size:
                break
            opcode, at = data[at] & 0x0F, begins + size
            if opcode == TEXT:
                self._hear(data[begins:at])
            elif opcode == CLOSE:
                self.close()
        self._held = data[at:] if at < end else b""
