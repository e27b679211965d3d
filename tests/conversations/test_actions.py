"""Private rooms for two: opened, unread, ended, deleted, blocked."""

import pytest
from sqlalchemy import func, select

from config import Settings
from support_groups.accounts.actions import delete_account
from support_groups.conversations import actions, queries, rules
from support_groups.conversations.events import ConversationRead, MessageWaiting
from support_groups.conversations.models import Conversation
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.rooms.actions import lapse_leases, leave, lines_lost, renew_leases
from support_groups.rooms.models import (
    LINE_GRACE_SECONDS,
    LINE_GRACE_SPREAD_SECONDS,
    RENEWAL_SECONDS,
    LogEntry,
    Participant,
    Room,
    RoomKind,
)
from support_groups.rooms.queries import place_for
from support_groups.rooms.rules.refusals import MustBeSealed, RoomIsClosed
from tests.cast import Person
from tests.services.announced import Announced
from tests.services.clock import Clock


@pytest.fixture
def room(sol: Person, nell: Person) -> Room:
    """The room of Sol and Nell."""
    sol.sponsors(nell)
    return sol.side_with(nell).conversation.room


def has_unread(person: Person, other: Person) -> bool:
    """Whether something waits, in the list as well as in the head of every page."""
    waits = person.side_with(other).has_unread
    assert queries.count_unread(person.account_id) == int(waits)
    return waits


def what_is_left(room_id: int) -> int:
    """How many rows are left of a room and of the conversation in it."""
    tables = (LogEntry, Participant, Conversation)
    return sum(db.session.scalars(select(func.count()).where(table.room_id == room_id)).one() for table in tables)


def test_a_yes_opens_a_room_for_the_two(sol: Person, nell: Person, room: Room) -> None:
    assert (room.kind, room.group_id, room.closed_at) == (RoomKind.CONVERSATION, None, None)
    assert (sol.conversations(), nell.conversations()) == (["Nell walks"], ["Sol walks"])
    sol.enters(room)
    nell.enters(room)
    sol.writes(room, "Hello, I am glad you asked.")
    people = nell.sees(room).people.values()
    assert sorted(one.name for one in people) == ["Nell walks", "Sol walks"]


def test_what_one_writes_the_other_reads_and_nothing_readable_is_taken(sol: Person, nell: Person, room: Room) -> None:
    sol.writes(room, "Hello, I am glad you asked.")
    nell.writes(room, "So am I.")
    for one in (sol, nell):
        assert one.reads(room) == ["Hello, I am glad you asked.", "So am I."]
    with pytest.raises(MustBeSealed):
        sol.says(room, "In the clear.")
    assert len(nell.reads(room)) == 2


def test_everyone_else_finds_nothing(sol: Person, nell: Person, iris: Person, room: Room) -> None:
    public_id = sol.side_with(nell).conversation.public_id
    with pytest.raises(NotFound):
        queries.side_for(iris.account, public_id)
    with pytest.raises(NotFound):
        place_for(iris.account_id, room.public_id)
    assert (iris.conversations(), queries.side_in(iris.account, room.public_id)) == ([], None)


def test_what_is_written_to_someone_away_is_unread_until_they_come(
    sol: Person, nell: Person, room: Room, announced: Announced
) -> None:
    sol.enters(room)
    assert not has_unread(nell, sol)
    sol.writes(room, "How was today?")
    sol.writes(room, "No hurry.")
    assert has_unread(nell, sol)
    assert not has_unread(sol, nell)
    waiting = announced.one(MessageWaiting)
    assert (waiting.account_id, waiting.other_name) == (nell.account_id, "Sol walks")
    nell.enters(room)
    assert not has_unread(nell, sol)
    assert announced.one(ConversationRead).account_id == nell.account_id


def test_what_is_written_to_someone_who_is_here_is_read(sol: Person, nell: Person, room: Room) -> None:
    sol.enters(room)
    nell.enters(room)
    sol.writes(room, "How was today?")
    assert not has_unread(nell, sol)
    leave(nell.account_id, room.public_id)
    assert not has_unread(nell, sol)
    sol.writes(room, "Sleep well.")
    assert has_unread(nell, sol)


def test_what_comes_while_a_line_is_lost_is_unread(sol: Person, nell: Person, room: Room, clock: Clock) -> None:
    sol.enters(room)
    nell.enters(room)
    lines_lost([place_for(nell.account_id, room.public_id).participant.public_id])
    sol.writes(room, "Are you still there?")
    clock.forward(seconds=LINE_GRACE_SECONDS + LINE_GRACE_SPREAD_SECONDS + 1)
    lapse_leases()
    assert has_unread(nell, sol)


