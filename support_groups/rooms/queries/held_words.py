"""Words that wait to be read: found by their author and by those who serve, and by nobody else."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from support_groups.core.database import db

from ..models import HeldMessage, HeldState, LogEntry, Participant, Room
from .beside_log import count_beside_log, one_beside_log, own_beside_log
from .log import SAID_KIND


def held_as(participant_id: int, client_id: str) -> HeldMessage:
    """Words of somebody that were held, by the client id they came under."""
    mine = select(HeldMessage).where(HeldMessage.participant_id == participant_id, HeldMessage.client_id == client_id)
    return db.session.scalars(mine).one()


def own_held(participant_id: int) -> Sequence[HeldMessage]:
    """What somebody wrote that waits, or was not let through, in its order."""
    return own_beside_log(HeldMessage, participant_id)


def waiting_in(room_id: int) -> Sequence[HeldMessage]:
    """What waits in a room, the oldest first."""
    waiting = select(HeldMessage).where(HeldMessage.room_id == room_id, HeldMessage.state == HeldState.WAITING)
    with_author = waiting.options(joinedload(HeldMessage.participant))
    return db.session.scalars(with_author.order_by(HeldMessage.id)).all()


def count_held(participant_id: int, state: HeldState) -> int:
    """Of how much that somebody wrote this has become."""
    return count_beside_log(HeldMessage, participant_id, state)


def held_in(room_id: int, public_id: str) -> HeldMessage:
    """Words that were held in a room, locked until the transaction ends."""
    return one_beside_log(HeldMessage, room_id, public_id)


def rooms_that_hold(group_id: int) -> Sequence[tuple[Room, int]]:
    """The rooms of a group in which something waits, with how much."""
    waiting = (
        select(Room, func.count(HeldMessage.id))
        .join(HeldMessage, HeldMessage.room_id == Room.id)
        .where(Room.group_id == group_id, HeldMessage.state == HeldState.WAITING)
    )
    return [(room, count) for room, count in db.session.execute(waiting.group_by(Room.id).order_by(Room.id))]


def has_spoken(participant_id: int) -> bool:
    """Whether somebody has said anything in the group that it still has."""
    membership = select(Participant.membership_id).where(Participant.id == participant_id).scalar_subquery()
    said = (
        select(LogEntry.id)
        .join(Participant, Participant.id == LogEntry.author_id)
        .where(Participant.membership_id == membership, LogEntry.kind == SAID_KIND, LogEntry.body.is_not(None))
    )
    return db.session.scalar(said.limit(1)) is not None
