"""Who hears of words that wait: their author and those who serve, each on their own lines, and nobody else."""

from collections.abc import Iterator
from typing import Any

from support_groups.core import realtime
from support_groups.core.database import db
from support_groups.core.transaction import after

from .. import actions, queries
from ..events import Happened, RoleGiven, WordsAnswered, WordsHeld, moment
from ..models import HeldMessage, HeldState, Participant, Room, RoomKind
from ..rules import Standing, may_moderate
from .audiences import audience_of_one

NEWS = "words.held"


@after(WordsHeld)
def _tell_those_who_serve(event: WordsHeld) -> None:
    held = db.session.get(HeldMessage, event.held_id, populate_existing=True)
    if held is None or held.state is not HeldState.WAITING:
        return
    told = _plain(actions.told_to_servants(held, held.participant))
    for one in _readers(held):
        _tell(held, one, {"kind": "waiting", **told})


@after(WordsAnswered)
def _tell_of_answer(event: WordsAnswered) -> None:
    held = db.session.get(HeldMessage, event.held_id, populate_existing=True)
    if held is None:
        return
    if held.participant.account_id is not None:
        _tell(held, held.participant, {"kind": "mine", **_plain(actions.told_to_author(held))})
    for one in _readers(held):
        _tell(held, one, {"kind": "answered", "held": held.public_id})


@after(Happened)
def _tell_of_role(happened: Happened) -> None:
    """Whoever serves from now on is told at once what waits; whoever no longer does reads none of it any more."""
    if not isinstance(happened.event, RoleGiven) or happened.room_kind != RoomKind.MEETING:
        return
    room = db.session.get_one(Room, happened.room_id)
    one = queries.participant_in(room.id, happened.event.who)
    told = actions.told_of_waiting(queries.state_of(room), room.id, one)
    realtime.tell(audience_of_one(one.public_id), NEWS, {"room": room.public_id, "kind": "all", **told})


def _readers(held: HeldMessage) -> Iterator[Participant]:
    """Those who may read it now: in the room, in the group, and serving."""
    state = queries.state_of(held.room)
    for one in queries.participants_of(held.room_id):
        is_in = one.account_id is not None and state.people[one.public_id].standing is Standing.IN
        if is_in and may_moderate(state, one.public_id) and one.id != held.participant_id:
            yield one


def _tell(held: HeldMessage, whom: Participant, told: dict[str, Any]) -> None:
    realtime.tell(audience_of_one(whom.public_id), NEWS, {"room": held.room.public_id, **told})


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    return {**told, "at": moment(told["at"])}
