"""The transport: WebSocket only, one ordered stream of events per connection, sign-in judged at the door."""

import logging
from typing import Any

from flask import Flask
from flask_socketio import SocketIO
from gevent import monkey

from .websocket import MESSAGE_MAX_BYTES, bounded

PING_SECONDS = 20

socketio = SocketIO()


def init_app(app: Flask) -> None:
    """Put the Socket.IO server in front of the app.

    Only pages of this very origin may connect. Bodies and names never reach a log.
    """
    options: dict[str, Any] = {
        "async_mode": "gevent" if monkey.is_module_patched("threading") else "threading",
        "transports": ["websocket"],
        "manage_session": False,
        # One event after the other for each connection: a raised hand must not overtake a word.
        "async_handlers": False,
        "max_http_buffer_size": MESSAGE_MAX_BYTES,
        "http_compression": False,
        "websocket_compression": False,
        "ping_interval": PING_SECONDS,
        "ping_timeout": PING_SECONDS,
        "logger": False,
        "engineio_logger": False,
    }
    for name in ("socketio.server", "engineio.server"):
        logging.getLogger(name).addFilter(_only_kind)
    socketio.init_app(app, **options)
    stock = server().eio._async
    server().eio._async = stock | {"websocket": bounded(stock["websocket"])}


def _only_kind(record: logging.LogRecord) -> bool:
    """Leave of what the libraries log the kind of a failure: their words may be a person's."""
    failure = record.exc_info[0] if record.exc_info else None
    record.msg = f"{failure.__name__ if failure else 'a failure'} on a line"
    record.args, record.exc_info = None, None
    return True


def server() -> Any:
    """The python-socketio server of the running app."""
    return vars(socketio)["server"]
