"""A block on open lines: whoever is shown out hears nothing more, and finds nothing."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from tests.cast import Person
from tests.services.lines import Line

Lines = Callable[[Person], Line]


@pytest.fixture
def line_of(app: Flask) -> Iterator[Lines]:
    """A line to the server, on which someone is signed in."""
    lines: list[Line] = []

    def opened(person: Person) -> Line:
        lines.append(Line.of(app, person))
        return lines[-1]

    yield opened
    for line in lines:
        line.drop()


def wish(line: Line, name: str, **sent: object) -> Any:
    """Send a wish and give the acknowledgement."""
    return line.wish(name, sent)


def happened(line: Line) -> list[str]:
    """The kinds of what was told since one last asked."""
    return [event["kind"] for news in line.heard("room.happened") for event in news["events"]]


def test_the_two_hear_each_other(line_of: Lines, sol: Person, nell: Person) -> None:
    sol.sponsors(nell)
    room = sol.side_with(nell).conversation.room.public_id
    sols, nells = line_of(sol), line_of(nell)
    for line in (sols, nells):
        assert wish(line, "room.enter", room=room)["ok"]
    nells.heard("room.happened")
    assert wish(sols, "message.say", room=room, client_id="1", body="Hello.")["ok"]
    assert "message.said" in happened(nells)


def test_whoever_is_blocked_hears_nothing_more_and_finds_nothing(line_of: Lines, sol: Person, nell: Person) -> None:
    sol.sponsors(nell)
    room = sol.side_with(nell).conversation.room.public_id
    nells = line_of(nell)
    assert wish(nells, "room.enter", room=room)["ok"]
    nells.heard("room.happened")
    sol.blocks(nell)
    assert happened(nells) == []
    for name, more in (("message.say", {"client_id": "2", "body": "Why?"}), ("room.enter", {})):
        answer = wish(nells, name, room=room, **more)
        assert (answer["ok"], answer["code"]) == (False, "not_found")


def test_a_stranger_finds_no_conversation_on_the_line(line_of: Lines, sol: Person, nell: Person, iris: Person) -> None:
    sol.sponsors(nell)
    iris.account.is_steward = True
    room = sol.side_with(nell).conversation.room.public_id
    stranger = line_of(iris)
    for name, more in (("room.enter", {}), ("message.say", {"client_id": "1", "body": "Hello."})):
        assert wish(stranger, name, room=room, **more)["code"] == "not_found"