def test_what_comes_before_a_dead_line_is_noticed_is_unread(
    sol: Person, nell: Person, room: Room, clock: Clock
) -> None:
    sol.enters(room)
    nell.enters(room)
    participant_id = place_for(nell.account_id, room.public_id).participant.public_id
    sol.writes(room, "Your phone has just gone into a tunnel.")
    for _ in range(int(2 * Settings().ping_seconds) // RENEWAL_SECONDS):
        clock.forward(seconds=RENEWAL_SECONDS)
        renew_leases([participant_id])
    lines_lost([participant_id])
    clock.forward(seconds=LINE_GRACE_SECONDS + LINE_GRACE_SPREAD_SECONDS + 2)
    lapse_leases()
    assert has_unread(nell, sol)


def test_what_was_read_before_a_line_was_lost_stays_read(sol: Person, nell: Person, room: Room, clock: Clock) -> None:
    sol.enters(room)
    nell.enters(room)
    sol.writes(room, "Good night.")
    clock.forward(minutes=5)
    lapse_leases()
    assert not has_unread(nell, sol)


@pytest.mark.parametrize("ends", ["sol", "nell"])
def test_an_ended_conversation_is_readable_and_not_writable(ends: str, sol: Person, nell: Person, room: Room) -> None:
    sol.enters(room)
    sol.writes(room, "I am here.")
    by, other = (sol, nell) if ends == "sol" else (nell, sol)
    by.ends_with(other)
    for one in (sol, nell):
        with pytest.raises(RoomIsClosed):
            one.writes(room, "And one more thing.")
        one.enters(room)
        assert one.reads(room) == ["I am here."]


def test_a_conversation_that_goes_on_is_not_deleted(sol: Person, nell: Person, room: Room) -> None:
    with pytest.raises(rules.ConversationGoesOn):
        sol.deletes_conversation_with(nell)
    assert sol.conversations() == ["Nell walks"]


def test_each_deletes_for_themselves_and_nothing_stays_when_both_have(
    sol: Person, nell: Person, ray: Person, room: Room
) -> None:
    sol.sponsors(ray)
    room_id = room.id
    sol.writes(room, "I am here.")
    nell.ends_with(sol)
    nell.deletes_conversation_with(sol)
    assert (nell.conversations(), sorted(sol.conversations())) == ([], ["Nell walks", "Ray walks"])
    with pytest.raises(NotFound):
        place_for(nell.account_id, room.public_id)
    sol.enters(room)
    sol.deletes_conversation_with(nell)
    assert sol.conversations() == ["Ray walks"]
    assert db.session.get(Room, room_id) is None
    assert what_is_left(room_id) == 0


def test_a_stranger_deletes_nothing(sol: Person, nell: Person, iris: Person, room: Room) -> None:
    nell.ends_with(sol)
    with pytest.raises(NotFound):
        actions.delete_conversation(iris.account, sol.side_with(nell))
    assert (sol.conversations(), nell.conversations()) == (["Nell walks"], ["Sol walks"])


@pytest.mark.parametrize("goes", ["sol", "nell"])
def test_private_words_go_with_the_account_of_either(
    goes: str, sol: Person, nell: Person, ray: Person, room: Room
) -> None:
    sol.writes(room, "I am here.")
    room_id = room.id
    (sol if goes == "nell" else nell).sponsors(ray)
    delete_account((sol if goes == "sol" else nell).account)
    assert (nell if goes == "sol" else sol).conversations() == ["Ray walks"]
    assert db.session.get(Room, room_id) is None
    assert what_is_left(room_id) == 0


@pytest.mark.parametrize("blocker", ["sol", "nell"])
def test_a_block_hides_the_conversation_from_both(blocker: str, sol: Person, nell: Person, room: Room) -> None:
    nell.enters(room)
    sol.writes(room, "I am here.")
    nell.writes(room, "So am I.")
    public_id = sol.side_with(nell).conversation.public_id
    by, other = (sol, nell) if blocker == "sol" else (nell, sol)
    by.blocks(other)
    for one in (sol, nell):
        assert (one.conversations(), queries.count_unread(one.account_id)) == ([], 0)
        with pytest.raises(NotFound):
            queries.side_for(one.account, public_id)
        for wish in (one.enters, lambda of, one=one: one.writes(of, "Why?")):
            with pytest.raises(NotFound):
                wish(room)


def test_a_lifted_block_shows_what_was_kept_and_nothing_goes_on(sol: Person, nell: Person, room: Room) -> None:
    nell.ends_with(sol)
    nell.deletes_conversation_with(sol)
    sol.blocks(nell)
    sol.lifts_block(nell)
    assert (sol.conversations(), nell.conversations()) == (["Nell walks"], [])
    with pytest.raises(NotFound):
        nell.enters(room)
    sol.enters(room)
    with pytest.raises(RoomIsClosed):
        sol.writes(room, "Hello?")


def test_a_new_sponsorship_after_an_old_one_has_a_conversation_of_its_own(sol: Person, nell: Person) -> None:
    sol.sponsors(nell)
    sol.ends_with(nell)
    sol.sponsors(nell)
    listed = queries.conversations_of(sol.account)
    assert sorted(one.is_open for one in listed) == [False, True]
