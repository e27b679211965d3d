"""The log of a room as it is kept: read in any pages, always in its order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select, tuple_

from support_groups.core.database import db
from support_groups.core.errors import NotFound

from ..events import Logged, MessageSaid, QuestionDrawn, RoomOpened, from_kept
from ..models import FloorMode, LogEntry, Participant
from ..rules import Turnout, turnout

SNAPSHOT_EVENTS = 200
SNAPSHOT_MAX_BYTES = 256 * 1024
MISSED_EVENTS_MAX = 500
SAID_KIND = "message.said"
STOOD_KIND = "person.stood"
DRAWN_KIND = "question.drawn"
OPENED_KIND = "room.opened"
TURNOUT_KINDS = ("person.entered", "person.left", "person.removed", "floor.given", SAID_KIND)
PRESENCE_KINDS = ("person.entered", "person.left", "person.removed", "room.closed")
UNTOLD_KINDS = frozenset({"person.came", "room.opened"})


def log_between(room_id: int, after: int, until: int) -> list[Logged]:
    """The events after one `seq` up to another, in order."""
    return _read(_between(room_id, after, until))


def log_tail(room_id: int, before: int | None = None, most: int = SNAPSHOT_EVENTS) -> tuple[list[Logged], bool]:
    """The newest events that people read, before a `seq` if given, in order; and whether there are earlier ones."""
    page = _log(room_id).where(LogEntry.kind.not_in(UNTOLD_KINDS))
    if before is not None:
        page = page.where(LogEntry.seq < before)
    found = _read(page.order_by(LogEntry.seq.desc()).limit(most + 1))
    return found[:most][::-1], len(found) > most


def answers_to(resent: Collection[tuple[int, int, str]]) -> dict[tuple[int, int, str], Logged]:
    """What wishes that came before have caused, by room, author and client id; one question however many they are."""
    columns = tuple_(LogEntry.room_id, LogEntry.author_id, LogEntry.client_id)
    found = db.session.scalars(select(LogEntry).where(columns.in_(list(resent))))
    return {(entry.room_id, entry.author_id or 0, entry.client_id or ""): logged(entry) for entry in found}


def said_up_to(room_id: int, seq: int, count: int) -> list[Logged]:
    """The newest messages up to a `seq` that can still be read, in order."""
    said = _log(room_id).where(LogEntry.seq <= seq, LogEntry.kind == SAID_KIND, LogEntry.body.is_not(None))
    return _read(said.order_by(LogEntry.seq.desc()).limit(count))[::-1]


@dataclass(frozen=True)
class Written:
    """Words in a log; `by` None: a question that was drawn, and whose it was nobody learns."""

    by: str | None
    body: str | None


def message_in(room_id: int, seq: int) -> Written:
    """The message or question that stands at a `seq`; its body is None when it was removed."""
    found = _read(_log(room_id).where(LogEntry.seq == seq))
    match found[0].event if found else None:
        case MessageSaid(by=by, body=body):
            return Written(by, body)
        case QuestionDrawn(words=words):
            return Written(None, words)
    raise NotFound("That message is not in this room.")


def floor_at_opening(room_id: int) -> FloorMode:
    """How people were to speak when a room opened."""
    found = _read(_log(room_id).where(LogEntry.kind == OPENED_KIND))
    return FloorMode(next(one.event.floor for one in found if isinstance(one.event, RoomOpened)))


def changes_between(room_id: int, after: int, until: int) -> list[Logged]:
    """Those events between two `seq` that change more than what was said."""
    return _read(_between(room_id, after, until).where(LogEntry.kind != SAID_KIND))


def comings_and_goings(room_id: int) -> list[Logged]:
    """Those events of a room that tell who was there and how long, in order."""
    return _read(_log(room_id).where(LogEntry.kind.in_(PRESENCE_KINDS)).order_by(LogEntry.seq))


def said_by(participant: Participant) -> list[tuple[datetime, str]]:
    """What somebody has said in a room and nobody took out, and when, in order."""
    said = (
        select(LogEntry)
        .where(LogEntry.author_id == participant.id, LogEntry.kind == SAID_KIND, LogEntry.body.is_not(None))
        .order_by(LogEntry.seq)
    )
    return [(one.at, one.body or "") for one in db.session.scalars(said)]


def turnout_in(room_id: int, until: int) -> Turnout:
    """How many were in a room at most up to a `seq`, and how many spoke there."""
    counted = _between(room_id, 0, until).where(LogEntry.kind.in_(TURNOUT_KINDS))
    # Not the words: to open each of them takes the longest, while the room is held.
    found = db.session.execute(counted.with_only_columns(LogEntry.kind, LogEntry.data))
    return turnout(from_kept(kind, None, data) for kind, data in found)


def newest(room_id: int, until: int, count: int) -> list[Logged]:
    """The newest events of any kind up to a `seq`, in order."""
    return log_between(room_id, until - count, until)


def _between(room_id: int, after: int, until: int) -> Select[LogEntry]:
    return _log(room_id).where(LogEntry.seq > after, LogEntry.seq <= until).order_by(LogEntry.seq)


def _log(room_id: int) -> Select[LogEntry]:
    return select(LogEntry).where(LogEntry.room_id == room_id)


def _read(entries: Select[LogEntry]) -> list[Logged]:
    return [logged(entry) for entry in db.session.scalars(entries)]


def logged(entry: LogEntry) -> Logged:
    """A row of the log as an event in its place."""
    return Logged(entry.seq, entry.at, from_kept(entry.kind, entry.body, entry.data), entry.client_id)
