"""A running server with a room, and two who have places in it: Fern, who facilitates, and Milo."""

import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from config import Settings
from support_groups import create_app
from support_groups.accounts import actions as accounts
from support_groups.accounts.passphrases import Cost
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.groups.models import Group
from support_groups.rooms.models import LINE_GRACE_SECONDS, LINE_GRACE_SPREAD_SECONDS, Participant, Room
from tests.cast import Person, person
from tests.services.server import Server
from tests.services.tickets import ticket_for

from .guest import Answer, Guest
from .wire import PATH, WAIT_SECONDS, Line

LINGER_SECONDS = 10.0
"""Only a failure waits so long; a line that answers no ping would be kept for four times as long."""


@dataclass(frozen=True)
class Visit:
    """A browser in which someone is signed in."""

    port: int
    cookie: str
    token: str

    def sign_out(self) -> None:
        """Press the button of a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT_SECONDS)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/sign-out", urlencode({"csrf_token": self.token}), headers)
        with connection.getresponse() as answer:
            assert answer.status == 303
        connection.close()


class Evening:
    """The server, its room, and the lines that were opened to it."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.server = Server(data, limits="false", **settings)
        self.server.program = ("-m", "tests.services.unhurried")
        self.server.start()
        self._lines: list[Guest] = []
        self._said = 0
        self._app = create_app(Settings(data_dir=data), passphrase_cost=Cost(memory_kib=8, rounds=1))
        with self._app.app_context():
            self.fern, self.milo = person("Fern"), person("Milo")
            self._group_id = self.fern.founds().id
            self.milo.joins(db.session.get_one(Group, self._group_id))
        self.room = ""
        self._visits = {one.name: self.signs_in(one) for one in (self.fern, self.milo)}

    def opens(self) -> None:
        """Open a room in which nothing was said yet, with a place for each."""
        with self._app.app_context():
            group = db.session.get_one(Group, self._group_id)
            room = self.fern.opens(self.fern.membership(group))
            for one in (self.fern, self.milo):
                one.comes(room, one.membership(group))
            self.room = room.public_id

    def newcomer(self, name: str) -> Person:
        """Someone with a place in this room who was never in another one."""
        with self._app.app_context():
            one = person(name)
            membership = one.joins(db.session.get_one(Group, self._group_id))
            one.comes(db.session.scalars(select(Room).where(Room.public_id == self.room)).one(), membership)
        self._visits[name] = self.signs_in(one)
        return one

    def signs_in(self, one: Person) -> Visit:
        """Sign in on a device of its own."""
        signer = SecureCookieSessionInterface().get_signing_serializer(self._app)
        assert signer is not None
        with self._app.test_request_context():
            token = generate_csrf()
            session["_user_id"] = accounts.start_sign_in(one.account, "Firefox")
            return Visit(self.server.port, f"visit={signer.dumps(dict(session))}", token)

    def line(self, one: Person | None, path: str = PATH, **how: Any) -> Guest:
        """A line on which someone is signed in, or nobody, from a page of this very server."""
        headers = {"Origin": self.server.address, **how.pop("headers", {})}
        if one:
            headers = {"Cookie": self._visits[one.name].cookie, **headers}
        opened = Guest(self.server.port, path, headers, **how)
        if cookie := headers.get("Cookie"):
            opened.ticket = lambda: ticket_for(self.server.port, cookie)
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
        # Letters alone: what looks like a number of a telephone is asked about first.
        words = "word " + str(time.monotonic_ns()).translate(str.maketrans("0123456789", "abcdefghij"))
        return bool(self.says(line, words)["ok"]) and line.hears(words)

    def is_present(self, one: Person) -> bool:
        """Whether a line keeps someone in the room; after the last one, presence runs out within moments."""
        with self._app.app_context():
            theirs = Participant.account_id == one.account_id, Room.public_id == self.room
            until = db.session.scalar(select(Participant.here_until).join(Room).where(*theirs))
            return until is not None and until - now() > timedelta(
                seconds=LINE_GRACE_SECONDS + LINE_GRACE_SPREAD_SECONDS
            )

    def lets_go_of(self, line: Line) -> bool:
        """Whether the server soon keeps nothing of a line that it has ended."""
        return comes_true(lambda: not self.server.holds(line.port), LINGER_SECONDS)

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


def comes_true(holds: Callable[[], bool], seconds: float = WAIT_SECONDS) -> bool:
    """Whether something holds within a time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
