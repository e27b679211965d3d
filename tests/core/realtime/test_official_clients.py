"""The official clients for JavaScript and for Python work with our server as they are."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest

from tests.services import node
from tests.services.server import ROOT

from .conftest import HASTY_PING_SECONDS
from .evening import Evening

HERE = Path(__file__).parent
WAIT_SECONDS = 15.0
COMMANDS: dict[str, Callable[[], list[str]]] = {
    "javascript": lambda: [node.program(), str(HERE / "official_client.js")],
    "python": lambda: [sys.executable, str(HERE / "official_client.py")],
}

pytestmark = pytest.mark.timeout(120)


class Official:
    """One official client in a process of its own."""

    def __init__(self, command: list[str], address: str, cookie: str) -> None:
        self._process = subprocess.Popen(
            [*command, address, cookie], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._news: Queue[list[Any]] = Queue()
        self._heard: set[str] = set()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def hears(self, *beginning: str) -> list[Any]:
        """The next news that begins like this; what came before it is passed over."""
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                news = self._news.get(timeout=max(0.0, deadline - time.monotonic()))
            except Empty:
                raise AssertionError(f"nothing of {beginning} was heard") from None
            if news[: len(beginning)] == list(beginning):
                return news

    def has_heard(self, kind: str) -> bool:
        """Whether any such news has come so far."""
        return kind in self._heard

    def wish(self, name: str, **sent: object) -> Any:
        """Send a wish and wait for its answer."""
        assert self._process.stdin
        print(json.dumps([name, sent]), file=self._process.stdin, flush=True)
        return self.hears("answered")[1]

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for end in (self._process.stdin, self._process.stdout):
            assert end
            end.close()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            news = json.loads(line)
            self._heard.add(news[0])
            self._news.put(news)


Starts = Callable[[Evening, str], Official]


@pytest.fixture(params=COMMANDS)
def starts(request: pytest.FixtureRequest) -> Iterator[Starts]:
    """Starts the client for JavaScript, or the one for Python."""
    started: list[Official] = []

    def start(evening: Evening, cookie: str) -> Official:
        started.append(Official(COMMANDS[request.param](), evening.server.address, cookie))
        return started[-1]

    yield start
    for client in started:
        client.end()


def test_it_enters_a_room_speaks_and_hears(evening: Evening, starts: Starts) -> None:
    client = starts(evening, evening.signs_in(evening.milo).cookie)
    client.hears("connected")
    assert client.wish("room.enter", room=evening.room)["ok"]
    assert client.wish("message.say", room=evening.room, client_id="o", body="Größe 🕯")["ok"]
    hers = evening.enters(evening.fern)
    assert evening.says(hers, "heard by all")["ok"]
    while "heard by all" not in json.dumps(client.hears("told", "room.happened")):
        pass


def test_it_is_answered_when_a_wish_is_refused(evening: Evening, starts: Starts) -> None:
    client = starts(evening, evening.signs_in(evening.milo).cookie)
    client.hears("connected")
    answer = client.wish("message.say", room="elsewhere", client_id="o", body="a")
    assert (answer["ok"], bool(answer["words"])) == (False, True)


def test_it_stays_while_it_is_pinged(hasty: Evening, starts: Starts) -> None:
    client = starts(hasty, hasty.signs_in(hasty.milo).cookie)
    client.hears("connected")
    time.sleep(3.5 * HASTY_PING_SECONDS)
    assert client.wish("room.enter", room=hasty.room)["ok"]
    assert not client.has_heard("disconnected")


def test_it_is_told_in_words_why_it_may_not_connect(evening: Evening, starts: Starts) -> None:
    client = starts(evening, "")
    assert "sign" in client.hears("refused")[1].lower()


def test_it_is_told_and_let_go_when_its_person_signs_out(evening: Evening, starts: Starts) -> None:
    visit = evening.signs_in(evening.milo)
    client = starts(evening, visit.cookie)
    client.hears("connected")
    visit.sign_out()
    assert client.hears("told", "connection.ended")[2]["words"]
    client.hears("disconnected")


def test_it_comes_back_by_itself_when_the_server_was_killed(tmp_path: Path, starts: Starts) -> None:
    evening = Evening(tmp_path)
    try:
        evening.opens()
        client = starts(evening, evening.signs_in(evening.milo).cookie)
        client.hears("connected")
        entered = client.wish("room.enter", room=evening.room)
        evening.server.kill()
        client.hears("disconnected")
        evening.server.start()
        client.hears("connected")
        back = client.wish("room.enter", room=evening.room, epoch=entered["epoch"], after=entered["seq"])
        assert back["ok"]
        assert client.wish("message.say", room=evening.room, client_id="back", body="Here again.")["ok"]
    finally:
        evening.end()
