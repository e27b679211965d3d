"""Holding rooms while it is decided what happens in them, and who has a place there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, func, or_, select

from support_groups.core.database import db
from support_groups.groups.models import Membership, Standing

from ..models import HeldMessage, Participant, Room
from .live import LiveRoom, Seat, live


@dataclass(frozen=True, slots=True)
class Held:
    """A room whose row is locked until the transaction ends, with what the row says."""

    room: LiveRoom
    kind: str
    group_id: int | None
    closed_at: datetime | None


# Of tables, not of classes: the mapper would spend more on these questions than the database does.
_ROOM, _PLACE, _MEMBER = (cast(Table, model.__table__).c for model in (Room, Participant, Membership))

_ROWS = (
    select(
        _ROOM.id,
        _ROOM.public_id,
        _ROOM.kind,
        _ROOM.group_id,
        _ROOM.epoch,
        _ROOM.last_seq,
        _ROOM.places_rev,
        _ROOM.closed_at,
    )
    .where(_ROOM.public_id.in_(bindparam("rooms", expanding=True)))
    .order_by(_ROOM.id)
    .with_for_update()
)


# No client id holds a space.
_HELD = select(func.aggregate_strings(HeldMessage.client_id, " ")).where(HeldMessage.participant_id == _PLACE.id)

_SEATS = (
    select(
        _PLACE.room_id,
        _PLACE.account_id,
        _PLACE.id,
        _PLACE.public_id,
        _PLACE.told,
        _MEMBER.joined_on,
        _MEMBER.role,
        _HELD.correlate(Participant.__table__).scalar_subquery().label("held"),
    )
    .join(Room.__table__, _ROOM.id == _PLACE.room_id)
    .outerjoin(Membership.__table__, _MEMBER.id == _PLACE.membership_id)
    .where(
        _PLACE.room_id.in_(bindparam("rooms", expanding=True)),
        _PLACE.account_id.in_(bindparam("accounts", expanding=True)),
        _PLACE.is_withheld.is_(False),
        or_(_ROOM.group_id.is_(None), _MEMBER.standing == Standing.ACTIVE),
    )
)


def hold(public_ids: Collection[str]) -> dict[str, Held]:
    """Lock rooms, in one order for everybody, and bring their copies in memory up to date.

    Comes first in a transaction: what memory takes from the log must be committed.
    """
    found = {}
    rooms = live()
    rows = db.session.connection().execute(_ROWS, {"rooms": list(public_ids)})
    for room_id, public_id, kind, group_id, epoch, last_seq, places_rev, closed_at in rows:
        room = rooms.brought_up(room_id, public_id, epoch, last_seq)
        room.move_places(places_rev)
        if closed_at is not None:
            # A closed room has nothing more to say, of places neither: they are asked for each time.
            room.seats = {}
        found[public_id] = Held(room, kind, group_id, closed_at)
    return found


def seat_people(wanted: Collection[tuple[LiveRoom, int]]) -> None:
    """Look up the places of people who are not known yet to have one; one question however many they are."""
    seats = {room.id: room.seats for room, account_id in wanted if account_id not in room.seats}
    accounts = {account_id for room, account_id in wanted if account_id not in room.seats}
    if not seats:
        return
    for row in db.session.connection().execute(_SEATS, {"rooms": list(seats), "accounts": list(accounts)}):
        held = frozenset(row.held.split()) if row.held else frozenset()
        seats[row.room_id][row.account_id] = Seat(row.id, row.public_id, row.told, row.joined_on, held, row.role)
