"""A WebSocket spoken by hand over a plain socket, so that a test can also send what no library would."""

import contextlib
import socket
import struct
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

WAIT_SECONDS = 10.0
"""Only a failure waits so long: a busy machine keeps an answer for seconds."""
PATH = "/socket.io/?EIO=4&transport=websocket"
KEY = "dGhlIHNhbXBsZSBub25jZQ=="
ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
MASK = b"\x5a\x01\xff\x80"
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
ALL_OPCODES = {CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG}
SERVER_FRAME_MAX_BYTES = 16 * 1024 * 1024


class Ended(ConnectionError):
    """The server has ended the line."""


class Torn(ValueError):
    """What the server sent is no stream of frames."""


@dataclass(frozen=True)
class Frame:
    """A frame as it was received."""

    opcode: int
    body: bytes
    is_final: bool


@dataclass(frozen=True)
class Ending:
    """How the server ended a line: the code of its closing frame, if it sent one."""

    code: int | None


def frame(
    opcode: int,
    body: bytes = b"",
    *,
    final: bool = True,
    reserved: int = 0,
    mask: bytes | None = MASK,
    announced: int | None = None,
) -> bytes:
    """A frame of a client; `announced` is a length in its header other than the true one."""
    length = len(body) if announced is None else announced
    masked = 0x80 if mask is not None else 0
    if length < 126:
        size = struct.pack("!B", masked | length)
    elif length < 65_536:
        size = struct.pack("!BH", masked | 126, length)
    else:
        size = struct.pack("!BQ", masked | 127, length)
    head = struct.pack("!B", (0x80 if final else 0) | reserved << 4 | opcode) + size
    if mask is None:
        return head + body
    keys = (mask * (len(body) // len(mask) + 1))[: len(body)]
    masked_body = int.from_bytes(body, "big") ^ int.from_bytes(keys, "big")
    return head + mask + masked_body.to_bytes(len(body), "big")


def text(packet: str) -> bytes:
    """A packet in a frame of its own."""
    return frame(TEXT, packet.encode())


class Line:
    """One connection to a server, from the handshake on. It never answers a closing frame: who attacks would not."""

    def __init__(
        self,
        port: int,
        path: str = PATH,
        headers: Mapping[str, str | None] | None = None,
        *,
        method: str = "GET",
        buffer_bytes: int | None = None,
    ) -> None:
        self._socket = socket.socket()
        if buffer_bytes:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer_bytes)
        self._socket.settimeout(WAIT_SECONDS)
        self._socket.connect(("127.0.0.1", port))
        self.port: int = self._socket.getsockname()[1]
        self.answers_pings = True
        self.inbox: list[str] = []
        self._code: int | None = None
        self._held = b""
        self._began: Frame | None = None
        self.head = self._handshake(port, path, method, headers or {})
        self.status = int(self.head.split(b" ", 2)[1])

    def _handshake(self, port: int, path: str, method: str, headers: Mapping[str, str | None]) -> bytes:
        usual = {
            "Host": f"127.0.0.1:{port}",
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": KEY,
        }
        lines = [f"{name}: {value}" for name, value in (usual | dict(headers)).items() if value is not None]
        self._socket.sendall("\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]).encode())
        while b"\r\n\r\n" not in self._held:
            self._fill(time.monotonic() + WAIT_SECONDS)
        head, _, self._held = self._held.partition(b"\r\n\r\n")
        return head

    def put(self, sent: bytes) -> None:
        """Send bytes as they are. That the server has hung up meanwhile shows when one listens."""
        with contextlib.suppress(OSError):
            self._socket.sendall(sent)

    def send(self, packet: str) -> None:
        """Send a packet in a frame of its own."""
        self.put(text(packet))

    def take(self, most: int) -> bytes:
        """At most so many bytes of what has come, whatever they are; none at the end."""
        try:
            return self._socket.recv(most)
        except ConnectionError:
            return b""

    def frame(self, deadline: float) -> Frame:
        """The next frame. Raises TimeoutError, Ended at the end of the line, Torn if it is none."""
        first, second = self._exactly(2, deadline)
        if first & 0x70 or first & 0x0F not in ALL_OPCODES or second & 0x80:
            raise Torn(f"{first:#x} {second:#x}")
        length = second & 0x7F
        if length == 126:
            [length] = struct.unpack("!H", self._exactly(2, deadline))
        elif length == 127:
            [length] = struct.unpack("!Q", self._exactly(8, deadline))
        if length > SERVER_FRAME_MAX_BYTES:
            raise Torn(f"a frame of {length} bytes")
        return Frame(first & 0x0F, self._exactly(length, deadline), bool(first & 0x80))

    def find(self, fits: Callable[[str], bool], seconds: float = WAIT_SECONDS) -> str:
        """The next packet that fits; what came before it stays in the inbox. Raises as `frame` does."""
        deadline, looked_at = time.monotonic() + seconds, 0
        while True:
            for place in range(looked_at, len(self.inbox)):
                if fits(self.inbox[place]):
                    return self.inbox.pop(place)
            looked_at = len(self.inbox)
            self._listen(deadline)

    def packet(self, begins: str, seconds: float = WAIT_SECONDS) -> str:
        """The next packet that begins like this."""
        return self.find(lambda packet: packet.startswith(begins), seconds)

    def ending(self, seconds: float) -> Ending | None:
        """How the server ends the line within a time; None if it does not."""
        deadline = time.monotonic() + seconds
        try:
            while True:
                self._listen(deadline)
        except TimeoutError:
            return None
        except Ended:
            return Ending(self._code)

    def close(self) -> None:
        """End it without a word."""
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _listen(self, deadline: float) -> None:
        got = self.frame(deadline)
        if got.opcode == CLOSE:
            [self._code] = struct.unpack("!H", got.body[:2]) if got.body else (None,)
        elif got.opcode == TEXT:
            if got.body == b"2" and self.answers_pings:
                self.send("3")
            self.inbox.append(got.body.decode())

    def _exactly(self, count: int, deadline: float) -> bytes:
        while len(self._held) < count:
            self._fill(deadline)
        got, self._held = self._held[:count], self._held[count:]
        return got

    def _fill(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)
        try:
            piece = self._socket.recv(65_536)
        except ConnectionError:
            piece = b""
        if not piece:
            raise Ended
        self._held += piece
