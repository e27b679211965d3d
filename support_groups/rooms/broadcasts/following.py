"""What happens in rooms elsewhere: told at once by the worker where it happened, and found by looking if it was not."""

from typing import Any

from sqlalchemy import bindparam, select

from support_groups.core import realtime
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.realtime import Line

from .. import queries
from ..events import Logged
from ..models import Room
from ..queries import LiveRoom
from .audiences import ROOMS, audience_of
from .telling import ROOM, tell_on

_ROWS = select(Room.id, Room.public_id, Room.epoch, Room.last_seq, Room.places_rev).where(
    Room.id.in_(bindparam("rooms", expanding=True))
)


@realtime.hears(ROOM)
def _hear(news: tuple[int, list[dict[str, Any]]]) -> None:
    """Tell on what another worker has kept; what does not follow on from what is known here is read from the log."""
    room_id, told = news
    room = queries.live().get(room_id)
    if room is not None:
        room.follow([Logged.from_wire(one) for one in told])
        tell_on(room)


@realtime.watch
def _look() -> None:
    """Find what no hint has told of: events, a new beginning, and people who have no place here any more."""
    rooms = [int(name.removeprefix(ROOMS)) for name in realtime.audiences().names(ROOMS)]
    queries.live().forget_all_but(rooms)
    rows = {row.id: row for row in db.session.execute(_ROWS, {"rooms": rooms})} if rooms else {}
    for room_id in rooms:
        row, room = rows.get(room_id), queries.live().get(room_id)
        if row is None:
            _empty(room_id)
        elif room is None or room.epoch != row.epoch:
            _begin_anew(queries.live().brought_up(row.id, row.public_id, row.epoch, row.last_seq), is_new=room is None)
        else:
            _begin_anew(room)
            # First those go who may not hear what comes then.
            room.move_places(row.places_rev)
            if room.are_seats_new or not room.state.is_open:
                _seat_anew(room)
                room.are_seats_new = False
            room.read(row.last_seq)
            tell_on(room)


def _begin_anew(room: LiveRoom, *, is_new: bool = False) -> None:
    """Let pages take a fresh snapshot once it is time to."""
    if is_new or (room.renew_at is not None and now() >= room.renew_at):
        room.renew_at = None
        realtime.tell_here(audience_of(room.id), "room.renewed", {"room": room.public_id})


def _seat_anew(room: LiveRoom) -> None:
    """Let nobody listen on who has lost their place."""
    listening = realtime.lines(audience_of(room.id))
    if not room.state.is_open:
        room.seats = {}
    queries.seat_people({(room, line.caller.account_id) for line in listening})
    for line in listening:
        if line.caller.account_id not in room.seats:
            _show_line_out(line, room.id)


def _empty(room_id: int) -> None:
    for line in realtime.lines(audience_of(room_id)):
        _show_line_out(line, room_id)
    queries.live().forget(room_id)


def _show_line_out(line: Line, room_id: int) -> None:
    realtime.audiences().leave(line, audience_of(room_id))
