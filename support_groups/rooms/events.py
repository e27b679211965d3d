"""What happens in a room: the entries of its log. `by` is who did it; None is the room itself.

People are named by the public id they have in this room, messages by the `seq` that said them.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson
from pydantic import TypeAdapter


@dataclass(frozen=True)
class Event:
    """Something that has happened in a room."""

    by: str | None


@dataclass(frozen=True)
class RoomOpened(Event):
    """The room is open, with a floor mode and a length for each share."""

    room_kind: str
    floor: str
    share_minutes: int


@dataclass(frozen=True)
class PersonCame(Event):
    """Someone may enter from now on, under this name and role."""

    name: str
    role: str


@dataclass(frozen=True)
class PersonEntered(Event):
    """Someone is here."""


@dataclass(frozen=True)
class PersonLeft(Event):
    """Someone is no longer here; `lapsed`: the line was lost and did not come back."""

    lapsed: bool


@dataclass(frozen=True)
class PersonRenamed(Event):
    """Someone has another name in the group from now on."""

    who: str
    name: str


@dataclass(frozen=True)
class RoleGiven(Event):
    """Someone has another position in the group from now on."""

    who: str
    role: str


@dataclass(frozen=True)
class MessageSaid(Event):
    """Someone has said something."""

    body: str | None


@dataclass(frozen=True)
class MessageRemoved(Event):
    """A message is gone from the log; who said it and who removed it stay."""

    message: int
    author: str


@dataclass(frozen=True)
class HandRaised(Event):
    """Someone asks to share."""


@dataclass(frozen=True)
class HandLowered(Event):
    """Someone no longer asks to share."""

    who: str


@dataclass(frozen=True)
class FloorSet(Event):
    """The floor is open, chaired or closed from now on."""

    floor: str


@dataclass(frozen=True)
class FloorGiven(Event):
    """Someone was called and may share until a moment."""

    to: str
    ends_at: datetime


@dataclass(frozen=True)
class FloorExtended(Event):
    """The one who shares has more time."""

    ends_at: datetime


@dataclass(frozen=True)
class FloorReturned(Event):
    """The share has ended: `done`, `passed` by the one called, or `taken` back by who leads."""

    who: str
    how: str


@dataclass(frozen=True)
class PersonMuted(Event):
    """Someone was asked to listen until a moment."""

    who: str
    until: datetime


@dataclass(frozen=True)
class PersonUnmuted(Event):
    """Someone may speak again."""

    who: str


@dataclass(frozen=True)
class PersonRemoved(Event):
    """Someone was asked to leave this meeting; `banned`: and the group."""

    who: str
    banned: bool


@dataclass(frozen=True)
class RoomLocked(Event):
    """Only those who have been here may come in."""


@dataclass(frozen=True)
class RoomUnlocked(Event):
    """Members may come in again."""


@dataclass(frozen=True)
class RoomStilled(Event):
    """Only those who lead write until a moment: a `silence` that is kept together, or a `pause`.

    A share that is under way loses nothing by it: it ends later, at `share_ends_at`.
    """

    how: str
    ends_at: datetime
    share_ends_at: datetime | None


@dataclass(frozen=True)
class RoomResumed(Event):
    """The silence or the pause is over before its time; a share ends at `share_ends_at` again."""

    share_ends_at: datetime | None


@dataclass(frozen=True)
class RoomSheltered(Event):
    """The door is shut and only those who lead write; the turn, the hands and all else wait as they were."""


@dataclass(frozen=True)
class ShelterEnded(Event):
    """All is as it was before; a share that has waited ends at `share_ends_at`."""

    share_ends_at: datetime | None


@dataclass(frozen=True)
class PaceSet(Event):
    """Between two messages of one person lie so many seconds from now on; 0: none."""

    seconds: int


@dataclass(frozen=True)
class RoomClosed(Event):
    """The room is closed for good."""


KINDS: dict[str, type[Event]] = {
    "room.opened": RoomOpened,
    "person.came": PersonCame,
    "person.entered": PersonEntered,
    "person.left": PersonLeft,
    "person.renamed": PersonRenamed,
    "role.given": RoleGiven,
    "message.said": MessageSaid,
    "message.removed": MessageRemoved,
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
    "room.stilled": RoomStilled,
    "room.resumed": RoomResumed,
    "room.sheltered": RoomSheltered,
    "shelter.ended": ShelterEnded,
    "pace.set": PaceSet,
    "room.closed": RoomClosed,
}
"""The name of each event in the log and on the wire."""

WORDS = {"message.said": "body", "person.came": "name", "person.renamed": "name"}
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
        told = {"seq": self.seq, "at": self.at, "kind": kind_of(self.event), "client_id": self.client_id}
        return orjson.dumps({**told, **vars(self.event)}, option=orjson.OPT_UTC_Z)

    @classmethod
    def from_wire(cls, told: dict[str, Any]) -> "Logged":
        """The event that was encoded so, and decoded from JSON."""
        fields = dict(told)
        seq, at, kind, client_id = (fields.pop(name) for name in ("seq", "at", "kind", "client_id"))
        return cls(seq, _MOMENT.validate_python(at), from_plain(kind, fields), client_id)


@dataclass(frozen=True)
class Happened:
    """News: an event stands in the log of a room. `reason` is for the record and the person concerned only."""

    room_id: int
    room_kind: str
    group_id: int | None
    by_participant_id: int | None
    logged: Logged
    reason: str | None = None

    @property
    def event(self) -> Event:
        """The event itself."""
        return self.logged.event

    @property
    def seq(self) -> int:
        """Its place in the log."""
        return self.logged.seq


@dataclass(frozen=True)
class RoomRenewed:
    """What browsers know of a room is no longer so in its past; they begin anew from a snapshot."""

    room_id: int


@dataclass(frozen=True)
class RoomGone:
    """A room is gone, with all that was said there."""

    room_id: int


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
