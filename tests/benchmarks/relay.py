"""A relay spoken by hand, byte for byte: it sends what servers may send, and makes the mistakes that must show."""

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

TEXT, CONTINUATION, PING, PONG = 0x1, 0x0, 0x9, 0xA

Manner = Callable[[str], Iterable[bytes]]
"""How what happened is put on the wire: the pieces, each sent by itself."""


def frame(body: bytes, opcode: int = TEXT, *, final: bool = True, width: int = 0) -> bytes:
    """A frame of a server; its length may be written wider than needed."""
    head = struct.pack("!B", (0x80 if final else 0) | opcode)
    if len(body) < 126 and not width:
        return head + struct.pack("!B", len(body)) + body
    if len(body) < 65536 and width < 8:
        return head + struct.pack("!BH", 126, len(body)) + body
    return head + struct.pack("!BQ", 127, len(body)) + body


class HandRelay:
    """Serves a few clients that share a room, in one manner."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._lock = threading.Lock()
        self._inside: list[socket.socket] = []
        self.answered: list[str] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        """End it with all its lines."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._listening.accept()
                self._threads.append(threading.Thread(target=self._serve, args=(line,), daemon=True))
                self._threads[-1].start()

    def _serve(self, line: socket.socket) -> None:
        with line, suppress(OSError), line.makefile("rb") as came:
            while came.readline() not in (b"\r\n", b""):
                pass
            # The end of the handshake and the first frame share a segment.
            line.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n" + frame(b'0{"sid":"x"}'))
            while packet := _read(came):
                self._take(line, packet)

    def _take(self, line: socket.socket, packet: str) -> None:
        with self._lock:
            if packet == "40":
                line.sendall(frame(b'40{"sid":"y"}') + frame(b"2") + frame(b"well?", PING))
            elif packet.startswith("420"):
                self._inside.append(line)
                line.sendall(frame(b'430[{"ok":true,"snapshot":{}}]'))
            elif packet.startswith("42"):
                number, _, rest = packet[2:].partition("[")
                self._happened(json.loads(f"[{rest}")[1])
                line.sendall(frame(f'43{number}[{{"ok":true,"events":[{rest[:-1]}]}}]'.encode()))
            else:
                self.answered.append(packet)

    def _happened(self, said: dict[str, Any]) -> None:
        told = json.dumps(["room.happened", {"room": said["room"], "events": [{"body": said["body"]}]}])
        for line in self._inside:
            for piece in self._manner(f"42{told}"):
                line.sendall(piece)


def _read(came: Any) -> str:
    """The next packet of a client; pongs come as packets as well."""
    head = came.read(2)
    if len(head) < 2 or not head[1] & 0x80:
        return ""
    length = head[1] & 0x7F
    if length == 126:
        (length,) = struct.unpack("!H", came.read(2))
    mask = came.read(4)
    body = bytes(byte ^ mask[place % 4] for place, byte in enumerate(came.read(length)))
    return f"pong {body.decode()}" if head[0] & 0xF == PONG else body.decode()
