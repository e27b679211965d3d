"""Whose words may wait, and who says what becomes of them; with values."""

from datetime import timedelta

import pytest

from support_groups.core.errors import DomainError
from support_groups.rooms.events import (
    FloorGiven,
    FloorSet,
    MessageSaid,
    PersonMuted,
    PersonRemoved,
    RoomClosed,
    RoomSheltered,
    RoomStilled,
)
from support_groups.rooms.rules import RoomState, refusals
from support_groups.rooms.rules.held_words import (
    TAKEN_BACK_MAX,
    WAITING_MAX,
    AllAreStill,
    AuthorIsGone,
    AuthorListens,
    SomeoneElseShares,
    TookBackMuch,
    TooMuchWaits,
    check_few_wait,
    check_may_answer,
    let_through,
    may_wait,
)

from .states import NOW, an_open_room, then

SOON = NOW + timedelta(minutes=5)


def test_in_a_sheltered_room_words_wait_of_who_is_there_and_may_speak() -> None:
    sheltered = then(an_open_room(), RoomSheltered("fern"))
    assert may_wait(sheltered, "milo", NOW)
    assert not may_wait(an_open_room(), "milo", NOW)
    assert not may_wait(then(sheltered, PersonMuted("fern", "milo", SOON)), "milo", NOW)
    assert may_wait(then(sheltered, PersonMuted("fern", "milo", SOON)), "milo", SOON)
    assert not may_wait(then(sheltered, PersonRemoved("fern", "milo", banned=False)), "milo", NOW)
    assert not may_wait(
        then(an_open_room(), RoomStilled("fern", "pause", SOON, None), RoomSheltered("fern")), "milo", NOW
    )


def test_a_silence_is_not_broken_by_words_that_waited() -> None:
    still = then(an_open_room(), RoomStilled("fern", "silence", SOON, None))
    with pytest.raises(AllAreStill):
        let_through(still, "milo", "Hello.", "fern", NOW)
    assert let_through(still, "milo", "Hello.", "fern", SOON)


def test_only_a_few_of_one_person_wait() -> None:
    check_few_wait(WAITING_MAX - 1, 0)
    with pytest.raises(TooMuchWaits):
        check_few_wait(WAITING_MAX, 0)


def test_who_takes_back_all_they_write_writes_no_more_that_waits() -> None:
    check_few_wait(0, TAKEN_BACK_MAX - 1)
    with pytest.raises(TookBackMuch):
        check_few_wait(0, TAKEN_BACK_MAX)


@pytest.mark.parametrize(
    ("rule", "state", "by"),
    [
        (refusals.RoomIsClosed, then(an_open_room(), RoomClosed("fern")), "fern"),
        (refusals.OutOfTheRoom, then(an_open_room(), PersonRemoved("fern", "cora", banned=False)), "cora"),
        (refusals.NotTheirsToLead, an_open_room(), "nell"),
        (refusals.NotTheirsToLead, an_open_room(), "milo"),
    ],
)
def test_those_alone_answer_who_may_act_on_the_author_while_the_meeting_lasts(
    rule: type[DomainError], state: RoomState, by: str
) -> None:
    check_may_answer(an_open_room(), "milo", "cora")
    with pytest.raises(rule):
        check_may_answer(state, "milo", by)
    with pytest.raises(refusals.ActsOnHigherRole):
        check_may_answer(an_open_room(), "fern", "cora")


def sharing(who: str) -> RoomState:
    """A room in which somebody has the floor."""
    return then(an_open_room(), FloorSet("fern", "chaired"), FloorGiven("fern", who, SOON))


@pytest.mark.parametrize("state", [an_open_room(), sharing("milo")])
def test_words_let_through_are_said_as_their_authors(state: RoomState) -> None:
    assert let_through(state, "milo", "I am new here.", "cora", NOW) == (MessageSaid("milo", "I am new here."),)


@pytest.mark.parametrize(
    ("rule", "state", "by"),
    [
        (refusals.NotTheirsToLead, an_open_room(), "nell"),
        (refusals.RoomIsClosed, then(an_open_room(), RoomClosed("fern")), "cora"),
        (AuthorIsGone, then(an_open_room(), PersonRemoved("fern", "milo", banned=False)), "cora"),
        (AuthorListens, then(an_open_room(), PersonMuted("fern", "milo", SOON)), "cora"),
        (SomeoneElseShares, sharing("nell"), "cora"),
    ],
)
def test_no_words_are_let_through_that_could_not_be_said_now(
    rule: type[DomainError], state: RoomState, by: str
) -> None:
    with pytest.raises(rule):
        let_through(state, "milo", "I am new here.", by, NOW)
