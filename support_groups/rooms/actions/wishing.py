"""A wish of someone in a room: judged by the rules, kept in the log, once."""

from dataclasses import dataclass
from datetime import timedelta

from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.core.transaction import transaction
from support_groups.groups import actions as groups
from support_groups.groups.models import Membership
from support_groups.groups.rules import check_reason

from .. import queries
from ..events import Logged, PersonEntered
from ..models import LEASE_SECONDS
from ..queries import Place
from ..rules import decide, wishes
from .log import record


@dataclass(frozen=True)
class Answer:
    """What a wish has caused, and where the log stands."""

    seq: int
    events: list[Logged]


def act(
    account_id: int,
    room_public_id: str,
    wish: wishes.Wish,
    *,
    client_id: str | None = None,
    reason: str | None = None,
) -> Answer:
    """Do what someone in a room wishes, or refuse in words that name the rule.

    An answer means that it is committed. The same client id again gives the first answer and is
    told to nobody twice. Whose mute or ban outlasts the room is asked of the group.
    """
    if isinstance(wish, wishes.Mute | wishes.Unmute) or _is_ban(wish):
        return _ask_group(account_id, room_public_id, wish, reason or "")
    with transaction():
        place = queries.place_for(account_id, room_public_id, lock=True)
        room, me = place.room, place.participant
        if client_id and (before := queries.answer_to(room.id, me.id, client_id)):
            return Answer(room.last_seq, before)
        events = decide(queries.state_of(room), wish, me.public_id, now())
        if any(isinstance(event, PersonEntered) for event in events):
            me.here_until = now() + timedelta(seconds=LEASE_SECONDS)
        kept = record(room, events, author_id=me.id, client_id=client_id, reason=reason)
        return Answer(room.last_seq, kept)


def remove_message(account_id: int, room_public_id: str, seq: int, *, reason: str | None = None) -> Answer:
    """Take a message out of the log for good: one's own, or another's by who moderates."""
    with transaction():
        place = queries.place_for(account_id, room_public_id, lock=True)
        said = queries.message_in(place.room.id, seq)
        if said.by != place.participant.public_id:
            reason = check_reason(reason or "")
        wish = wishes.RemoveMessage(seq, str(said.by), is_gone=said.body is None)
        return act(account_id, room_public_id, wish, reason=reason)


def _is_ban(wish: wishes.Wish) -> bool:
    return isinstance(wish, wishes.RemovePerson) and wish.ban


def _ask_group(account_id: int, room_public_id: str, wish: wishes.Wish, reason: str) -> Answer:
    # Without the room's lock: the group is locked first and the rooms after it, here as everywhere.
    place = queries.place_for(account_id, room_public_id)
    before = place.room.last_seq
    decide(queries.state_of(place.room), wish, place.participant.public_id, now())
    by = _member(place, place.participant.public_id)
    match wish:
        case wishes.Mute(who=who, minutes=minutes):
            groups.mute(by, _member(place, who), now() + timedelta(minutes=minutes), reason)
        case wishes.Unmute(who=who):
            groups.mute(by, _member(place, who), None, reason)
        case wishes.RemovePerson(who=who):
            groups.ban(by, _member(place, who), reason)
    place = queries.place_for(account_id, room_public_id)
    seq = place.room.last_seq
    return Answer(seq, queries.log_between(place.room.id, before, seq))


def _member(place: Place, who: str) -> Membership:
    membership_id = queries.participant_in(place.room.id, who).membership_id
    member = db.session.get(Membership, membership_id) if membership_id else None
    if member is None:
        raise NotFound
    return member
