"""Who waits at the door of a room, for themselves and for those who let people in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.groups.models import Group, Membership, Standing
from support_groups.groups.rules import is_shut

from ..models import Knock, KnockState, Room
from ..rules import RoomState, check_admits, mark_of, may_admit
from .live import state_of
from .places import place_for

SHOWN_MAX = 60


@dataclass(frozen=True)
class Waiting:
    """Somebody at the door as those see them who let people in."""

    id: str
    name: str
    mark: str
    since: datetime
    note: str | None
    welcome: str | None


@dataclass(frozen=True)
class Door:
    """Who waits, those first who came first, and how many more there are than are told."""

    waiting: Sequence[Waiting]
    more: int
    shut_until: datetime | None
    """Until when the group takes in only the invited, because of a wave of strangers; None: it does not."""


def door_for(account_id: int, room_public_id: str) -> Door:
    """Who waits at the door, for somebody who may let them in; raises NotTheirsToLead for all others."""
    place = place_for(account_id, room_public_id)
    check_admits(state_of(place.room), place.participant.public_id)
    today = now().date()
    found = waiting_at(place.room.id, now())
    group = db.session.get(Group, place.room.group_id) if place.room.group_id else None
    shut_until = group.shut_until if group and is_shut(group.shut_until, now()) else None
    return Door([_as_seen(knock, today) for knock in found[:SHOWN_MAX]], max(0, len(found) - SHOWN_MAX), shut_until)


def _as_seen(knock: Knock, today: date) -> Waiting:
    member = knock.member
    mark = mark_of(has_met=member.has_met, joined_on=member.joined_on, today=today)
    return Waiting(knock.public_id, member.name, mark.value, knock.at, knock.note, knock.welcome)


def knock_for(account_id: int, room_public_id: str, *, lock: bool = False) -> Knock:
    """Somebody's own place at the door of a room, or NotFound; `lock` holds its row."""
    wanted = _knocks().where(Room.public_id == room_public_id, Knock.account_id == account_id)
    return _one(wanted.with_for_update(of=Knock) if lock else wanted)


def knock_in(room_id: int, public_id: str) -> Knock:
    """Somebody at the door of a held room, or NotFound."""
    return _one(_knocks().where(Knock.room_id == room_id, Knock.public_id == public_id))


def knock_of(room_id: int, membership_id: int) -> Knock | None:
    """A member's place at the door of a held room, if they have one."""
    return db.session.scalar(
        select(Knock)
        .where(Knock.room_id == room_id, Knock.membership_id == membership_id)
        .execution_options(populate_existing=True)
    )


def waiting_at(room_id: int, at: datetime) -> Sequence[Knock]:
    """Those who wait at the door of a room and look at the page, in the order in which they came."""
    here = _knocks().where(Knock.room_id == room_id, Knock.state == KnockState.WAITING, Knock.waits_until > at)
    return db.session.scalars(here.order_by(Knock.at, Knock.id)).all()


def at_door(room_id: int) -> Sequence[str]:
    """The public ids of all who still wait to be let into a room."""
    waiting = select(Knock.public_id).where(Knock.room_id == room_id, Knock.state == KnockState.WAITING)
    return db.session.scalars(waiting.order_by(Knock.id)).all()


def keepers_in(state: RoomState) -> list[str]:
    """Those in a room who may let people in, by the public ids they have there."""
    return [who for who in state.people if may_admit(state, who)]


def _one(wanted: Select[Knock]) -> Knock:
    found = db.session.scalar(wanted)
    if found is None:
        raise NotFound
    return found


def _knocks() -> Select[Knock]:
    # Whoever has left the group, or was asked to stay away, is at no door of it.
    return (
        select(Knock)
        .join(Knock.room)
        .join(Knock.member)
        .options(contains_eager(Knock.room), contains_eager(Knock.member))
        .where(Membership.standing == Standing.ACTIVE)
        .execution_options(populate_existing=True)
    )
