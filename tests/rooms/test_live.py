"""Rooms in memory: always what the log says, however they fell behind, and nothing that was never committed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event, update

from support_groups.core.clock import now
from support_groups.core.database import db, new_public_id
from support_groups.core.errors import NotFound
from support_groups.core.transaction import transaction
from support_groups.groups.models import Group
from support_groups.rooms import actions, queries
from support_groups.rooms.actions.log import record
from support_groups.rooms.events import HandRaised, MessageSaid
from support_groups.rooms.models import LEASE_SECONDS, Room
from support_groups.rooms.queries import LiveRoom
from support_groups.rooms.queries.log import SNAPSHOT_EVENTS
from support_groups.rooms.rules import RoomState, fold, wishes
from tests.cast import Person
from tests.services.clock import Clock
from tests.services.questions import asked


@contextmanager
def commits() -> Iterator[list[object]]:
    """The transactions that are committed meanwhile."""
    made: list[object] = []

    def note(connection: object) -> None:
        made.append(connection)

    event.listen(db.engine, "commit", note)
    try:
        yield made
    finally:
        event.remove(db.engine, "commit", note)


def in_memory(room: Room) -> LiveRoom:
    """The room as memory has it."""
    db.session.rollback()
    found = queries.live().get(room.id)
    assert found is not None
    return found


def of_the_log(room: Room) -> RoomState:
    """What the log says, folded from the beginning."""
    db.session.rollback()
    db.session.refresh(room)
    return fold(RoomState(), queries.log_between(room.id, 0, room.last_seq))


def test_memory_is_the_fold_of_the_log(room: Room, fern: Person, milo: Person) -> None:
    milo.says(room, "hello", "c1")
    fern.wishes(room, wishes.SetFloor("chaired"))
    milo.wishes(room, wishes.RaiseHand())
    known = in_memory(room)
    assert known.state == of_the_log(room)
    assert [one.wire for one in known.tail] == [one.wire for one in queries.log_between(room.id, 0, known.state.seq)]


@pytest.mark.parametrize("count", [1, SNAPSHOT_EVENTS + 20], ids=["a little", "far"])
def test_memory_that_is_behind_reads_what_it_has_missed(room: Room, milo: Person, count: int) -> None:
    milo.says(room, "hello")
    known = in_memory(room)
    who = milo.in_room(room)
    before = known.state
    with transaction():
        record(queries.held(room.id), [MessageSaid(who, "said elsewhere")] * count)
    # As if another worker had written it: this one has heard nothing.
    known.state = before
    milo.says(room, "again")
    assert in_memory(room).state == of_the_log(room)
    assert len(known.tail) <= SNAPSHOT_EVENTS
    assert known.tail[-1].seq == known.state.seq


def test_who_must_wait_is_known_however_much_was_said_since(room: Room, fern: Person, milo: Person) -> None:
    fern.wishes(room, wishes.SetPace(3600))
    milo.says(room, "hello")
    with transaction():
        record(queries.held(room.id), [MessageSaid(fern.in_room(room), "said since")] * (SNAPSHOT_EVENTS + 20))
    queries.live().forget(room.id)
    fern.says(room, "We go on.")
    assert in_memory(room).state == of_the_log(room)


def raises_a_hand_and_fails(room: Room, who: str) -> None:
    """A transaction that does not come to its end."""
    with transaction():
        held = queries.held(room.id)
        record(held, [HandRaised(who)])
        assert queries.state_of(held).asks(who)
        raise ZeroDivisionError


def test_what_was_rolled_back_is_nowhere(room: Room, milo: Person) -> None:
    milo.says(room, "hello")
    who = milo.in_room(room)
    with pytest.raises(ZeroDivisionError):
        raises_a_hand_and_fails(room, who)
    milo.says(room, "again")
    assert in_memory(room).state == of_the_log(room)
    assert not in_memory(room).state.asks(who)


def test_a_removed_message_is_gone_from_memory_too(room: Room, fern: Person, milo: Person) -> None:
    said = milo.says(room, "my number is 0151", "c1")
    fern.takes_out(room, said.seq, "No contact details.")
    assert not any(b"0151" in one.wire for one in in_memory(room).tail)
    assert milo.says(room, "my number is 0151", "c1").events[0].event == MessageSaid(milo.in_room(room), None)
    assert "0151" not in repr(fern.enters(room))


def test_a_new_beginning_of_a_room_is_read_from_the_log(room: Room, milo: Person) -> None:
    milo.says(room, "hello")
    with transaction() as session:
        session.execute(update(Room).where(Room.id == room.id).values(epoch=new_public_id()))
    milo.says(room, "again")
    db.session.refresh(room)
    assert in_memory(room).epoch == room.epoch


def test_whoever_lost_their_place_elsewhere_is_refused_at_the_next_wish(
    room: Room, milo: Person, quiet_group: Group
) -> None:
    milo.says(room, "hello")
    seats = dict(in_memory(room).seats)
    assert milo.account_id in seats
    milo.leaves()
    # As if it had happened in another worker: memory still has the place, but the row says that places changed.
    in_memory(room).seats.update(seats)
    with pytest.raises(NotFound):
        milo.says(room, "still here")


def test_a_wish_that_came_long_ago_gets_its_first_answer(room: Room, milo: Person) -> None:
    first = milo.says(room, "hello", "long-ago")
    queries.live().forget(room.id)
    who = milo.in_room(room)
    with transaction():
        record(queries.held(room.id), [MessageSaid(who, "much else")] * (SNAPSHOT_EVENTS + 1))
    again = milo.says(room, "hello", "long-ago")
    assert [one.seq for one in again.events] == [one.seq for one in first.events]
    assert [one.event for one in queries.log_between(room.id, 0, again.seq)].count(MessageSaid(who, "hello")) == 1


def test_wishes_of_many_rooms_are_served_in_one_transaction(
    app: Flask, room: Room, fern: Person, milo: Person, iris: Person
) -> None:
    group = iris.founds("One more", as_name="Iris")
    other = iris.opens(iris.membership(group))
    iris.comes(other, iris.membership(group))
    asked = [
        actions.Asked(milo.account_id, room.public_id, wishes.Say("one"), "c1"),
        actions.Asked(iris.account_id, other.public_id, wishes.Say("two"), "c1"),
        actions.Asked(iris.account_id, room.public_id, wishes.Say("not hers")),
        actions.Asked(milo.account_id, room.public_id, wishes.Say("one"), "c1"),
        actions.Asked(fern.account_id, room.public_id, wishes.Say("three")),
    ]
    db.session.rollback()
    with commits() as made:
        outcomes = actions.serve(asked)
    assert len(made) == 1
    kinds = [type(outcome).__name__ for outcome in outcomes]
    assert kinds == ["Served", "Served", "NotFound", "Served", "Served"]
    first, _, _, again, _ = outcomes
    assert isinstance(first, actions.Served)
    assert isinstance(again, actions.Served)
    assert first.events == again.events
    assert now() >= first.events[0].at


def test_judging_asks_as_little_of_the_database_for_many_as_for_one(room: Room, fern: Person, milo: Person) -> None:
    def asked_for(count: int) -> int:
        wanted = [
            actions.Asked(one.account_id, room.public_id, wishes.Say(f"{count} {n}"), f"{count}-{n}")
            for n in range(count)
            for one in (fern, milo)
        ]
        with asked() as questions:
            actions.serve(wanted)
        return len(questions)

    # What the group guards against is asked for once.
    asked_for(2)
    one = asked_for(1)
    assert one == asked_for(50)
    # The rows of the rooms, the events, how far the logs go; SQLite's transaction begins with a question too.
    assert one <= 4


def test_all_whose_lines_were_lost_are_let_go_in_one_transaction(
    room: Room, fern: Person, milo: Person, clock: Clock
) -> None:
    clock.forward(seconds=LEASE_SECONDS + 1)
    with commits() as made:
        actions.lapse_leases()
    assert len(made) == 1
    assert not any(person.is_here for person in in_memory(room).state.people.values())
