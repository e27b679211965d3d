"""A meeting that is under way when someone looks in for the first time."""

from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.meetings import actions as meetings
from support_groups.meetings import queries
from support_groups.meetings.models import Meeting
from support_groups.rooms import actions as rooms
from support_groups.rooms.models import FloorMode, Room
from support_groups.rooms.rules import wishes

from .cast import COMPANY
from .groups import Founded
from .people import People
from .words import OUT_OF_PLACE, SHARES_BEFORE, WELCOME


def hold(here: People, founded: Founded) -> None:
    """Open what is due, and let a few people have shared already."""
    meetings.open_due()
    for group_id in (founded.round_the_clock, founded.long_table):
        for meeting in queries.meetings_of(group_id):
            if queries.open_now(meeting, now()):
                _share(here, meeting)


def _share(here: People, meeting: Meeting) -> None:
    meeting_id = meeting.id
    chair, *others = (companion.sign_in for companion in COMPANY[:5])
    room = _enter(here, chair, meeting)
    rooms.act(here[chair], room, wishes.SetFloor(FloorMode.OPEN.value))
    rooms.act(here[chair], room, wishes.Say(WELCOME))
    for name, body in zip(others, SHARES_BEFORE, strict=True):
        _enter(here, name, db.session.get_one(Meeting, meeting_id))
        rooms.act(here[name], room, wishes.Say(body))
    said = rooms.act(here[others[0]], room, wishes.Say(OUT_OF_PLACE))
    rooms.remove_message(
        here[chair], room, said.events[0].seq, reason="Please no advice: everyone speaks for themselves."
    )
    rooms.act(here[chair], room, wishes.SetFloor(db.session.get_one(Meeting, meeting_id).floor.value))
    for name in (chair, *others):
        rooms.leave(here[name], room)


def _enter(here: People, name: str, meeting: Meeting) -> str:
    place = meetings.enter(here.account(name), meeting)
    public_id: str = db.session.get_one(Room, place.room_id).public_id
    rooms.enter(here[name], public_id, None, None)
    return public_id
