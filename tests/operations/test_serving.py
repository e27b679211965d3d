"""The server as a process: what it prints, how it ends, what it never writes down, and the meeting `bin/demo` holds."""

import re
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from support_groups.operations.demo import cast, meeting
from support_groups.operations.demo.visitor import Visitor
from tests.services.server import ROOT, Server

pytestmark = pytest.mark.timeout(180)

PATIENCE_SECONDS = 2
"""How long the server waits for a request: longer than a busy machine keeps this process from sending it."""
MEETING_SECONDS = 60
"""As long as the meeting of a few seconds may take."""
ROOM_SECONDS, ROOMS_CLOSE_AT = 2 * 3600, 105 * 60
"""A room of the demo is open for two hours, and the next one opens when it closes: at a quarter to even hours, UTC."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A new installation with the demo people."""
    server = Server(tmp_path_factory.mktemp("demo"), demo="1", request_seconds=str(PATIENCE_SECONDS))
    server.start()
    yield server
    server.stop()


def said_in(server: Server) -> int:
    """How many messages stand in the logs of rooms."""
    with closing(sqlite3.connect(server.data / "support_groups.sqlite3")) as connection:
        [count] = connection.execute("SELECT count(*) FROM room_log WHERE kind = 'message.said'").fetchone()
    return int(count)


def let_rooms_change() -> None:
    """Where the room that is open would close in the middle of a meeting, wait for the next one."""
    left = (ROOMS_CLOSE_AT - time.time()) % ROOM_SECONDS
    if left < MEETING_SECONDS:
        time.sleep(left + 1)


def test_it_prints_where_it_is_how_to_look_around_and_where_the_data_lies(server: Server) -> None:
    assert f"is open at http://localhost:{server.port}" in server.log
    assert str(server.data / "support_groups.sqlite3") in server.log
    assert cast.PASSPHRASE in server.log
    for name in cast.SIGN_INS:
        assert re.search(rf"^  {name} ", server.log, re.MULTILINE)


def test_the_demo_meets_over_real_lines_and_nothing_of_it_is_written_down(server: Server) -> None:
    let_rooms_change()
    before = said_in(server)
    assert meeting.main(["--url", server.address, "--minutes", "0.1", "--speed", "200"]) == 0
    assert said_in(server) > before + len(cast.COMPANY)
    for person in cast.COMPANY:
        assert not any(name in server.log for name in (person.sign_in, *person.names))
    assert "GET /" not in server.log
    assert "Traceback" not in server.log


