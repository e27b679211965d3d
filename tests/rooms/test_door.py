"""The door of a room with a lobby: who hears of whom, what is kept, and what happens twice or at once."""

from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from support_groups.core.database import db
from support_groups.core.errors import DomainError, NotFound
from support_groups.groups.models import Group, Role
from support_groups.rooms import actions, queries, sockets
from support_groups.rooms.models import (
    LEASE_SECONDS,
    LEASE_SPREAD_SECONDS,
    Knock,
    KnockState,
    Lobby,
    Participant,
    Room,
    RoomKind,
)
from support_groups.rooms.rules import refusals, wishes
from tests.cast import Person
from tests.services.at_once import at_once
from tests.services.clock import Clock
from tests.services.lines import Line, Open

Answer = dict[str, Any]


@pytest.fixture
def group(clock: Clock, fern: Person, quiet_group: Group, nell: Person, sol: Person) -> Group:
    """Fern facilitates, Sol greets, Milo was at meetings, Nell is new."""
    nell.joins(quiet_group)
    sol.joins(quiet_group)
    fern.gives(Role.GREETER, sol, quiet_group)
    return quiet_group


@pytest.fixture
def room(fern: Person, sol: Person, milo: Person, group: Group) -> Room:
    """An open room in which Fern, Sol and Milo are, and all others wait at the door."""
    opened = fern.opens(fern.membership(group))
    for one in (fern, sol, milo):
        one.comes(opened, one.membership(group))
    fern.wishes(opened, wishes.SetLobby("all"))
    db.session.refresh(opened)
    return opened


@pytest.fixture
def knock(room: Room, nell: Person, group: Group) -> str:
    """Nell at the door, looking at the page."""
    waits(nell, room, group)
    return nell_at(room, nell).public_id


def waits(person: Person, room: Room, group: Group) -> actions.AtDoor:
    """Come, and wait."""
    found = actions.come_in(room, person.membership(group))
    assert isinstance(found, Knock)
    return actions.wait_at_door(person.account_id, room.public_id)


def nell_at(room: Room, person: Person) -> Knock:
    """Somebody's place at the door, as it is kept."""
    return queries.knock_for(person.account_id, room.public_id)


def seen(by: Person, room: Room) -> list[str]:
    """The names at the door as somebody sees them."""
    return [one.name for one in queries.door_for(by.account_id, room.public_id).waiting]


def inside(line: Line, room: Room) -> Line:
    """A line that is in the room."""
    assert line.wish("room.enter", {"room": room.public_id})["ok"]
    line.everything()
    return line


def test_who_waits_finds_no_room_no_log_and_no_people(
    room: Room, knock: str, nell: Person, fern: Person, line: Open
) -> None:
    fern.says(room, "Between us.")
    nells = line(nell)
    told = nells.wish("door.wait", {"room": room.public_id})
    assert told["state"] == "waiting"
    assert set(told) == {"ok", "id", "state", "is_locked", "is_sheltered", "has_knocked", "welcome", "words"}
    for name in ("room.enter", "room.earlier", "lobby.see"):
        answer = nells.wish(name, {"room": room.public_id, **({"before": 9} if name == "room.earlier" else {})})
        assert answer["code"] == "not_found", name
    fern.says(room, "And more.")
    assert nells.everything() == []
    with pytest.raises(NotFound):
        queries.place_for(nell.account_id, room.public_id)


def test_waiting_is_told_to_those_alone_who_let_people_in(
    room: Room, nell: Person, fern: Person, sol: Person, milo: Person, group: Group, line: Open
) -> None:
    ferns, sols, milos = (inside(line(one), room) for one in (fern, sol, milo))
    before = room.last_seq
    waits(nell, room, group)
    actions.leave_note(nell.account_id, room.public_id, "It is my first evening.")
    assert [name for name, _ in ferns.everything()] == ["lobby.changed"] * 2
    assert [name for name, _ in sols.everything()] == ["lobby.changed"] * 2
    assert milos.everything() == []
    assert milos.wish("lobby.see", {"room": room.public_id})["code"] == "not_theirs_to_lead"
    [told] = sols.wish("lobby.see", {"room": room.public_id})["waiting"]
    assert (told["name"], told["mark"], told["note"]) == ("Nell", "first", "It is my first evening.")
    db.session.refresh(room)
    assert room.last_seq == before


