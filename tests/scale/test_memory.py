"""Whoever reads nothing costs a bounded part of a worker's memory, is let go, and misses nothing."""

from functools import partial

import orjson

from support_groups.core.realtime.line import SENDING_BYTES, WAITING_MAX_BYTES
from support_groups.rooms.models import BODY_MAX_CHARS, FloorMode

from .conftest import Gather
from .house import House, soon
from .meeting import Meeting, Seat

PEOPLE = 10
EACH_SAYS = 7
PATIENCE_SECONDS = 30.0
ASKS = 16
SMALL_BYTES = 4096
MEMORY_SLACK_BYTES = 12 * 1024 * 1024
"""What Python keeps of what it once had, for two workers."""


def comes_with_little_room(seat: Seat) -> None:
    """Come again on a line for which the system keeps little."""
    seat.page.buffer_bytes = SMALL_BYTES
    seat.page.drop()
    seat.page.state = "lost"


def sleeps(seat: Seat) -> None:
    """Stop reading, and ask for all that was said again and again."""
    connection = seat.page.connection
    assert connection is not None
    connection.stops_reading()
    for number in range(ASKS):
        wish = orjson.dumps(["room.enter", {"room": seat.hall.public_id}])
        connection.send(b"42%d%b" % (1_000_000 + number, wish))


def wakes(seat: Seat) -> None:
    """Read on, on a line that reads like others once it comes again."""
    seat.page.buffer_bytes = None
    if seat.page.connection:
        seat.page.connection.reads_on()


def fills(room: Meeting) -> None:
    """Everyone says as much as they may."""
    for seat in room.seats:
        for number in range(EACH_SAYS):
            room.loop.ask(partial(seat.page.say, f"{seat.guest.who}-{number}", "word " * (BODY_MAX_CHARS // 5)))
    assert soon(lambda: not any(seat.page.waits for seat in room.seats), PATIENCE_SECONDS)


def test_those_who_read_nothing_cost_little_are_let_go_and_miss_nothing(gather: Gather, house: House) -> None:
    room = gather(PEOPLE, floors=(FloorMode.OPEN,))
    fills(room)
    sleepers = room.seats[1:]
    for seat in sleepers:
        room.loop.ask(partial(comes_with_little_room, seat))
    assert soon(lambda: all(seat.page.is_here for seat in sleepers), PATIENCE_SECONDS)
    before = house.memory_bytes()
    for seat in sleepers:
        room.loop.ask(partial(sleeps, seat))
    lines = len(room.seats)
    assert soon(lambda: sum(house.lines_of().values()) == lines - len(sleepers), PATIENCE_SECONDS), (
        "they are still held"
    )
    grown = house.memory_bytes() - before
    print(f"{len(sleepers)} who read nothing: {grown / 1e6:.1f} MB more")
    assert grown < len(sleepers) * (WAITING_MAX_BYTES + SENDING_BYTES) + MEMORY_SLACK_BYTES
    for seat in sleepers:
        room.loop.ask(partial(wakes, seat))
    room.settles()
