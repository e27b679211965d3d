"""Who has which place in a room. A room is found only through the viewer's own place in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.groups.models import Group, Membership, Standing

from ..models import LogEntry, Participant, Room, RoomKind

REMOVED_KIND = "person.removed"


@dataclass(frozen=True)
class Place:
    """A person's place in a room."""

    room: Room
    participant: Participant
    role: str | None
    """Their role in the group; None in a conversation of two."""


def place_for(account_id: int, room_public_id: str, *, lock: bool = False) -> Place:
    """The room behind an address and the person's place in it, or NotFound.

    Whoever has left the group or was banned from it, or from whom the room is withheld, has no place.
    `lock` holds the room's row.
    """
    wanted = (
        select(Room, Participant, Membership.role)
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
    return Place(*found)


def still_readable(account_id: int, at: datetime, group_id: int | None = None) -> list[Room]:
    """The meetings that are over and whose words somebody who was there can still read, the newest first.

    None that they were asked to leave, or of a group they are no longer in. `group_id`: in one group only.
    """
    wanted = (
        select(Room)
        .join(Participant, Participant.room_id == Room.id)
        .join(Membership, Membership.id == Participant.membership_id)
        .where(Participant.account_id == account_id, Participant.is_withheld.is_(False))
        .where(Membership.standing == Standing.ACTIVE)
        .where(Room.kind == RoomKind.MEETING, Room.closed_at.is_not(None), Room.fades_at > at)
        .order_by(Room.closed_at.desc(), Room.id)
    )
    if group_id is not None:
        wanted = wanted.where(Room.group_id == group_id)
    rooms = db.session.scalars(wanted).all()
    gone = left_behind(account_id, [room.id for room in rooms])
    return [room for room in rooms if room.id not in gone]


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


def rooms_of(account_id: int, room_ids: Collection[int]) -> frozenset[int]:
    """In which of some rooms a person has a place; one question however many they are."""
    mine = select(Participant.room_id).where(
        Participant.account_id == account_id, Participant.room_id.in_(room_ids), Participant.is_withheld.is_(False)
    )
    return frozenset(db.session.scalars(mine)) if room_ids else frozenset()


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


def hold_all_of(account_id: int) -> None:
    """Lock the rooms of all meetings in which someone has a place, in the order in which everybody locks rooms.

    Not those of conversations: there the two people come first, and then their room.
    """
    theirs = select(Participant.room_id).where(Participant.account_id == account_id)
    rooms = select(Room.id).where(Room.id.in_(theirs), Room.kind == RoomKind.MEETING)
    db.session.execute(rooms.order_by(Room.id).with_for_update())


def participants_of(room_id: int) -> Sequence[Participant]:
    """All who have a place in a room."""
    return db.session.scalars(select(Participant).where(Participant.room_id == room_id)).all()


def members_in(room_id: int, membership_ids: Collection[int]) -> dict[int, str]:
    """Which ids some members have in a room; who has no place there is missing."""
    if not membership_ids:
        return {}
    theirs = select(Participant.membership_id, Participant.public_id).where(
        Participant.room_id == room_id,
        Participant.membership_id.in_(membership_ids),
        # Whoever has left and come back has two places, and is only in the second.
        Participant.account_id.is_not(None),
    )
    return {mine: public_id for mine, public_id in db.session.execute(theirs) if mine is not None}


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


def without_chair(at: datetime) -> Sequence[int]:
    """The rooms in which somebody should stand in for the one who leads."""
    return db.session.scalars(select(Room.id).where(Room.stands_in_at <= at).order_by(Room.id)).all()


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A place whose lease of presence has ended."""

    participant_id: int
    account_id: int | None
    room: str


def lapsed(at: datetime, among: Collection[int] | None = None, *, most: int) -> list[Lapsed]:
    """The places whose lease of presence has ended, room by room; of some of them only, if they are given."""
    wanted = (
        select(Participant.id, Participant.account_id, Room.public_id).join(Room).where(Participant.here_until < at)
    )
    if among is not None:
        wanted = wanted.where(Participant.id.in_(among))
    ordered = wanted.order_by(Participant.room_id, Participant.id).limit(most)
    return [Lapsed(*row) for row in db.session.execute(ordered)]
