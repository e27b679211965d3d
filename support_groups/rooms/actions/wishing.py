"""A wish of someone in a room: judged by the rules, kept in the log, once."""

from dataclasses import dataclass
from datetime import timedelta

from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.groups import actions as groups
from support_groups.groups.models import Membership
from support_groups.groups.rules import NotAMember, check_reason

from .. import queries
from ..events import Logged
from ..queries import Place
from ..rules import decide, wishes
from .as_read import as_read_by
from .serving import serve_alone
from .view import Asked


@dataclass(frozen=True)
class Answer:
    """What a wish has caused, and where the log stands."""

    seq: int
    events: list[Logged]
    is_held: bool = False
    """Whether what was wished to be said waits for somebody who serves."""


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
    served = serve_alone(Asked(account_id, room_public_id, wish, client_id, reason))
    events = as_read_by(served.seat.who, served.events, served.view.state)
    return Answer(served.seq, events, served.words is not None)


def remove_message(account_id: int, room_public_id: str, seq: int, *, reason: str | None = None) -> Answer:
    """Take a message out of the log for good: one's own, or another's by who moderates."""
    place = queries.place_for(account_id, room_public_id)
    if queries.message_in(place.room.id, seq).by != place.participant.public_id:
        reason = check_reason(reason or "")
    return act(account_id, room_public_id, wishes.RemoveMessage(seq), reason=reason)


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
            groups.mute(by, _who_is_in(place, who), now() + timedelta(minutes=minutes), reason)
        case wishes.Unmute(who=who):
            groups.mute(by, _who_is_in(place, who), None, reason)
        case wishes.RemovePerson(who=who):
            groups.ban(by, _who_is_in(place, who), reason)
    place = queries.place_for(account_id, room_public_id)
    seq = place.room.last_seq
    events = queries.log_between(place.room.id, before, seq)
    return Answer(seq, as_read_by(place.participant.public_id, events, queries.state_of(place.room)))


def _who_is_in(place: Place, who: str) -> Membership:
    # Whoever has left may be here again as somebody new: what is done to them under the old name would tell who.
    if queries.participant_in(place.room.id, who).account_id is None:
        raise NotAMember
    return _member(place, who)


def _member(place: Place, who: str) -> Membership:
    membership_id = queries.participant_in(place.room.id, who).membership_id
    member = db.session.get(Membership, membership_id) if membership_id else None
    if member is None:
        raise NotFound
    return member
