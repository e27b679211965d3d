"""The room's events from browsers: parse, call one action, answer."""

from collections import defaultdict
from typing import Any

from support_groups.accounts.queries import me
from support_groups.core import realtime
from support_groups.core.realtime import wish

from . import actions, forms, queries
from .broadcasts import audience_of, audience_of_one
from .rules import wishes

Answer = dict[str, Any]

TALK_RATES = "10 per 10 seconds; 60 per minute"

_here: dict[str, set[int]] = defaultdict(set)
"""Which places in rooms each open line of this process keeps present."""


def keep_leases() -> None:
    """Renew the presence of everyone whose line to this process is open."""
    actions.renew_leases({place for places in _here.values() for place in places})


@realtime.when_gone
def _line_gone(connection: str) -> None:
    lost = _here.pop(connection, set())
    still_here = set().union(*_here.values()) if _here else set()
    for participant_id in lost - still_here:
        actions.line_lost(participant_id)


@wish("room.enter", forms.Enter)
def _enter(form: forms.Enter) -> Answer:
    answer = actions.enter(me().id, form.room, form.epoch, form.after)
    participant_id, room_id = answer.pop("participant"), answer.pop("room_id")
    _here[realtime.connection()].add(participant_id)
    realtime.join(audience_of(room_id))
    realtime.join(audience_of_one(participant_id))
    return answer


@wish("room.leave", forms.InRoom)
def _leave(form: forms.InRoom) -> Answer:
    room_id, participant_id = actions.leave(me().id, form.room)
    _here[realtime.connection()].discard(participant_id)
    realtime.leave(audience_of(room_id))
    realtime.leave(audience_of_one(participant_id))
    return {}


@wish("room.earlier", forms.Earlier)
def _earlier(form: forms.Earlier) -> Answer:
    events, has_earlier = actions.earlier(me().id, form.room, form.before)
    return {"events": queries.wire(events), "has_earlier": has_earlier}


@wish("message.say", forms.Say, rates=TALK_RATES)
def _say(form: forms.Say) -> Answer:
    return _act(form, wishes.Say(form.body), client_id=form.client_id)


@wish("message.remove", forms.RemoveMessage)
def _remove_message(form: forms.RemoveMessage) -> Answer:
    return _plain(actions.remove_message(me().id, form.room, form.seq, reason=form.reason))


@wish("hand.raise", forms.InRoomOnce)
def _raise_hand(form: forms.InRoomOnce) -> Answer:
    return _act(form, wishes.RaiseHand(), client_id=form.client_id)


@wish("hand.lower", forms.LowerHand)
def _lower_hand(form: forms.LowerHand) -> Answer:
    return _act(form, wishes.LowerHand(form.person), client_id=form.client_id)


@wish("floor.set", forms.SetFloor)
def _set_floor(form: forms.SetFloor) -> Answer:
    return _act(form, wishes.SetFloor(form.floor.value), client_id=form.client_id)


@wish("floor.give", forms.OfPerson)
def _give_floor(form: forms.OfPerson) -> Answer:
    return _act(form, wishes.GiveFloor(form.person), client_id=form.client_id)


@wish("floor.extend", forms.ExtendFloor)
def _extend_floor(form: forms.ExtendFloor) -> Answer:
    return _act(form, wishes.ExtendFloor(form.minutes), client_id=form.client_id)


@wish("floor.return", forms.ReturnFloor)
def _return_floor(form: forms.ReturnFloor) -> Answer:
    return _act(form, wishes.ReturnFloor(form.how), client_id=form.client_id)


@wish("person.mute", forms.Mute)
def _mute(form: forms.Mute) -> Answer:
    return _act(form, wishes.Mute(form.person, form.minutes), reason=form.reason)


@wish("person.unmute", forms.Unmute)
def _unmute(form: forms.Unmute) -> Answer:
    return _act(form, wishes.Unmute(form.person), reason=form.reason)


@wish("person.remove", forms.RemovePerson)
def _remove_person(form: forms.RemovePerson) -> Answer:
    return _act(form, wishes.RemovePerson(form.person), reason=form.reason)


@wish("person.ban", forms.RemovePerson)
def _ban(form: forms.RemovePerson) -> Answer:
    return _act(form, wishes.RemovePerson(form.person, ban=True), reason=form.reason)


@wish("room.lock", forms.InRoomOnce)
def _lock(form: forms.InRoomOnce) -> Answer:
    return _act(form, wishes.Lock(), client_id=form.client_id)


@wish("room.unlock", forms.InRoomOnce)
def _unlock(form: forms.InRoomOnce) -> Answer:
    return _act(form, wishes.Unlock(), client_id=form.client_id)


@wish("room.close", forms.InRoomOnce)
def _close(form: forms.InRoomOnce) -> Answer:
    return _act(form, wishes.Close(), client_id=form.client_id)


def _act(
    form: forms.InRoom,
    wanted: wishes.Wish,
    *,
    client_id: str | None = None,
    reason: str | None = None,
) -> Answer:
    answer = actions.act(me().id, form.room, wanted, client_id=client_id, reason=reason)
    return _plain(answer)


def _plain(answer: actions.Answer) -> Answer:
    return {"seq": answer.seq, "events": queries.wire(answer.events)}
