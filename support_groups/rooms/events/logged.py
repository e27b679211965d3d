"""Events as they are kept in the log and told to browsers."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson
from pydantic import TypeAdapter

from .basket import QuestionDone, QuestionDrawn
from .covering import MessageHidden, MessageShown
from .event import Event
from .leading import ChairMissed, ChairTaken, StepBegun
from .milestones import CleanTimeClosed, CleanTimeOpened, PersonStood
from .people import (
    PersonCame,
    PersonEntered,
    PersonLeft,
    PersonMuted,
    PersonRemoved,
    PersonRenamed,
    PersonUnmuted,
    PersonUnseen,
    RoleGiven,
)
from .room import (
    LobbySet,
    RoomClosed,
    RoomLocked,
    RoomOpened,
    RoomResumed,
    RoomSheltered,
    RoomStilled,
    RoomUnlocked,
    ShelterEnded,
)
from .speaking import (
    FloorExtended,
    FloorGiven,
    FloorReturned,
    FloorSet,
    HandLowered,
    HandRaised,
    MessageRemoved,
    MessageSaid,
    PaceSet,
    Reacted,
    TurnsSet,
)

KINDS: dict[str, type[Event]] = {
    "room.opened": RoomOpened,
    "person.came": PersonCame,
    "person.entered": PersonEntered,
    "person.left": PersonLeft,
    "person.unseen": PersonUnseen,
    "person.renamed": PersonRenamed,
    "role.given": RoleGiven,
    "message.said": MessageSaid,
    "message.removed": MessageRemoved,
    "message.hidden": MessageHidden,
    "message.shown": MessageShown,
    "hand.raised": HandRaised,
    "hand.lowered": HandLowered,
    "floor.set": FloorSet,
    "floor.given": FloorGiven,
    "floor.extended": FloorExtended,
    "floor.returned": FloorReturned,
    "person.muted": PersonMuted,
    "person.unmuted": PersonUnmuted,
    "person.removed": PersonRemoved,
    "room.locked": RoomLocked,
    "room.unlocked": RoomUnlocked,
    "lobby.set": LobbySet,
    "room.stilled": RoomStilled,
    "room.resumed": RoomResumed,
    "room.sheltered": RoomSheltered,
    "shelter.ended": ShelterEnded,
    "pace.set": PaceSet,
    "turns.set": TurnsSet,
    "share.felt": Reacted,
    "chair.taken": ChairTaken,
    "chair.missed": ChairMissed,
    "step.begun": StepBegun,
    "question.drawn": QuestionDrawn,
    "question.done": QuestionDone,
    "clean_time.opened": CleanTimeOpened,
    "person.stood": PersonStood,
    "clean_time.closed": CleanTimeClosed,
    "room.closed": RoomClosed,
}
"""The name of each event in the log and on the wire."""

WORDS = {
    "message.said": "body",
    "person.came": "name",
    "person.renamed": "name",
    "step.begun": "words",
    "question.drawn": "words",
    "person.stood": "tag",
}
"""Which field of an event holds words of people: in the log it is kept apart from all else."""


def stamp(event: Event, at: datetime) -> datetime:
    """When something happened, as finely as a room needs it and no finer.

    Who comes into two rooms at one instant, or is lost from both, would else be known as the same person.
    """
    return at.replace(second=0, microsecond=0) if isinstance(event, _COMINGS) else at.replace(microsecond=0)


_COMINGS = (PersonCame, PersonEntered, PersonLeft)


@dataclass(frozen=True)
class Logged:
    """An event with its place in the log, as it is kept and told."""

    seq: int
    at: datetime
    event: Event
    client_id: str | None = None

    @cached_property
    def wire(self) -> bytes:
        """The event as it goes to browsers; encoded once for all who hear of it."""
        return orjson.dumps(self.told(), option=orjson.OPT_UTC_Z)

    def told(self) -> dict[str, Any]:
        """What browsers are told of it."""
        told = {"seq": self.seq, "at": self.at, "kind": kind_of(self.event), "client_id": self.client_id}
        return {**told, **vars(self.event)}

    @classmethod
    def from_wire(cls, told: dict[str, Any]) -> "Logged":
        """The event that was encoded so, and decoded from JSON."""
        fields = dict(told)
        seq, at, kind, client_id = (fields.pop(name) for name in ("seq", "at", "kind", "client_id"))
        return cls(seq, _MOMENT.validate_python(at), from_plain(kind, fields), client_id)


_NAMES = {event: name for name, event in KINDS.items()}
_ADAPTERS: dict[str, TypeAdapter[Event]] = {name: TypeAdapter(event) for name, event in KINDS.items()}


_MOMENT = TypeAdapter(datetime)


def moment(at: datetime) -> str:
    """A moment as it is written on the wire: ISO 8601, UTC."""
    return str(_MOMENT.dump_python(at, mode="json"))


def kind_of(event: Event) -> str:
    """The name of an event in the log and on the wire."""
    return _NAMES[type(event)]


def to_plain(event: Event) -> dict[str, Any]:
    """The fields of an event as values of JSON; moments in ISO 8601."""
    plain: dict[str, Any] = _ADAPTERS[kind_of(event)].dump_python(event, mode="json")
    return plain


def from_plain(kind: str, fields: dict[str, Any]) -> Event:
    """An event from its name and its plain fields."""
    return _ADAPTERS[kind].validate_python(fields)


def to_kept(event: Event) -> tuple[str | None, dict[str, Any]]:
    """The words of an event, and all else of it as values of JSON."""
    if isinstance(event, MessageSaid):
        return event.body, {"by": event.by}
    plain = to_plain(event)
    field = WORDS.get(kind_of(event))
    return (plain.pop(field) if field else None), plain


def from_kept(kind: str, words: str | None, rest: dict[str, Any]) -> Event:
    """An event from its name, its words and all else of it."""
    field = WORDS.get(kind)
    return from_plain(kind, {**rest, field: words} if field else rest)
