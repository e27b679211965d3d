"""The guards that others bring for a group's rooms, asked before anything of a message is kept."""

from collections.abc import Callable, Iterable

from sqlalchemy import select

from support_groups.core.database import db

from .. import queries
from ..models import HeldFor, Room
from ..queries import LiveRoom
from ..rules import Guard, Said, Weighed

_makers: list[Callable[[int], Guard]] = []


def guards_rooms(make: Callable[[int], Guard]) -> Callable[[int], Guard]:
    """Register who makes the guard of a group, by its id: once for a room in memory, and anew when it has changed."""
    _makers.append(make)
    return make


def why_held(room: LiveRoom, group_id: int, said: Said) -> HeldFor | None:
    """Why somebody who serves should read words first, if they should; raises what a guard has against them."""
    if room.guards is None:
        room.guards = [make(group_id) for make in _makers]
    stopped = _stopped(room.guards, said)
    return stopped[0].why if stopped else None


def check_note(group_id: int, said: Said) -> None:
    """Raise what guards have against words at the door, where nobody else has to read them first."""
    _stopped((make(group_id) for make in _makers), said)


def _stopped(guards: Iterable[Guard], said: Said) -> list[Weighed]:
    """What stops words for a while; raises what is against their being said at all."""
    stopped = [weighed for guard in guards if (weighed := guard(said))]
    for weighed in stopped:
        if weighed.refusal:
            raise weighed.refusal
    return stopped


def renew_guards(group_id: int) -> None:
    """Let the rooms of a group make their guards anew, in every worker, for whatever is said after this transaction."""
    open_rooms = select(Room.id).where(Room.group_id == group_id, Room.closed_at.is_(None))
    for room_id in db.session.scalars(open_rooms.order_by(Room.id)).all():
        queries.held(room_id).places_rev += 1