def test_who_is_let_in_is_told_and_comes_as_everybody_does(
    room: Room, knock: str, nell: Person, sol: Person, milo: Person, line: Open
) -> None:
    nells, milos = line(nell), inside(line(milo), room)
    nells.wish("door.wait", {"room": room.public_id})
    sols = inside(line(sol), room)
    let = {"room": room.public_id, "person": knock, "words": "Good that you are here."}
    assert sols.wish("lobby.admit", let)["ok"]
    assert nells.heard("door.changed") == [{"room": room.public_id}]
    told = nells.wish("door.wait", {"room": room.public_id})
    assert (told["state"], told["welcome"]) == ("let_in", "Good that you are here.")
    assert nells.wish("room.enter", {"room": room.public_id})["ok"]
    [came] = milos.heard("room.happened")[:1]
    assert [one["kind"] for one in came["events"]] == ["person.came"]
    assert "Good that you are here." not in repr(milos.everything())


def test_to_let_somebody_in_twice_is_once(room: Room, knock: str, nell: Person, fern: Person, sol: Person) -> None:
    for one in (sol, fern):
        actions.let_in(one.account_id, room.public_id, knock)
    places = db.session.scalars(select(Participant).where(Participant.account_id == nell.account_id)).all()
    assert len(places) == 1


def test_two_who_let_the_same_in_at_once_let_one_in(
    app: Flask, room: Room, knock: str, nell: Person, fern: Person, sol: Person
) -> None:
    room_id, address = room.id, room.public_id
    ids = (fern.account_id, sol.account_id)
    acts = [partial(actions.let_in, one, address, knock) for one in ids] + [
        partial(actions.let_all_in, one, address) for one in ids
    ]
    assert at_once(app, *acts, partial(actions.wait_at_door, nell.account_id, address)) == [None] * 5
    places = select(Participant).where(Participant.room_id == room_id, Participant.account_id == nell.account_id)
    assert len(db.session.scalars(places).all()) == 1


def test_a_welcome_is_read_at_the_door_and_the_waiting_goes_on(
    room: Room, knock: str, nell: Person, sol: Person
) -> None:
    actions.welcome(sol.account_id, room.public_id, knock, "We begin in a minute.")
    told = actions.wait_at_door(nell.account_id, room.public_id)
    assert (told.state, told.welcome) == ("waiting", "We begin in a minute.")


def test_who_is_declined_is_told_kindly_and_cannot_knock_again(
    room: Room, knock: str, nell: Person, sol: Person, fern: Person, group: Group
) -> None:
    actions.leave_note(nell.account_id, room.public_id, "It is my first evening.")
    actions.decline(sol.account_id, room.public_id, knock, "full")
    told = actions.wait_at_door(nell.account_id, room.public_id)
    assert told.state == "declined"
    assert told.words is not None
    assert "small" in told.words
    with pytest.raises(refusals.DoorWasAnswered):
        actions.leave_note(nell.account_id, room.public_id, "Please.")
    assert seen(sol, room) == []
    fern.wishes(room, wishes.SetLobby("nobody"))
    assert isinstance(actions.come_in(room, nell.membership(group)), Knock)
    with pytest.raises(refusals.IsDeclined):
        actions.let_in(sol.account_id, room.public_id, knock)
    assert nell_at(room, nell).note is None


def test_who_is_declined_does_not_come_in_by_leaving_the_group_and_joining_again(
    room: Room, knock: str, nell: Person, sol: Person, fern: Person, group: Group
) -> None:
    actions.decline(sol.account_id, room.public_id, knock, "full")
    nell.leaves(group)
    nell.joins(group, as_name="Somebody new")
    assert isinstance(actions.come_in(room, nell.membership(group)), Knock)
    assert actions.wait_at_door(nell.account_id, room.public_id).state == "declined"
    assert seen(sol, room) == []
    other = fern.opens(fern.membership(group))
    assert not isinstance(actions.come_in(other, nell.membership(group)), Knock)


def test_a_note_is_written_once(room: Room, knock: str, nell: Person) -> None:
    for _ in range(2):
        actions.leave_note(nell.account_id, room.public_id, "Hello.")
    with pytest.raises(refusals.HasKnocked):
        actions.leave_note(nell.account_id, room.public_id, "Hello again.")


def test_a_note_for_a_meeting_that_is_over_is_refused_and_not_kept(
    room: Room, knock: str, nell: Person, fern: Person
) -> None:
    fern.wishes(room, wishes.Close())
    with pytest.raises(refusals.RoomIsClosed):
        actions.leave_note(nell.account_id, room.public_id, "Hello.")
    db.session.rollback()
    assert nell_at(room, nell).note is None


