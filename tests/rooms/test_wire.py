"""The real server on a real socket: what a hostile or broken browser sends harms nobody else."""

import http.client
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import websocket
from flask import Flask

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
        socket = Socket(server, cookie_of(place, one))
        sockets.append(socket)
        assert socket.connect().startswith("40")
        assert socket.wish("room.enter", {"room": room})["ok"]
        return socket

    yield enter
    for socket in sockets:
        socket.close()


def cookie_of(app: Flask, one: Person) -> str:
    """The cookie of a browser in which someone is signed in."""
    token = accounts.start_sign_in(one.account, "Firefox")
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
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
