"""What memory and the rooms' own rows decide: served in the beat, all of it in one transaction."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.exc import IntegrityError

from support_groups.core import realtime
from support_groups.core.realtime import Line, Wish, beat_wish
from support_groups.core.transaction import again, transaction

from .. import actions, forms, queries
from ..broadcasts import audience_of, audience_of_one
from ..rules import wishes
from .paces import DOOR, HANDS, TALK

Asks = Callable[[Any], wishes.Wish]


class Came:
    """A line that has come into a room, and hears it from this moment."""

    def __init__(self, line: Line, room: queries.LiveRoom, who: str) -> None:
        self._line = line
        self._room = room
        self._who = who
        self._new = [name for name in self._names() if realtime.audiences().join(line, name)]

    def leaves(self) -> None:
        """Hear no more of what was new to it."""
        for name in self._new:
            realtime.audiences().leave(self._line, name)

    def stays(self) -> None:
        """Hear on, also if someone else has told in the meantime how this person had left before."""
        person = self._room.state.people.get(self._who)
        if person is not None and person.is_here:
            for name in self._names():
                realtime.audiences().join(self._line, name)

    def _names(self) -> tuple[str, str]:
        return audience_of(self._room.id), audience_of_one(self._who)


def _serve(wished: Sequence[Wish]) -> list[realtime.Outcome]:
    """Serve what was wished for in rooms in one beat."""
    try:
        return again(lambda: _serve_once(wished, was_refused=False))
    except IntegrityError:
        return again(lambda: _serve_once(wished, was_refused=True))


def _serve_once(wished: Sequence[Wish], *, was_refused: bool) -> list[realtime.Outcome]:
    asked = [_asked(one) for one in wished]
    came: list[Came] = []
    try:
        with transaction():
            served = actions.serve(asked, was_refused=was_refused)
            # Before anything is told: nothing falls between what is read here and what is heard from now on.
            outcomes = [_outcome(one, outcome, came) for one, outcome in zip(wished, served, strict=True)]
    except BaseException:
        # Nobody listens whose entry was not kept.
        for one in came:
            one.leaves()
        raise
    for one in came:
        one.stays()
    return outcomes


def _asked(one: Wish) -> actions.Asked:
    form = one.form
    wanted = ASKS[one.kind.name](form)
    return actions.Asked(one.caller.account_id, form.room, wanted, getattr(form, "client_id", None))


def _outcome(one: Wish, outcome: actions.Outcome, came: list[Came]) -> realtime.Outcome:
    if not isinstance(outcome, actions.Served):
        return outcome
    match one.form:
        case forms.Enter(epoch=epoch, after=after):
            came.append(Came(one.line, outcome.view.room, outcome.seat.who))
            return {"ok": True, **actions.greet(outcome, epoch, after)}
        case forms.Leave():
            for audience in (audience_of(outcome.view.room.id), audience_of_one(outcome.seat.who)):
                realtime.audiences().leave(one.line, audience)
            return {"ok": True}
    if outcome.words is not None:
        return {"ok": True, "seq": outcome.seq, "held": True, "words": actions.told_to_author(outcome.words)}
    events = b",".join(event.wire for event in outcome.events)
    return b'{"ok":true,"seq":%d,"events":[%b]}' % (outcome.seq, events)


ASKS: dict[str, Asks] = {
    "room.enter": lambda _: wishes.Enter(),
    "room.leave": lambda _: wishes.Leave(),
    "message.say": lambda form: wishes.Say(form.body, form.as_it_is),
    "message.seal": lambda form: wishes.SaySealed(form.envelope),
    "hand.raise": lambda _: wishes.RaiseHand(),
    "hand.lower": lambda form: wishes.LowerHand(form.person),
    "floor.set": lambda form: wishes.SetFloor(form.floor.value),
    "floor.give": lambda form: wishes.GiveFloor(form.person),
    "floor.next": lambda _: wishes.CallNext(),
    "turns.set": lambda form: wishes.SetTurns(form.turns.value, form.favours_new),
    "share.feel": lambda form: wishes.React(form.feeling.value),
    "floor.extend": lambda form: wishes.ExtendFloor(form.minutes),
    "floor.return": lambda form: wishes.ReturnFloor(form.how),
    "room.still": lambda form: wishes.BeStill(form.still, form.seconds),
    "room.resume": lambda _: wishes.Resume(),
    "lobby.set": lambda form: wishes.SetLobby(form.lobby.value),
    "pace.set": lambda form: wishes.SetPace(form.seconds),
    "clean_time.open": lambda form: wishes.OpenCleanTime(form.longest_first),
    "clean_time.close": lambda _: wishes.CloseCleanTime(),
    "milestone.stand": lambda form: wishes.Stand(form.tag),
    "basket.done": lambda _: wishes.EndQuestion(),
    "chair.take": lambda _: wishes.TakeChair(),
    "chair.give": lambda form: wishes.GiveChair(form.person),
}

beat_wish("room.enter", forms.Enter, _serve)
beat_wish("room.leave", forms.Leave, _serve, DOOR)
beat_wish("message.say", forms.Say, _serve, TALK)
beat_wish("message.seal", forms.SaySealed, _serve, TALK)
beat_wish("hand.raise", forms.InRoom, _serve, HANDS)
beat_wish("hand.lower", forms.LowerHand, _serve)
beat_wish("floor.set", forms.SetFloor, _serve)
beat_wish("floor.give", forms.OfPerson, _serve)
beat_wish("floor.next", forms.InRoom, _serve)
beat_wish("turns.set", forms.SetTurns, _serve)
beat_wish("share.feel", forms.React, _serve, HANDS)
beat_wish("floor.extend", forms.ExtendFloor, _serve)
beat_wish("floor.return", forms.ReturnFloor, _serve)
beat_wish("room.still", forms.BeStill, _serve)
beat_wish("room.resume", forms.InRoom, _serve)
beat_wish("lobby.set", forms.SetLobby, _serve)
beat_wish("pace.set", forms.SetPace, _serve)
beat_wish("clean_time.open", forms.OpenCleanTime, _serve)
beat_wish("clean_time.close", forms.InRoom, _serve)
beat_wish("milestone.stand", forms.Stand, _serve, HANDS)
beat_wish("basket.done", forms.InRoom, _serve)
beat_wish("chair.take", forms.InRoom, _serve)
beat_wish("chair.give", forms.OfPerson, _serve)
