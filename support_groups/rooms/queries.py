"""Every read of rooms. A room is found only through the viewer's own place in it."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Select, or_, select

from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.groups.models import Group, Membership, Standing

from .events import Logged, MessageSaid, from_plain, kind_of, moment, to_plain
from .models import LogEntry, Participant, Room
from .rules import RoomState, fold

SNAPSHOT_EVENTS = 200
MISSED_EVENTS_MAX = 500
STATES_KEPT = 2_000
SAID_KINDS = ("message.said", "message.removed")
REMOVED_KIND = "person.removed"
UNTOLD_KINDS = ("person.came", "room.opened")

_STATES = "support_groups.rooms.states"


@dataclass(frozen=True)
class Place:
    """A person's place in a room."""

    room: Room
    participant: Participant


def place_for(account_id: int, room_public_id: str, *, lock: bool = False) -> Place:
    """The room behind an address and the person's place in it, or NotFound.

    Whoever has left the group or was banned from it, or from whom the room is withheld, has no place.
    `lock` holds the room's row.
    """
    wanted = (
        select(Room, Participant)
        .join(Participant, Participant.room_id == Room.id)
        .outerjoin(Membership, Membership.id == Participant.membership_id)
        .where(Room.public_id == room_public_id, Participant.account_id == account_id)
        .where(Participant.is_withheld.is_(False))
        .where(or_(Room.group_id.is_(None), Membership.standing == Standing.ACTIVE))
    )
    if lock:
        wanted = wanted.with_for_update(of=Room).execution_options(populate_existing=True)
    found = db.session.execute(wanted).one_or_none()
    if found is None:
        raise NotFound
    room, participant = found
    return Place(room, participant)


def group_that_banned(account_id: int, room_public_id: str) -> str | None:
    """The address of the group that has asked someone to stay away, if they had a place in this room of it."""
    return db.session.scalar(
        select(Group.public_id)
        .join(Room, Room.group_id == Group.id)
        .join(Participant, Participant.room_id == Room.id)
        .join(Membership, Membership.id == Participant.membership_id)
        .where(Room.public_id == room_public_id, Participant.account_id == account_id)
        .where(Participant.is_withheld.is_(False), Membership.standing == Standing.BANNED)
    )


def left_behind(account_id: int, room_ids: Collection[int]) -> frozenset[int]:
    """Which of some rooms a person was asked to leave; one question however many they are."""
    if not room_ids:
        return frozenset()
    removals = (
        select(LogEntry.room_id, LogEntry.data, Participant.public_id)
        .join(Participant, Participant.room_id == LogEntry.room_id)
        .where(LogEntry.room_id.in_(room_ids), LogEntry.kind == REMOVED_KIND, Participant.account_id == account_id)
    )
    return frozenset(room_id for room_id, data, mine in db.session.execute(removals) if data["who"] == mine)


def held(room_id: int) -> Room:
    """A room, locked until the transaction ends."""
    return db.session.get_one(Room, room_id, with_for_update=True, populate_existing=True)


def participants_of(room_id: int) -> Sequence[Participant]:
    """All who have a place in a room."""
    return db.session.scalars(select(Participant).where(Participant.room_id == room_id)).all()


def participant_in(room_id: int, public_id: str) -> Participant:
    """Someone in a room by the public id they have there."""
    found = db.session.scalar(
        select(Participant).where(Participant.room_id == room_id, Participant.public_id == public_id)
    )
    if found is None:
        raise NotFound
    return found


def open_places(where: ColumnElement[bool]) -> Sequence[Participant]:
    """The places in rooms that are still open, in one order for everybody who locks them."""
    return db.session.scalars(
        select(Participant).join(Room).where(where, Room.closed_at.is_(None)).order_by(Participant.room_id)
    ).all()


def lapsed(at: datetime) -> Sequence[int]:
    """The ids of those whose lease of presence has ended."""
    return db.session.scalars(select(Participant.id).where(Participant.here_until < at)).all()


def faded(at: datetime) -> Sequence[int]:
    """The ids of rooms whose words have had their time."""
    return db.session.scalars(select(Room.id).where(Room.fades_at <= at)).all()


def state_of(room: Room) -> RoomState:
    """The state of a room up to `room.last_seq`: the fold kept in memory, brought up to date from the log."""
    states = _states()
    state = states.get(room.epoch, RoomState())
    if state.seq > room.last_seq:
        state = RoomState()
    if state.seq < room.last_seq:
        # What was said is most of a log and changes nothing of the state.
        changes = _between(room.id, state.seq, room.last_seq).where(LogEntry.kind.not_in(SAID_KINDS))
        state = replace(fold(state, _read(changes)), seq=room.last_seq)
    return state


def known_state(epoch: str) -> RoomState | None:
    """The state of a room as this process has it in memory, if it has."""
    return _states().get(epoch)


def remember(epoch: str, state: RoomState) -> None:
    """Keep the state of a room that has been committed."""
    states = _states()
    states.pop(epoch, None)
    states[epoch] = state
    if len(states) > STATES_KEPT:
        states.popitem(last=False)


def _states() -> OrderedDict[str, RoomState]:
    states: OrderedDict[str, RoomState] = current_app.extensions.setdefault(_STATES, OrderedDict())
    return states


def log_between(room_id: int, after: int, until: int) -> list[Logged]:
    """The events after one `seq` up to another, in order."""
    return _read(_between(room_id, after, until))


def log_tail(room_id: int, before: int | None = None) -> tuple[list[Logged], bool]:
    """The newest events that people read, before a `seq` if given, in order; and whether there are earlier ones."""
    page = _log(room_id).where(LogEntry.kind.not_in(UNTOLD_KINDS))
    if before is not None:
        page = page.where(LogEntry.seq < before)
    found = _read(page.order_by(LogEntry.seq.desc()).limit(SNAPSHOT_EVENTS + 1))
    return found[:SNAPSHOT_EVENTS][::-1], len(found) > SNAPSHOT_EVENTS


def answer_to(room_id: int, author_id: int, client_id: str) -> list[Logged]:
    """What a wish that came before under the same client id has caused."""
    return _read(_log(room_id).where(LogEntry.author_id == author_id, LogEntry.client_id == client_id))


def message_in(room_id: int, seq: int) -> MessageSaid:
    """The message said at a `seq`; its body is None when it was removed."""
    found = _read(_log(room_id).where(LogEntry.seq == seq))
    if not found or not isinstance(found[0].event, MessageSaid):
        raise NotFound("That message is not in this room.")
    return found[0].event


def _between(room_id: int, after: int, until: int) -> Select[LogEntry]:
    return _log(room_id).where(LogEntry.seq > after, LogEntry.seq <= until).order_by(LogEntry.seq)


def _log(room_id: int) -> Select[LogEntry]:
    return select(LogEntry).where(LogEntry.room_id == room_id)


def _read(entries: Select[LogEntry]) -> list[Logged]:
    return [logged(entry) for entry in db.session.scalars(entries)]


def logged(entry: LogEntry) -> Logged:
    """A row of the log as an event in its place."""
    fields = dict(entry.data)
    if entry.kind == "message.said":
        fields["body"] = entry.body
    return Logged(entry.seq, entry.at, from_plain(entry.kind, fields), entry.client_id)


def wire(events: Iterable[Logged]) -> list[dict[str, Any]]:
    """Events as they go to browsers."""
    return [
        {
            "seq": logged.seq,
            "at": moment(logged.at),
            "kind": kind_of(logged.event),
            "client_id": logged.client_id,
            **to_plain(logged.event),
        }
        for logged in events
    ]
