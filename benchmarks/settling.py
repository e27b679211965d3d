"""Putting a crowd into the database of this service in one go: accounts, sign-ins, groups, rooms and their logs."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import insert

from benchmarks.crowd import Crowd, Seat, write_plan
from config import Settings
from support_groups import create_app
from support_groups.accounts.models import Account, SignIn
from support_groups.accounts.queries import token_hash
from support_groups.core import clock
from support_groups.core.database import Base, db, new_public_id
from support_groups.core.sealing import owned
from support_groups.groups.models import Attendance, Door, Group, Membership, Role, Standing
from support_groups.groups.rules import NEWCOMER_DAYS
from support_groups.operations import actions
from support_groups.rooms.events import Event, PersonCame, RoomOpened, kind_of, to_kept
from support_groups.rooms.models import FloorMode, LogEntry, Participant, Room, RoomKind

SHARE_MINUTES = 5

Row = dict[str, Any]


def settle(settings: Settings, crowd: Crowd, plan: Path) -> None:
    """Give everybody an account, a sign-in and a place in the room of a group, and write the plan."""
    app = create_app(settings)
    with app.app_context():
        actions.prepare(settings, demo=False)
        tokens = [secrets.token_urlsafe(32) for _ in range(crowd.members)]
        rooms = [new_public_id() for _ in range(crowd.rooms)]
        for table, rows in _tables(crowd, tokens, rooms):
            db.session.execute(insert(table), [owned(table, row) for row in rows])
        db.session.commit()
        sign = _signer(app).dumps
        write_plan(plan, crowd, lambda n: f"visit={sign({'_user_id': tokens[n - 1]})}", lambda room: rooms[room - 1])
        db.engine.dispose()


def _signer(app: Flask) -> URLSafeTimedSerializer:
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return signer


def _tables(crowd: Crowd, tokens: list[str], rooms: list[str]) -> Iterator[tuple[type[Base], list[Row]]]:
    places = {person: new_public_id() for _, person in crowd.seats()}
    yield Account, _accounts(crowd)
    yield SignIn, [_sign_in(person, token) for person, token in enumerate(tokens, 1)]
    yield Group, [_group(number) for number in range(1, crowd.rooms + 1)]
    yield Membership, [_membership(seat) for seat in crowd.seats()]
    yield Room, [_room(number, public_id, crowd.people + 1) for number, public_id in enumerate(rooms, 1)]
    yield Participant, [_participant(seat, places[seat[1]]) for seat in crowd.seats()]
    yield LogEntry, list(_log(crowd, places))


def _accounts(crowd: Crowd) -> list[Row]:
    today = clock.today_in("UTC")
    return [
        {
            "id": person,
            "name": f"Bench {person}",
            "name_key": f"bench{person}",
            "public_key": b"",
            "created_on": today,
        }
        for _, person in crowd.seats()
    ]


def _sign_in(person: int, token: str) -> Row:
    today = clock.today_in("UTC")
    device = {"device": "Firefox", "created_on": today, "seen_on": today}
    return {"id": person, "account_id": person, "token_hash": token_hash(token), **device}


def _group(number: int) -> Row:
    return {
        "id": number,
        "name": f"Group {number}",
        "purpose": "To be many.",
        "language": "en",
        "zone": "UTC",
        "attendance": Attendance.OPEN,
        "door": Door.FREE,
        "ground_rules": "Be kind.",
    }


def _membership(seat: Seat) -> Row:
    room, person = seat
    return {
        "id": person,
        "group_id": room,
        "account_id": person,
        "name": _name(person),
        "name_key": f"guest{person}",
        "role": Role.MEMBER,
        "standing": Standing.ACTIVE,
        # They know each other: nobody's first words wait to be read.
        "joined_on": clock.today_in("UTC") - timedelta(days=NEWCOMER_DAYS),
    }


def _room(number: int, public_id: str, last_seq: int) -> Row:
    return {
        "id": number,
        "public_id": public_id,
        "kind": RoomKind.MEETING,
        "group_id": number,
        "title": "Tuesday",
        "last_seq": last_seq,
        "retention_hours": 24,
    }


def _participant(seat: Seat, public_id: str) -> Row:
    room, person = seat
    whose = {"account_id": person, "membership_id": person, "name": _name(person), "role": Role.MEMBER.value}
    return {"id": person, "public_id": public_id, "room_id": room, **whose}


def _log(crowd: Crowd, places: dict[int, str]) -> Iterator[Row]:
    for room in range(1, crowd.rooms + 1):
        yield _entry(room, 1, RoomOpened(None, RoomKind.MEETING.value, FloorMode.OPEN.value, SHARE_MINUTES), None)
    for room, person in crowd.seats():
        came = PersonCame(places[person], _name(person), Role.MEMBER.value)
        yield _entry(room, (person - 1) % crowd.people + 2, came, person)


def _entry(room: int, seq: int, event: Event, author: int | None) -> Row:
    # Without an id: the service goes on numbering where the database is.
    words, rest = to_kept(event)
    whose = {"author_id": author, "kind": kind_of(event), "body": words, "data": rest}
    return {"room_id": room, "seq": seq, "at": clock.now(), **whose}


def _name(person: int) -> str:
    return f"Guest {person}"
