"""The room's events from browsers: parse, call one action, answer."""

from collections import defaultdict
from typing import Any

from flask import current_app

from support_groups.accounts.queries import me
from support_groups.core import realtime
from support_groups.core.realtime import wish

from . import actions, forms, queries
from .broadcasts import audience_of, audience_of_one
from .rules import wishes

Answer = dict[str, Any]

TALK_RATES = "10 per 10 seconds; 60 per minute"

_HERE = "support_groups.rooms.here"


def keep_leases() -> None:
    """Renew the presence of everyone whose line to this process is open."""
    actions.renew_leases(set().union(*_here().values()))


@realtime.when_gone
def _line_gone(connection: str) -> None:
    lost = _here().pop(connection, set())
    for participant_id in lost.difference(*_here().values()):
        actions.line_lost(participant_id)


def _here() -> dict[str, set[int]]:
    """Which places in rooms each open line of this process keeps present."""
    here: dict[str, set[int]] = current_app.extensions.setdefault(_HERE, defaultdict(set))
    return here


@wish("room.enter", forms.Enter)
def _enter(form: forms.Enter) -> Answer:
    place = queries.place_for(me().id, form.room)
    actions.check_may_read(place)
    audiences = (audience_of(place.room.id), audience_of_one(place.participant.id))
    # Before reading, so that nothing falls between what was read and what is heard.
    for audience in audiences:
        realtime.join(audience)
    try:
        answer = actions.enter(me().id, form.room, form.epoch, form.after)
    except BaseException:
        # Also when it could not be judged at all: nobody listens whose entry was not kept.
        for audience in audiences:
            realtime.leave(audience)
        raise
    _here()[realtime.connection()].add(answer.pop("participant"))
    return answer


@wish("room.leave", forms.InRoom, rates="6 per minute")
def _leave(form: forms.InRoom) -> Answer:
    _here()[realtime.connection()].discard(actions.leave(me().id, form.room))
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


@wish("hand.raise", forms.InRoom, rates="12 per minute")
def _raise_hand(form: forms.InRoom) -> Answer:
    return _act(form, wishes.RaiseHand())


@wish("hand.lower", forms.LowerHand)
def _lower_hand(form: forms.LowerHand) -> Answer:
    return _act(form, wishes.LowerHand(form.person))


@wish("floor.set", forms.SetFloor)
def _set_floor(form: forms.SetFloor) -> Answer:
    return _act(form, wishes.SetFloor(form.floor.value))


@wish("floor.give", forms.OfPerson)
def _give_floor(form: forms.OfPerson) -> Answer:
    return _act(form, wishes.GiveFloor(form.person))


@wish("floor.extend", forms.ExtendFloor)
def _extend_floor(form: forms.ExtendFloor) -> Answer:
    return _act(form, wishes.ExtendFloor(form.minutes))


@wish("floor.return", forms.ReturnFloor)
def _return_floor(form: forms.ReturnFloor) -> Answer:
    return _act(form, wishes.ReturnFloor(form.how))


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


@wish("room.lock", forms.InRoom)
def _lock(form: forms.InRoom) -> Answer:
    return _act(form, wishes.Lock())


@wish("room.unlock", forms.InRoom)
def _unlock(form: forms.InRoom) -> Answer:
    return _act(form, wishes.Unlock())


@wish("room.close", forms.InRoom)
def _close(form: forms.InRoom) -> Answer:
    return _act(form, wishes.Close())


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
