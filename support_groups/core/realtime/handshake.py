"""The handshake of a WebSocket: judged by what it says, and answered once it is known who comes."""

import _socket
import base64
import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from support_groups.core.identity import Shown
from support_groups.core.origin import is_from_here

HANDED = "support_groups.handed"
_MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_KEY_BYTES = 16


@dataclass
class Handed:
    """The socket of a request, handed to the app with it under HANDED; once taken, the server leaves it alone."""

    socket: Any
    is_taken: bool = False

    def take(self) -> Any:
        """Take it."""
        self.is_taken = True
        return self.socket


@dataclass(frozen=True, slots=True)
class Arrival:
    """Someone at the door: nothing is sent to them before it is known who they are."""

    own: _socket.socket
    shown: Shown | None
    greeting: bytes


def problem_with(environ: dict[str, Any]) -> bytes | None:
    """Why a request is no handshake of a page of this place; None if it is one."""
    query = parse_qs(environ.get("QUERY_STRING", ""))
    if environ["REQUEST_METHOD"] != "GET" or query.get("transport") != ["websocket"]:
        return b"Only WebSocket is spoken here."
    if query.get("EIO") != ["4"] or "sid" in query or "j" in query:
        return b"Only the fourth Engine.IO is spoken here."
    if not is_from_here(environ):
        return b"Only pages of this place may connect."
    connection = [part.strip().lower() for part in environ.get("HTTP_CONNECTION", "").split(",")]
    is_upgrade = "upgrade" in connection and environ.get("HTTP_UPGRADE", "").lower() == "websocket"
    if not is_upgrade or environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13":
        return b"This is no WebSocket handshake."
    return None if _is_key(environ.get("HTTP_SEC_WEBSOCKET_KEY", "")) else b"This is no WebSocket handshake."


def _is_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key, validate=True)) == _KEY_BYTES
    except ValueError:
        return False


def switching(key: str) -> bytes:
    """The answer to a handshake with this key: from now on a WebSocket."""
    accepted = base64.b64encode(hashlib.sha1(key.encode() + _MAGIC, usedforsecurity=False).digest())
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: %b\r\n\r\n" % accepted
    )
