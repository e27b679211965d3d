"""The guards that others bring for a group's rooms, asked before anything of a message is kept."""

from collections.abc import Callable

from sqlalchemy import select

from support_groups.core.database import db

from .. import queries
from ..models import Room
from ..queries import LiveRoom
from ..rules import Guard, Guarded, Said, Weighed

_makers: list[Callable[[int], Guard]] = []


def guards_rooms(make: Callable[[int], Guard]) -> Callable[[int], Guard]:
    """Register who makes the guard of a group, by its id: once for a room in memory, and anew when it has changed."""
    _makers.append(make)
    return make


def check_said(room: LiveRoom, group_id: int, said: Said) -> None:
    """Raise what a guard of the group has against words."""
    if room.guards is None:
        room.guards = [make(group_id) for make in _makers]
    for guard in room.guards:
        if weighed := guard(said):
            _stop(weighed)


def _stop(weighed: Weighed) -> None:
    match weighed.guarded:
        case Guarded.ASK | Guarded.REFUSE:
            raise weighed.refusal
        case Guarded.HOLD:
            # Nothing can be held in a room yet: what somebody should read first is not said.
            raise weighed.refusal


def renew_guards(group_id: int) -> None:
    """Let the rooms of a group make their guards anew, in every worker, for whatever is said after this transaction."""
    open_rooms = select(Room.id).where(Room.group_id == group_id, Room.closed_at.is_(None))
    for room_id in db.session.scalars(open_rooms.order_by(Room.id)).all():
        queries.held(room_id).places_rev += 1
