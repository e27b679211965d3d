"""Every change of a room: events appended to its log under its lock, told after the commit."""

from .keeping import (
    close_room,
    discard_room,
    fade_due,
    open_room,
    show_room_again,
    take_part,
    withhold_room,
)
from .presence import check_may_read, earlier, enter, lapse_leases, leave, line_lost, renew_leases
from .wishing import Answer, act, remove_message

__all__ = [
    "Answer",
    "act",
    "check_may_read",
    "close_room",
    "discard_room",
    "earlier",
    "enter",
    "fade_due",
    "lapse_leases",
    "leave",
    "line_lost",
    "open_room",
    "remove_message",
    "renew_leases",
    "show_room_again",
    "take_part",
    "withhold_room",
]
