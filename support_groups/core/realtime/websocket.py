"""The WebSocket under the Socket.IO server, with bounds that the stock one lacks.

What one line may send is limited in bytes a message, also in fragments, and in frames a second;
compression is refused; a line that never opens the Socket.IO connection is ended.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import simple_websocket
from wsproto.events import BytesMessage, TextMessage

MESSAGE_MAX_BYTES = 64 * 1024
FRAMES_BURST = 200
FRAMES_PER_SECOND = 50
OPENING_SECONDS = 5
FRAMES_BETWEEN_TURNS = 20
SOCKET_IO_CONNECT = "40"
IN_ENVIRON = "support_groups.websocket"


class FloodOfFrames(OSError):
    """A line sent more than any person could; it is ended."""


class BoundedWebSocket(simple_websocket.Server):
    """A WebSocket that ends what floods it, and lets others have their turn meanwhile."""

    def __init__(self, environ: dict[str, Any], **options: Any) -> None:
        self._frames_left = float(FRAMES_BURST)
        self._counted_at = time.monotonic()
        self._has_opened = False
        environ[IN_ENVIRON] = self
        super().__init__(environ, max_message_size=MESSAGE_MAX_BYTES, **options)
        threading.Timer(OPENING_SECONDS, self._end_unless_opened).start()

    def handshake(self) -> None:
        """Count every frame from the first on."""
        self.ws.events = self._counted(self.ws.events)
        super().handshake()

    def choose_subprotocol(self, request: Any) -> str | None:
        """Choose none, and offer no compression: a small bomb would become a large message."""
        request.extensions.clear()
        return None

    def send(self, data: str | bytes) -> None:
        """Send a whole message, however slowly the other side reads."""
        if not self.connected:
            raise simple_websocket.ConnectionClosed(self.close_reason, self.close_message)
        message = BytesMessage(data=data) if isinstance(data, bytes) else TextMessage(data=data)
        self.sock.sendall(self.ws.send(message))

    def _counted(self, events: Callable[[], Iterator[Any]]) -> Callable[[], Iterator[Any]]:
        def counted() -> Iterator[Any]:
            for number, event in enumerate(events(), 1):
                self._spend()
                if isinstance(event, TextMessage) and event.data.startswith(SOCKET_IO_CONNECT):
                    self._has_opened = True
                yield event
                if number % FRAMES_BETWEEN_TURNS == 0:
                    time.sleep(0)

        return counted

    def _spend(self) -> None:
        at = time.monotonic()
        earned = (at - self._counted_at) * FRAMES_PER_SECOND
        self._frames_left = min(FRAMES_BURST, self._frames_left + earned) - 1
        self._counted_at = at
        if self._frames_left < 0:
            raise FloodOfFrames

    def _end_unless_opened(self) -> None:
        if not self._has_opened:
            self.hang_up()

    def hang_up(self) -> None:
        """End the line, whether or not the other side listens."""
        with contextlib.suppress(OSError, simple_websocket.ConnectionClosed):
            self.close()
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)


def bounded(stock: Callable[..., Any]) -> Callable[..., Any]:
    """The WebSocket adapter of an async mode, on bounded WebSockets; engineio calls both alike."""

    def adapter(handler: Callable[[Any], Any], engine: Any) -> Callable[..., Any]:
        made = stock(handler, engine)

        def serve(environ: dict[str, Any], _start_response: object) -> Any:
            made.ws = BoundedWebSocket(environ, **made.server_args)
            answer = made.app(made)
            if made.ws.mode == "gunicorn":
                # The socket was ours and is closed: gunicorn must write no answer into it.
                raise StopIteration
            return answer

        return serve

    return adapter
