"""What memory and the rooms' own rows decide: served in the beat, all of it in one transaction."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy.exc import IntegrityError

from support_groups.core import realtime
from support_groups.core.forms import Form
from support_groups.core.realtime import USUAL, Line, Pace, Wish, beat_wish
from support_groups.core.transaction import again, transaction

from .. import actions, forms, queries
from ..broadcasts import audience_of, audience_of_one
from ..rules import wishes
from .paces import DOOR, HANDS, TALK


class Kind(NamedTuple):
    """A wish from a browser: its form, what it asks of the rules, and how quickly one person may wish for it."""

    form: type[Form]
    asks: Callable[[Any], wishes.Wish]
    pace: Pace = USUAL


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
    wanted = WISHES[one.kind.name].asks(form)
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
    read = actions.as_read_by(outcome.seat.who, outcome.events, outcome.view.state)
    events = b",".join(event.wire for event in read)
    return b'{"ok":true,"seq":%d,"events":[%b]}' % (outcome.seq, events)


WISHES: dict[str, Kind] = {
    "room.enter": Kind(forms.Enter, lambda _: wishes.Enter()),
    "room.leave": Kind(forms.Leave, lambda _: wishes.Leave(), DOOR),
    "message.say": Kind(forms.Say, lambda form: wishes.Say(form.body, form.as_it_is), TALK),
    "message.seal": Kind(forms.SaySealed, lambda form: wishes.SaySealed(form.envelope), TALK),
    "hand.raise": Kind(forms.InRoom, lambda _: wishes.RaiseHand(), HANDS),
    "hand.lower": Kind(forms.LowerHand, lambda form: wishes.LowerHand(form.person)),
    "floor.set": Kind(forms.SetFloor, lambda form: wishes.SetFloor(form.floor.value)),
    "floor.give": Kind(forms.OfPerson, lambda form: wishes.GiveFloor(form.person)),
    "turns.set": Kind(forms.SetTurns, lambda form: wishes.SetTurns(form.turns.value, form.favours_new)),
    "share.feel": Kind(forms.React, lambda form: wishes.React(form.feeling.value), HANDS),
    "floor.extend": Kind(forms.ExtendFloor, lambda form: wishes.ExtendFloor(form.minutes)),
    "floor.return": Kind(forms.ReturnFloor, lambda form: wishes.ReturnFloor(form.how)),
    "room.still": Kind(forms.BeStill, lambda form: wishes.BeStill(form.still, form.seconds)),
    "room.resume": Kind(forms.InRoom, lambda _: wishes.Resume()),
    "lobby.set": Kind(forms.SetLobby, lambda form: wishes.SetLobby(form.lobby.value)),
    "pace.set": Kind(forms.SetPace, lambda form: wishes.SetPace(form.seconds)),
    "clean_time.open": Kind(forms.OpenCleanTime, lambda form: wishes.OpenCleanTime(form.longest_first)),
    "clean_time.close": Kind(forms.InRoom, lambda _: wishes.CloseCleanTime()),
    "milestone.stand": Kind(forms.Stand, lambda form: wishes.Stand(form.tag), HANDS),
    "basket.done": Kind(forms.InRoom, lambda _: wishes.EndQuestion()),
    "chair.take": Kind(forms.InRoom, lambda _: wishes.TakeChair()),
    "chair.give": Kind(forms.OfPerson, lambda form: wishes.GiveChair(form.person)),
}

for _name, _kind in WISHES.items():
    beat_wish(_name, _kind.form, _serve, _kind.pace)
