"""The table of rights for the line: every wish there is, for whom it is, and what it answers to everyone else."""

from typing import Any

import pytest
from flask import Flask

from support_groups.accounts import actions as accounts
from support_groups.core.realtime import inbox
from support_groups.core.transaction import transaction
from support_groups.groups.models import Group
from support_groups.rooms.models import Room
from tests.cast import Person
from tests.services.keys import SEALED
from tests.services.lines import Open

MEMBERS = {
    "basket.put",
    "basket.see",
    "basket.take_back",
    "care.ask",
    "care.see",
    "door.knock",
    "door.wait",
    "floor.return",
    "held.take_back",
    "hand.lower",
    "hand.raise",
    "share.feel",
    "message.remove",
    "message.say",
    "milestone.stand",
    "message.seal",
    "report.make",
    "room.earlier",
    "room.enter",
    "room.leave",
    "sheet.read",
}
"""For whoever is a member of the room's group and has not been asked to leave it."""

SERVANTS = {
    "basket.done",
    "basket.draw",
    "basket.pass",
    "clean_time.close",
    "clean_time.open",
    "step.begin",
    "chair.give",
    "chair.take",
    "floor.extend",
    "lobby.admit",
    "lobby.admit_all",
    "lobby.decline",
    "lobby.see",
    "lobby.set",
    "lobby.welcome",
    "floor.give",
    "turns.set",
    "floor.set",
    "held.leave_out",
    "held.let_through",
    "person.ban",
    "person.mute",
    "person.remind",
    "person.remove",
    "person.unmute",
    "person.warn",
    "pace.set",
    "room.close",
    "room.lock",
    "room.resume",
    "room.shelter",
    "room.still",
    "care.close",
    "care.hand_on",
    "care.take",
    "serving.see",
    "room.unlock",
    "shelter.end",
}
"""For those whose position in the group allows it."""

SENT: dict[str, Any] = {
    "after": 0,
    "because": "quiet",
    "before": 1,
    "as_it_is": False,
    "body": "Good evening.",
    "client_id": "c1",
    "envelope": SEALED,
    "epoch": None,
    "favours_new": False,
    "feeling": "with_you",
    "flag": "F" * 22,
    "floor": "open",
    "held": "H" * 22,
    "how": "done",
    "lobby": "all",
    "kind": "other",
    "longest_first": True,
    "minutes": 5,
    "most": 1,
    "note": "It is my first evening.",
    "number": 1,
    "question": "Q" * 22,
    "question_words": "How does one begin?",
    "reason": "No contact details.",
    "rule": "No contact details.",
    "seconds": 60,
    "seq": 1,
    "still": "silence",
    "tag": "30_days",
    "words": "Welcome.",
    "turns": "round",
}


@pytest.fixture
def room(fern: Person, milo: Person, quiet_group: Group) -> Room:
    """An open room of Fern's group, where Milo is present."""
    room = fern.opens(fern.membership(quiet_group))
    for person in (fern, milo):
        person.comes(room, person.membership(quiet_group))
    return room


@pytest.fixture
def person_id(room: Room, milo: Person) -> str:
    """Who Milo is in the room."""
    return milo.in_room(room)


def all_wishes(room: str, person: str) -> dict[str, dict[str, Any]]:
    """Every wish the app knows, filled in as its form wants it."""
    known = SENT | {"room": room, "person": person}
    return {
        name: {field: known[field] for field in kind.form.model_fields if known[field] is not None}
        for name, kind in inbox._kinds.items()
    }


def test_every_wish_stands_in_the_table(app: Flask) -> None:
    assert set(inbox._kinds) == MEMBERS | SERVANTS
    assert not MEMBERS & SERVANTS


def test_who_is_not_signed_in_may_wish_for_nothing(room: Room, line: Open) -> None:
    assert not line(None).is_open


@pytest.mark.parametrize("who", ["newcomer", "facilitator elsewhere", "left", "banned", "steward", "sponsor"])
def test_to_whoever_is_outside_a_room_is_no_room(
    room: Room, person_id: str, quiet_group: Group, fern: Person, iris: Person, nell: Person, line: Open, who: str
) -> None:
    # Iris leads the group elsewhere; Nell is in none.
    outsider = nell if who == "newcomer" else iris
    if who in ("left", "banned"):
        outsider.joins(quiet_group)
        outsider.comes(room, outsider.membership(quiet_group))
    if who == "left":
        outsider.leaves(quiet_group)
    if who == "banned":
        fern.bans(outsider, quiet_group)
    if who == "sponsor":
        outsider.offers()
    if who == "steward":
        with transaction():
            outsider.account.is_steward = True
    opened = line(outsider)
    for address in (room.public_id, "B" * 22):
        for name, sent in all_wishes(address, person_id).items():
            answer = opened.wish(name, sent)
            assert (answer["ok"], answer["code"]) == (False, "not_found"), (name, address)
            assert set(answer) == {"ok", "code", "words"}, name


def test_a_member_serves_only_where_they_were_asked_to(room: Room, person_id: str, milo: Person, line: Open) -> None:
    opened = line(milo)
    assert opened.wish("room.enter", {"room": room.public_id})["ok"]
    for name, sent in all_wishes(room.public_id, person_id).items():
        if name in SERVANTS:
            answer = opened.wish(name, sent)
            assert not answer["ok"], name
            assert answer["code"] not in ("form_refused", "too_fast"), (name, answer)


def test_whoever_was_signed_out_has_no_line_to_wish_on(room: Room, milo: Person, line: Open) -> None:
    opened = line(milo)
    assert opened.wish("room.enter", {"room": room.public_id})["ok"]
    accounts.end_other_sign_ins(milo.account, 0)
    assert not opened.is_open
