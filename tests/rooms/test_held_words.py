"""A message that waits is known to its author and to those who moderate, and to nobody else by any sign (I14)."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from support_groups.accounts.actions import delete_account
from support_groups.core.clock import now
from support_groups.core.copies import as_json
from support_groups.core.database import db
from support_groups.core.errors import DomainError, NotAllowed, NotFound
from support_groups.core.retention import copy_of
from support_groups.groups.models import Group, Role
from support_groups.moderation.queries import record_of
from support_groups.moderation.rules import Holds, Lists
from support_groups.rooms import queries
from support_groups.rooms.actions import fade_due, leave_out, let_through, take_back
from support_groups.rooms.models import HeldFor, HeldMessage, HeldState, LogEntry, Room
from support_groups.rooms.rules import held_words, refusals, wishes
from tests.cast import Person
from tests.services.clock import Clock
from tests.services.lines import Line, Open

WORDS = "I come from across the river"


@pytest.fixture(autouse=True)
def holding(clock: Clock, fern: Person, quiet_group: Group) -> None:
    """The group lets a newcomer's first message wait, as every group does that has chosen nothing."""
    fern.guards(quiet_group, holds=Holds.FIRST)


@pytest.fixture
def known(room: Room, sol: Person, quiet_group: Group) -> Person:
    """Another member, in the room, who has spoken before."""
    sol.joins(quiet_group)
    sol.comes(room, sol.membership(quiet_group))
    return sol


def kept(room: Room) -> list[HeldMessage]:
    """What was held in a room."""
    db.session.rollback()
    return list(db.session.scalars(select(HeldMessage).where(HeldMessage.room_id == room.id).order_by(HeldMessage.id)))


def bodies(room: Room) -> list[str | None]:
    """What stands in the log of a room."""
    db.session.rollback()
    said = select(LogEntry.body).where(LogEntry.room_id == room.id, LogEntry.kind == "message.said")
    return list(db.session.scalars(said.order_by(LogEntry.seq)))


def entered(line: Line, room: Room) -> dict[str, Any]:
    """What a line is answered that enters a room."""
    answer = line.wish("room.enter", {"room": room.public_id})
    assert answer["ok"]
    return answer


def says(line: Line, room: Room, body: str = WORDS, client_id: str = "c1") -> dict[str, Any]:
    """Say something on a line."""
    return line.wish("message.say", {"room": room.public_id, "client_id": client_id, "body": body})


def held_id(room: Room) -> str:
    """The words that were held first."""
    return kept(room)[0].public_id


def test_a_newcomers_first_message_waits_and_the_second_does_not_once_it_was_let_through(
    room: Room, milo: Person, fern: Person
) -> None:
    assert milo.says(room, WORDS).is_held
    assert [one.why for one in kept(room)] == [HeldFor.FIRST]
    assert bodies(room) == []
    fern.lets_through(room)
    assert not milo.says(room, "thank you").is_held
    assert bodies(room) == [WORDS, "thank you"]


def test_what_was_said_in_another_meeting_counts_as_the_first(
    room: Room, milo: Person, fern: Person, quiet_group: Group
) -> None:
    milo.says(room, WORDS)
    fern.lets_through(room)
    fern.wishes(room, wishes.Close())
    next_room = fern.opens(fern.membership(quiet_group))
    milo.comes(next_room, milo.membership(quiet_group))
    assert not milo.says(next_room, "hello again").is_held


def test_after_a_month_nobody_waits(room: Room, milo: Person, clock: Clock) -> None:
    clock.forward(days=31)
    assert not milo.says(room, WORDS).is_held


def test_every_message_of_newcomers_and_what_the_group_lists_wait_where_it_has_chosen_so(
    room: Room, milo: Person, fern: Person, quiet_group: Group, clock: Clock
) -> None:
    milo.says(room, WORDS)
    fern.lets_through(room)
    fern.guards(quiet_group, holds=Holds.NEWCOMERS)
    assert milo.says(room, "a second one").is_held
    fern.guards(quiet_group, lists=Lists(words="purple door"), holds_listed=True)
    clock.forward(days=31)
    assert milo.says(room, "the purple door").is_held
    assert [one.why for one in kept(room)] == [HeldFor.FIRST, HeldFor.NEWCOMER, HeldFor.LISTED]


