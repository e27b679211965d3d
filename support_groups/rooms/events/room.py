"""What becomes of a room as a whole."""

from dataclasses import dataclass
from datetime import datetime

from .event import Event


@dataclass(frozen=True)
class RoomOpened(Event):
    """The room is open, with a floor mode and a length for each share.

    The meeting is over at `ends_at`; the room stays open for talking and closes by itself at `closes_at`.
    `hides_roster`: members do not see who is here.
    """

    room_kind: str
    floor: str
    share_minutes: int
    ends_at: datetime | None = None
    closes_at: datetime | None = None
    hides_roster: bool = False


@dataclass(frozen=True)
class RoomLocked(Event):
    """Only those who have been here may come in."""


@dataclass(frozen=True)
class RoomUnlocked(Event):
    """Members may come in again."""


@dataclass(frozen=True)
class LobbySet(Event):
    """From now on `nobody`, those who are `new`, or `all` wait at the door until they are let in.

    `for_wave`: nobody has chosen it, and it ends with the wave of strangers.
    """

    lobby: str
    for_wave: bool = False


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
class RoomClosed(Event):
    """The room is closed for good."""
