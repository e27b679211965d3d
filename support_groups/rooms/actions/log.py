"""Appending to the log of a room that is held: the one way in which anything happens there."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, Table, bindparam, delete, insert, select, update

from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.sealing import SealedText
from support_groups.core.transaction import announce

from ..events import (
    ChairMissed,
    Event,
    Happened,
    Logged,
    MessageRemoved,
    PersonRemoved,
    RoomClosed,
    WordsAnswered,
    kind_of,
    stamp,
    to_kept,
)
from ..models import (
    LEASE_SECONDS,
    HeldMessage,
    HeldState,
    Knock,
    LogEntry,
    Participant,
    Question,
    QuestionState,
    Room,
)
from ..queries.log import DRAWN_KIND, SAID_KIND, STOOD_KIND

IDS_AT_ONCE = 10_000
OWN_KINDS = (SAID_KIND, STOOD_KIND)
"""Whose words go with their author."""

Id = TypeVar("Id", int, str)

# Past the mapper, which would spend as long on a row as the database does.
_ENTRIES, _ROOMS = cast(Table, LogEntry.__table__), cast(Table, Room.__table__)
_PLACES = cast(Table, Participant.__table__)
_INSERT = insert(_ENTRIES)
_BODY = cast(SealedText, _ENTRIES.c.body.type)
_MOVE_ON = update(_ROOMS).where(_ROOMS.c.id == bindparam("room")).values(last_seq=bindparam("reached"))
_LEASE = (
    update(_PLACES).where(_PLACES.c.id.in_(bindparam("places", expanding=True))).values(here_until=bindparam("until"))
)


def record(
    room: Room,
    events: Sequence[Event],
    *,
    author_id: int | None = None,
    reason: str | None = None,
    client_id: str | None = None,
) -> list[Logged]:
    """Append events to the log of a held room, each with the next `seq`, and announce them.

    `client_id` is that of a lone event which somebody has wished for before.
    """
    at = now()
    appended = [
        Logged(room.last_seq + place, stamp(event, at), event, client_id) for place, event in enumerate(events, 1)
    ]
    news = [Happened(room.id, room.kind, room.group_id, author_id, logged, reason) for logged in appended]
    room.last_seq += len(events)
    db.session.flush()
    append(news)
    if any(isinstance(event, RoomClosed) for event in events):
        db.session.refresh(room)
    announce(*news)
    return appended


def append(news: Sequence[Happened]) -> None:
    """Write events into the logs of held rooms, with what else they change in the database."""
    if news:
        db.session.connection().execute(_INSERT, [_row(happened) for happened in news])
    for happened in news:
        match happened.event:
            case MessageRemoved(message=seq, author=author):
                _blank(happened.room_id, seq)
                if author is None:
                    _take_out(happened.room_id, seq)
            case PersonRemoved(who=who):
                _end_lease(happened.room_id, who)
                let_go_of_words(happened.room_id, Participant.public_id == who)
            case RoomClosed():
                _close(happened)
                let_go_of_words(happened.room_id, HeldMessage.state == HeldState.WAITING)
                _empty_basket(happened.room_id)
            case ChairMissed(stands_in_at=at):
                db.session.execute(update(Room).where(Room.id == happened.room_id).values(stands_in_at=at))


def move_on(reached: Mapping[int, int]) -> None:
    """Write down up to which `seq` the logs of rooms go, by the ids of the rooms."""
    db.session.connection().execute(_MOVE_ON, [{"room": room_id, "reached": seq} for room_id, seq in reached.items()])


def set_leases(present: Collection[int], absent: Collection[int]) -> None:
    """Let people count as here for the length of a lease, or not at all, by the ids of their places."""
    until = now() + timedelta(seconds=LEASE_SECONDS)
    for ids, value in ((present, until), (absent, None)):
        for some in chunks(ids):
            db.session.connection().execute(_LEASE, {"places": some, "until": value})


def chunks(ids: Collection[Id]) -> Iterator[list[Id]]:
    """Ids, as many at once as a statement may name."""
    ordered = sorted(ids)
    return (ordered[begin : begin + IDS_AT_ONCE] for begin in range(0, len(ordered), IDS_AT_ONCE))


def _row(happened: Happened) -> dict[str, Any]:
    logged = happened.logged
    event = logged.event
    words, data = to_kept(event)
    return {
        "room_id": happened.room_id,
        "seq": logged.seq,
        "kind": kind_of(event),
        "at": logged.at,
        "author_id": happened.by_participant_id,
        "client_id": logged.client_id,
        "body": None if words is None else _BODY.owned_by(words, f"{happened.room_id}|{logged.seq}"),
        "data": data,
    }


def _close(happened: Happened) -> None:
    at = happened.logged.at
    hours = db.session.scalar(select(Room.retention_hours).where(Room.id == happened.room_id))
    fades_at = None if hours is None else at + timedelta(hours=hours)
    db.session.execute(update(Room).where(Room.id == happened.room_id).values(closed_at=at, fades_at=fades_at))
    words = {"note": None, "welcome": None, "waits_until": None}
    db.session.execute(update(Knock).where(Knock.room_id == happened.room_id).values(words))


def _blank(room_id: int, seq: int) -> None:
    # In the log itself, so that no history, replay or snapshot can ever return it.
    db.session.execute(update(LogEntry).where(LogEntry.room_id == room_id, LogEntry.seq == seq).values(body=None))


def _take_out(room_id: int, seq: int) -> None:
    drawn = update(Question).where(Question.room_id == room_id, Question.drawn_seq == seq)
    db.session.execute(drawn.values(state=QuestionState.TAKEN_OUT))


def _end_lease(room_id: int, who: str) -> None:
    db.session.execute(
        update(Participant).where(Participant.room_id == room_id, Participant.public_id == who).values(here_until=None)
    )


def forget_words(author_id: int) -> None:
    """Blank everything someone has said, in every room."""
    theirs = update(LogEntry).where(LogEntry.author_id == author_id)
    db.session.execute(theirs.values(client_id=None))
    db.session.execute(theirs.where(LogEntry.kind.in_(OWN_KINDS)).values(body=None))


def let_go_of_words(room_id: int, which: ColumnElement[bool]) -> None:
    """Blank words that were held in a room, and let nobody wait for them."""
    theirs = select(HeldMessage).join(Participant).where(HeldMessage.room_id == room_id, HeldMessage.body.is_not(None))
    for held in db.session.scalars(theirs.where(which).with_for_update(of=HeldMessage)):
        was_waiting = held.state is HeldState.WAITING
        held.state, held.body, held.reason = HeldState.LET_GO, None, None
        if was_waiting:
            announce(WordsAnswered(held.id, room_id, None, held.state.value, held.participant_id))


def _empty_basket(room_id: int) -> None:
    """Keep no question that was not drawn. Not before: one that goes with somebody would tell whose it was."""
    db.session.execute(delete(Question).where(Question.room_id == room_id, Question.state != QuestionState.DRAWN))


def forget_questions(room_id: int, participant_id: int) -> None:
    """Blank every question of somebody in a room; where one was drawn, all that were: alone it would name them."""
    theirs = Question.participant_id == participant_id
    was_drawn = select(Question.id).where(theirs, Question.state == QuestionState.DRAWN).limit(1)
    if db.session.scalar(was_drawn) is not None:
        drawn = update(LogEntry).where(LogEntry.room_id == room_id, LogEntry.kind == DRAWN_KIND)
        db.session.execute(drawn.values(body=None))
    db.session.execute(delete(Question).where(theirs))
