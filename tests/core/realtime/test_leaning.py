"""What we lean on in the libraries, as it was when it was read; an upgrade that changes it must be read too."""

import hashlib
import inspect
import textwrap
from collections.abc import Callable

import engineio
import flask_socketio
import pytest
import socketio
from gevent.pywsgi import WSGIHandler
from gunicorn.workers.base_async import AsyncWorker
from gunicorn.workers.ggevent import GeventWorker
from socketio.base_manager import BaseManager

LEANED_ON: dict[str, tuple[Callable[..., object], str]] = {
    # Our engine takes the place of `server.eio`, and hands over to these three.
    "connect": (socketio.Server._handle_eio_connect, "6e146071"),
    "message": (socketio.Server._handle_eio_message, "593c35ba"),
    "disconnect": (socketio.Server._handle_eio_disconnect, "5f8577ba"),
    # What these call of the engine: send, and nothing that would need a task.
    "opening a namespace": (socketio.Server._handle_connect, "f5c273b9"),
    "leaving a namespace": (socketio.Server._handle_disconnect, "6b911cf3"),
    "sending": (socketio.Server._send_packet, "dbf7d913"),
    # What our Connections do without a look at everybody.
    "forgetting": (BaseManager.basic_disconnect, "badf3313"),
    "leaving": (BaseManager.basic_leave_room, "5ce333aa"),
    # Which handlers the engine calls, and how.
    "events of the engine": (engineio.Server._trigger_event, "56e4d948"),
    "the server of Flask-SocketIO": (flask_socketio.SocketIO.init_app, "1aee6839"),
    # What wsgi.py takes a socket out of, and what reads it no more afterwards.
    "a request": (WSGIHandler.handle, "33aa7fea"),
    "an answer": (WSGIHandler.run_application, "8999403f"),
    "after an answer": (WSGIHandler.handle_one_response, "15dade32"),
    # gunicorn writes no answer once StopIteration is raised, and closes its copy of the socket.
    "gunicorn's connection": (AsyncWorker.handle, "643b1ac3"),
    "gunicorn's request": (AsyncWorker.handle_request, "0ca25242"),
    "gunicorn with gevent": (GeventWorker.handle, "347a3041"),
}


def digest(of: Callable[..., object]) -> str:
    """A short name for the source of a function as it is now."""
    return hashlib.sha256(textwrap.dedent(inspect.getsource(of)).encode()).hexdigest()[:8]


@pytest.mark.parametrize("name", LEANED_ON)
def test_what_we_lean_on_is_as_it_was_read(name: str) -> None:
    leaned_on, read = LEANED_ON[name]
    assert digest(leaned_on) == read, (
        f"{leaned_on.__qualname__} has changed: read it anew, then note {digest(leaned_on)}"
    )


@pytest.mark.parametrize("name", ["sockets", "handlers", "generate_id", "ping_interval", "ping_timeout", "reason"])
def test_the_stock_engine_has_what_ours_uses(name: str) -> None:
    assert hasattr(engineio.Server(async_mode="threading"), name)
