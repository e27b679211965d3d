"""Appending to the log of a room that is held: the one way in which anything happens there."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import update

from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.transaction import announce

from ..events import Event, Happened, Logged, MessageRemoved, MessageSaid, PersonRemoved, RoomClosed, kind_of, to_plain
from ..models import LogEntry, Participant, Room


def record(
    room: Room,
    events: Sequence[Event],
    *,
    author_id: int | None = None,
    client_id: str | None = None,
    reason: str | None = None,
) -> list[Logged]:
    """Append events to the log of a held room, each with the next `seq`, and announce them.

    The client id stands at the last of them, the one that was wished for: a resend finds it there.
    """
    at = now()
    appended: list[Logged] = []
    for event, is_last in _marking_last(events):
        room.last_seq += 1
        logged = Logged(room.last_seq, at, event, client_id if is_last else None)
        db.session.add(_entry(room.id, author_id, logged))
        if isinstance(event, MessageRemoved):
            _blank(room.id, event.message)
        if isinstance(event, PersonRemoved):
            _end_lease(room.id, event.who)
        if isinstance(event, RoomClosed):
            room.closed_at = at
            hours = room.retention_hours
            room.fades_at = None if hours is None else at + timedelta(hours=hours)
        appended.append(logged)
    db.session.flush()
    for logged in appended:
        announce(Happened(room.id, room.kind, room.group_id, author_id, logged, reason))
    return appended


def _marking_last(events: Sequence[Event]) -> Iterator[tuple[Event, bool]]:
    return ((event, place == len(events)) for place, event in enumerate(events, 1))


def _entry(room_id: int, author_id: int | None, logged: Logged) -> LogEntry:
    data = to_plain(logged.event)
    body = data.pop("body") if isinstance(logged.event, MessageSaid) else None
    return LogEntry(
        room_id=room_id,
        seq=logged.seq,
        kind=kind_of(logged.event),
        at=logged.at,
        author_id=author_id,
        client_id=logged.client_id,
        body=body,
        data=data,
    )


def _blank(room_id: int, seq: int) -> None:
    # In the log itself, so that no history, replay or snapshot can ever return it.
    db.session.execute(update(LogEntry).where(LogEntry.room_id == room_id, LogEntry.seq == seq).values(body=None))


def _end_lease(room_id: int, who: str) -> None:
    db.session.execute(
        update(Participant).where(Participant.room_id == room_id, Participant.public_id == who).values(here_until=None)
    )


def forget_words(author_id: int) -> None:
    """Blank everything someone has said, in every room."""
    db.session.execute(update(LogEntry).where(LogEntry.author_id == author_id).values(body=None, client_id=None))
