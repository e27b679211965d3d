"""A block on open lines: whoever is shown out hears nothing more, and finds nothing."""

from typing import Any

from tests.cast import Person
from tests.services.keys import SEALED
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
    assert wish(sols, "message.seal", room=room, client_id="1", envelope=SEALED)["ok"]
    assert "message.said" in happened(nells)


def test_what_could_be_read_here_is_refused_kindly_and_kept_nowhere(line: Open, sol: Person, nell: Person) -> None:
    sol.sponsors(nell)
    room = sol.side_with(nell).conversation.room.public_id
    sols = line(sol)
    before = wish(sols, "room.enter", room=room)["seq"]
    answer = wish(sols, "message.say", room=room, client_id="1", body="Hello.")
    assert (answer["ok"], answer["code"]) == (False, "must_be_sealed")
    assert "your words are still here" in answer["words"]
    for envelope in ("Hello.", SEALED[:-1], SEALED[:-1] + " ", SEALED * 100):
        answer = wish(sols, "message.seal", room=room, client_id="2", envelope=envelope)
        assert (answer["ok"], answer["code"]) == (False, "form_refused")
    assert wish(sols, "room.enter", room=room, epoch=None)["seq"] == before


def test_whoever_is_blocked_hears_nothing_more_and_finds_nothing(line: Open, sol: Person, nell: Person) -> None:
    sol.sponsors(nell)
    room = sol.side_with(nell).conversation.room.public_id
    nells = line(nell)
    assert wish(nells, "room.enter", room=room)["ok"]
    nells.heard("room.happened")
    sol.blocks(nell)
    assert happened(nells) == []
    for name, more in (("message.seal", {"client_id": "2", "envelope": SEALED}), ("room.enter", {})):
        answer = wish(nells, name, room=room, **more)
        assert (answer["ok"], answer["code"]) == (False, "not_found")


def test_a_stranger_finds_no_conversation_on_the_line(line: Open, sol: Person, nell: Person, iris: Person) -> None:
    sol.sponsors(nell)
    iris.account.is_steward = True
    room = sol.side_with(nell).conversation.room.public_id
    stranger = line(iris)
    for name, more in (("room.enter", {}), ("message.seal", {"client_id": "1", "envelope": SEALED})):
        assert wish(stranger, name, room=room, **more)["code"] == "not_found"
