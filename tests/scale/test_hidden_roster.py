"""Where a group hides who is in its meetings, each worker judges by itself what its people may hear of the others."""

import secrets
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from sqlalchemy import select

from support_groups.core.database import db
from support_groups.rooms import actions
from support_groups.rooms.models import FloorMode, Participant, Room
from tests.cast import Person, person
from tests.core.realtime.guest import Guest
from tests.services.tickets import ticket_for

from .house import House
from .town import Town

FACILITATOR, MEMBER, COME_LATE = "Fern", "Milo", ("Nell", "Sol")
Comes = Callable[[str, int], Guest]


class Hidden:
    """A room of a group that hides who is in its meetings, and places in it for everyone; nobody is on a line."""

    def __init__(self, town: Town) -> None:
        self._people = {name: person(f"{name} {secrets.token_hex(4)}") for name in (FACILITATOR, MEMBER, *COME_LATE)}
        lead = self._people[FACILITATOR]
        group = lead.founds("A group without a list", hides_roster=True)
        room = lead.opens(lead.membership(group), floor=FloorMode.CHAIRED)
        self.public_id = room.public_id
        for name, one in self._people.items():
            mine = lead.membership(group) if name == FACILITATOR else one.joins(group)
            actions.take_part(db.session.get_one(Room, room.id), one.account_id, one.name, mine.role.value, mine.id)
        places = select(Participant.account_id, Participant.public_id).filter_by(room_id=room.id)
        self._places = {account_id: who for account_id, who in db.session.execute(places)}
        self._cookies = {name: town.signs_in(one).cookie for name, one in self._people.items()}

    def named(self, name: str) -> Person:
        """One of them."""
        return self._people[name]

    def who(self, name: str) -> str:
        """The id that one of them has in the room."""
        return self._places[self._people[name].account_id]

    def cookie(self, name: str) -> str:
        """What one of them is signed in with."""
        return self._cookies[name]


@pytest.fixture
def room(town: Town) -> Hidden:
    """The room."""
    with town.app.app_context():
        return Hidden(town)


@pytest.fixture
def comes(house: House, room: Hidden) -> Iterator[Comes]:
    """Lets one of them come into the room, on a line of the worker of this number."""
    opened: list[Guest] = []

    def on_a_line(name: str, number: int) -> Guest:
        cookie, port = room.cookie(name), house.server.port
        headers = {"Origin": house.server.address, "Cookie": cookie}
        opened.append(Guest(port, headers=headers))
        while house.worker_of(opened[-1].port) != house.workers[number]:
            opened.append(Guest(port, headers=headers))
        page = opened[-1]
        page.ticket = partial(ticket_for, port, cookie)
        page.connect()
        assert page.wish("room.enter", room=room.public_id)["ok"]
        return page

    yield on_a_line
    for one in opened:
        one.close()


def _tells_of(who: str, packet: str) -> bool:
    return who in packet


def test_who_comes_in_on_one_worker_is_known_on_the_other_to_those_who_serve_and_once_an_act_shows_them(
    room: Hidden, comes: Comes, weathers: Iterator[str]
) -> None:
    serves, listens = comes(FACILITATOR, 0), comes(MEMBER, 1)
    for name, weather in zip(COME_LATE, weathers, strict=True):
        who = room.who(name)
        late = comes(name, 0)
        assert serves.hears(who), weather
        assert listens.hears("person.unseen"), weather
        assert not [packet for packet in listens.inbox if who in packet]
        assert late.wish("hand.raise", room=room.public_id)["ok"]
        shown = listens.find(partial(_tells_of, who))
        assert "hand.raised" in shown
        assert room.named(name).name in shown
