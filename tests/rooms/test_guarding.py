"""What is stopped before anything is kept: nothing of it stands in the log, in memory, or on anybody's line."""

import pytest
from sqlalchemy import select

from support_groups.core.database import db
from support_groups.core.errors import DomainError
from support_groups.groups.models import Group
from support_groups.moderation.rules import (
    AsksForContact,
    Flooding,
    Lists,
    LooksPersonal,
    OnPersonal,
    OnTheGroupsList,
    SoundsLikeDealing,
)
from support_groups.rooms import queries
from support_groups.rooms.models import LogEntry, Room
from support_groups.rooms.rules import Said, wishes
from tests.cast import Person
from tests.services.clock import Clock
from tests.services.lines import Line, Open

NUMBER = "I am on 07700 900123 tonight"


def bodies(room: Room) -> list[str]:
    """What stands in the log of a room."""
    db.session.rollback()
    said = select(LogEntry.body).where(LogEntry.room_id == room.id, LogEntry.kind == "message.said")
    return [body or "" for body in db.session.scalars(said.order_by(LogEntry.seq))]


@pytest.fixture
def lines(room: Room, milo: Person, fern: Person, line: Open) -> tuple[Line, Line]:
    """Milo's line and Fern's, in the room."""
    opened = line(milo), line(fern)
    for one in opened:
        assert one.wish("room.enter", {"room": room.public_id})["ok"]
    return opened


def test_the_author_is_asked_and_nobody_else_hears_anything(room: Room, lines: tuple[Line, Line]) -> None:
    milos, ferns = lines
    said = {"room": room.public_id, "client_id": "c1", "body": NUMBER}
    answer = milos.wish("message.say", said)
    assert (answer["ok"], answer["code"]) == (False, "looks_personal")
    assert (answer["without"], answer["may_as_it_is"]) == ("I am on … tonight", False)
    assert ferns.heard("room.happened") == []
    assert bodies(room) == []
    # The same message again, as it may be posted.
    assert milos.wish("message.say", {**said, "body": answer["without"]})["ok"]
    assert bodies(room) == ["I am on … tonight"]


def test_meaning_it_so_helps_only_where_the_group_leaves_the_choice(
    room: Room, milo: Person, fern: Person, quiet_group: Group
) -> None:
    insists = wishes.Say(NUMBER, as_it_is=True)
    with pytest.raises(LooksPersonal):
        milo.wishes(room, insists)
    fern.guards(quiet_group, on_personal=OnPersonal.CHOOSE)
    milo.wishes(room, insists)
    assert bodies(room) == [NUMBER]


def test_other_guards_hold_from_the_next_message_on(room: Room, milo: Person, fern: Person, quiet_group: Group) -> None:
    milo.says(room, "behind the purple door")
    fern.guards(quiet_group, lists=Lists(words="purple door"))
    with pytest.raises(OnTheGroupsList):
        milo.says(room, "the Purple Door")
    fern.guards(quiet_group)
    milo.says(room, "the purple door again")
    assert len(bodies(room)) == 2


def test_only_who_manages_a_group_changes_its_guards(milo: Person, quiet_group: Group) -> None:
    with pytest.raises(DomainError):
        milo.guards(quiet_group, per_minute=5)


def test_a_newcomer_asks_nobody_for_contact_until_a_month_has_passed(room: Room, milo: Person, clock: Clock) -> None:
    with pytest.raises(AsksForContact):
        milo.says(room, "dm me")
    clock.forward(days=31)
    milo.says(room, "dm me")


def test_who_serves_is_not_counted_and_others_are(
    room: Room, milo: Person, fern: Person, quiet_group: Group, clock: Clock
) -> None:
    fern.guards(quiet_group, per_minute=15)
    for number in range(20):
        fern.says(room, f"line {number}")
    for number in range(15):
        milo.says(room, f"line {number}")
    with pytest.raises(Flooding):
        milo.says(room, "one more")
    clock.forward(seconds=61)
    milo.says(room, "one more")


def test_a_guard_that_fails_stops_the_words_it_was_asked_about_and_no_others(
    room: Room, lines: tuple[Line, Line], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    milos, ferns = lines
    milos.wish("message.say", {"room": room.public_id, "client_id": "c0", "body": "hello"})
    live = queries.live().get(room.id)
    assert live is not None

    def fails(said: Said) -> None:
        if "trouble" in said.body:
            raise ZeroDivisionError(said.body)

    live.guards = [fails]
    refused = milos.wish("message.say", {"room": room.public_id, "client_id": "c1", "body": "trouble of mine"})
    assert (refused["ok"], refused["code"]) == (False, "failed")
    assert ferns.wish("message.say", {"room": room.public_id, "client_id": "c2", "body": "all is well"})["ok"]
    assert bodies(room) == ["hello", "all is well"]
    assert "ZeroDivisionError" in caplog.text
    assert "trouble of mine" not in caplog.text


def test_nothing_of_a_refused_message_is_logged(
    room: Room, lines: tuple[Line, Line], caplog: pytest.LogCaptureFixture
) -> None:
    milos, _ = lines
    with caplog.at_level("DEBUG"):
        milos.wish("message.say", {"room": room.public_id, "client_id": "c1", "body": NUMBER})
        milos.wish("message.say", {"room": room.public_id, "client_id": "c2", "body": "selling ket"})
    assert "07700" not in caplog.text
    assert "selling" not in caplog.text


def test_dealing_is_refused_to_everyone_who_does_not_serve(room: Room, milo: Person, clock: Clock) -> None:
    clock.forward(days=400)
    with pytest.raises(SoundsLikeDealing):
        milo.says(room, "selling ket")