def test_where_it_goes_round_the_demo_calls_the_first_and_nobody_is_asked_to_raise_a_hand(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    let_rooms_change()
    chair = Visitor(server.address, cast.CHAIR.sign_in)
    chair.sign_in(cast.PASSPHRASE)
    way_in = chair.find_meeting()
    assert way_in is not None
    chair.go_to(way_in)
    chair.wish("floor.set", floor="chaired")
    assert chair.wish("turns.set", turns="round", favours_new=False)["ok"]
    before = said_in(server)
    assert meeting.main(["--url", server.address, "--minutes", "0.2", "--speed", "200"]) == 0
    chair.leave()
    printed = capsys.readouterr().out
    assert "your turn comes by itself" in printed
    assert "raise" not in printed
    assert said_in(server) > before + 2 * len(cast.COMPANY)


def test_a_demo_whose_room_closes_says_so_and_ends(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    let_rooms_change()
    demo = meeting.Demo(server.address, minutes=1, speed=200)
    stop = threading.Timer(5, demo.chair.floor.follow, [{"kind": "room.closed"}])
    stop.start()
    demo.hold()
    assert meeting.CLOSED_WORDS in capsys.readouterr().out


def test_it_starts_again_on_its_data_and_ends_when_asked(server: Server) -> None:
    said = said_in(server)
    server.kill()
    server.start()
    assert said_in(server) == said
    server.stop()
    assert "Traceback" not in server.log
    server.start()


@pytest.mark.parametrize(
    "begun",
    [b"", b"GET /hea", b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow", b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"],
    ids=["nothing", "half a line", "half the headers", "one request and no other"],
)
def test_a_request_that_is_never_finished_holds_no_connection(server: Server, begun: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall(begun)
        answer = b""
        while piece := line.recv(4096):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 200" if begun.endswith(b"\r\n\r\n") else (b"HTTP/1.1 400", b""))
    assert "Traceback" not in server.log


ONE_LINE = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
FORM = b"POST /recover HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
TWO_ENDS = (
    b"Content-Length: 3\r\nContent-Length: 4\r\n",
    b"Content-Length: 3\r\nTransfer-Encoding: gzip\r\n",
    b"Content-Length: 3\r\nTransfer-Encoding: xchunked\r\n",
    b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
    b"Transfer-Encoding: gzip, chunked\r\n",
    b"Content-Length: +3\r\n",
    b"Content-Length: 3, 3\r\n",
    b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
)
NO_HEADERS = (
    b"X-Folded: one\r\n two\r\n",
    b" X-Early: one\r\n",
    b"X-Spaced : one\r\n",
    b"X-No-Colon\r\n",
    b": nameless\r\n",
    b"X-Na\xefve: one\r\n",
    b"X-Nothing: a\x00b\r\n",
    b"X-Return: a\rX-Hidden: b\r\n",
)


def answered(server: Server, request: bytes) -> bytes:
    """All that comes back for a request."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        # Whoever is refused early is hung up on with much still to say: the answer lies there all the same.
        with suppress(ConnectionError):
            line.sendall(request)
        answer = b""
        with suppress(ConnectionError):
            while piece := line.recv(4096):
                answer += piece
    return answer


@pytest.mark.parametrize(
    "headers",
    [
        b"X-Long: " + b"x" * 32 * 1024 + b"\r\n",
        b"".join(b"X-Many-%d: %b\r\n" % (n, b"x" * 1024) for n in range(40)),
        b"".join(b"X-Many-%d: x\r\n" % n for n in range(120)),
    ],
    ids=["one too long", "too much", "too many"],
)
def test_no_more_headers_are_read_than_a_browser_sends(server: Server, headers: bytes) -> None:
    assert answered(server, ONE_LINE + headers[:8000].rpartition(b"\r\n")[0] + b"\r\n").startswith(b"HTTP/1.1 ")
    assert answered(server, ONE_LINE + headers + b"\r\n").startswith((b"HTTP/1.1 400", b""))
    assert b" 200 " not in answered(server, ONE_LINE + headers + b"\r\n")[:20]
    assert "Traceback" not in server.log


@pytest.mark.parametrize("ends", TWO_ENDS, ids=str)
def test_a_request_whose_end_could_be_read_in_two_ways_is_not_read(server: Server, ends: bytes) -> None:
    assert answered(server, FORM + ends + b"\r\na=b").startswith(b"HTTP/1.1 400")
    assert "Traceback" not in server.log


@pytest.mark.parametrize("line", NO_HEADERS, ids=str)
def test_a_header_that_could_be_read_in_two_ways_is_not_read(server: Server, line: bytes) -> None:
    assert answered(server, ONE_LINE + line + b"\r\n").startswith(b"HTTP/1.1 400")
    assert answered(server, ONE_LINE + b"X-Whole:\tone\xe9 \r\n\r\n").startswith(b"HTTP/1.1 200")
    assert "Traceback" not in server.log


@pytest.mark.parametrize("names", [b"", b"Host: x\r\nHost: y\r\n", b"Host: x\r\nhost: x\r\n"], ids=str)
def test_a_request_that_calls_this_place_by_two_names_or_by_none_is_not_read(server: Server, names: bytes) -> None:
    assert answered(server, ONE_LINE.replace(b"Host: x\r\n", names) + b"\r\n").startswith(b"HTTP/1.1 400")
    assert answered(server, ONE_LINE + b"\r\n").startswith(b"HTTP/1.1 200")


def test_a_body_that_does_not_say_how_long_it_is_is_not_read(server: Server) -> None:
    piece = b"2000\r\n%b\r\n" % (b"x" * 0x2000)
    for pieces in (0, 1, 40):
        chunked = FORM + b"Transfer-Encoding: chunked\r\n\r\n" + piece * pieces + b"0\r\n\r\n"
        assert b" 411 " in answered(server, chunked)[:20]


@pytest.mark.parametrize("method", [b"TRACE", b"TRACK", b"CONNECT", b"DEBUG", b"PUT", b"DELETE", b"PATCH"])
def test_no_other_verb_is_understood(server: Server, method: bytes) -> None:
    answer = answered(server, ONE_LINE.replace(b"GET", method) + b"X-Mine: secret\r\n\r\n")
    assert b" 405 " in answer[:20]
    assert b"secret" not in answer


def test_no_answer_says_what_serves_it(server: Server) -> None:
    for request in (ONE_LINE + b"\r\n", b"GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"!\r\n\r\n"):
        head = answered(server, request).partition(b"\r\n\r\n")[0].lower()
        assert head
        assert not re.search(rb"\nserver:|x-powered-by|gevent|gunicorn|werkzeug|python|flask", head)


def test_a_request_that_takes_its_time_to_come_is_answered(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        for piece in (b"GET /healthz", b" HTTP/1.1\r\nHost: x\r\n", b"Connection: close\r\n\r\n"):
            line.sendall(piece)
            time.sleep(PATIENCE_SECONDS / 20)
        assert line.recv(4096).startswith(b"HTTP/1.1 200")


def test_a_link_for_a_founder_leads_to_where_the_place_is_open(server: Server) -> None:
    elsewhere = {"SUPPORT_GROUPS_PORT": "8000"}
    assert f"http://localhost:{server.port}/found#" in server.flask("steward", "invite", **elsewhere)
    server.stop()
    assert "http://localhost:8000/found#" in server.flask("steward", "invite", **elsewhere)
    server.start()


def test_a_damaged_database_ends_it_with_3_and_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "support_groups.sqlite3"
    file.write_bytes(b"no database at all " * 500)
    outcome = subprocess.run(
        [sys.executable, "wsgi.py"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "SUPPORT_GROUPS_DATA_DIR": str(tmp_path), "SUPPORT_GROUPS_PORT": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 3
    assert outcome.stderr.count("\n") == 1
    assert "damaged" in outcome.stderr
    assert file.read_bytes() == b"no database at all " * 500


def test_without_a_service_the_demo_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert meeting.main(["--url", "http://127.0.0.1:9"]) == 1
    assert "bin/run" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["http://example.org", "http://192.0.2.7:8000", "http://127.0.0.1.example.org"])
def test_the_demo_speaks_on_no_other_machine_unless_told(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert meeting.main(["--url", url]) == 1
    assert "--elsewhere" in capsys.readouterr().err


def test_a_data_folder_is_served_once_at_a_time(tmp_path: Path) -> None:
    first = Server(tmp_path)
    first.start()
    try:
        second = Server(tmp_path)
        with pytest.raises(RuntimeError, match="is being served already"):
            second.start()
        first.kill()
        second.start()
        second.stop()
    finally:
        first.stop()
