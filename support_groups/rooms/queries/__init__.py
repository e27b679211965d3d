"""Every read of rooms: who has a place, what the log says, what this worker has in memory."""

from .live import Held, LiveRoom, Seat, hold, is_told, live, seat_people, state_of
from .log import (
    MISSED_EVENTS_MAX,
    SNAPSHOT_EVENTS,
    SNAPSHOT_MAX_BYTES,
    answers_to,
    log_between,
    log_tail,
    message_in,
)
from .places import (
    Lapsed,
    Place,
    group_that_banned,
    held,
    hold_all_of,
    lapsed,
    left_behind,
    open_places,
    participant_in,
    participants_of,
    place_for,
)

__all__ = [
    "MISSED_EVENTS_MAX",
    "SNAPSHOT_EVENTS",
    "SNAPSHOT_MAX_BYTES",
    "Held",
    "Lapsed",
    "LiveRoom",
    "Place",
    "Seat",
    "answers_to",
    "group_that_banned",
    "held",
    "hold",
    "hold_all_of",
    "is_told",
    "lapsed",
    "left_behind",
    "live",
    "log_between",
    "log_tail",
    "message_in",
    "open_places",
    "participant_in",
    "participants_of",
    "place_for",
    "seat_people",
    "state_of",
]
