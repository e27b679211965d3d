"""The tables of rooms: the room and its log, who is in it or at its door, and words that wait."""

from .choices import (
    FloorMode,
    HeldFor,
    HeldState,
    KnockState,
    Lobby,
    QuestionState,
    Quiet,
    RoomKind,
    Turns,
)
from .door import (
    Knock,
)
from .limits import (
    APART_SECONDS,
    BODY_MAX_CHARS,
    CLIENT_ID_MAX_CHARS,
    FORGOTTEN_SPREAD_SECONDS,
    KNOCK_MAX_CHARS,
    LEASE_SECONDS,
    LEASE_SPREAD_SECONDS,
    LINE_GRACE_SECONDS,
    LINE_GRACE_SPREAD_SECONDS,
    QUESTION_MAX_CHARS,
    RENEWAL_SECONDS,
    RUN_SHEET_STEPS_MAX,
    SPEAKER_MINUTES,
    WELCOME_MAX_CHARS,
)
from .room import (
    LogEntry,
    Participant,
    Room,
)
from .waiting import (
    HeldMessage,
    Question,
)

__all__ = [
    "APART_SECONDS",
    "BODY_MAX_CHARS",
    "CLIENT_ID_MAX_CHARS",
    "FORGOTTEN_SPREAD_SECONDS",
    "KNOCK_MAX_CHARS",
    "LEASE_SECONDS",
    "LEASE_SPREAD_SECONDS",
    "LINE_GRACE_SECONDS",
    "LINE_GRACE_SPREAD_SECONDS",
    "QUESTION_MAX_CHARS",
    "RENEWAL_SECONDS",
    "RUN_SHEET_STEPS_MAX",
    "SPEAKER_MINUTES",
    "WELCOME_MAX_CHARS",
    "FloorMode",
    "HeldFor",
    "HeldMessage",
    "HeldState",
    "Knock",
    "KnockState",
    "Lobby",
    "LogEntry",
    "Participant",
    "Question",
    "QuestionState",
    "Quiet",
    "Room",
    "RoomKind",
    "Turns",
]
