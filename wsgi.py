"""The entry point of a server: `python wsgi.py` serves by itself, `wsgi:app` is for gunicorn.

Imported, it neither prepares the database nor keeps time: `bin/flask operations prepare` does the one, and
`deploy/gunicorn.conf.py` the other.
"""

from gevent import monkey

monkey.patch_all()

import gc
import io
import logging
import os
import resource
import signal
import sys
from typing import Any

import gevent
from gevent.event import Event
from gevent.pywsgi import WSGIHandler, WSGIServer

from config import Settings
from support_groups import create_app
from support_groups.core import bounds, logs, realtime
from support_groups.core.request_headers import RequestHeaders
from support_groups.operations import actions, queries, timekeeper

STOP_SECONDS = 2
BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-length: 0\r\n\r\n"

settings = Settings()
logs.begin(settings.log_level)
logging.getLogger("alembic").setLevel(logging.WARNING)

app = create_app(settings)


def _headers_in_time(_: WSGIHandler, lines: Any, __: int) -> RequestHeaders:
    with gevent.Timeout(settings.request_seconds, ValueError("too slow")):
        return RequestHeaders(lines)


class QuietHandler(WSGIHandler):
    """Serves a connection; of one that breaks it tells the kind of failure and nothing of the person.

    Without an end to waiting, requests that are never finished would hold connections until there are none left.
    """

    def read_requestline(self) -> str:
        """The first line of a request; whoever sends none for long is let go, between two requests as well."""
        # An OSError is what a connection that broke would raise.
        with gevent.Timeout(settings.request_seconds, TimeoutError()):
            line: str = super().read_requestline()
            return line

    MessageClass: Any = _headers_in_time

    def read_request(self, raw_requestline: str) -> Any:
        """What comes before a request is served, its body included: no part of the service waits for a slow one."""
        known = super().read_request(raw_requestline)
        length = self.content_length or 0
        is_too_much = length > bounds.BODY_MAX_BYTES
        with gevent.Timeout(settings.request_seconds, ValueError("too slow")):
            self.body = b"" if is_too_much else self.rfile.read(length)
        # What is not read is no request that could follow.
        self.close_connection = self.close_connection or is_too_much
        return known

    def get_environ(self) -> dict[str, Any]:
        """What the app is told of a request; a WebSocket's handshake takes the socket with it."""
        line, self.__dict__["rfile"] = self.rfile, io.BytesIO(self.body)
        environ: dict[str, Any] = super().get_environ()
        self.__dict__["rfile"] = line
        self.handed = environ[realtime.HANDED] = realtime.Handed(self.socket)
        return environ

    def process_result(self) -> None:
        """Answer a request, unless it was a handshake: then the line has its own copy of the socket."""
        if self.handed.is_taken:
            self.close_connection = True
            self.rfile.close()
            self.socket.close()
            # The stock handler would read once more, from what is the line's now.
            self.__dict__["socket"] = None
            return
        super().process_result()

    def log_request(self) -> None:
        """Nothing: the stock one would put an address together before it is thrown away."""

    def _handle_client_error(self, _: Exception) -> tuple[str, bytes]:
        # Of what it does not know, a connection that broke for one, the stock one prints the words.
        return ("400", BAD_REQUEST)

    def _log_error(self, kind: type[BaseException], *_: object) -> None:
        # The stock one prints the address and the error's words, which may be a person's.
        logging.getLogger(__name__).error("%s ended a connection", kind.__name__)


def _allow_many_lines() -> None:
    """Raise the limit of open files as far as it goes: each line is one, and a thousand are soon too few."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


_allow_many_lines()


def main() -> int:
    """Prepare the database and serve until asked to stop; 3 where the database cannot be used."""
    if problem := settings.problem_with_workers():
        print(problem, file=sys.stderr)
        return 3
    try:
        # Held as long as this process lives, however it ends.
        _claimed = actions.claim(settings)
        with app.app_context():
            actions.prepare(settings, demo=settings.demo)
    except actions.CannotStart as refusal:
        print(refusal.words, file=sys.stderr)
        return 3
    if settings.workers > 1:
        return _serve_with_workers()
    # No log of requests and none of broken ones: both would hold addresses.
    server = WSGIServer((settings.host, settings.port), app, log=None, error_log=None, handler_class=QuietHandler)
    server.start()
    # What was loaded stays for good: looking through it again and again would hold up whoever speaks just then.
    gc.collect()
    gc.freeze()
    keeper = timekeeper.start(app)
    with app.app_context():
        print(queries.greeting(settings, server.server_port or settings.port), flush=True)
    actions.keep_address(settings, server.server_port or settings.port)
    _wait_for_signal()
    keeper.kill()
    actions.forget_address(settings)
    realtime.part(app)
    server.stop(timeout=STOP_SECONDS)
    return 0


def _serve_with_workers() -> int:
    """Let gunicorn take the place of this process, with as many workers as were asked for."""
    with app.app_context():
        print(queries.greeting(settings, settings.port), flush=True)
    actions.keep_address(settings, settings.port)
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "wsgi:app"]
    os.execv(sys.executable, command)


def _wait_for_signal() -> None:
    asked = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, asked.set)
    asked.wait()


if __name__ == "__main__":
    sys.exit(main())
