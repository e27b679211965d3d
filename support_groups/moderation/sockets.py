"""What those in a room wish for when somebody may be in danger, or needs a word in private."""

from dataclasses import asdict

from support_groups.core.database import db
from support_groups.core.errors import NotAllowed
from support_groups.core.realtime import Answer, Pace, Wish, wish
from support_groups.groups.models import Membership
from support_groups.groups.rules import Power, may
from support_groups.rooms.actions import check_may_read
from support_groups.rooms.forms import InRoom
from support_groups.rooms.models import Participant
from support_groups.rooms.queries import participant_in, place_for

from . import actions, queries, rules
from .forms import MakeReport, OnFlag, Remind, Warn


@wish("care.see", InRoom)
def _see_care(one: Wish) -> Answer:
    place = place_for(one.caller.account_id, one.form.room)
    check_may_read(place)
    return {"news": queries.care_told(place)}


@wish("care.ask", OnFlag)
def _ask(one: Wish) -> Answer:
    return {"words": actions.ask_for_someone(one.caller.account_id, one.form.room, one.form.flag)}


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


@wish("person.remind", Remind)
def _remind(one: Wish) -> Answer:
    by, whom, room_id = _two(one)
    actions.remind(by, whom, one.form.rule, room_id)
    return {}


@wish("person.warn", Warn)
def _warn(one: Wish) -> Answer:
    by, whom, room_id = _two(one)
    actions.warn(by, whom, one.form.reason, room_id)
    return {}


@wish("serving.see", InRoom)
def _see_what_waits(one: Wish) -> Answer:
    place = place_for(one.caller.account_id, one.form.room)
    check_may_read(place)
    mine = _member_of(place.participant)
    if not may(mine.role, Power.MODERATE):
        raise NotAllowed
    return asdict(queries.waiting_for(mine))


@wish("report.make", MakeReport, Pace(burst=5, per_second=1.0))
def _report(one: Wish) -> Answer:
    form = one.form
    about = actions.About(form.seq, form.person)
    return {"words": actions.report(one.caller.account_id, form.room, about, form.kind, form.words)}


def _two(one: Wish) -> tuple[Membership, Membership, int]:
    """Whoever acts and whom it concerns, both in a room, and its id."""
    place = place_for(one.caller.account_id, one.form.room)
    check_may_read(place)
    found = participant_in(place.room.id, one.form.person)
    whom = _member_of(found)
    rules.check_is_there(has_left=found.account_id is None, name_then=found.name, name_now=whom.name)
    return _member(one), whom, place.room.id


def _member(one: Wish) -> Membership:
    return _member_of(place_for(one.caller.account_id, one.form.room).participant)


def _member_of(place: Participant) -> Membership:
    member = db.session.get(Membership, place.membership_id) if place.membership_id else None
    if member is None:
        raise NotAllowed
    return member
