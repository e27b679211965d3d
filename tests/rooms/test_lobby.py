"""The lobby as rules: who waits, who lets in, and what a door that is locked means for both."""

from datetime import date, timedelta

import pytest

from support_groups.core.errors import DomainError
from support_groups.rooms.events import (
    LobbySet,
    PersonCame,
    PersonMuted,
    PersonRemoved,
    RoleGiven,
    RoomLocked,
    RoomSheltered,
    ShelterEnded,
)
from support_groups.rooms.rules import Mark, RoomState, check_may_welcome, decide, mark_of, refusals, wishes

from .states import NOW, a_conversation, an_open_room, then

TODAY = date(2026, 11, 20)
SOL = wishes.LetIn("sol", "Sol", "member")


def with_lobby(lobby: str = "all") -> RoomState:
    """An open room where some wait at the door."""
    return then(an_open_room(), LobbySet("fern", lobby))


def refused(why: type[DomainError], state: RoomState, wish: wishes.Wish, by: str) -> None:
    """Check that a wish is not granted."""
    with pytest.raises(why):
        decide(state, wish, by, NOW)


@pytest.mark.parametrize(("lobby", "is_known"), [("all", True), ("all", False), ("new", False)])
def test_whoever_does_not_serve_waits_until_they_are_let_in(lobby: str, is_known: bool) -> None:
    refused(refusals.MustWait, with_lobby(lobby), wishes.Come("Sol", "member", is_known), "sol")


@pytest.mark.parametrize("role", ["greeter", "co_facilitator", "facilitator"])
def test_whoever_serves_comes_in_at_once(role: str) -> None:
    assert decide(with_lobby(), wishes.Come("Sol", role), "sol", NOW) == (PersonCame("sol", "Sol", role),)


def test_who_is_known_comes_in_by_themselves_where_only_newcomers_wait() -> None:
    assert decide(with_lobby("new"), wishes.Come("Sol", "member", True), "sol", NOW)


def test_who_has_been_here_comes_back_without_waiting() -> None:
    assert decide(with_lobby(), wishes.Come("Milo", "member"), "milo", NOW) == ()


def test_who_was_asked_to_leave_does_not_wait_but_is_refused() -> None:
    state = then(with_lobby(), PersonRemoved("fern", "milo", banned=False))
    refused(refusals.OutOfTheRoom, state, wishes.Come("Milo", "member"), "milo")


@pytest.mark.parametrize("by", ["fern", "cora", "gwen"])
def test_those_who_greet_or_lead_let_people_in(by: str) -> None:
    assert decide(with_lobby(), SOL, by, NOW) == (PersonCame("sol", "Sol", "member"),)


def test_a_member_lets_nobody_in() -> None:
    refused(refusals.NotTheirsToLead, with_lobby(), SOL, "milo")


def test_a_greeter_who_was_asked_to_leave_lets_nobody_in() -> None:
    gone = then(with_lobby(), PersonRemoved("fern", "gwen", banned=False))
    refused(refusals.OutOfTheRoom, gone, SOL, "gwen")


def test_a_greeter_who_is_one_no_more_lets_nobody_in() -> None:
    refused(refusals.NotTheirsToLead, then(with_lobby(), RoleGiven("fern", "gwen", "member")), SOL, "gwen")


def test_to_let_somebody_in_twice_is_once() -> None:
    state = then(with_lobby(), *decide(with_lobby(), SOL, "gwen", NOW))
    assert decide(state, SOL, "fern", NOW) == ()


def test_through_a_locked_door_nobody_is_let_in_and_all_wait() -> None:
    state = then(with_lobby("new"), RoomLocked("fern"))
    refused(refusals.DoorIsLocked, state, SOL, "fern")
    refused(refusals.MustWait, state, wishes.Come("Sol", "member", True), "sol")


def test_a_shelter_holds_all_at_the_door_and_gives_the_lobby_back_as_it_was() -> None:
    before = with_lobby("new")
    state = then(before, RoomSheltered("fern"))
    refused(refusals.RoomIsSheltered, state, SOL, "fern")
    refused(refusals.MustWait, state, wishes.Come("Sol", "member", True), "sol")
    after = then(state, ShelterEnded("fern", None))
    assert (after.lobby, after.is_locked, after.floor) == (before.lobby, before.is_locked, before.floor)


@pytest.mark.parametrize("lobby", ["nobody", "all"])
def test_only_who_leads_decides_whether_there_is_a_lobby(lobby: str) -> None:
    state = with_lobby() if lobby == "nobody" else an_open_room()
    for who in ("gwen", "milo"):
        refused(refusals.NotTheirsToLead, state, wishes.SetLobby(lobby), who)
    assert decide(state, wishes.SetLobby(lobby), "cora", NOW) == (LobbySet("cora", lobby),)


def test_a_greeter_may_spare_those_who_are_known_the_wait() -> None:
    assert decide(with_lobby(), wishes.SetLobby("new"), "gwen", NOW) == (LobbySet("gwen", "new"),)
    refused(refusals.NotTheirsToLead, with_lobby(), wishes.SetLobby("new"), "milo")


def test_a_lobby_that_is_so_already_is_told_to_nobody() -> None:
    assert decide(with_lobby(), wishes.SetLobby("all"), "fern", NOW) == ()
    assert decide(with_lobby(), wishes.SetLobby("all"), None, NOW) == ()


def test_a_conversation_of_two_has_no_lobby() -> None:
    refused(refusals.OnlyInMeetings, a_conversation(), wishes.SetLobby("all"), "sol")
    refused(refusals.NotTheirsToLead, a_conversation(), SOL, "sol")


@pytest.mark.parametrize(
    ("has_met", "days", "mark"),
    [
        (False, 0, Mark.FIRST),
        (False, 29, Mark.FIRST),
        (True, 0, Mark.NEWCOMER),
        (False, 30, Mark.KNOWN),
        (True, 400, Mark.KNOWN),
    ],
)
def test_who_is_new_is_told_by_meetings_and_days(has_met: bool, days: int, mark: Mark) -> None:
    assert mark_of(has_met=has_met, joined_on=TODAY - timedelta(days=days), today=TODAY) is mark


def test_a_lobby_for_a_wave_ends_with_it_unless_somebody_chose_one() -> None:
    guarded = then(an_open_room(), *decide(an_open_room(), wishes.SetLobby("new"), None, NOW))
    assert (guarded.lobby, guarded.is_guarded) == ("new", True)
    assert decide(guarded, wishes.SetLobby("nobody"), None, NOW) == (LobbySet(None, "nobody"),)
    with pytest.raises(refusals.NotTheirsToLead):
        decide(guarded, wishes.SetLobby("all"), "gwen", NOW)
    chosen = then(guarded, *decide(guarded, wishes.SetLobby("new"), "cora", NOW))
    assert decide(chosen, wishes.SetLobby("nobody"), None, NOW) == ()
    assert decide(with_lobby(), wishes.SetLobby("new"), None, NOW) == ()


def test_whoever_lets_people_in_welcomes_them_unless_they_were_asked_to_listen() -> None:
    listening = then(an_open_room(), PersonMuted("fern", "gwen", NOW + timedelta(minutes=5)))
    check_may_welcome(an_open_room(), "gwen", NOW)
    check_may_welcome(listening, "cora", NOW)
    check_may_welcome(listening, "gwen", NOW + timedelta(minutes=5))
    with pytest.raises(refusals.Muted):
        check_may_welcome(listening, "gwen", NOW)
    with pytest.raises(refusals.NotTheirsToLead):
        check_may_welcome(an_open_room(), "milo", NOW)
