"""Whoever has left a group and come back is somebody new: nothing done under the old name tells whose it was."""

import json

import pytest

from support_groups.core.database import db
from support_groups.groups.models import Group, Role
from support_groups.moderation.queries import record_of
from support_groups.rooms.models import Room
from support_groups.rooms.rules import wishes
from tests.cast import Person
from tests.services.lines import Open

HAS_LEFT = "not_a_member"


@pytest.fixture
def room(fern: Person, milo: Person, sol: Person, quiet_group: Group) -> Room:
    """An open room in which Fern facilitates; Milo and Sol are members."""
    sol.joins(quiet_group)
    opened = fern.opens(fern.membership(quiet_group))
    for one in (fern, milo, sol):
        one.comes(opened, one.membership(quiet_group))
    return opened


def comes_back(sol: Person, group: Group, name: str) -> None:
    """Sol leaves, and joins again under another name."""
    sol.leaves(group)
    sol.joins(group, as_name=name)


WORDS: dict[str, dict[str, object]] = {
    "person.warn": {"reason": "No contact details."},
    "person.remind": {"rule": "No contact details."},
    "person.mute": {"reason": "No contact details.", "minutes": 5},
    "person.unmute": {},
    "person.ban": {"reason": "No contact details."},
}


@pytest.mark.parametrize("name", WORDS)
def test_what_is_done_to_a_name_that_has_left_reaches_nobody_under_another_one(
    room: Room, fern: Person, sol: Person, quiet_group: Group, line: Open, name: str
) -> None:
    then = sol.in_room(room)
    opened = line(fern)
    sent = {"room": room.public_id, "person": then, **WORDS[name]}
    sol.leaves(quiet_group)
    gone = opened.wish(name, sent)
    sol.joins(quiet_group, as_name="Robin")
    sol.comes(room, sol.membership(quiet_group))
    fern.mutes(sol, quiet_group)
    before = fern.sees(room).seq
    back = opened.wish(name, sent)
    assert back == gone
    assert back["code"] == HAS_LEFT
    assert fern.sees(room).seq == before
    assert "Robin" not in _names_in_record(quiet_group, besides=1)


@pytest.mark.parametrize("name", ["person.warn", "person.remind"])
def test_a_meeting_that_is_over_does_not_lead_to_the_name_of_today(
    room: Room, fern: Person, sol: Person, quiet_group: Group, line: Open, name: str
) -> None:
    then = sol.in_room(room)
    fern.wishes(room, wishes.Close())
    comes_back(sol, quiet_group, "Robin")
    answer = line(fern).wish(name, {"room": room.public_id, "person": then, **WORDS[name]})
    assert answer["code"] == HAS_LEFT
    assert "Robin" not in _names_in_record(quiet_group)


def test_who_serves_again_under_another_name_acts_under_that_one(
    room: Room, fern: Person, milo: Person, sol: Person, quiet_group: Group
) -> None:
    then = sol.in_room(room)
    comes_back(sol, quiet_group, "Robin")
    fern.gives(Role.CO_FACILITATOR, sol, quiet_group)
    sol.comes(room, sol.membership(quiet_group))
    sol.mutes(milo, quiet_group)
    log = json.dumps(line_of(fern, room))
    assert f'"by": "{sol.in_room(room)}", "who": "{milo.in_room(room)}"' in log
    assert f'"by": "{then}", "who": "{milo.in_room(room)}"' not in log


def line_of(one: Person, room: Room) -> object:
    """All that somebody reads who comes in."""
    return one.enters(room)["snapshot"]["log"]


def _names_in_record(group: Group, besides: int = 0) -> set[str]:
    db.session.rollback()
    return {person.name for record in record_of(group.id).records[besides:] for person in record.people}
