"""What asks the database more than the beat may: served beside it, one after the other on each line."""

from support_groups.core.realtime import Answer, Wish, wish

from .. import actions, forms
from ..rules import wishes


@wish("room.earlier", forms.Earlier)
def _earlier(one: Wish) -> Answer:
    form = one.form
    events, has_earlier = actions.earlier(one.caller.account_id, form.room, form.before, most=form.most)
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


def _act(one: Wish, wanted: wishes.Wish) -> Answer:
    form = one.form
    reason = getattr(form, "reason", None)
    return _told(actions.act(one.caller.account_id, form.room, wanted, reason=reason))


def _told(answer: actions.Answer) -> Answer:
    return {"seq": answer.seq, "events": actions.wired(answer.events)}
