"""Everything that is read about conversations; only the two of it find one, and neither after a block."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager

from support_groups.accounts.models import Account
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.rooms.models import LogEntry, Participant, Room
from support_groups.sponsorship.models import Sponsorship
from support_groups.sponsorship.queries import not_blocked, of_both

from . import rules
from .models import Conversation, Side

SAID = "message.said"


@dataclass(frozen=True)
class Listed:
    """A conversation in someone's list."""

    side: Side
    last_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether the two can still write."""
        return self.side.conversation.sponsorship.ended_at is None


@dataclass(frozen=True)
class Shown:
    """The public keys that someone is shown in a conversation: their own, and the other's."""

    mine: bytes
    theirs: bytes


@dataclass(frozen=True)
class Seat:
    """One side of a conversation with its place in the room."""

    side: Side
    participant: Participant


def conversations_of(account: Account) -> list[Listed]:
    """The conversations someone has, what is unread first, then the newest."""
    sides = db.session.scalars(_sides_of(account.id)).all()
    last = _last_at([side.conversation.room_id for side in sides])
    listed = [Listed(side, last.get(side.conversation.room_id)) for side in sides]
    listed.sort(key=lambda one: one.last_at or one.side.conversation.sponsorship.begun_at, reverse=True)
    return sorted(listed, key=lambda one: not one.side.has_unread)


def _last_at(room_ids: Sequence[int]) -> dict[int, datetime]:
    said = select(LogEntry.room_id, func.max(LogEntry.at)).where(LogEntry.room_id.in_(room_ids), LogEntry.kind == SAID)
    return {room_id: at for room_id, at in db.session.execute(said.group_by(LogEntry.room_id))}


def side_for(account: Account, public_id: str) -> Side:
    """Someone's side of the conversation behind an address."""
    side = db.session.scalar(_sides_of(account.id).where(Conversation.public_id == public_id))
    if side is None:
        raise NotFound
    return side


def side_in(account: Account, room_public_id: str) -> Side | None:
    """Someone's side of the conversation that is held in a room, if one is."""
    return db.session.scalar(
        _sides_of(account.id).join(Room, Room.id == Conversation.room_id).where(Room.public_id == room_public_id)
    )


def keys_for(account: Account, conversation: Conversation) -> Shown:
    """The keys of the two as they are shown in a conversation; `account` is one of them."""
    other_id = conversation.sponsorship.other_id(account.id)
    theirs = db.session.scalars(select(Account.public_key).where(Account.id == other_id)).one()
    return Shown(*(rules.veiled(conversation.veil, key) for key in (account.public_key, theirs)))


def _sides_of(account_id: int) -> Select[Side]:
    other = or_(
        (Sponsorship.sponsor_id == account_id) & not_blocked(account_id, Sponsorship.sponsee_id),
        (Sponsorship.sponsee_id == account_id) & not_blocked(account_id, Sponsorship.sponsor_id),
    )
    return (
        select(Side)
        .join(Side.conversation)
        .join(Conversation.sponsorship)
        .options(contains_eager(Side.conversation).contains_eager(Conversation.sponsorship))
        .where(Side.account_id == account_id, Side.deleted_at.is_(None), other)
    )


def count_unread(account_id: int) -> int:
    """How many of someone's conversations have something unread."""
    unread = select(func.count()).where(
        Side.account_id == account_id, Side.has_unread.is_(True), Side.deleted_at.is_(None)
    )
    return db.session.scalar(unread) or 0


def conversation_of(sponsorship_id: int) -> Conversation | None:
    """The conversation of a sponsorship."""
    return db.session.scalar(select(Conversation).where(Conversation.sponsorship_id == sponsorship_id))


def between(one_id: int, other_id: int) -> Sequence[Conversation]:
    """All conversations two people have had."""
    pair = select(Conversation).join(Conversation.sponsorship).where(of_both(one_id, other_id))
    return db.session.scalars(pair.order_by(Conversation.id)).all()


def with_person(account_id: int) -> Sequence[Conversation]:
    """All conversations someone has had, with whomever, deleted for themselves or not."""
    mine = select(Conversation).join(Side, Side.conversation_id == Conversation.id)
    return db.session.scalars(mine.where(Side.account_id == account_id).order_by(Conversation.id)).all()


def sides_of(conversation_id: int) -> Sequence[Side]:
    """Both sides as the database has them now."""
    both = select(Side).where(Side.conversation_id == conversation_id).order_by(Side.id)
    return db.session.scalars(both.execution_options(populate_existing=True)).all()


def seats_in(room_id: int) -> list[Seat]:
    """Both sides of the conversation in a room, with their places."""
    both = (
        select(Side, Participant)
        .join(Conversation, Conversation.id == Side.conversation_id)
        .join(Participant, _is_place_of_side())
        .where(Conversation.room_id == room_id)
        .execution_options(populate_existing=True)
    )
    return [Seat(side, participant) for side, participant in db.session.execute(both)]


def _is_place_of_side() -> ColumnElement[bool]:
    return (Participant.room_id == Conversation.room_id) & (Participant.account_id == Side.account_id)


def other_wrote_since(seat: Seat, at: datetime) -> bool:
    """Whether the other has said something since a moment."""
    said = select(LogEntry.id).where(
        LogEntry.room_id == seat.participant.room_id,
        LogEntry.kind == SAID,
        LogEntry.author_id != seat.participant.id,
        LogEntry.at >= at,
    )
    return db.session.scalar(said.limit(1)) is not None
