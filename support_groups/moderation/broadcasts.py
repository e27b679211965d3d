"""Who hears that somebody may be in danger: their author, with help, and quietly those who serve.

And a word in private is heard by the one it is for; that something was reported, by those who may look at it.
"""

from typing import Any

from support_groups.core import realtime
from support_groups.core.database import db
from support_groups.core.transaction import after
from support_groups.rooms.broadcasts import audience_at_door, audience_of_one
from support_groups.rooms.events import NoteLeft, WordsHeld
from support_groups.rooms.models import HeldMessage, Knock, Room
from support_groups.rooms.queries import participants_of, state_of
from support_groups.rooms.rules import REVIEW, Standing

from . import queries, rules
from .events import CareAsked, CareClosed, CareNeeded, CareTaken, DangerTold, MemberSpokenTo, ReportAnswered, ReportMade
from .models import Act, CareFlag, Crisis, Report
from .rules import Signal

NEWS = "care.told"


@after(CareNeeded)
def _offer_help(event: CareNeeded) -> None:
    flag = db.session.get_one(CareFlag, event.flag_id)
    _tell_author(flag, queries.help_told(flag, Signal(Crisis(flag.crisis), flag.of_other)))
    _tell_servants(flag)


@after(DangerTold)
def _offer_help_again(event: DangerTold) -> None:
    flag = db.session.get_one(CareFlag, event.flag_id)
    _tell_author(flag, queries.help_told(flag, Signal(Crisis(event.crisis), event.of_other)))
    if event.is_graver:
        _tell_servants(flag)


@after(WordsHeld)
def _offer_help_meanwhile(event: WordsHeld) -> None:
    """Offer help to whoever wrote what others do not read yet."""
    held = db.session.get(HeldMessage, event.held_id)
    signal = rules.crisis(held.body) if held is not None and held.body else None
    if held is not None and signal is not None:
        told = queries.unmarked_told(held.participant, signal, rules.READ_AT_ONCE)
        _tell(held.room, held.participant.public_id, told)


@after(NoteLeft)
def _offer_help_at_the_door(event: NoteLeft) -> None:
    knock = db.session.get(Knock, event.knock_id)
    signal = rules.crisis(knock.note) if knock is not None and knock.note else None
    if knock is not None and signal is not None:
        news = {"room": knock.room.public_id, **queries.unmarked_told(knock, signal, rules.READ_AT_DOOR)}
        realtime.tell(audience_at_door(knock.public_id), NEWS, news)


@after(CareAsked)
def _tell_of_asking(event: CareAsked) -> None:
    _tell_servants(db.session.get_one(CareFlag, event.flag_id))


@after(CareTaken)
def _tell_of_taking(event: CareTaken) -> None:
    flag = db.session.get_one(CareFlag, event.flag_id)
    _tell_servants(flag)
    if flag.taken_by:
        _tell_author(flag, queries.seen_told(flag))


@after(CareClosed)
def _tell_of_closing(event: CareClosed) -> None:
    _tell_servants(db.session.get_one(CareFlag, event.flag_id))


@after(MemberSpokenTo)
def _tell_in_private(event: MemberSpokenTo) -> None:
    room = db.session.get_one(Room, event.room_id)
    told = {"kind": event.act, "words": rules.TOLD[Act(event.act)], "reason": event.reason, "review": REVIEW}
    for one in participants_of(room.id):
        if one.membership_id == event.membership_id and one.account_id is not None:
            news = {"room": room.public_id, "until": None, **told}
            realtime.tell(audience_of_one(one.public_id), "person.told", news)


@after(ReportMade)
def _tell_of_report(event: ReportMade) -> None:
    _tell_handlers(event.report_id)


@after(ReportAnswered)
def _tell_of_answer(event: ReportAnswered) -> None:
    _tell_handlers(event.report_id)


def _tell_handlers(report_id: int) -> None:
    # Only that something is new, and only to those who may look: how much waits they ask for.
    report = db.session.get(Report, report_id)
    if report is None:
        return
    handlers = [member.id for member in queries.handlers_of(report)]
    for one in queries.places_now(report.group_id, handlers):
        realtime.tell(audience_of_one(one.public_id), "serving.changed", {"room": one.room.public_id})


def _tell_author(flag: CareFlag, told: dict[str, Any]) -> None:
    _tell(flag.room, flag.participant.public_id, told)


def _tell_servants(flag: CareFlag) -> None:
    state = state_of(flag.room)
    # As they serve today: in a room that is closed, people stand as they were when it was.
    moderators = queries.moderator_ids(flag.room.group_id) if flag.room.group_id else ()
    for one in participants_of(flag.room_id):
        is_in = state.people[one.public_id].standing is Standing.IN
        serves = is_in and one.membership_id in moderators
        if serves and one.account_id is not None and one.id != flag.participant_id:
            _tell(flag.room, one.public_id, queries.mark_told(flag, one.membership_id))


def _tell(room: Room, who: str, told: dict[str, Any]) -> None:
    realtime.tell(audience_of_one(who), NEWS, {"room": room.public_id, **told})
