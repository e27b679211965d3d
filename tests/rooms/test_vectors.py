"""One story with every event of the log: what each does to the state, for the server and the browser alike.

`python -m tests.rooms.test_vectors` writes `vectors.json` anew; the browser's fold is held to the same file.
"""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson

from support_groups.rooms.events import (
    KINDS,
    ChairMissed,
    ChairTaken,
    CleanTimeClosed,
    CleanTimeOpened,
    Event,
    FloorExtended,
    FloorGiven,
    FloorReturned,
    FloorSet,
    HandLowered,
    HandRaised,
    LobbySet,
    Logged,
    MessageHidden,
    MessageRemoved,
    MessageSaid,
    MessageShown,
    PaceSet,
    PersonEntered,
    PersonLeft,
    PersonMuted,
    PersonRemoved,
    PersonRenamed,
    PersonStood,
    PersonUnmuted,
    PersonUnseen,
    QuestionDone,
    QuestionDrawn,
    Reacted,
    RoleGiven,
    RoomClosed,
    RoomLocked,
    RoomOpened,
    RoomResumed,
    RoomSheltered,
    RoomStilled,
    RoomUnlocked,
    ShelterEnded,
    StepBegun,
    TurnsSet,
    kind_of,
)
from support_groups.rooms.rules import RoomState, apply, encode, roster

from .states import CAME, NOW

FILE = Path(__file__).with_name("vectors.json")

STORY: tuple[Event, ...] = (
    RoomOpened(None, "meeting", "open", 5, NOW + timedelta(minutes=60), NOW + timedelta(minutes=75)),
    *CAME,
    *(PersonEntered(str(came.by)) for came in CAME),
    MessageSaid("fern", "Welcome."),
    FloorSet("fern", "chaired"),
    HandRaised("milo"),
    HandRaised("nell"),
    HandRaised("gwen"),
    HandLowered("fern", "gwen"),
    FloorGiven("fern", "milo", NOW + timedelta(minutes=5)),
    FloorExtended("fern", NOW + timedelta(minutes=7)),
    MessageSaid("milo", "I am Milo."),
    FloorReturned("milo", "milo", "done"),
    PersonMuted("cora", "nell", NOW + timedelta(minutes=10)),
    PersonUnmuted("cora", "nell"),
    HandRaised("nell"),
    PersonLeft("nell", lapsed=True),
    PersonEntered("nell"),
    HandRaised("milo"),
    PersonLeft("milo", lapsed=False),
    PersonEntered("milo"),
    PersonRenamed("milo", "milo", "Still Water"),
    RoleGiven("fern", "milo", "greeter"),
    MessageHidden(None, 23, "milo"),
    MessageHidden(None, 12, "fern"),
    MessageShown(None, 12, "fern"),
    MessageRemoved("fern", 23, "milo"),
    RoomLocked("fern"),
    RoomUnlocked("fern"),
    LobbySet(None, "all"),
    LobbySet("gwen", "new"),
    LobbySet("fern", "nobody"),
    LobbySet(None, "new", for_wave=True),
    LobbySet(None, "nobody"),
    FloorGiven("fern", "nell", NOW + timedelta(minutes=30)),
    RoomStilled("fern", "silence", NOW + timedelta(minutes=6), NOW + timedelta(minutes=31)),
    RoomResumed("fern", NOW + timedelta(minutes=30, seconds=20)),
    HandRaised("milo"),
    RoomSheltered("fern"),
    ShelterEnded("fern", NOW + timedelta(minutes=31)),
    RoomSheltered("cora"),
    PersonMuted("fern", "milo", NOW + timedelta(minutes=20)),
    PersonUnmuted("fern", "milo"),
    PersonLeft("nell", lapsed=False),
    PersonEntered("nell"),
    ShelterEnded("fern", None),
    FloorGiven("fern", "nell", NOW + timedelta(minutes=30)),
    FloorReturned("fern", "nell", "taken"),
    RoomStilled("cora", "pause", NOW + timedelta(minutes=9), None),
    RoomResumed("cora", None),
    HandRaised("gwen"),
    PersonRemoved("fern", "gwen", banned=False),
    PersonRemoved("fern", "gwen", banned=True),
    HandRaised("nell"),
    FloorSet("fern", "closed"),
    FloorSet("fern", "open"),
    PaceSet("fern", 30),
    MessageSaid("milo", "Slowly."),
    MessageSaid("milo", "And again."),
    PaceSet("fern", 0),
    MessageSaid("milo", "As I wish."),
    FloorSet("fern", "chaired"),
    TurnsSet("fern", "round", favours_new=False),
    FloorGiven("fern", "milo", NOW + timedelta(minutes=5)),
    Reacted("nell", "with_you"),
    Reacted("cora", "me_too"),
    Reacted("nell", "thank_you"),
    FloorReturned("milo", "milo", "done"),
    FloorGiven("milo", "nell", NOW + timedelta(minutes=9)),
    TurnsSet("fern", "basket", favours_new=False),
    QuestionDrawn("fern", "How does one begin?"),
    QuestionDone("fern"),
    QuestionDrawn("fern", None),
    QuestionDrawn("fern", "Who is to blame?"),
    MessageHidden(None, 82, None),
    MessageShown(None, 82, None),
    MessageHidden(None, 82, None),
    MessageRemoved("cora", 82, None),
    TurnsSet("fern", "basket", favours_new=True),
    TurnsSet("fern", "speaker_first", favours_new=True),
    FloorReturned("nell", "nell", "passed"),
    FloorSet("fern", "open"),
    ChairTaken("fern", "fern", "taken"),
    StepBegun("fern", 1, 12, "welcome", "Welcome", None, None),
    StepBegun("fern", 4, 12, "reading", "Reading\nA first line.\n\nAnd another.", NOW + timedelta(minutes=3), "milo"),
    PersonLeft("fern", lapsed=True),
    ChairMissed("fern", NOW + timedelta(minutes=10)),
    ChairTaken(None, "cora", "stood_in"),
    CleanTimeOpened("cora", longest_first=True),
    PersonStood("milo", "90_days"),
    PersonStood("nell", "welcome"),
    CleanTimeOpened("cora", longest_first=False),
    PersonStood("nell", "2_years"),
    PersonStood("nell", None),
    CleanTimeClosed("cora"),
    CleanTimeOpened("cora", longest_first=True),
    PersonStood("cora", "18_months"),
    PersonEntered("fern"),
    ChairTaken("cora", "fern", "given"),
    ChairMissed("fern", NOW + timedelta(minutes=11)),
    PersonEntered("fern"),
    ChairTaken(None, "cora", "stood_in"),
    RoleGiven("fern", "cora", "greeter"),
    RoleGiven("fern", "cora", "co_facilitator"),
    ChairTaken("cora", "cora", "taken"),
    PersonRemoved("fern", "cora", banned=False),
    TurnsSet("fern", "basket", favours_new=False),
    QuestionDrawn("fern", "And how does one go on?"),
    RoomStilled("fern", "pause", NOW + timedelta(minutes=12), None),
    RoomClosed(None),
    PersonUnseen(None),
)

