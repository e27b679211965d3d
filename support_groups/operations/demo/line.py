"""A line to the service as a browser has it: Socket.IO over a WebSocket, wishes with answers, news as it comes."""

import json
import queue
import socket
import ssl
import threading
from collections.abc import Callable
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, CloseConnection, Ping, RejectConnection, Request, TextMessage

ANSWER_SECONDS = 20
CHUNK_BYTES = 65536

Answer = dict[str, Any]
Hear = Callable[[str, dict[str, Any]], None]


class LineLost(Exception):
    """The line is gone, or never came about."""


class Line:
    """One open line; `hear` is called with the name and the content of whatever the service tells."""

    def __init__(self, url: str, cookies: str, ticket: str, hear: Hear) -> None:
        self._hear = hear
        self._ticket = ticket
        self._ids = count(1)
        self._waiting: dict[int, queue.Queue[Answer | None]] = {}
        self._texts: list[str] = []
        self._lock = threading.Lock()
        self._ready = threading.Event()
        self.is_open = True
        parts = urlsplit(url)
        self._socket = self._connect(parts.hostname or "127.0.0.1", parts.port, parts.scheme == "https")
        self._protocol = WSConnection(ConnectionType.CLIENT)
        headers = [(b"Cookie", cookies.encode()), (b"Origin", f"{parts.scheme}://{parts.netloc}".encode())]
        target = "/socket.io/?EIO=4&transport=websocket"
        self._write(Request(host=parts.netloc, target=target, extra_headers=headers))
        threading.Thread(target=self._listen, daemon=True).start()
        if not self._ready.wait(ANSWER_SECONDS) or not self.is_open:
            raise LineLost("The service did not take the line.")

    def wish(self, name: str, **payload: object) -> Answer:
        """Say what is wished, and wait for the answer."""
        number = next(self._ids)
        waiting = self._waiting[number] = queue.Queue(1)
        self._send(f"42{number}{json.dumps([name, payload])}")
        try:
            answer = waiting.get(timeout=ANSWER_SECONDS)
        except queue.Empty:
            answer = None
        finally:
            del self._waiting[number]
        if answer is None:
            raise LineLost("The service did not answer in time.")
        return answer

    def close(self) -> None:
        """Hang up."""
        if self.is_open:
            self._write(CloseConnection(code=1000))
            self._socket.close()
        self.is_open = False

    @staticmethod
    def _connect(host: str, port: int | None, secure: bool) -> socket.socket:
        try:
            plain = socket.create_connection((host, port or (443 if secure else 80)), timeout=ANSWER_SECONDS)
        except OSError as error:
            raise LineLost("The service cannot be reached.") from error
        plain.settimeout(None)
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain

    def _send(self, packet: str) -> None:
        if not self.is_open:
            raise LineLost("The line is gone.")
        self._write(TextMessage(packet))

    def _write(self, event: Request | TextMessage | CloseConnection) -> None:
        with self._lock:
            try:
                self._socket.sendall(self._protocol.send(event))
            except OSError as error:
                self.is_open = False
                raise LineLost("The line is gone.") from error

    def _listen(self) -> None:
        try:
            while data := self._socket.recv(CHUNK_BYTES):
                with self._lock:
                    self._protocol.receive_data(data)
                    events = list(self._protocol.events())
                if any(isinstance(event, CloseConnection | RejectConnection) for event in events):
                    break
                for event in events:
                    self._take(event)
        except (OSError, LineLost):
            pass
        self.is_open = False
        self._ready.set()
        for waiting in list(self._waiting.values()):
            waiting.put(None)

    def _take(self, event: object) -> None:
        match event:
            case AcceptConnection():
                pass
            case Ping():
                with self._lock:
                    self._socket.sendall(self._protocol.send(event.response()))
            case TextMessage():
                self._texts.append(event.data)
                if event.message_finished:
                    packet, self._texts = "".join(self._texts), []
                    self._read(packet)

    def _read(self, packet: str) -> None:
        if packet.startswith("0"):
            self._send(f"40{json.dumps({'ticket': self._ticket})}")
        elif packet == "2":
            self._send("3")
        elif packet.startswith("40"):
            self._ready.set()
        elif packet.startswith("44"):
            self.is_open = False
            self._ready.set()
        elif packet.startswith("43"):
            number, _, rest = packet[2:].partition("[")
            if waiting := self._waiting.get(int(number)):
                waiting.put(json.loads(f"[{rest}")[0])
        elif packet.startswith("42"):
            name, content = json.loads(packet[2:])
            self._hear(name, content)
