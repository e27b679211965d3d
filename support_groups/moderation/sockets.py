"""What those in a room wish for when somebody may be in danger."""

from support_groups.core.database import db
from support_groups.core.errors import NotAllowed
from support_groups.core.realtime import Answer, Wish, wish
from support_groups.groups.models import Membership
from support_groups.rooms.queries import place_for

from . import actions, rules
from .forms import OnFlag


@wish("care.ask", OnFlag)
def _ask(one: Wish) -> Answer:
    actions.ask_for_someone(one.caller.account_id, one.form.room, one.form.flag)
    return {}


@wish("care.take", OnFlag)
def _take(one: Wish) -> Answer:
    actions.take_care(_member(one), one.form.flag)
    return {}


@wish("care.hand_on", OnFlag)
def _hand_on(one: Wish) -> Answer:
    actions.hand_on_care(_member(one), one.form.flag)
    return {}


@wish("care.close", OnFlag)
def _close(one: Wish) -> Answer:
    actions.close_care(_member(one), one.form.flag)
    return {"aftercare": rules.AFTERCARE}


def _member(one: Wish) -> Membership:
    place = place_for(one.caller.account_id, one.form.room)
    membership_id = place.participant.membership_id
    member = db.session.get(Membership, membership_id) if membership_id else None
    if member is None:
        raise NotAllowed
    return member
