"""Engine.IO 4 over WebSocket, as its public description and its conformance suite have it.

There is no HTTP long-polling here: whatever asks for it is refused, and nothing offers an upgrade.
"""

import json
import time

import pytest

from .conftest import HASTY_PING_SECONDS
from .evening import Evening
from .guest import Guest
from .test_socketio import LATE_SECONDS
from .wire import ACCEPT, BINARY, CLOSE, PATH, PING, PONG, frame

AT_ONCE_SECONDS = 4.0
"""Before a line would be ended that has opened nothing; only a failure waits so long."""

REFUSED = {
    "no version": ("GET", "/socket.io/?transport=websocket"),
    "no such version": ("GET", "/socket.io/?EIO=abc&transport=websocket"),
    "version 3": ("GET", "/socket.io/?EIO=3&transport=websocket"),
    "version 5": ("GET", "/socket.io/?EIO=5&transport=websocket"),
    "no transport": ("GET", "/socket.io/?EIO=4"),
    "no such transport": ("GET", "/socket.io/?EIO=4&transport=abc"),
    "polling": ("GET", "/socket.io/?EIO=4&transport=polling"),
    "polling with JSONP": ("GET", "/socket.io/?EIO=4&transport=polling&j=0"),
    "no such session": ("GET", f"{PATH}&sid=abc"),
    "POST": ("POST", PATH),
    "PUT": ("PUT", PATH),
    "DELETE": ("DELETE", PATH),
}
NO_UPGRADE = {
    "no upgrade asked for": {"Upgrade": None, "Connection": "close"},
    "another upgrade": {"Upgrade": "h2c"},
    "no key": {"Sec-WebSocket-Key": None},
    "a short key": {"Sec-WebSocket-Key": "YWJj"},
    "an old WebSocket": {"Sec-WebSocket-Version": "8"},
}
ENDS = {"close packet": "1", "no packet": "abc", "an empty packet": "", "an unknown packet": "9"}


@pytest.mark.parametrize(("method", "path"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_session_is_refused_before_it_begins(method: str, path: str, evening: Evening) -> None:
    line = evening.line(evening.milo, path, method=method)
    assert 400 <= line.status < 500
    assert b"Sec-WebSocket-Accept" not in line.head


@pytest.mark.parametrize("headers", NO_UPGRADE.values(), ids=NO_UPGRADE)
def test_what_is_no_websocket_is_refused(headers: dict[str, str | None], evening: Evening) -> None:
    line = evening.line(evening.milo, headers=headers)
    assert 400 <= line.status < 500
    assert b"Sec-WebSocket-Accept" not in line.head


def test_the_handshake_proves_that_it_was_read(evening: Evening) -> None:
    line = evening.line(evening.milo)
    answer = {
        name.lower(): value for name, value in (row.split(": ", 1) for row in line.head.decode().split("\r\n")[1:])
    }
    assert line.status == 101
    assert answer["sec-websocket-accept"] == ACCEPT
    assert (answer["upgrade"].lower(), answer["connection"].lower()) == ("websocket", "upgrade")


def test_neither_compression_nor_a_protocol_is_taken_up(evening: Evening) -> None:
    offered: dict[str, str | None] = {
        "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits",
        "Sec-WebSocket-Protocol": "chat",
    }
    line = evening.line(evening.milo, headers=offered)
    assert line.status == 101
    assert b"deflate" not in line.head.lower()
    assert b"sec-websocket-protocol" not in line.head.lower()


def test_a_session_opens_with_all_that_a_client_must_know(hasty: Evening) -> None:
    opening = json.loads(hasty.line(hasty.milo).packet("0")[1:])
    assert set(opening) == {"sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload"}
    assert isinstance(opening["sid"], str)
    assert len(opening["sid"]) >= 20
    assert (opening["upgrades"], opening["maxPayload"]) == ([], 65_536)
    assert opening["pingInterval"] == HASTY_PING_SECONDS * 1000
    assert 0 < opening["pingTimeout"] <= HASTY_PING_SECONDS * 1000


def test_no_two_sessions_have_the_same_name(evening: Evening) -> None:
    names = {json.loads(evening.line(evening.milo).packet("0")[1:])["sid"] for _ in range(5)}
    assert len(names) == 5


def test_a_second_socket_under_a_name_in_use_is_refused_and_the_first_lives_on(evening: Evening) -> None:
    first = evening.line(evening.milo)
    sid = json.loads(first.packet("0")[1:])["sid"]
    assert evening.line(evening.milo, f"{PATH}&sid={sid}").status == 400
    assert evening.line(evening.milo, f"/socket.io/?EIO=4&transport=polling&sid={sid}").status == 400
    first.knock()
    assert first.packet("40")


def test_no_upgrade_is_probed(evening: Evening) -> None:
    line = evening.line(evening.milo)
    line.packet("0")
    line.send("2probe")
    with pytest.raises((TimeoutError, ConnectionError)):
        line.packet("3", 0.5)


@pytest.mark.parametrize("packet", ENDS.values(), ids=ENDS)
def test_a_session_ends(packet: str, evening: Evening) -> None:
    line = evening.line(evening.milo)
    line.packet("0")
    line.send(packet)
    assert line.ending(AT_ONCE_SECONDS)
    assert evening.lets_go_of(line)


def test_bytes_that_nobody_announced_end_a_session(evening: Evening) -> None:
    line = evening.enters(evening.milo)
    line.put(frame(BINARY, b"\1\2\3\4"))
    assert line.ending(AT_ONCE_SECONDS)


def test_whoever_answers_each_ping_stays(hasty: Evening) -> None:
    line = hasty.enters(hasty.milo)
    for _ in range(3):
        assert line.packet("2", HASTY_PING_SECONDS + LATE_SECONDS) == "2"
    assert hasty.talks_well(line)


def test_whoever_answers_no_ping_is_ended(hasty: Evening) -> None:
    began = time.monotonic()
    line = hasty.enters(hasty.milo)
    line.answers_pings = False
    assert line.ending(2 * HASTY_PING_SECONDS + LATE_SECONDS)
    assert time.monotonic() - began > HASTY_PING_SECONDS


def test_whoever_answers_before_the_ping_is_asked_again_all_the_same(hasty: Evening) -> None:
    line = hasty.enters(hasty.milo)
    line.answers_pings = False
    line.send("3")
    assert line.ending(2 * HASTY_PING_SECONDS + LATE_SECONDS)


@pytest.mark.parametrize("body", [b"", b"a", b"\0" * 125], ids=["nothing", "a byte", "125 bytes"])
def test_a_ping_of_the_websocket_is_answered_with_its_own_words(body: bytes, evening: Evening) -> None:
    line = evening.enters(evening.milo)
    line.put(frame(PING, body))
    answer = next_of(line, PONG)
    assert answer == body


@pytest.mark.parametrize("body", [b"", b"\x03\xe8", b"\x0f\xa0", b"\x03\xe8" + "Gute Nacht, Öl".encode()])
def test_a_closing_frame_is_answered_with_one(body: bytes, evening: Evening) -> None:
    line = evening.enters(evening.milo)
    line.put(frame(CLOSE, body))
    assert next_of(line, CLOSE)[:2] in {body[:2], b"\x03\xe8"}
    assert line.ending(AT_ONCE_SECONDS)
    assert evening.lets_go_of(line)


def next_of(line: Guest, opcode: int) -> bytes:
    """The body of the next frame of a kind."""
    deadline = time.monotonic() + AT_ONCE_SECONDS
    while (got := line.frame(deadline)).opcode != opcode:
        pass
    return got.body
