"""What the demo's people make of what they hear: who can be called in a round, and when it is over."""

from typing import Any

from support_groups.operations.demo.floor import Floor

STATE: dict[str, Any] = {
    "queue": [],
    "share": None,
    "turns": "round",
    "rounded": [],
    "is_open": True,
    "closes_at": "2026-11-23T01:45:00+00:00",
    "people": {
        "guest": {"name": "Guest", "is_here": True},
        "alder": {"name": "Alder", "is_here": True},
        "wren": {"name": "Wren", "is_here": False},
    },
}
FIRST = ("alder", "wren")


def heard(*events: dict[str, Any]) -> Floor:
    """What somebody knows who came into the room and heard all that followed."""
    floor = Floor()
    floor.start(STATE)
    for event in events:
        floor.follow(event)
    return floor


def test_a_round_begins_with_somebody_who_shows_how_it_goes_and_comes_to_everyone_who_is_here() -> None:
    given = [{"kind": "floor.given", "to": who} for who in ("alder", "guest")]
    assert heard().next_in_round(FIRST) == "alder"
    assert heard(given[0]).next_in_round(FIRST) == "guest"
    assert heard(*given).next_in_round(FIRST) is None
    assert heard(*given, {"kind": "person.entered", "by": "wren"}).next_in_round(FIRST) == "wren"


def test_nobody_is_called_who_has_gone() -> None:
    assert heard({"kind": "person.left", "by": "alder", "lapsed": True}).next_in_round(FIRST) == "guest"


def test_a_round_that_is_asked_for_anew_leaves_out_only_whoever_shares() -> None:
    given = [{"kind": "floor.given", "to": who} for who in ("alder", "guest")]
    anew = {"kind": "turns.set", "turns": "round"}
    assert heard(*given, anew).next_in_round(FIRST) == "alder"
    assert heard(*given, {"kind": "floor.returned", "who": "guest", "by": "guest"}, anew).rounded == []


def test_in_a_room_that_has_closed_nobody_shares() -> None:
    floor = heard({"kind": "floor.given", "to": "guest"}, {"kind": "room.closed", "by": None})
    assert (floor.is_open, floor.sharing) == (False, None)
