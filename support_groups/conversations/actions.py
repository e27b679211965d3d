"""Every change of conversations: opened, closed, read, withheld, let go of."""

from sqlalchemy import select

from support_groups.accounts.models import Account
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.core.transaction import announce, transaction
from support_groups.rooms import actions as rooms
from support_groups.rooms.models import FloorMode, RoomKind
from support_groups.sponsorship.actions import forget_sponsorship
from support_groups.sponsorship.models import Sponsorship
from support_groups.sponsorship.queries import are_blocked

from . import queries, rules
from .events import ConversationGone, ConversationRead, MessageWaiting
from .models import Conversation, Side
from .queries import Seat


def open_conversation(sponsorship_id: int) -> Conversation:
    """Open the room of a sponsorship with both taking part, each under the name the other knows."""
    with transaction() as session:
        sponsorship = session.get_one(Sponsorship, sponsorship_id)
        title = f"{sponsorship.sponsor_name} and {sponsorship.sponsee_name}"
        room = rooms.open_room(kind=RoomKind.CONVERSATION, title=title, floor=FloorMode.OPEN)
        made = Conversation(public_id=sponsorship.public_id, sponsorship_id=sponsorship_id, room_id=room.id)
        session.add(made)
        session.flush()
        people = (
            (sponsorship.sponsor_id, sponsorship.sponsor_name, sponsorship.sponsee_name, "sponsor"),
            (sponsorship.sponsee_id, sponsorship.sponsee_name, sponsorship.sponsor_name, "sponsee"),
        )
        for account_id, name, other_name, role in people:
            rooms.take_part(room, account_id, name, role)
            session.add(Side(conversation_id=made.id, account_id=account_id, other_name=other_name))
        session.flush()
        return made


def close_conversation(sponsorship_id: int) -> None:
    """Let nothing more be written; both can read it until they let go of it."""
    with transaction():
        if conversation := queries.conversation_of(sponsorship_id):
            rooms.close_room(conversation.room_id)


def mark_waiting(seat: Seat) -> None:
    """Something is there that this one has not read; announced once until they have."""
    side = seat.side
    if side.has_unread or side.deleted_at or seat.participant.is_withheld:
        return
    with transaction() as session:
        side.has_unread = True
        conversation = session.get_one(Conversation, side.conversation_id)
        announce(MessageWaiting(conversation.id, conversation.public_id, side.account_id, side.other_name))


def mark_read(seat: Seat) -> None:
    """This one is here and reads."""
    if seat.side.has_unread:
        with transaction():
            seat.side.has_unread = False
            announce(ConversationRead(seat.side.conversation_id, seat.side.account_id))


def delete_conversation(account: Account, side: Side) -> None:
    """Let go of a conversation that has ended, for oneself; when both have, nothing of it stays."""
    account_id, side_id = account.id, side.id
    with transaction() as session:
        locked = select(Conversation).join(Side).where(Side.id == side_id, Side.account_id == account_id)
        conversation = session.scalar(locked.with_for_update(of=Conversation))
        if conversation is None:
            raise NotFound
        rules.check_may_delete(session.get_one(Sponsorship, conversation.sponsorship_id).ended_at)
        sides = queries.sides_of(conversation.id)
        for mine in sides:
            if mine.id == side_id and mine.deleted_at is None:
                mine.deleted_at, mine.has_unread = now(), False
                rooms.withhold_room(conversation.room_id, [account_id])
                announce(ConversationGone(conversation.id, account_id))
        if rules.is_nobodys([one.deleted_at for one in sides]):
            _discard(conversation)


def hide_between(one_id: int, other_id: int) -> None:
    """After a block: neither finds what the two have written, nor is anything unread."""
    with transaction():
        for conversation in queries.between(one_id, other_id):
            rooms.withhold_room(conversation.room_id, [one_id, other_id])
            for side in queries.sides_of(conversation.id):
                side.has_unread = False
                announce(ConversationGone(conversation.id, side.account_id))


def show_between(one_id: int, other_id: int) -> None:
    """After a block was lifted: each finds again what they have not let go of, unless the other blocks too."""
    if are_blocked(one_id, other_id):
        return
    with transaction():
        for conversation in queries.between(one_id, other_id):
            keeping = [side.account_id for side in queries.sides_of(conversation.id) if side.deleted_at is None]
            rooms.show_room_again(conversation.room_id, keeping)


def leave_with_account(account_id: int) -> None:
    """Nothing stays of what someone wrote in private when their account goes, on either side."""
    with transaction():
        for conversation in queries.with_person(account_id):
            for side in queries.sides_of(conversation.id):
                announce(ConversationGone(conversation.id, side.account_id))
            _discard(conversation)


def _discard(conversation: Conversation) -> None:
    room_id, sponsorship_id = conversation.room_id, conversation.sponsorship_id
    db.session.flush()
    # The rows of the conversation go with the room and the sponsorship; the session must not write them again.
    db.session.expunge(conversation)
    rooms.discard_room(room_id)
    forget_sponsorship(sponsorship_id)
