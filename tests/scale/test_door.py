"""Whoever waits on one worker is seen and let in on the other, once, whoever opens the door at the same moment."""

import secrets
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from support_groups.core.database import db
from support_groups.groups.models import Group
from support_groups.rooms import actions
from support_groups.rooms.models import FloorMode, Participant, Room
from support_groups.rooms.rules import wishes
from tests.cast import Person, person
from tests.core.realtime.guest import Guest
from tests.services.tickets import ticket_for

from .conftest import Gather
from .house import House, soon
from .meeting import Meeting, Seat
from .town import Town

PEOPLE = 4


@pytest.fixture
def meeting(gather: Gather) -> Meeting:
    """A room with people on both workers; the first of them leads."""
    return gather(people=PEOPLE, floors=(FloorMode.OPEN,))


@pytest.fixture
def stranger(town: Town, meeting: Meeting) -> Person:
    """Somebody at the door, where all wait from now on."""
    hall = meeting.seats[0].hall
    with town.app.app_context():
        room = db.session.get_one(Room, hall.room_id)
        group = db.session.get_one(Group, room.group_id)
        hall.guests[0].person.wishes(room, wishes.SetLobby("all"))
        somebody = person(f"Somebody {secrets.token_hex(4)}")
        somebody.joins(group)
        actions.come_in(db.session.get_one(Room, hall.room_id), somebody.membership(group))
        db.session.commit()
        return somebody


@pytest.fixture
def page(house: House, town: Town, meeting: Meeting, stranger: Person) -> Iterator[Guest]:
    """Their page, on the worker that the one who leads is not on."""
    cookie, port = town.signs_in(stranger).cookie, house.server.port
    opened: list[Guest] = []
    while not opened or house.worker_of(opened[-1].port) == meeting.worker_of(meeting.seats[0]):
        opened.append(Guest(port, headers={"Origin": house.server.address, "Cookie": cookie}))
    opened[-1].ticket = partial(ticket_for, port, cookie)
    opened[-1].connect()
    yield opened[-1]
    for one in opened:
        one.close()


def begins(meeting: Meeting, seat: Seat, name: str, **wanted: Any) -> list[dict[str, Any]]:
    """Wish for something; the answer is in the list once it has come."""
    answers: list[dict[str, Any]] = []
    assert meeting.loop.ask(lambda: seat.page.wish(name, lambda _, told: answers.append(told), **wanted))
    return answers


def asks(meeting: Meeting, seat: Seat, name: str, **wanted: Any) -> dict[str, Any]:
    """Wish for something and wait for the answer."""
    answers = begins(meeting, seat, name, **wanted)
    assert soon(lambda: bool(answers))
    return answers[0]


def test_who_waits_on_one_worker_is_seen_and_let_in_on_the_other_once(
    town: Town, meeting: Meeting, stranger: Person, page: Guest
) -> None:
    lead, hall = meeting.seats[0], meeting.seats[0].hall
    assert page.wish("door.wait", room=hall.public_id)["state"] == "waiting"
    [seen] = asks(meeting, lead, "lobby.see")["waiting"]
    both = [begins(meeting, lead, "lobby.admit", person=seen["id"]), begins(meeting, lead, "lobby.admit_all")]
    assert soon(lambda: all(both))
    assert all(answers[0]["ok"] for answers in both)
    assert page.hears("door.changed")
    assert page.wish("door.wait", room=hall.public_id)["state"] == "let_in"
    assert page.wish("room.enter", room=hall.public_id)["ok"]
    with town.app.app_context():
        mine = select(Participant).where(Participant.account_id == stranger.account_id)
        assert len(db.session.scalars(mine).all()) == 1


def test_who_goes_from_one_worker_is_gone_from_the_list_on_the_other(meeting: Meeting, page: Guest) -> None:
    lead, hall = meeting.seats[0], meeting.seats[0].hall
    assert page.wish("door.wait", room=hall.public_id)["state"] == "waiting"
    assert len(asks(meeting, lead, "lobby.see")["waiting"]) == 1
    page.close()
    assert soon(lambda: asks(meeting, lead, "lobby.see")["waiting"] == [], 30, pause=1)