def test_while_a_room_is_sheltered_only_newcomers_words_wait(
    room: Room, milo: Person, fern: Person, known: Person, clock: Clock
) -> None:
    clock.forward(days=20)
    known.membership().joined_on = now().date().replace(year=2020)
    db.session.commit()
    fern.wishes(room, wishes.Shelter())
    assert milo.says(room, WORDS).is_held
    with pytest.raises(refusals.FloorIsClosed):
        known.says(room, "and I")
    fern.mutes(milo)
    with pytest.raises(refusals.Muted):
        milo.says(room, "still there?")
    assert [one.why for one in kept(room)] == [HeldFor.SHELTER]


def test_nothing_of_a_message_that_waits_reaches_another_member_by_any_way(
    room: Room, milo: Person, known: Person, line: Open
) -> None:
    before = entered(line(known), room)
    theirs, mine = line(known), line(milo)
    entered(theirs, room), entered(mine, room)
    assert says(mine, room)["held"]
    assert theirs.heard("room.happened") == theirs.heard("words.held") == theirs.heard("person.told") == []
    after = entered(line(known), room)
    assert {**after, "now": None} == {**before, "now": None}
    caught_up = line(known).wish("room.enter", {"room": room.public_id, "epoch": before["epoch"], "after": 1})
    assert "held" not in caught_up
    assert "waiting" not in caught_up
    told = [after, caught_up, line(known).wish("room.earlier", {"room": room.public_id, "before": 1_000})]
    told.append({"copy": as_json(copy_of(known.account_id)).decode()})
    assert WORDS not in json.dumps(told)
    held = known.sees(room)
    assert held.seq == before["seq"]


def test_its_author_sees_it_wait_also_after_a_reload(room: Room, milo: Person, line: Open) -> None:
    entered(first := line(milo), room)
    told = says(first, room)["words"]
    assert (told["body"], told["state"]) == (WORDS, "waiting")
    [again] = entered(line(milo), room)["held"]
    assert again == told
    assert WORDS in as_json(copy_of(milo.account_id)).decode()


def test_those_who_moderate_see_it_now_and_after_a_reload(room: Room, milo: Person, fern: Person, line: Open) -> None:
    ferns, milos = line(fern), line(milo)
    assert entered(ferns, room)["waiting"] == []
    entered(milos, room)
    says(milos, room)
    [told] = ferns.heard("words.held")
    assert (told["kind"], told["name"], told["body"], told["why"]) == ("waiting", "Milo", WORDS, "first")
    [again] = entered(line(fern), room)["waiting"]
    assert again["body"] == WORDS


def test_a_greeter_and_whoever_was_asked_to_leave_hear_nothing_of_it(
    room: Room, milo: Person, fern: Person, known: Person, ray: Person, quiet_group: Group, line: Open
) -> None:
    ray.joins(quiet_group)
    fern.gives(Role.CO_FACILITATOR, ray)
    fern.gives(Role.GREETER, known)
    ray.comes(room, ray.membership(quiet_group))
    lines = [line(known), line(ray)]
    for one in lines:
        entered(one, room)
    fern.wishes(room, wishes.RemovePerson(ray.in_room(room)), reason="No links.")
    entered(milos := line(milo), room)
    says(milos, room)
    assert [one.heard("words.held") for one in lines] == [[], []]


def test_the_same_words_again_get_the_same_answer_whatever_has_become_of_them(
    room: Room, milo: Person, fern: Person, quiet_group: Group, line: Open
) -> None:
    entered(milos := line(milo), room)
    first = says(milos, room)
    assert says(milos, room) == first
    fern.guards(quiet_group, holds=Holds.NOBODY)
    assert says(milos, room)["held"]
    fern.lets_through(room)
    again = says(milos, room)
    assert (again["held"], again["words"]["state"]) == (True, "let_through")
    assert bodies(room) == [WORDS]
    assert len(kept(room)) == 1


def test_words_that_were_said_long_ago_do_not_wait_when_they_come_again(
    room: Room, milo: Person, fern: Person, quiet_group: Group
) -> None:
    fern.guards(quiet_group, holds=Holds.NOBODY)
    milo.says(room, WORDS, "c1")
    fern.guards(quiet_group, holds=Holds.NEWCOMERS)
    queries.live().forget(room.id)
    room_now = queries.live()
    assert room_now.get(room.id) is None
    for number in range(queries.SNAPSHOT_EVENTS + 1):
        fern.says(room, f"line {number}")
    assert not milo.says(room, WORDS, "c1").is_held
    assert kept(room) == []


