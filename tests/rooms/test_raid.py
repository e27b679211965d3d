"""Raiders who came in before anybody knew flood a room over their lines: one press holds them, one gives all back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from support_groups.groups.models import Group
from support_groups.rooms import queries
from support_groups.rooms.models import FloorMode, Room
from support_groups.rooms.rules import RoomState
from tests.cast import Person, person
from tests.services.clock import Clock
from tests.services.lines import Line, Open

RAIDERS = tuple(f"Storm {one}" for one in ("North", "East", "South", "West", "Over", "Under", "Near", "Far"))
"""Fewer than make a wave: nobody has noticed yet."""
ROUNDS = 3
SHELTERED = timedelta(minutes=3)
FLOOD = "Listen to nobody here."


class Raid:
    """People with scripts in one room, who wish for whatever a script may wish for."""

    def __init__(self, room: Room, raiders: Sequence[Person], lines: Sequence[Line]) -> None:
        self._room, self._raiders, self._lines = room, raiders, lines
        self._numbers = count()

    def floods(self) -> list[dict[str, Any]]:
        """Everybody writes, raises a hand, takes and gives what is not theirs; gives the answers."""
        return [answer for _ in range(ROUNDS) for line in self._lines for answer in self._tries(line)]

    def _tries(self, line: Line) -> list[dict[str, Any]]:
        room = self._room.public_id
        said = {"room": room, "client_id": f"r{next(self._numbers)}", "body": f"{FLOOD} {next(self._numbers)}"}
        others = ("hand.raise", "shelter.end", "room.unlock")
        given = {"room": room, "person": self.ids()[0]}
        tried = [line.wish("message.say", said), *(line.wish(one, {"room": room}) for one in others)]
        return [*tried, line.wish("floor.give", given)]

    def hears(self) -> list[dict[str, Any]]:
        """What they are told of the room since they were asked to leave it."""
        events = [event for line in self._lines for event in told(line)]
        return [event for event in events if event["kind"] == "message.said"]

    def ids(self) -> list[str]:
        """Who they are in the room."""
        mine = {one.account_id for one in self._raiders}
        return [place.public_id for place in queries.participants_of(self._room.id) if place.account_id in mine]


@pytest.fixture
def room(clock: Clock, fern: Person, milo: Person, quiet_group: Group) -> Room:
    """A meeting under way: one speaks at a time, Milo has the floor, and Fern leads."""
    opened = fern.opens(fern.membership(quiet_group), floor=FloorMode.CHAIRED)
    for one in (fern, milo):
        one.comes(opened, one.membership(quiet_group))
    return opened


@pytest.fixture
def raid(room: Room, quiet_group: Group, line: Open) -> Raid:
    """Raiders who are members, in the room and on its lines, and have raised their hands."""
    raiders = [person(name) for name in RAIDERS]
    lines = []
    for one in raiders:
        one.comes(room, one.joins(quiet_group))
        lines.append(line(one))
        assert lines[-1].wish("room.enter", {"room": room.public_id})["ok"]
    return Raid(room, raiders, lines)


def told(line: Line) -> list[dict[str, Any]]:
    """What has happened in the room since one last asked."""
    return [event for news in line.heard("room.happened") for event in news["events"]]


def as_after_shelter(before: RoomState, seq: int) -> RoomState:
    """A room as it should be after a shelter: nothing is another, but the share has lost no time by it."""
    assert before.share
    share = replace(before.share, ends_at=before.share.ends_at + SHELTERED)
    return replace(before, seq=seq, share=share)


def test_one_press_holds_a_flood_another_gives_every_turn_back_and_the_raiders_can_be_shown_out(
    room: Room, raid: Raid, fern: Person, milo: Person, line: Open, clock: Clock
) -> None:
    ferns, milos = line(fern), line(milo)
    here = {"room": room.public_id}
    for one in (ferns, milos):
        assert one.wish("room.enter", here)["ok"]
    assert milos.wish("hand.raise", here)["ok"]
    assert ferns.wish("floor.give", {**here, "person": milo.in_room(room)})["ok"]
    raid.floods()
    before = fern.sees(room)
    assert before.share
    assert before.queue
    milos.everything()
    ferns.everything()

    assert ferns.wish("room.shelter", here)["ok"]
    assert [one["kind"] for one in told(milos)] == ["room.sheltered"]
    raid.floods()
    clock.forward(seconds=SHELTERED.total_seconds())
    assert milos.everything() == []
    assert [one["kind"] for one in told(ferns)] == ["room.sheltered"]

    assert ferns.wish("shelter.end", here)["ok"]
    assert [one["kind"] for one in told(milos)] == ["shelter.ended"]
    again = fern.sees(room)
    assert again == as_after_shelter(before, again.seq)

    for who in raid.ids():
        assert ferns.wish("person.remove", {**here, "person": who, "reason": "Be kind."})["ok"]
    assert {one["kind"] for one in told(milos)} <= {"person.removed"}
    assert not any(answer["ok"] for answer in raid.floods())
    assert told(milos) == []
    assert milos.wish("message.say", {**here, "client_id": "m", "body": "I go on."})["ok"]
    assert [one["body"] for one in told(ferns) if one["kind"] == "message.said"] == ["I go on."]
    assert raid.hears() == []
    after = fern.sees(room)
    assert after.share == again.share
    assert [hand.who for hand in after.queue] == [hand.who for hand in before.queue if hand.who not in raid.ids()]
