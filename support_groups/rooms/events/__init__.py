"""What happens in a room: the entries of its log. `by` is who did it; None is the room itself.

People are named by the public id they have in this room, messages by the `seq` that said them.
"""

from .basket import QuestionDone, QuestionDrawn
from .covering import MessageHidden, MessageShown
from .event import Event
from .leading import ChairMissed, ChairTaken, StepBegun
from .logged import KINDS, WORDS, Logged, from_kept, from_plain, kind_of, moment, stamp, to_kept, to_plain
from .milestones import CleanTimeClosed, CleanTimeOpened, PersonStood
from .news import BasketMoved, DoorMoved, Happened, QuestionPut, RoomGone, RoomRenewed, WordsAnswered, WordsHeld
from .people import (
    PersonCame,
    PersonEntered,
    PersonLeft,
    PersonMuted,
    PersonRemoved,
    PersonRenamed,
    PersonUnmuted,
    PersonUnseen,
    RoleGiven,
)
from .room import (
    LobbySet,
    RoomClosed,
    RoomLocked,
    RoomOpened,
    RoomResumed,
    RoomSheltered,
    RoomStilled,
    RoomUnlocked,
    ShelterEnded,
)
from .speaking import (
    FloorExtended,
    FloorGiven,
    FloorReturned,
    FloorSet,
    HandLowered,
    HandRaised,
    MessageRemoved,
    MessageSaid,
    PaceSet,
    Reacted,
    TurnsSet,
)

__all__ = [
    "KINDS",
    "WORDS",
    "BasketMoved",
    "ChairMissed",
    "ChairTaken",
    "CleanTimeClosed",
    "CleanTimeOpened",
    "DoorMoved",
    "Event",
    "FloorExtended",
    "FloorGiven",
    "FloorReturned",
    "FloorSet",
    "HandLowered",
    "HandRaised",
    "Happened",
    "LobbySet",
    "Logged",
    "MessageHidden",
    "MessageRemoved",
    "MessageSaid",
    "MessageShown",
    "PaceSet",
    "PersonCame",
    "PersonEntered",
    "PersonLeft",
    "PersonMuted",
    "PersonRemoved",
    "PersonRenamed",
    "PersonStood",
    "PersonUnmuted",
    "PersonUnseen",
    "QuestionDone",
    "QuestionDrawn",
    "QuestionPut",
    "Reacted",
    "RoleGiven",
    "RoomClosed",
    "RoomGone",
    "RoomLocked",
    "RoomOpened",
    "RoomRenewed",
    "RoomResumed",
    "RoomSheltered",
    "RoomStilled",
    "RoomUnlocked",
    "ShelterEnded",
    "StepBegun",
    "TurnsSet",
    "WordsAnswered",
    "WordsHeld",
    "from_kept",
    "from_plain",
    "kind_of",
    "moment",
    "stamp",
    "to_kept",
    "to_plain",
]