def test_a_note_goes_through_the_guards_like_any_words(room: Room, knock: str, nell: Person) -> None:
    with pytest.raises(DomainError) as refused:
        actions.leave_note(nell.account_id, room.public_id, "Does anyone sell ket near the station tonight?")
    assert refused.value.code == "sounds_like_dealing"
    with pytest.raises(DomainError) as refused:
        actions.leave_note(nell.account_id, room.public_id, "It is me, 07700 900123.")
    assert "Those who open the door would read it" in refused.value.words
    actions.leave_note(nell.account_id, room.public_id, "It is my first evening.")


@pytest.mark.parametrize("act", [actions.welcome, actions.let_in])
def test_nobody_leads_a_newcomer_away_by_a_word_at_the_door(
    room: Room, knock: str, sol: Person, nell: Person, act: Any
) -> None:
    for words in ("Welcome, ring me at 07700 900123.", "I sell ket, just ask me for it."):
        with pytest.raises(DomainError) as refused:
            act(sol.account_id, room.public_id, knock, words)
        assert refused.value.code in ("looks_personal", "sounds_like_dealing")
    db.session.rollback()
    assert nell_at(room, nell).welcome is None
    assert nell_at(room, nell).state is KnockState.WAITING
    act(sol.account_id, room.public_id, knock, "Welcome, Nell. It is good that you came.")


def test_a_member_neither_lets_in_nor_declines_nor_writes(room: Room, knock: str, milo: Person, nell: Person) -> None:
    acts = (
        partial(actions.let_in, milo.account_id, room.public_id, knock),
        partial(actions.let_all_in, milo.account_id, room.public_id),
        partial(actions.decline, milo.account_id, room.public_id, knock, "full"),
        partial(actions.welcome, milo.account_id, room.public_id, knock, "Hello."),
    )
    for act in acts:
        with pytest.raises(DomainError):
            act()
    assert nell_at(room, nell).state is KnockState.WAITING


def test_who_lets_in_here_lets_nobody_in_elsewhere(room: Room, knock: str, fern: Person, group: Group) -> None:
    other = fern.opens(fern.membership(group))
    fern.comes(other, fern.membership(group))
    with pytest.raises(NotFound):
        actions.let_in(fern.account_id, other.public_id, knock)


def test_whoever_closes_the_page_is_gone_from_the_list_within_a_lease(
    room: Room, knock: str, nell: Person, sol: Person, line: Open, clock: Clock
) -> None:
    nells, sols = line(nell), inside(line(sol), room)
    nells.wish("door.wait", {"room": room.public_id})
    clock.forward(seconds=LEASE_SECONDS - 1)
    sockets.keep_leases()
    clock.forward(seconds=LEASE_SECONDS - LEASE_SPREAD_SECONDS - 1)
    assert seen(sol, room) == ["Nell"]
    nells.drop()
    sols.everything()
    clock.forward(seconds=LEASE_SECONDS)
    actions.lapse_waits()
    assert seen(sol, room) == []
    assert [name for name, _ in sols.everything()] == ["lobby.changed"]
    actions.wait_at_door(nell.account_id, room.public_id)
    assert seen(sol, room) == ["Nell"]


def test_all_who_wait_are_let_in_together(room: Room, knock: str, ray: Person, fern: Person, group: Group) -> None:
    ray.joins(group)
    waits(ray, room, group)
    assert seen(fern, room) == ["Nell", "Ray"]
    assert actions.let_all_in(fern.account_id, room.public_id) == 2
    assert seen(fern, room) == []
    assert actions.let_all_in(fern.account_id, room.public_id) == 0


def test_who_is_known_comes_in_alone_once_that_is_allowed(
    room: Room, knock: str, nell: Person, ray: Person, sol: Person, group: Group, fern: Person
) -> None:
    ray.joins(group)
    other = fern.opens(fern.membership(group))
    ray.comes(other, ray.membership(group))
    waits(ray, room, group)
    sol.wishes(room, wishes.SetLobby("new"))
    assert actions.wait_at_door(ray.account_id, room.public_id).state == "let_in"
    assert actions.wait_at_door(nell.account_id, room.public_id).state == "waiting"


def test_without_a_lobby_whoever_waits_comes_in(room: Room, knock: str, nell: Person, fern: Person) -> None:
    fern.wishes(room, wishes.SetLobby("nobody"))
    assert actions.wait_at_door(nell.account_id, room.public_id).state == "let_in"


def test_a_locked_or_sheltered_room_says_so_at_the_door(
    room: Room, knock: str, nell: Person, fern: Person, line: Open
) -> None:
    nells = line(nell)
    nells.wish("door.wait", {"room": room.public_id})
    fern.wishes(room, wishes.Lock())
    assert nells.heard("door.changed")
    assert nells.wish("door.wait", {"room": room.public_id})["is_locked"]
    fern.wishes(room, wishes.Unlock())
    fern.wishes(room, wishes.Shelter())
    assert nells.wish("door.wait", {"room": room.public_id})["is_sheltered"]
    for act in (partial(actions.let_in, fern.account_id, room.public_id, knock),):
        with pytest.raises(refusals.RoomIsSheltered):
            act()


