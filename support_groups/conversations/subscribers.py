"""What conversations keep when something happens in sponsorship, in their rooms, or to an account."""

from support_groups.accounts.events import AccountLeaving
from support_groups.core.clock import now
from support_groups.core.realtime import ping_seconds
from support_groups.core.transaction import on
from support_groups.rooms.events import Happened, MessageSaid, PersonEntered, PersonLeft
from support_groups.rooms.models import RoomKind
from support_groups.sponsorship.events import BlockLifted, PersonBlocked, SponsorshipBegun, SponsorshipEnded

from . import actions, queries, rules


@on(SponsorshipBegun)
def open_with_the_sponsorship(event: SponsorshipBegun) -> None:
    """Two who have agreed can write to each other."""
    actions.open_conversation(event.sponsorship_id)


@on(SponsorshipEnded)
def close_with_the_sponsorship(event: SponsorshipEnded) -> None:
    """What has ended is readable, not writable."""
    actions.close_conversation(event.sponsorship_id)


@on(PersonBlocked)
def hide_after_a_block(event: PersonBlocked) -> None:
    """Neither finds the other's words any more."""
    actions.hide_between(event.blocker_account_id, event.blocked_account_id)


@on(BlockLifted)
def show_after_a_block(event: BlockLifted) -> None:
    """What was kept can be read again."""
    actions.show_between(event.blocker_account_id, event.blocked_account_id)


@on(Happened)
def keep_unread_marks(happened: Happened) -> None:
    """Mark what someone has not read, and that they have."""
    if happened.room_kind != RoomKind.CONVERSATION:
        return
    match happened.event:
        case MessageSaid():
            for seat in queries.seats_in(happened.room_id):
                if seat.participant.id != happened.by_participant_id and seat.participant.here_until is None:
                    actions.mark_waiting(seat)
        case PersonEntered():
            for seat in _their_seat(happened):
                actions.mark_read(seat)
        case PersonLeft(lapsed=True):
            # What came after the line was lost may have reached nobody: better unread once too often.
            for seat in _their_seat(happened):
                if queries.other_wrote_since(seat, rules.perhaps_unread_since(now(), ping_seconds())):
                    actions.mark_waiting(seat)


def _their_seat(happened: Happened) -> list[queries.Seat]:
    seats = queries.seats_in(happened.room_id)
    return [seat for seat in seats if seat.participant.id == happened.by_participant_id]


@on(AccountLeaving)
def leave_with_the_account(event: AccountLeaving) -> None:
    """Private words go with the account of either of the two."""
    actions.leave_with_account(event.account_id)