def test_it_is_said_by_its_author_and_its_author_alone_is_told_why_not(
    room: Room, milo: Person, fern: Person, known: Person, line: Open
) -> None:
    milos, theirs = line(milo), line(known)
    entered(milos, room), entered(theirs, room)
    says(milos, room)
    says(milos, room, "and another", "c2")
    milos.heard("words.held")
    fern.lets_through(room)
    [news] = theirs.heard("room.happened")
    assert [(one["kind"], one["by"], one["body"]) for one in news["events"]] == [
        ("message.said", milo.in_room(room), WORDS)
    ]
    assert [one["state"] for one in milos.heard("words.held")] == ["let_through"]
    fern.leaves_out(room, "Please say it without the name of the place.")
    [told] = milos.heard("words.held")
    assert (told["state"], told["reason"], told["body"]) == (
        "not_now",
        "Please say it without the name of the place.",
        "and another",
    )
    assert theirs.heard("room.happened") == theirs.heard("words.held") == []
    assert [one.body for one in kept(room)] == [None, "and another"]


def test_each_answer_stands_in_the_record_with_its_reason(
    room: Room, milo: Person, fern: Person, quiet_group: Group
) -> None:
    for words in (WORDS, "and another"):
        milo.says(room, words)
    fern.lets_through(room)
    fern.leaves_out(room)
    newest = record_of(quiet_group.id).records[:2]
    assert [(one.act.value, [person.reason for person in one.people if person.reason]) for one in newest] == [
        ("not_let_through", ["No links."]),
        ("let_through", []),
    ]


def test_it_is_judged_anew_when_it_is_let_through(room: Room, milo: Person, fern: Person, known: Person) -> None:
    milo.says(room, WORDS)
    fern.mutes(milo)
    with pytest.raises(held_words.AuthorListens):
        fern.lets_through(room)
    fern.unmutes(milo)
    fern.wishes(room, wishes.SetFloor("chaired"))
    fern.wishes(room, wishes.GiveFloor(known.in_room(room)))
    with pytest.raises(held_words.SomeoneElseShares):
        fern.lets_through(room)
    fern.wishes(room, wishes.ReturnFloor("taken"))
    fern.lets_through(room)
    assert bodies(room) == [WORDS]


def test_only_the_first_answer_counts(room: Room, milo: Person, fern: Person) -> None:
    milo.says(room, WORDS)
    one = held_id(room)
    fern.leaves_out(room)
    with pytest.raises(held_words.NoLongerWaits):
        let_through(fern.account_id, room.public_id, one)
    with pytest.raises(held_words.NoLongerWaits):
        leave_out(fern.account_id, room.public_id, one, "No links.")


def test_nobody_but_those_who_moderate_answers_and_nobody_but_its_author_takes_it_back(
    room: Room, milo: Person, known: Person, iris: Person
) -> None:
    milo.says(room, WORDS)
    one = held_id(room)
    with pytest.raises(NotAllowed):
        let_through(known.account_id, room.public_id, one)
    with pytest.raises(NotAllowed):
        leave_out(milo.account_id, room.public_id, one, "No links.")
    with pytest.raises(NotFound):
        take_back(known.account_id, room.public_id, one)
    with pytest.raises(NotFound):
        let_through(iris.account_id, room.public_id, one)


def test_who_writes_and_takes_back_without_end_is_asked_to_wait(room: Room, milo: Person) -> None:
    for _ in range(held_words.TAKEN_BACK_MAX):
        milo.says(room, WORDS)
        take_back(milo.account_id, room.public_id, kept(room)[-1].public_id)
    with pytest.raises(held_words.TookBackMuch):
        milo.says(room, WORDS)


def test_its_author_takes_it_back(room: Room, milo: Person, fern: Person) -> None:
    milo.says(room, WORDS)
    one = held_id(room)
    take_back(milo.account_id, room.public_id, one)
    take_back(milo.account_id, room.public_id, one)
    with pytest.raises(held_words.NoLongerWaits):
        let_through(fern.account_id, room.public_id, one)
    assert [(held.state, held.body) for held in kept(room)] == [(HeldState.LET_GO, None)]


