"""What happens in rooms elsewhere: told at once by the worker where it happened, and found by looking if it was not."""

from typing import Any

from sqlalchemy import bindparam, select

from support_groups.core import realtime
from support_groups.core.database import db
from support_groups.core.realtime import Line

from .. import queries
from ..events import Logged
from ..models import Room
from ..queries import LiveRoom
from .telling import ROOM, ROOMS, audience_of, show_out, tell_live

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
        return
    for event in events:
        _take(room, event)


@realtime.watch
def _look() -> None:
    """Find what no hint has told of: events, a new beginning, and people who have no place here any more."""
    rooms = [int(name.removeprefix(ROOMS)) for name in realtime.audiences().names(ROOMS)]
    if not rooms:
        return
    rows = {row.id: row for row in db.session.execute(_ROWS, {"rooms": rooms})}
    for room_id in rooms:
        row, known = rows.get(room_id), queries.live().get(room_id)
        if row is None:
            _empty(room_id)
            continue
        if known is None:
            continue
        if known.epoch != row.epoch:
            queries.live().forget(room_id)
            realtime.tell(audience_of(room_id), "room.renewed", {"room": row.public_id})
            continue
        if known.state.seq < row.last_seq:
            _catch_up(known, row.last_seq)
        if known.places_rev != row.places_rev:
            known.places_rev = row.places_rev
            known.seats.clear()
            _seat_anew(known)


def _catch_up(room: LiveRoom, until: int) -> None:
    for event in queries.log_between(room.id, room.state.seq, until):
        _take(room, event)


def _take(room: LiveRoom, event: Logged) -> None:
    if room.take(event):
        tell_live(room, event)
        show_out(room.id, event.event)


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
