"""Whoever deletes their account is gone: from every table, from memory, and with the key from every copy of before."""

import pytest
from flask import Flask
from sqlalchemy import RowMapping, select

from support_groups.accounts import actions as accounts
from support_groups.conversations.models import Conversation
from support_groups.core.database import Base, db, empty_log
from support_groups.core.keys import KeyIsGone, keys
from support_groups.core.rotation import rotate
from support_groups.core.sealing import CannotOpen, joined, owner_columns, sealed_columns, unseal
from support_groups.rooms import queries
from support_groups.rooms.events import MessageSaid
from support_groups.rooms.models import Room
from tests.cast import Person

from . import attack
from .said import NAMES, REASONS, SAID

HIS = {NAMES[1], f"{NAMES[1]} walks", "Milo at home", SAID[0], *REASONS[:2], "I kept my first year in a notebook."}


def sealed_values() -> list[tuple[str, str, str]]:
    """Every sealed value as it lies there: its place, its owner and itself."""
    return [
        (str(column), joined(owner_columns(table), row.__getitem__), row[column.name])
        for table in Base.metadata.sorted_tables
        for column in sealed_columns(table)
        for row in rows_with(table.name, column.name)
    ]


def rows_with(table: str, column: str) -> list[RowMapping]:
    """The rows of a table in which a column holds something."""
    return [row for row in attack.rows(Base.metadata.tables[table]) if row[column] is not None]


def all_words() -> set[str]:
    """Everything that opens with the keys at hand."""
    db.session.rollback()
    return {unseal(*value).decode("utf-8", "replace") for value in sealed_values()}


def test_nothing_that_opens_tells_of_someone_who_was_forgotten(app: Flask, evening: Room, milo: Person) -> None:
    before = {value for place in sealed_values() if (value := place[2])}
    assert all_words() >= HIS
    accounts.delete_account(milo.account)
    words = all_words()
    assert {word for word in words for mine in HIS if mine in word} == set()
    assert SAID[1] in words
    gone = before - {value for *_, value in sealed_values()}
    db.session.rollback()
    app.extensions.pop("support_groups.database.log_due", None)
    empty_log()
    stolen = attack.dump(db.engine)
    assert gone
    assert [value for value in gone if value.encode() in stolen] == []


def test_nothing_of_someone_who_was_forgotten_stays_in_memory(evening: Room, milo: Person, nell: Person) -> None:
    room_id = evening.id
    nell.enters(evening)
    accounts.delete_account(milo.account)
    live = queries.live().get(room_id)
    assert live is not None
    in_memory = repr((live.tail, live.untold, live.answers, live.state))
    assert [word for word in HIS if word in in_memory] == []
    assert SAID[1] in in_memory


def test_what_two_wrote_in_private_stays_in_nobodys_memory(evening: Room, sol: Person, ray: Person) -> None:
    room = db.session.scalars(select(Conversation)).one().room
    room_id = room.id
    for person in (sol, ray):
        person.enters(room)
    [*_, said] = ray.writes(room, "I called the clinic again today.").events
    assert isinstance(said.event, MessageSaid)
    assert said.event.body in all_words()
    accounts.delete_account(ray.account)
    assert queries.live().get(room_id) is None
    assert said.event.body not in all_words()


def test_a_backup_from_before_opens_nowhere_once_its_key_is_gone(evening: Room, milo: Person) -> None:
    backup = sealed_values()
    accounts.delete_account(milo.account)
    list(rotate(settled_after=0))
    assert SAID[1] in all_words()
    for value in backup:
        with pytest.raises(KeyIsGone):
            unseal(*value)
    for place, owner, kept in backup:
        # Not even by whoever takes the key of today for that of yesterday.
        with pytest.raises(CannotOpen):
            unseal(place, owner, f"1.{keys().current().id}.{kept.split('.')[2]}")
