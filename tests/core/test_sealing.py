"""What is sealed opens in its own place only, and is nothing to read elsewhere."""

import pytest
from flask import Flask
from sqlalchemy import insert, select, text
from sqlalchemy.exc import StatementError

from support_groups.core.database import db
from support_groups.core.keys import keys
from support_groups.core.sealing import BLOCK_BYTES, CannotOpen, OwnerHasChanged, seal, unseal
from support_groups.core.transaction import transaction
from support_groups.rooms.models import LogEntry, Participant, Room
from tests.cast import Person

WORDS = "I have not slept since Monday."


@pytest.fixture
def room(fern: Person, milo: Person) -> Room:
    """A room in which two are and something was said."""
    group = fern.founds()
    milo.joins(group)
    room = fern.opens(fern.membership(group))
    for person in (fern, milo):
        person.comes(room, person.membership(group))
    milo.says(room, WORDS)
    milo.says(room, "It is better today.")
    return room


def change(statement: str) -> None:
    """Change the database past everything that guards it."""
    with transaction() as session:
        session.connection().exec_driver_sql(statement)


def said() -> list[str | None]:
    """What stands in the log."""
    db.session.rollback()
    of_messages = select(LogEntry.body).where(LogEntry.kind == "message.said").order_by(LogEntry.seq)
    return list(db.session.scalars(of_messages))


def test_words_are_kept_sealed_and_read_in_the_clear(room: Room) -> None:
    assert said() == [WORDS, "It is better today."]
    kept = db.session.connection().exec_driver_sql("SELECT body FROM room_log WHERE kind = 'message.said'").scalars()
    assert all(one.startswith(f"1.{keys().current().id}.") and "slept" not in one for one in kept)


def test_words_moved_to_another_row_do_not_open(room: Room) -> None:
    change(
        "UPDATE room_log SET body = (SELECT body FROM room_log WHERE kind = 'message.said' ORDER BY seq LIMIT 1) "
        "WHERE seq = (SELECT MAX(seq) FROM room_log)"
    )
    with pytest.raises(CannotOpen):
        said()


def test_words_moved_to_another_column_do_not_open(room: Room) -> None:
    change("UPDATE participants SET told = name")
    with pytest.raises(CannotOpen):
        db.session.scalars(select(Participant.told)).all()


def test_a_name_moved_to_another_person_does_not_open(room: Room) -> None:
    change("UPDATE participants SET name = (SELECT name FROM participants ORDER BY id LIMIT 1)")
    with pytest.raises(CannotOpen):
        db.session.scalars(select(Participant.name)).all()


def test_words_that_were_changed_do_not_open(app: Flask) -> None:
    kept = seal("room_log.body", "1|2", WORDS.encode())
    for place in range(len("1.01234567."), len(kept)):
        changed = kept[:place] + ("A" if kept[place] != "A" else "B") + kept[place + 1 :]
        with pytest.raises(CannotOpen):
            unseal("room_log.body", "1|2", changed)


def test_the_length_of_a_name_does_not_show(app: Flask) -> None:
    kept = {len(seal("participants.name", "1|a", b"x" * count)) for count in range(BLOCK_BYTES)}
    assert len(kept) == 1


def test_the_same_words_never_look_the_same(app: Flask) -> None:
    assert len({seal("room_log.body", "1|2", WORDS.encode()) for _ in range(100)}) == 100


def test_nothing_is_kept_without_an_owner(room: Room) -> None:
    with pytest.raises(StatementError, match="OwnerIsMissing"), transaction() as session:
        session.execute(insert(LogEntry), [{"room_id": room.id, "seq": 99, "body": WORDS}])


def test_what_is_sealed_stays_with_its_owner(room: Room) -> None:
    with pytest.raises(OwnerHasChanged), transaction() as session:
        session.scalars(select(Participant)).all()[0].public_id = "someone else"


def test_a_column_that_only_holds_a_reason_for_nobody_stays_empty(room: Room) -> None:
    assert set(db.session.scalars(select(Participant.told)).all()) == {None}
    assert set(db.session.connection().execute(text("SELECT told FROM participants")).scalars()) == {None}