def test_while_a_room_is_locked_nobody_comes_in_because_the_lobby_has_gone(
    room: Room, knock: str, nell: Person, fern: Person
) -> None:
    fern.wishes(room, wishes.Lock())
    fern.wishes(room, wishes.SetLobby("nobody"))
    told = actions.wait_at_door(nell.account_id, room.public_id)
    assert (told.state, told.is_locked) == ("waiting", True)
    fern.wishes(room, wishes.Unlock())
    assert actions.wait_at_door(nell.account_id, room.public_id).state == "let_in"


def test_whoever_is_banned_or_leaves_is_at_the_door_no_more(
    room: Room, knock: str, nell: Person, ray: Person, fern: Person, group: Group, line: Open
) -> None:
    ray.joins(group)
    waits(ray, room, group)
    ferns = inside(line(fern), room)
    fern.bans(nell, group)
    ray.leaves(group)
    assert seen(fern, room) == []
    assert ferns.heard("lobby.changed")
    for one in (nell, ray):
        with pytest.raises(NotFound):
            actions.wait_at_door(one.account_id, room.public_id)


def test_whoever_was_asked_to_leave_cannot_knock(room: Room, milo: Person, fern: Person, group: Group) -> None:
    fern.wishes(room, wishes.RemovePerson(milo.in_room(room)), reason="Be kind.")
    with pytest.raises(refusals.OutOfTheRoom):
        actions.come_in(room, milo.membership(group))


def test_a_greeter_comes_in_at_once(room: Room, ray: Person, fern: Person, group: Group) -> None:
    ray.joins(group)
    fern.gives(Role.GREETER, ray, group)
    assert isinstance(actions.come_in(room, ray.membership(group)), Participant)


def test_of_what_was_written_at_the_door_nothing_outlasts_the_meeting(
    room: Room, knock: str, nell: Person, fern: Person
) -> None:
    actions.leave_note(nell.account_id, room.public_id, "Hello.")
    actions.welcome(fern.account_id, room.public_id, knock, "Soon.")
    fern.wishes(room, wishes.Close())
    kept = nell_at(room, nell)
    assert (kept.note, kept.welcome, kept.waits_until) == (None, None, None)
    assert actions.wait_at_door(nell.account_id, room.public_id).state == "closed"


def test_that_somebody_was_at_a_meeting_is_kept_without_a_date_and_goes_when_they_leave(
    room: Room, knock: str, nell: Person, fern: Person, group: Group
) -> None:
    assert not nell.membership(group).has_met
    actions.let_in(fern.account_id, room.public_id, knock)
    assert nell.membership(group).has_met
    nell.leaves(group)
    nell.joins(group)
    assert not nell.membership(group).has_met


def test_who_is_muted_listens_also_when_let_in(
    room: Room, knock: str, nell: Person, fern: Person, group: Group
) -> None:
    fern.mutes(nell, group)
    actions.let_in(fern.account_id, room.public_id, knock)
    assert nell.sees(room).people[nell.in_room(room)].muted_until is not None


def test_a_room_may_begin_with_a_lobby(fern: Person, group: Group, milo: Person) -> None:
    room = actions.open_room(
        kind=RoomKind.MEETING, title="Tuesday", group_id=group.id, lobby=Lobby.ALL, retention_hours=24
    )
    assert isinstance(actions.come_in(room, fern.membership(group)), Participant)
    assert isinstance(actions.come_in(room, milo.membership(group)), Knock)


@pytest.mark.parametrize("name", ["lobby.welcome", "lobby.admit"])
def test_a_greeter_who_was_asked_to_listen_says_nothing_at_the_door_either(
    room: Room, fern: Person, sol: Person, group: Group, knock: str, line: Open, name: str
) -> None:
    opened = line(sol)
    sent = {"room": room.public_id, "person": knock}
    fern.mutes(sol, group)
    assert opened.wish(name, {**sent, "words": "Write to me alone."})["code"] == "muted"
    fern.unmutes(sol, group)
    assert opened.wish(name, {**sent, "words": "Welcome."})["ok"]


def test_a_greeter_who_was_asked_to_listen_still_lets_people_in(
    room: Room, fern: Person, sol: Person, group: Group, knock: str, line: Open
) -> None:
    fern.mutes(sol, group)
    assert line(sol).wish("lobby.admit", {"room": room.public_id, "person": knock})["ok"]
