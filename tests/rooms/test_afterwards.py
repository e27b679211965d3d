"""A room that is closed is read, and looked after, by what people are in the group today."""

import json

import pytest

from support_groups.groups.models import Group, Role
from support_groups.rooms.models import Room
from support_groups.rooms.rules import as_of_today, wishes
from tests.cast import Person
from tests.services.clock import Clock
from tests.services.lines import Open

from .states import an_open_room

WORDS = "You will never make it, none of you"
SOME = "Good evening"


@pytest.fixture
def closed(clock: Clock, fern: Person, milo: Person, sol: Person, ray: Person, quiet_group: Group) -> Room:
    """A room that is over: Ray served there, Sol did not, and words of Milo's are hidden since they were reported."""
    fern.guards(quiet_group, hides_reported=True)
    room = fern.opens(fern.membership(quiet_group))
    for one in (sol, ray):
        one.joins(quiet_group)
    fern.gives(Role.CO_FACILITATOR, ray, quiet_group)
    for one in (fern, milo, sol, ray):
        one.comes(room, one.membership(quiet_group))
    said = milo.says(room, WORDS)
    milo.says(room, SOME)
    sol.reports(room, said.seq)
    fern.wishes(room, wishes.Close())
    return room


def reads(who: Person, room: Room, line: Open) -> set[bool]:
    """Whether somebody reads what is hidden: on coming in, and further up."""
    opened = line(who)
    sent = {"room": room.public_id}
    answers = opened.wish("room.enter", sent), opened.wish("room.earlier", {**sent, "before": 100_000})
    return {WORDS in json.dumps(answer) for answer in answers}


def takes_out(who: Person, room: Room, line: Open) -> bool:
    """Whether somebody may take out what Milo said last."""
    seq = next(event["seq"] for event in who.enters(room)["snapshot"]["log"] if event.get("body") == SOME)
    return bool(line(who).wish("message.remove", {"room": room.public_id, "seq": seq, "reason": "No links."})["ok"])


def test_whoever_serves_no_more_reads_nothing_hidden_and_takes_nothing_out(
    closed: Room, fern: Person, ray: Person, quiet_group: Group, line: Open
) -> None:
    assert reads(ray, closed, line) == {True}
    fern.gives(Role.MEMBER, ray, quiet_group)
    assert reads(ray, closed, line) == {False}
    assert not takes_out(ray, closed, line)


def test_whoever_serves_since_looks_after_it(
    closed: Room, fern: Person, sol: Person, quiet_group: Group, line: Open
) -> None:
    assert reads(sol, closed, line) == {False}
    assert not takes_out(sol, closed, line)
    fern.gives(Role.CO_FACILITATOR, sol, quiet_group)
    assert reads(sol, closed, line) == {True}
    assert takes_out(sol, closed, line)


def test_whoever_served_and_has_come_back_to_the_group_serves_there_no_more(
    closed: Room, ray: Person, quiet_group: Group, line: Open
) -> None:
    ray.leaves(quiet_group)
    ray.joins(quiet_group, as_name="Robin")
    assert reads(ray, closed, line) == {False}
    assert not takes_out(ray, closed, line)


def test_in_an_open_room_the_log_alone_tells_who_serves() -> None:
    room = an_open_room()
    assert as_of_today(room, "milo", "facilitator") is room
