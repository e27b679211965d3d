"""Who hears of the door of a room: whoever waits there, and those alone who let people in."""

from collections.abc import Sequence

from support_groups.core import realtime
from support_groups.core.database import db
from support_groups.core.transaction import after

from .. import queries
from ..events import DoorMoved, Happened, LobbySet, RoomClosed, RoomLocked, RoomSheltered, RoomUnlocked, ShelterEnded
from ..models import Room
from .audiences import audience_of_one

DOOR = "door:"
_CHANGES = (LobbySet, RoomLocked, RoomUnlocked, RoomSheltered, ShelterEnded, RoomClosed)


def audience_at_door(knock: str) -> str:
    """Every page on which somebody waits, by the id they have there."""
    return f"{DOOR}{knock}"


@after(DoorMoved)
def _tell_door(event: DoorMoved) -> None:
    # Only that something is new: what it is they ask for, and are answered by what they may know then.
    room = db.session.get(Room, event.room_id)
    if room is None:
        return
    for who in queries.keepers_in(queries.state_of(room)):
        realtime.tell(audience_of_one(who), "lobby.changed", {"room": room.public_id})
    _call(room, event.knocks)


@after(Happened)
def _tell_of_room(happened: Happened) -> None:
    """Whether one may come in by oneself has perhaps changed."""
    if isinstance(happened.event, _CHANGES):
        room = db.session.get(Room, happened.room_id)
        if room is not None:
            _call(room, queries.at_door(room.id))


def _call(room: Room, knocks: Sequence[str]) -> None:
    for knock in knocks:
        realtime.tell(audience_at_door(knock), "door.changed", {"room": room.public_id})