HIDDEN: tuple[Event, ...] = (
    RoomOpened(None, "meeting", "open", 5, hides_roster=True),
    *CAME,
    *(PersonEntered(str(came.by)) for came in CAME),
    PersonRenamed("milo", "milo", "Still Water"),
    PersonLeft("nell", lapsed=True),
    PersonMuted("fern", "milo", NOW + timedelta(minutes=10)),
    PersonUnmuted("fern", "milo"),
    PersonEntered("nell"),
    MessageSaid("nell", "Hello."),
    PersonLeft("nell", lapsed=False),
    RoleGiven("fern", "milo", "greeter"),
    PersonEntered("nell"),
    RoleGiven("fern", "milo", "member"),
    PersonLeft("milo", lapsed=False),
    RoomClosed(None),
)
"""Where members do not see who is here."""


def told() -> list[dict[str, Any]]:
    """Each event of the story as it goes to a browser, and the state after it."""
    state = RoomState()
    steps = []
    for seq, event in enumerate(STORY, 1):
        logged = Logged(seq, NOW + timedelta(seconds=seq), event)
        state = apply(state, logged)
        steps.append(_step(logged, state))
    return steps


def told_apart(who: str) -> list[dict[str, Any]]:
    """Each event of the story with a hidden roster as it goes to one reader, and the room as they know it after it."""
    state = RoomState()
    steps = []
    for seq, event in enumerate(HIDDEN, 1):
        logged = Logged(seq, NOW + timedelta(seconds=seq), event)
        state = apply(state, logged)
        steps.append(_step(roster.as_read_by(who, logged, state), roster.view_of(state, who)))
    return steps


def written() -> dict[str, list[dict[str, Any]]]:
    """The stories as the file has them, each by whom it is told to."""
    return {"all": told(), **{who: told_apart(who) for who in ("fern", "gwen", "nell", "milo", "ray")}}


def _step(logged: Logged, state: RoomState) -> dict[str, Any]:
    return {"event": orjson.loads(logged.wire), "state": orjson.loads(encode(state))}


def test_the_story_has_every_event() -> None:
    assert {kind_of(event) for event in STORY} == set(KINDS)


def test_each_event_does_what_the_vectors_say() -> None:
    assert json.loads(json.dumps(written())) == json.loads(FILE.read_text())


if __name__ == "__main__":
    FILE.write_text(json.dumps(written(), indent=1) + "\n")
