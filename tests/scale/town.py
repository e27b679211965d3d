"""The people of the tests here and their rooms; each meeting has groups, rooms and sign-ins of its own."""

import json
from dataclasses import dataclass

from flask import session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from config import Settings
from support_groups import create_app
from support_groups.accounts import actions as accounts
from support_groups.accounts.passphrases import Cost
from support_groups.core.database import db
from support_groups.rooms import actions, queries
from support_groups.rooms.models import FloorMode, Participant, Room
from tests.cast import Person, person
from tests.core.realtime.evening import Visit

from .arrivals import come
from .house import House
from .ledger import Log, told_of

BEYOND = 1_000


@dataclass(frozen=True)
class Guest:
    """Someone with a place in a room, signed in in a browser."""

    person: Person
    who: str
    visit: Visit


@dataclass(frozen=True)
class Hall:
    """A room and those who have a place in it; the first of them leads."""

    public_id: str
    room_id: int
    guests: list[Guest]
    floor: FloorMode = FloorMode.OPEN


class Town:
    """Looks at the same database as the workers, and acts in it as a command of the operator's would."""

    def __init__(self, house: House) -> None:
        self._house = house
        settings = Settings(data_dir=house.server.data, database_url=house.postgres.address)
        self.app = create_app(settings, passphrase_cost=Cost(memory_kib=8, rounds=1))
        self._people = 0

    def opens(self, people: int, *, floor: FloorMode = FloorMode.OPEN) -> Hall:
        """Open the room of a new group for so many new people, each signed in on one device."""
        with self.app.app_context():
            # New ones each time: how fast someone may speak is counted for each person.
            lead = self._somebody()
            group = lead.founds("A group of many")
            room = lead.opens(lead.membership(group), floor=floor)
            lead.comes(room, lead.membership(group))
            those = [lead, *come(group, room, [self._name() for _ in range(people - 1)])]
            found = db.session.execute(select(Participant.account_id, Participant.public_id).filter_by(room_id=room.id))
            places = {account_id: who for account_id, who in found}
            public_id, room_id = room.public_id, room.id
        return Hall(public_id, room_id, self._guests(those, [places[one.account_id] for one in those]), floor)

    def opens_for_two(self) -> Hall:
        """Open the conversation of a sponsor and a sponsee."""
        with self.app.app_context():
            those = [self._somebody(), self._somebody()]
            those[0].sponsors(those[1])
            room = those[0].side_with(those[1]).conversation.room
            public_id, room_id = room.public_id, room.id
            places = [one.in_room(room) for one in those]
        return Hall(public_id, room_id, self._guests(those, places))

    def blocks(self, one: Guest, other: Guest) -> None:
        """One wants nothing to do with the other; no worker is told, they have to find it."""
        with self.app.app_context():
            one.person.blocks(other.person)

    def closes(self, hall: Hall) -> None:
        """Close a room; no worker is told."""
        with self.app.app_context():
            actions.close_room(hall.room_id)

    def signs_in(self, one: Person) -> Visit:
        """Sign in on a device of its own."""
        signer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        assert signer is not None
        # Each in a context of its own: within one, they would all be given the token of the first.
        with self.app.test_request_context():
            token = generate_csrf()
            session["_user_id"] = accounts.start_sign_in(one.account, "Firefox")
            return Visit(self._house.server.port, f"visit={signer.dumps(dict(session))}", token)

    def log_of(self, room_id: int) -> Log:
        """The whole log of a room, and the room's row, at one moment."""
        with self.app.app_context():
            db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            last = db.session.scalars(select(Room.last_seq).where(Room.id == room_id)).one()
            # What stands beyond the end is found as well.
            events = queries.log_between(room_id, 0, last + BEYOND)
            return Log([told_of(json.loads(event.wire)) for event in events], last)

    def last_seq(self, room_id: int) -> int:
        """Up to where a room has come."""
        with self.app.app_context():
            return db.session.scalars(select(Room.last_seq).where(Room.id == room_id)).one()

    def is_present(self, guest: Guest) -> bool:
        """Whether someone counts as here, by their lease."""
        with self.app.app_context():
            return db.session.scalars(
                select(Participant.here_until.is_not(None)).where(Participant.public_id == guest.who)
            ).one()

    def forgets_connections(self) -> None:
        """Let go of connections to a database that was stopped."""
        with self.app.app_context():
            db.engine.dispose()

    def _guests(self, those: list[Person], places: list[str]) -> list[Guest]:
        return [Guest(one, who, self.signs_in(one)) for one, who in zip(those, places, strict=True)]

    def _somebody(self) -> Person:
        return person(self._name())

    def _name(self) -> str:
        self._people += 1
        return f"Guest {self._people}"
