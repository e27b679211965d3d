"""Rooms made of values, for the tests of the rules."""

from datetime import UTC, datetime, timedelta

from support_groups.rooms.events import (
    Event,
    FloorGiven,
    FloorSet,
    HandRaised,
    Logged,
    PersonCame,
    PersonEntered,
    RoomOpened,
)
from support_groups.rooms.rules import RoomState, fold

NOW = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)

CAME = (
    PersonCame("fern", "Fern", "facilitator"),
    PersonCame("cora", "Cora", "co_facilitator"),
    PersonCame("gwen", "Gwen", "greeter"),
    PersonCame("milo", "Milo", "member"),
    PersonCame("nell", "Nell", "member"),
)


def logged(*events: Event, after: int = 0, at: datetime = NOW) -> list[Logged]:
    """Events with their places in the log."""
    return [Logged(after + place, at, event) for place, event in enumerate(events, 1)]


def then(state: RoomState, *events: Event, at: datetime = NOW) -> RoomState:
    """The state after more events."""
    return fold(state, logged(*events, after=state.seq, at=at))


def an_open_room() -> RoomState:
    """A meeting with an open floor: Fern and Cora lead, Gwen greets, Milo and Nell are members; all are here."""
    here = tuple(PersonEntered(str(came.by)) for came in CAME)
    return then(RoomState(), RoomOpened(None, "meeting", "open", 5), *CAME, *here)


def a_chaired_room() -> RoomState:
    """The same, sharing in turn."""
    return then(an_open_room(), FloorSet("fern", "chaired"))


def a_share_of_milo() -> RoomState:
    """Milo has the floor; Nell has raised her hand."""
    given = FloorGiven("fern", "milo", NOW + timedelta(minutes=5))
    return then(a_chaired_room(), HandRaised("milo"), HandRaised("nell"), given)


def a_conversation() -> RoomState:
    """Sol and Ray write in private."""
    people = (PersonCame("sol", "Sol", "sponsor"), PersonCame("ray", "Ray", "sponsee"))
    here = (PersonEntered("sol"), PersonEntered("ray"))
    return then(RoomState(), RoomOpened(None, "conversation", "open", 5), *people, *here)
