"""Those who serve read words that were held: they let them through, or say kindly why not now."""

from typing import Any

from support_groups.core.clock import now
from support_groups.core.errors import NotFound
from support_groups.core.transaction import announce, transaction
from support_groups.groups.rules import check_reason

from .. import queries
from ..events import WordsAnswered, moment
from ..models import HeldMessage, HeldState, Participant
from ..queries import Place, Seat
from ..rules import RoomState, Standing, held_words, may_moderate, refusals
from .log import record
from .view import View

Told = dict[str, Any]


def let_through(account_id: int, room_public_id: str, public_id: str) -> None:
    """Let words be said by their author, now and once; judged by what the room and its people are like now."""
    with transaction():
        place = queries.place_for(account_id, room_public_id, lock=True)
        held = _waiting(place, public_id)
        state, author = queries.state_of(place.room), held.participant
        said = held_words.let_through(state, author.public_id, held.body or "", place.participant.public_id, now())
        record(place.room, said, author_id=author.id, client_id=held.client_id)
        held.state, held.body = HeldState.LET_THROUGH, None
        _answered(held, place)


def leave_out(account_id: int, room_public_id: str, public_id: str, reason: str) -> None:
    """Do not let words through now, and tell their author why; they alone can still read them."""
    reason = check_reason(reason)
    with transaction():
        place = queries.place_for(account_id, room_public_id, lock=True)
        held = _waiting(place, public_id)
        state, author = queries.state_of(place.room), held.participant
        held_words.check_may_answer(state, author.public_id, place.participant.public_id)
        held.state, held.reason = HeldState.NOT_NOW, reason
        _answered(held, place, reason)


def take_back(account_id: int, room_public_id: str, public_id: str) -> None:
    """Let go of words of one's own that wait or were not let through; twice is once."""
    with transaction():
        place = queries.place_for(account_id, room_public_id, lock=True)
        held = queries.held_in(place.room.id, public_id)
        if held.participant_id != place.participant.id:
            raise NotFound
        if held.body is None:
            return
        held.state, held.body, held.reason = HeldState.LET_GO, None, None
        _answered(held, None)


def told_of_held(view: View, seat: Seat) -> Told:
    """What somebody who enters is told of words that wait: their own, and all of them who serves; else nothing."""
    told: Told = {}
    if seat.held:
        told["held"] = [told_to_author(one) for one in queries.own_held(seat.participant_id)]
    if may_moderate(view.state, seat.who):
        others = (one for one in queries.waiting_in(view.room.id) if one.participant_id != seat.participant_id)
        told["waiting"] = [told_to_servants(one, one.participant) for one in others]
    return told


def told_of_waiting(state: RoomState, room_id: int, one: Participant) -> Told:
    """All that somebody may read now of words that wait, as a page keeps it: their own, and what others wrote."""
    mine = [_plain(told_to_author(held)) for held in queries.own_held(one.id)]
    is_in = state.people[one.public_id].standing is Standing.IN
    if not (is_in and may_moderate(state, one.public_id)):
        return {"mine": mine, "waiting": []}
    others = (held for held in queries.waiting_in(room_id) if held.participant_id != one.id)
    return {"mine": mine, "waiting": [_plain(told_to_servants(held, held.participant)) for held in others]}


def _plain(told: Told) -> Told:
    return {**told, "at": moment(told["at"])}


def told_to_author(held: HeldMessage) -> Told:
    """Words that were held, as their author is told of them."""
    return {
        "held": held.public_id,
        "client_id": held.client_id,
        "body": held.body,
        "state": held.state.value,
        "reason": held.reason,
        "at": held.at,
    }


def told_to_servants(held: HeldMessage, author: Participant) -> Told:
    """Words that wait, as those who serve are told of them."""
    return {
        "held": held.public_id,
        "who": author.public_id,
        "name": author.name,
        "body": held.body,
        "why": held.why.value,
        "at": held.at,
    }


def _waiting(place: Place, public_id: str) -> HeldMessage:
    if not may_moderate(queries.state_of(place.room), place.participant.public_id):
        raise refusals.NotTheirsToLead
    held = queries.held_in(place.room.id, public_id)
    if held.state is not HeldState.WAITING:
        raise held_words.NoLongerWaits
    return held


def _answered(held: HeldMessage, by: Place | None, reason: str = "") -> None:
    by_id = by.participant.id if by else None
    announce(
        WordsAnswered(held.id, held.room_id, held.room.group_id, held.state.value, held.participant_id, by_id, reason)
    )
