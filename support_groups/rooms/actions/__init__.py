"""Every change of a room: events appended to its log under its lock, told after the commit."""

from .chair import let_stand_in
from .guarding import guards_rooms, renew_guards
from .keeping import (
    close_room,
    discard_room,
    fade_due,
    open_room,
    show_room_again,
    take_part,
    withhold_room,
)
from .presence import check_may_read, earlier, enter, greet, lapse_leases, leave, lines_lost, renew_leases, wired
from .serving import Asked, Outcome, Served, serve
from .wishing import Answer, act, remove_message

__all__ = [
    "Answer",
    "Asked",
    "Outcome",
    "Served",
    "act",
    "check_may_read",
    "close_room",
    "discard_room",
    "earlier",
    "enter",
    "fade_due",
    "greet",
    "guards_rooms",
    "lapse_leases",
    "leave",
    "let_stand_in",
    "lines_lost",
    "open_room",
    "remove_message",
    "renew_guards",
    "renew_leases",
    "serve",
    "show_room_again",
    "take_part",
    "wired",
    "withhold_room",
]
