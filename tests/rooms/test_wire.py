"""The real server on a real socket: what a hostile or broken browser sends harms nobody else."""

import contextlib
import http.client
import json
import socket
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import websocket
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from config import Settings
from support_groups import create_app
from support_groups.accounts import actions as accounts
from support_groups.accounts.passphrases import Cost
from support_groups.core.database import db
from support_groups.rooms.models import Room
from tests.cast import Person, person
from tests.services.server import Server

WAIT_SECONDS = 3.0


class Socket:
    """A socket spoken to by hand."""

    def __init__(self, server: Server, cookie: str | None, origin: str | None = None) -> None:
        address = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"
        origin = origin or server.address
        self._socket = websocket.create_connection(address, cookie=cookie, origin=origin, timeout=WAIT_SECONDS)
        self._own = self._socket.sock
        self._acknowledged = 0

    def send(self, packet: str) -> None:
        """Send a packet as it is."""
        self._socket.send(packet)

    def receive(self, begins: str) -> str:
        """The next packet that begins like this; others are passed over."""
        while True:
            packet = str(self._socket.recv())
            if packet == "2":
                self._socket.send("3")
            elif packet.startswith(begins):
                return packet
            elif not packet:
                raise ConnectionError("closed")

    def connect(self) -> str:
        """Open the connection of Socket.IO and give what is answered."""
        self.receive("0")
        self.send("40")
        return self.receive("4")

    def wish(self, name: str, sent: dict[str, Any]) -> dict[str, Any]:
        """Send a wish and wait for its acknowledgement."""
        self._acknowledged += 1
        number = self._acknowledged
        self.send(f"42{number}{json.dumps([name, sent])}")
        answer: dict[str, Any] = json.loads(self.receive(f"43{number}")[2 + len(str(number)) :])[0]
        return answer

    def hears(self, words: str) -> bool:
        """Whether these words arrive within a moment."""
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            try:
                packet = str(self._socket.recv())
            except (websocket.WebSocketException, OSError):
                return False
            if not packet or words in packet:
                return bool(packet)
        return False

    @property
    def is_closed(self) -> bool:
        """Whether the server has ended it."""
        try:
            return not self._socket.recv()
        except websocket.WebSocketTimeoutException:
            return False
        except (websocket.WebSocketException, OSError):
            return True

    def close(self) -> None:
        """End it."""
        self._socket.close()
        # The library forgets its own after some of the things that a server may answer.
        if self._own:
            self._own.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with nobody in it yet."""
    running = Server(tmp_path_factory.mktemp("wire"), limits="false")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def place(server: Server) -> Iterator[Flask]:
    """An app on the database of that server, to put people and a room into it."""
    app = create_app(Settings(data_dir=Path(server.data)), passphrase_cost=Cost(memory_kib=8, rounds=1))
    with app.app_context():
        yield app


@pytest.fixture(scope="module")
def people(place: Flask) -> tuple[Person, Person]:
    """Fern, who facilitates, and Milo, a member."""
    return person("Fern"), person("Milo")


@pytest.fixture(scope="module")
def room(people: tuple[Person, Person]) -> str:
    """The public id of an open room with places for both."""
    fern, milo = people
    group = fern.founds()
    milo.joins(group)
    opened: Room = fern.opens(fern.membership(group))
    fern.comes(opened, fern.membership(group))
    milo.comes(opened, milo.membership(group))
    public_id = opened.public_id
    db.session.rollback()
    return public_id


Opened = Callable[[Person], Socket]


@pytest.fixture
def opened(server: Server, place: Flask, room: str) -> Iterator[Opened]:
    """Opens sockets for people, in the room."""
    sockets: list[Socket] = []

    def enter(one: Person) -> Socket:
        his = Socket(server, cookie_of(place, one))
        sockets.append(his)
        assert his.connect().startswith("40")
        assert his.wish("room.enter", {"room": room})["ok"]
        return his

    yield enter
    for one in sockets:
        one.close()


def cookie_of(app: Flask, one: Person) -> str:
    """The cookie of a browser in which someone is signed in."""
    token = accounts.start_sign_in(one.account, "Firefox")
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return f"visit={signer.dumps({'_user_id': token})}"


def say(room: str, number: int) -> dict[str, Any]:
    """Something said."""
    return {"room": room, "client_id": f"c{number}-{time.monotonic_ns()}", "body": f"number {number}"}


GOODBYES = ('42["disconnect"]', '42["disconnect","x"]', "41", "1")
BROKEN = (
    "abc",
    "49",
    "42{}",
    "42[",
    "42[1]",
    '451-["m"]',
    f'42{"1" * 101}["room.leave"]',
    '42["connect"]',
    '42["message.say",' + "[" * 10_000 + "]" * 10_000 + "]",
    "x" * 200_000,
)


@pytest.mark.parametrize("packet", GOODBYES)
def test_nobody_listens_on_unseen(packet: str, room: str, opened: Opened, people: tuple[Person, Person]) -> None:
    fern, milo = people
    hers, his = opened(fern), opened(milo)
    his.send(packet)
    time.sleep(0.3)
    assert hers.wish("message.say", say(room, 1))["ok"]
    assert not his.hears("number 1")


@pytest.mark.parametrize("packet", BROKEN, ids=[packet[:18] for packet in BROKEN])
def test_a_broken_packet_disturbs_nobody_else(
    packet: str, room: str, opened: Opened, people: tuple[Person, Person]
) -> None:
    fern, milo = people
    hers, his = opened(fern), opened(milo)
    his.send(packet)
    time.sleep(0.3)
    answer = hers.wish("message.say", say(room, 2))
    assert answer["ok"]
    again = opened(milo)
    assert again.wish("message.say", say(room, 3))["seq"] > answer["seq"]


def test_what_is_heard_without_a_broken_packet(room: str, opened: Opened, people: tuple[Person, Person]) -> None:
    hers, his = (opened(one) for one in people)
    hers.wish("message.say", say(room, 4))
    assert his.hears("number 4")


def test_nobody_is_let_in_without_signing_in(server: Server) -> None:
    stranger = Socket(server, None)
    assert stranger.connect().startswith("44")
    stranger.close()


def test_a_page_of_another_site_cannot_connect(server: Server, place: Flask, people: tuple[Person, Person]) -> None:
    # By hand: the library leaves its socket open when it is refused.
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Cookie": cookie_of(place, people[1])}
    for origin, status in (("http://elsewhere.example", 400), (server.address, 101)):
        headers = upgrade | key | {"Origin": origin}
        connection.request("GET", "/socket.io/?EIO=4&transport=websocket", headers=headers)
        with connection.getresponse() as response:
            assert response.status == status
        connection.close()


def test_an_event_before_the_connection_is_nothing(
    server: Server, place: Flask, room: str, people: tuple[Person, Person]
) -> None:
    early = Socket(server, cookie_of(place, people[1]))
    early.receive("0")
    early.send('42["room.enter",{"room":"' + room + '"}]')
    assert not early.hears("snapshot")
    early.close()


def by_hand(server: Server, extensions: str = "") -> tuple[socket.socket, bytes]:
    """A socket after the handshake, for frames that no library would send; and what the server answered."""
    line = socket.create_connection(("127.0.0.1", server.port), timeout=WAIT_SECONDS * 3)
    line.sendall(
        b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: Upgrade\r\n"
        b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        b"Origin: %s\r\n%s\r\n" % (server.port, server.address.encode(), extensions.encode())
    )
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += line.recv(4096)
    return line, answer


def frame(opcode: int, body: bytes, *, final: bool) -> bytes:
    """A masked frame; the mask of zeros leaves the body as it is."""
    length = struct.pack("!B", 0x80 | len(body)) if len(body) < 126 else struct.pack("!BH", 0x80 | 126, len(body))
    return struct.pack("!B", (0x80 if final else 0) | opcode) + length + bytes(4) + body


def ends(line: socket.socket) -> bool:
    """Whether the server ends the line."""
    with line:
        try:
            while line.recv(65536):
                pass
        except TimeoutError:
            return False
        except OSError:
            return True
    return True


def test_compression_is_refused(server: Server) -> None:
    line, answer = by_hand(server, "Sec-WebSocket-Extensions: permessage-deflate\r\n")
    line.close()
    assert b"101" in answer
    assert b"deflate" not in answer


def test_fragments_that_never_end_are_bounded(server: Server) -> None:
    line, _ = by_hand(server)
    with contextlib.suppress(OSError):
        line.sendall(frame(1, b"4" * 30_000, final=False))
        for _ in range(10):
            line.sendall(frame(0, b"4" * 30_000, final=False))
    assert ends(line)


@pytest.mark.parametrize("opcode", [0x1, 0x9], ids=["words", "pings"])
def test_a_flood_of_frames_ends_its_line_and_nobody_elses(
    opcode: int, server: Server, room: str, opened: Opened, people: tuple[Person, Person]
) -> None:
    hers = opened(people[0])
    line, _ = by_hand(server)
    with contextlib.suppress(OSError):
        line.sendall(frame(opcode, b"3", final=True) * 50_000)
    assert hers.wish("message.say", say(room, 5))["ok"]
    assert ends(line)


def test_a_line_on_which_nobody_speaks_is_ended(server: Server) -> None:
    line, _ = by_hand(server)
    assert ends(line)


def test_a_refused_line_is_closed(server: Server) -> None:
    stranger = Socket(server, None)
    assert stranger.connect().startswith("44")
    assert not stranger.hears("anything at all")
    assert stranger.is_closed
    stranger.close()


def test_there_is_no_polling(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("GET", "/socket.io/?EIO=4&transport=polling")
    with connection.getresponse() as response:
        assert response.status == 400
    connection.close()


def test_nothing_anyone_said_stands_in_the_log_of_the_server(
    server: Server, room: str, opened: Opened, people: tuple[Person, Person]
) -> None:
    his = opened(people[1])
    his.wish("message.say", {"room": room, "client_id": "secret-1", "body": "a very private sentence"})
    his.send('42["message.say",{"body":"a very private sentence"')
    assert "private" not in server.log
    assert "127.0.0.1" not in server.log.replace(server.address, "")