def test_one_person_lets_only_a_few_messages_wait(room: Room, milo: Person) -> None:
    for number in range(held_words.WAITING_MAX):
        milo.says(room, f"line {number}")
    with pytest.raises(held_words.TooMuchWaits):
        milo.says(room, "one more")


@pytest.mark.parametrize("how", ["removed", "banned", "left", "closed"])
def test_what_waits_goes_with_its_author_and_with_the_meeting(
    room: Room, milo: Person, fern: Person, quiet_group: Group, how: str
) -> None:
    milo.says(room, WORDS)
    one = held_id(room)
    match how:
        case "removed":
            fern.wishes(room, wishes.RemovePerson(milo.in_room(room)), reason="No links.")
        case "banned":
            fern.bans(milo)
        case "left":
            milo.leaves(quiet_group)
        case "closed":
            fern.wishes(room, wishes.Close())
    assert [(held.state, held.body) for held in kept(room)] == [(HeldState.LET_GO, None)]
    with pytest.raises(DomainError):
        let_through(fern.account_id, room.public_id, one)
    assert bodies(room) == []


def test_nothing_of_it_outlasts_its_authors_account(room: Room, milo: Person) -> None:
    milo.says(room, WORDS)
    delete_account(milo.account)
    assert kept(room) == []


def test_it_goes_with_the_words_of_the_meeting(room: Room, milo: Person, fern: Person, clock: Clock) -> None:
    milo.says(room, WORDS)
    fern.leaves_out(room)
    room_id = room.id
    fern.wishes(room, wishes.Close())
    clock.forward(days=8)
    fade_due()
    assert db.session.scalars(select(HeldMessage).where(HeldMessage.room_id == room_id)).all() == []


def test_whoever_serves_from_now_on_sees_at_once_what_waits_and_no_longer_does_so_afterwards(
    room: Room, milo: Person, fern: Person, known: Person, line: Open
) -> None:
    theirs, milos = line(known), line(milo)
    entered(theirs, room), entered(milos, room)
    says(milos, room)
    theirs.everything()
    fern.gives(Role.CO_FACILITATOR, known)
    [told] = theirs.heard("words.held")
    assert (told["kind"], told["mine"], [one["body"] for one in told["waiting"]]) == ("all", [], [WORDS])
    fern.gives(Role.MEMBER, known)
    [told] = theirs.heard("words.held")
    assert (told["kind"], told["waiting"]) == ("all", [])
    milos.wish("message.say", {"room": room.public_id, "client_id": "c2", "body": "And more."})
    assert theirs.heard("words.held") == []


def test_whoever_was_asked_to_leave_the_meeting_is_told_nothing_that_waits_there_when_they_begin_to_serve(
    room: Room, milo: Person, fern: Person, known: Person, line: Open
) -> None:
    theirs, milos = line(known), line(milo)
    entered(theirs, room), entered(milos, room)
    says(milos, room)
    fern.wishes(room, wishes.RemovePerson(known.in_room(room)), reason="No links.")
    theirs.everything()
    fern.gives(Role.CO_FACILITATOR, known)
    assert [told["waiting"] for told in theirs.heard("words.held")] == [[]]


def test_a_round_lets_no_newcomer_speak_whom_nobody_chose(room: Room, milo: Person, fern: Person) -> None:
    fern.wishes(room, wishes.SetFloor("chaired"))
    fern.wishes(room, wishes.GiveFloor(fern.in_room(room)))
    fern.wishes(room, wishes.SetTurns("round"))
    fern.wishes(room, wishes.ReturnFloor("done"))
    assert fern.sees(room).has_floor(milo.in_room(room))
    assert milo.says(room, WORDS).is_held
    fern.lets_through(room)
    assert bodies(room) == [WORDS]


def test_a_newcomer_whom_another_member_picks_waits_as_elsewhere(
    room: Room, milo: Person, fern: Person, known: Person
) -> None:
    fern.wishes(room, wishes.SetFloor("chaired"))
    fern.wishes(room, wishes.SetTurns("pitch"))
    fern.wishes(room, wishes.GiveFloor(known.in_room(room)))
    known.wishes(room, wishes.GiveFloor(milo.in_room(room)))
    assert milo.says(room, WORDS).is_held
    fern.wishes(room, wishes.ReturnFloor("taken"))
    fern.wishes(room, wishes.GiveFloor(milo.in_room(room)))
    assert not milo.says(room, "Thank you for calling me.").is_held
