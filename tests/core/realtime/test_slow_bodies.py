"""Who sends a form slowly, or half of it and no more, holds nothing that others need."""

import http.client
import socket
from contextlib import ExitStack
from pathlib import Path

from .evening import Evening

LINES = 40
"""More than the database gives connections."""
ANSWER_SECONDS = 10.0
"""Sooner than any request is let go by itself; only a failure waits so long."""


def half_a_form(port: int, cookie: str) -> bytes:
    """The beginning of a form from whoever is signed in; its end never comes."""
    head = (
        "POST /still-here HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Cookie: {cookie}",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: 99",
    )
    return "\r\n".join([*head, "", "a="]).encode()


def test_half_a_form_however_often_holds_up_nobody(tmp_path: Path) -> None:
    evening = Evening(tmp_path, request_seconds="60")
    evening.opens()
    try:
        port = evening.server.port
        half = half_a_form(port, evening.signs_in(evening.milo).cookie)
        with ExitStack() as lines:
            for _ in range(LINES):
                line = lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS))
                line.sendall(half)
            asking = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
            for _ in range(3):
                asking.request("GET", "/healthz")
                with asking.getresponse() as answer:
                    assert answer.status == 200
                    answer.read()
            asking.close()
            assert evening.says(evening.enters(evening.fern))["ok"]
    finally:
        evening.end()


def test_half_a_form_is_let_go_in_time(tmp_path: Path) -> None:
    evening = Evening(tmp_path, request_seconds="1")
    evening.opens()
    try:
        port = evening.server.port
        with socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS) as line:
            line.sendall(half_a_form(port, evening.signs_in(evening.milo).cookie))
            assert line.recv(64).startswith((b"HTTP/1.1 400", b"HTTP/1.1 408"))
            while line.recv(4096):
                pass
    finally:
        evening.end()
