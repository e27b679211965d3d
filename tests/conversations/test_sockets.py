"""A block on open lines: whoever is shown out hears nothing more, and finds nothing."""

from typing import Any

from tests.cast import Person
from tests.services.lines import Line, Open


def wish(line: Line, name: str, **sent: object) -> Any:
    """Send a wish and give the acknowledgement."""
    return line.wish(name, sent)


def happened(line: Line) -> list[str]:
    """The kinds of what was told since one last asked."""
    return [event["kind"] for news in line.heard("room.happened") for event in news["events"]]


def test_the_two_hear_each_other(line: Open, sol: Person, nell: Person) -> None:
    sol.sponsors(nell)
    room = sol.side_with(nell).conversation.room.public_id
    sols, nells = line(sol), line(nell)
    for one in (sols, nells):
        assert wish(one, "room.enter", room=room)["ok"]
    nells.heard("room.happened")
    assert wish(sols, "message.say", room=room, client_id="1", body="Hello.")["ok"]
    assert "message.said" in happened(nells)


def test_whoever_is_blocked_hears_nothing_more_and_finds_nothing(line: Open, sol: Person, nell: Person) -> None:
    sol.sponsors(nell)
    room = sol.side_with(nell).conversation.room.public_id
    nells = line(nell)
    assert wish(nells, "room.enter", room=room)["ok"]
    nells.heard("room.happened")
    sol.blocks(nell)
    assert happened(nells) == []
    for name, more in (("message.say", {"client_id": "2", "body": "Why?"}), ("room.enter", {})):
        answer = wish(nells, name, room=room, **more)
        assert (answer["ok"], answer["code"]) == (False, "not_found")


def test_a_stranger_finds_no_conversation_on_the_line(line: Open, sol: Person, nell: Person, iris: Person) -> None:
    sol.sponsors(nell)
    iris.account.is_steward = True
    room = sol.side_with(nell).conversation.room.public_id
    stranger = line(iris)
    for name, more in (("room.enter", {}), ("message.say", {"client_id": "1", "body": "Hello."})):
        assert wish(stranger, name, room=room, **more)["code"] == "not_found"
