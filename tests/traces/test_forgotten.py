"""After an account is deleted nothing that was the person's is left: in no table, no file, no memory, on no line."""

import gc
from pathlib import Path

import pytest
from flask import Flask, current_app
from sqlalchemy import select, text

from support_groups.accounts import actions as accounts
from support_groups.accounts.actions import keep_item
from support_groups.accounts.models import Account
from support_groups.core import database
from support_groups.core.database import Base, db
from support_groups.core.realtime.watch import look_around
from support_groups.core.transaction import transaction
from support_groups.groups.models import Door, Group
from support_groups.rooms import queries
from support_groups.rooms.models import FORGOTTEN_SPREAD_SECONDS, Room
from support_groups.rooms.rules import wishes
from support_groups.sponsorship.models import Sponsorship
from tests.cast import Person
from tests.services.at_once import Turn, at_once
from tests.services.clock import Clock
from tests.services.keys import SEALED
from tests.services.lines import Line, Open

TYPED = {
    "sign-in name": "Milo at home",
    "name here": "Kestrel Morning",
    "name there": "Copper Kettle",
    "name as a sponsee": "Milo walks",
    "earlier name": "Paper Boat",
    "said": "I told them about the winter of my relapse",
    "said in private": "sealed-for-the-two-of-us-alone",
    "note of an ask": "I have looked for somebody like you for months",
    "request": "A friend of a friend sent me to you",
    "review": "I never meant it as it sounded",
    "offer": "I carry a small lamp for whoever needs it",
}


class Life:
    """What Milo did, who was there, and how to look for what is left."""

    def __init__(self, fern: Person, milo: Person, sol: Person, nell: Person) -> None:
        here = fern.founds("A group by the river")
        there = sol.founds("A group in the hills", door=Door.ON_REQUEST)
        milo.joins(here, as_name=TYPED["earlier name"])
        asks = milo.joins(there, as_name=TYPED["name there"])
        with transaction():
            asks.request_words = TYPED["request"]
        self.room = fern.opens(fern.membership(here))
        for person in (fern, milo):
            person.comes(self.room, person.membership(here))
        milo.is_named(TYPED["name here"], here)
        milo.says(self.room, TYPED["said"], "c1")
        fern.says(self.room, "It was good to hear you.", "c2")
        fern.mutes(milo, here)
        milo.asks_review(milo.reads_record_about_self(here)[0], TYPED["review"])
        self.sponsorship = sol.sponsors(milo, note=TYPED["note of an ask"])
        self.talk = sol.side_with(milo).conversation.room
        for person in (milo, sol):
            person.enters(self.talk)
        envelope = TYPED["said in private"].ljust(len(SEALED), "A")
        milo.wishes(self.talk, wishes.SaySealed(envelope), client_id="c3")
        sol.writes(self.talk, "Thank you for trusting me.", "c4")
        milo.offers(name="Tin Whistle", words=TYPED["offer"])
        nell.asks(milo)
        keep_item(milo.account, "clean-time", "A" * 2_770, 0)
        accounts.start_sign_in(milo.account, "Firefox on a phone")
        self.milo = milo
        self.ids = {milo.account.public_id, milo.membership(here).public_id, milo.offer.public_id}

    def opens_lines(self, line: Open, *others: Person) -> list[Line]:
        """Open lines to what they have rooms in, Milo's first."""
        rooms = (self.room, self.room, self.talk)
        lines = [line(one) for one in (self.milo, *others)]
        for one, room in zip(lines, rooms, strict=True):
            assert one.wish("room.enter", {"room": room.public_id})["ok"]
        return lines


@pytest.fixture
def life(app: Flask, fern: Person, milo: Person, sol: Person, nell: Person) -> Life:
    """Milo has left a trace everywhere; Fern and Sol have, too, which must stay."""
    return Life(fern, milo, sol, nell)


def dump() -> str:
    """Everything in all tables, as the program reads it."""
    db.session.rollback()
    return repr([list(db.session.execute(select(table))) for table in Base.metadata.sorted_tables])


def files() -> bytes:
    """Everything SQLite has written: the file with its free pages, and the log beside it."""
    file = Path(str(db.engine.url.database))
    return b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))


def memory(app: Flask) -> str:
    """All texts that can be reached from what the app keeps beside the database."""
    found: list[str] = []
    seen: set[int] = set()
    waiting = [app.extensions["support_groups.rooms.live"], *map(app.extensions.get, KEPT_BESIDE)]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, type | Flask):
            continue
        seen.add(id(one))
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, bytes | bytearray):
            found.append(one.decode(errors="replace"))
        else:
            waiting += gc.get_referents(one) if not callable(one) else []
    return "\n".join(found)


KEPT_BESIDE = ("support_groups.directory", "support_groups.timekeeper")


def left(words: str) -> list[str]:
    """What of Milo's stands in some words."""
    return sorted(name for name, typed in TYPED.items() if typed in words)


def test_nothing_is_left_of_what_somebody_typed_and_the_others_keep_theirs(
    app: Flask, life: Life, line: Open, fern: Person, sol: Person
) -> None:
    life.opens_lines(line, fern, sol)
    assert left(dump()) == sorted(TYPED)
    assert {"said", "name here"} <= set(left(memory(app)))
    account_id = life.milo.account_id
    accounts.delete_account(life.milo.account)
    rows = dump()
    assert left(rows) == []
    assert not [one for one in life.ids if one in rows]
    assert "It was good to hear you." in rows
    assert left(memory(app)) == []
    if db.engine.dialect.name == "sqlite":
        current_app.extensions.pop("support_groups.database.log_due", None)
        db.session.rollback()
        database.empty_log()
        written = files().decode(errors="replace")
        assert left(written) == []
        assert not [one for one in life.ids if one in written]
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "accounts" for key in column.foreign_keys):
                assert db.session.scalar(select(table).where(column == account_id)) is None, column


def test_the_lines_of_the_person_are_ended_and_nobody_listens_to_what_is_gone(
    clock: Clock, life: Life, line: Open, fern: Person, sol: Person
) -> None:
    mine, others, sols = life.opens_lines(line, fern, sol)
    talk_id = life.talk.id
    accounts.delete_account(life.milo.account)
    assert not mine.is_open
    assert others.is_open
    assert sols.is_open
    clock.forward(seconds=FORGOTTEN_SPREAD_SECONDS)
    look_around()
    assert others.heard("room.renewed") == [{"room": life.room.public_id}]
    assert queries.live().get(talk_id) is None


def test_twice_is_once(life: Life) -> None:
    account = life.milo.account
    accounts.delete_account(account)
    accounts.delete_account(Account(id=life.milo.account_id))


def test_what_meets_somebody_else_is_tried_again_by_itself(app: Flask, life: Life, sol: Person) -> None:
    turn = Turn()
    room_id, account_id = life.talk.id, life.milo.account_id

    def somebody_speaks() -> None:
        with transaction() as session:
            if db.engine.dialect.name == "postgresql":
                # The other one finds out first that both wait, and has to give way.
                session.execute(text("SET LOCAL deadlock_timeout = '60s'"))
            session.execute(select(Room.id).where(Room.id == room_id).with_for_update())
            turn.begin()
            session.execute(select(Account.id).where(Account.id == account_id).with_for_update())

    def goes() -> None:
        turn.wait()
        accounts.delete_account(Account(id=account_id))

    assert at_once(app, somebody_speaks, goes) == [None, None]
    assert db.session.get(Account, account_id) is None
    assert db.session.scalars(select(Sponsorship).where(Sponsorship.sponsor_id == sol.account_id)).all() == []
    assert db.session.get(Group, life.room.group_id) is not None
