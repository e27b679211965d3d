"""What others hear of a room, within the transaction and after it."""

from dataclasses import dataclass

from .event import Event
from .logged import Logged


@dataclass(frozen=True)
class Happened:
    """News: an event stands in the log of a room. `reason` is for the record and the person concerned only."""

    room_id: int
    room_kind: str
    group_id: int | None
    by_participant_id: int | None
    logged: Logged
    reason: str | None = None

    @property
    def event(self) -> Event:
        """The event itself."""
        return self.logged.event

    @property
    def seq(self) -> int:
        """Its place in the log."""
        return self.logged.seq


@dataclass(frozen=True)
class RoomRenewed:
    """What browsers know of a room is no longer so in its past; they begin anew from a snapshot."""

    room_id: int


@dataclass(frozen=True)
class RoomGone:
    """A room is gone, with all that was said there."""

    room_id: int


@dataclass(frozen=True)
class WordsHeld:
    """Words wait to be read by somebody who serves. No word of them."""

    held_id: int
    room_id: int


@dataclass(frozen=True)
class WordsAnswered:
    """Words that were held wait no longer; `by_participant_id` None: their author's wish, or the room's own.

    `reason` is for the record and the author only.
    """

    held_id: int
    room_id: int
    group_id: int | None
    state: str
    author_id: int
    by_participant_id: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class NoteLeft:
    """Somebody at a door has left a word for those who open it. No word of it."""

    knock_id: int


@dataclass(frozen=True)
class QuestionPut:
    """A question lies in the ask-it basket. No word of it."""

    question_id: int
    room_id: int


@dataclass(frozen=True)
class BasketMoved:
    """Something is new in the ask-it basket: for whoever asked, and for the one who leads."""

    room_id: int
    author_id: int


@dataclass(frozen=True)
class DoorMoved:
    """Something is new at the door of a room: for those who let people in, and for whom it concerns there."""

    room_id: int
    knocks: tuple[str, ...] = ()
