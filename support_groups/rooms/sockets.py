"""The room's events from browsers: what is decided in the beat, and what is served beside it."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy.exc import IntegrityError, OperationalError

from support_groups.core import realtime
from support_groups.core.realtime import Answer, Line, Pace, Wish, beat_wish, wish
from support_groups.core.transaction import transaction

from . import actions, forms, queries
from .broadcasts import DOOR as AT_DOOR
from .broadcasts import PEOPLE, audience_at_door, audience_of, audience_of_one
from .rules import wishes

TALK = Pace(burst=10, per_second=1.0)
HANDS = Pace(burst=6, per_second=0.2)
DOOR = Pace(burst=6, per_second=0.1)

TRY_AGAIN = frozenset({"40001", "40P01"})
"""PostgreSQL's names for a transaction that came to grief with another one."""

Asks = Callable[[Any], wishes.Wish]


def keep_leases() -> None:
    """Renew the presence of everyone whose line to this process is open, in rooms and at their doors."""
    actions.renew_leases([name.removeprefix(PEOPLE) for name in realtime.audiences().names(PEOPLE)])
    if waiting := [name.removeprefix(AT_DOOR) for name in realtime.audiences().names(AT_DOOR)]:
        actions.renew_waits(waiting)


@realtime.when_gone
def _lines_gone(lines: Sequence[Line]) -> None:
    if lost := _lost(lines, PEOPLE):
        actions.lines_lost(lost)
    if lost := _lost(lines, AT_DOOR):
        actions.waits_lost(lost)


def _lost(lines: Sequence[Line], beginning: str) -> list[str]:
    """Whose last line here is among some that are gone, of those whose audiences begin like this."""
    names = {audience.name for line in lines for audience in line.audiences if audience.name.startswith(beginning)}
    return [name.removeprefix(beginning) for name in names if realtime.audiences().named(name) is None]


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
        return _serve_once(wished, was_refused=False)
    except IntegrityError:
        return _serve_once(wished, was_refused=True)
    except OperationalError as error:
        # Two that wait for each other: the database lets one of them go, to try again.
        if getattr(error.orig, "sqlstate", None) not in TRY_AGAIN:
            raise
        return _serve_once(wished, was_refused=False)


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
    "chair.take": lambda _: wishes.TakeChair(),
    "chair.give": lambda form: wishes.GiveChair(form.person),
}
"""What memory and the rooms' own rows decide is served in the beat, all of it in one transaction."""

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
beat_wish("chair.take", forms.InRoom, _serve)
beat_wish("chair.give", forms.OfPerson, _serve)


@wish("room.earlier", forms.Earlier)
def _earlier(one: Wish) -> Answer:
    form = one.form
    events, has_earlier = actions.earlier(one.caller.account_id, form.room, form.before)
    return {"events": actions.wired(events), "has_earlier": has_earlier}


@wish("sheet.read", forms.InRoom)
def _read_sheet(one: Wish) -> Answer:
    return {"steps": actions.read_sheet(one.caller.account_id, one.form.room)}


@wish("step.begin", forms.BeginStep)
def _begin_step(one: Wish) -> Answer:
    return _act(one, wishes.BeginStep(one.form.number))


@wish("message.remove", forms.RemoveMessage)
def _remove_message(one: Wish) -> Answer:
    form = one.form
    return _told(actions.remove_message(one.caller.account_id, form.room, form.seq, reason=form.reason))


@wish("held.let_through", forms.OnHeld)
def _let_through(one: Wish) -> Answer:
    actions.let_through(one.caller.account_id, one.form.room, one.form.held)
    return {}


@wish("held.leave_out", forms.LeaveOut)
def _leave_out(one: Wish) -> Answer:
    actions.leave_out(one.caller.account_id, one.form.room, one.form.held, one.form.reason)
    return {}


@wish("held.take_back", forms.OnHeld)
def _take_back(one: Wish) -> Answer:
    actions.take_back(one.caller.account_id, one.form.room, one.form.held)
    return {}


@wish("person.mute", forms.Mute)
def _mute(one: Wish) -> Answer:
    return _act(one, wishes.Mute(one.form.person, one.form.minutes))


@wish("person.unmute", forms.Unmute)
def _unmute(one: Wish) -> Answer:
    return _act(one, wishes.Unmute(one.form.person))


@wish("person.remove", forms.RemovePerson)
def _remove_person(one: Wish) -> Answer:
    return _act(one, wishes.RemovePerson(one.form.person))


@wish("person.ban", forms.RemovePerson)
def _ban(one: Wish) -> Answer:
    return _act(one, wishes.RemovePerson(one.form.person, ban=True))


@wish("room.lock", forms.InRoom)
def _lock(one: Wish) -> Answer:
    return _act(one, wishes.Lock())


@wish("room.unlock", forms.InRoom)
def _unlock(one: Wish) -> Answer:
    return _act(one, wishes.Unlock())


@wish("room.shelter", forms.InRoom)
def _shelter(one: Wish) -> Answer:
    return _act(one, wishes.Shelter())


@wish("shelter.end", forms.InRoom)
def _end_shelter(one: Wish) -> Answer:
    return _act(one, wishes.EndShelter())


@wish("room.close", forms.InRoom)
def _close(one: Wish) -> Answer:
    return _act(one, wishes.Close())


@wish("door.wait", forms.InRoom, HANDS)
def _wait(one: Wish) -> Answer:
    found = actions.wait_at_door(one.caller.account_id, one.form.room)
    if found.state == "waiting" and realtime.audiences().join(one.line, audience_at_door(found.id)):
        # Whatever was told between the look and the listening is found by looking again.
        found = actions.wait_at_door(one.caller.account_id, one.form.room)
    return asdict(found)


@wish("door.knock", forms.Knocking, HANDS)
def _knock(one: Wish) -> Answer:
    actions.leave_note(one.caller.account_id, one.form.room, one.form.note)
    return {}


@wish("lobby.see", forms.InRoom)
def _see_lobby(one: Wish) -> Answer:
    return asdict(queries.door_for(one.caller.account_id, one.form.room))


@wish("lobby.admit", forms.LetIn)
def _let_in(one: Wish) -> Answer:
    actions.let_in(one.caller.account_id, one.form.room, one.form.person, one.form.words)
    return {}


@wish("lobby.admit_all", forms.InRoom)
def _let_all_in(one: Wish) -> Answer:
    return {"came": actions.let_all_in(one.caller.account_id, one.form.room)}


@wish("lobby.decline", forms.Decline)
def _decline(one: Wish) -> Answer:
    actions.decline(one.caller.account_id, one.form.room, one.form.person, one.form.because)
    return {}


@wish("lobby.welcome", forms.Welcome)
def _welcome(one: Wish) -> Answer:
    actions.welcome(one.caller.account_id, one.form.room, one.form.person, one.form.words)
    return {}


def _act(one: Wish, wanted: wishes.Wish) -> Answer:
    form = one.form
    reason = getattr(form, "reason", None)
    return _told(actions.act(one.caller.account_id, form.room, wanted, reason=reason))


def _told(answer: actions.Answer) -> Answer:
    return {"seq": answer.seq, "events": actions.wired(answer.events)}
