"""A running server with an open room, and two who have places in it: Fern, who facilitates, and Milo."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import select

from config import Settings
from support_groups import create_app
from support_groups.accounts import actions as accounts
from support_groups.accounts.passphrases import Cost
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.rooms.models import LINE_GRACE_SECONDS, Participant
from tests.cast import Person, person
from tests.services.server import Server

from .wire import PATH, WAIT_SECONDS, Ended, Line

Answer = dict[str, Any]


class Guest(Line):
    """Someone's browser, as far as the server can tell."""

    _wishes = 0

    def connect(self) -> str:
        """Open the connection of Socket.IO and give what is answered."""
        self.packet("0")
        self.send("40")
        return self.packet("4")

    def begin(self, name: str, **sent: object) -> int:
        """Send a wish, and give the number under which it will be answered."""
        self._wishes += 1
        self.send(f"42{self._wishes}{json.dumps([name, sent])}")
        return self._wishes

    def answer(self, number: int, seconds: float = WAIT_SECONDS) -> Answer:
        """The acknowledgement of a wish."""
        begins = f"43{number}["
        answer: Answer = json.loads(self.packet(begins, seconds)[len(begins) - 1 :])[0]
        return answer

    def wish(self, name: str, **sent: object) -> Answer:
        """Send a wish and wait for its acknowledgement."""
        return self.answer(self.begin(name, **sent))

    def hears(self, words: str, seconds: float = WAIT_SECONDS) -> bool:
        """Whether these words are told within a time."""
        try:
            return bool(self.find(lambda packet: packet.startswith("42") and words in packet, seconds))
        except (TimeoutError, Ended):
            return False


class Evening:
    """The server, its room, and the lines that were opened to it."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.server = Server(data, limits="false", **settings)
        self.server.start()
        self._lines: list[Guest] = []
        self._said = 0
        self._app = create_app(Settings(data_dir=data), passphrase_cost=Cost(memory_kib=8, rounds=1))
        with self._app.app_context():
            self.fern, self.milo = person("Fern"), person("Milo")
            group = self.fern.founds()
            self.milo.joins(group)
            room = self.fern.opens(self.fern.membership(group))
            for one in (self.fern, self.milo):
                one.comes(room, one.membership(group))
            self.room = room.public_id
            self._cookies = {one.name: self._cookie(one) for one in (self.fern, self.milo)}

    def line(self, one: Person | None, path: str = PATH, **how: Any) -> Guest:
        """A line on which someone is signed in, or nobody, from a page of this very server."""
        headers = {"Origin": self.server.address, **how.pop("headers", {})}
        if one:
            headers = {"Cookie": self._cookies[one.name], **headers}
        opened = Guest(self.server.port, path, headers, **how)
        self._lines.append(opened)
        return opened

    def enters(self, one: Person, **how: Any) -> Guest:
        """Come into the room."""
        line = self.line(one, **how)
        assert line.connect().startswith("40")
        assert line.wish("room.enter", room=self.room)["ok"]
        return line

    def says(self, line: Guest, body: str = "Good evening.") -> Answer:
        """Say something on a line and wait until it is kept."""
        self._said += 1
        return line.wish("message.say", room=self.room, client_id=f"c{self._said}", body=body)

    def talks_well(self, line: Guest) -> bool:
        """Whether someone who speaks is answered and heard, both at once."""
        words = f"word {time.monotonic_ns()}"
        return bool(self.says(line, words)["ok"]) and line.hears(words)

    def is_present(self, one: Person) -> bool:
        """Whether a line keeps someone in the room; after the last one, presence runs out within moments."""
        with self._app.app_context():
            until = db.session.scalar(select(Participant.here_until).where(Participant.account_id == one.account_id))
            return until is not None and until - now() > timedelta(seconds=LINE_GRACE_SECONDS)

    def everyone_goes(self) -> None:
        """End all lines."""
        while self._lines:
            self._lines.pop().close()

    def end(self) -> None:
        """Stop the server."""
        self.everyone_goes()
        self.server.stop()
        with self._app.app_context():
            db.engine.dispose()

    def _cookie(self, one: Person) -> str:
        """The cookie of a browser in which someone is signed in."""
        token = accounts.start_sign_in(one.account, "Firefox")
        signer = SecureCookieSessionInterface().get_signing_serializer(self._app)
        assert signer is not None
        return f"visit={signer.dumps({'_user_id': token})}"


def comes_true(holds: Callable[[], bool], seconds: float = WAIT_SECONDS) -> bool:
    """Whether something holds within a time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
