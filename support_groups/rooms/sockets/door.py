"""Waiting at a room's door, and letting in who waits."""

from dataclasses import asdict

from support_groups.core import realtime
from support_groups.core.realtime import Answer, Wish, wish

from .. import actions, forms, queries
from ..broadcasts import audience_at_door
from .paces import HANDS


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
