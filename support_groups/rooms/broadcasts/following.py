"""What happens in rooms elsewhere: told at once by the worker where it happened, and found by looking if it was not."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, select

from support_groups.core import realtime
from support_groups.core.database import db
from support_groups.core.realtime import Line

from .. import queries
from ..events import Logged
from ..models import Room
from ..queries import LiveRoom
from .telling import ROOM, ROOMS, audience_of, tell_on

_ROWS = select(Room.id, Room.public_id, Room.epoch, Room.last_seq, Room.places_rev).where(
    Room.id.in_(bindparam("rooms", expanding=True))
)


@realtime.hears(ROOM)
def _hear(news: tuple[int, list[dict[str, Any]]]) -> None:
    """Tell on what another worker has kept; what does not follow on from what is known here is read from the log."""
    room_id, told = news
    events = [Logged.from_wire(one) for one in told]
    room = queries.live().get(room_id)
    if room is None or not events:
        return
    if events[0].seq > room.state.seq + 1:
        _catch_up(room, events[-1].seq)
    for event in events:
        _take(room, event)
    tell_on(room)


@realtime.watch
def _look() -> None:
    """Find what no hint has told of: events, a new beginning, and people who have no place here any more."""
    rooms = [int(name.removeprefix(ROOMS)) for name in realtime.audiences().names(ROOMS)]
    _forget_closed(rooms)
    if not rooms:
        return
    rows = {row.id: row for row in db.session.execute(_ROWS, {"rooms": rooms})}
    for room_id in rooms:
        row, known = rows.get(room_id), queries.live().get(room_id)
        if row is None:
            _empty(room_id)
            continue
        if known is None or known.epoch != row.epoch:
            queries.live().forget(room_id)
            realtime.tell(audience_of(room_id), "room.renewed", {"room": row.public_id})
            continue
        # First those go who may not hear what comes then.
        known.move_places(row.places_rev)
        if known.are_seats_new:
            _seat_anew(known)
            known.are_seats_new = False
        if known.state.seq < row.last_seq:
            _catch_up(known, row.last_seq)
        tell_on(known)


def _catch_up(room: LiveRoom, until: int) -> None:
    for event in queries.log_between(room.id, room.state.seq, until):
        _take(room, event)


def _take(room: LiveRoom, event: Logged) -> None:
    if room.take(event):
        room.untold.append(event)


def _forget_closed(listened_to: Collection[int]) -> None:
    for room in queries.live().all():
        if not room.state.is_open and room.id not in listened_to:
            queries.live().forget(room.id)


def _seat_anew(room: LiveRoom) -> None:
    """Let nobody listen on who has lost their place."""
    listening = realtime.lines(audience_of(room.id))
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
