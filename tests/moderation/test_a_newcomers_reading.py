"""A newcomer may take on a reading, and what they read is read first like their other words: nobody has chosen them."""

from datetime import date

import pytest
from sqlalchemy import select

from support_groups.core.database import db
from support_groups.groups.models import Group
from support_groups.meetings import queries
from support_groups.meetings.models import Meeting, Reads, StepKind
from support_groups.meetings.rules import Step
from support_groups.moderation.rules import Holds
from support_groups.rooms.models import FloorMode, LogEntry, Room
from support_groups.rooms.rules import wishes
from tests.cast import Person
from tests.services.clock import Clock

TODAY = date(2026, 11, 20)
READING = Step(key="r", kind=StepKind.READING, title="A page of ours", reads=Reads.VOLUNTEER, minutes=5)
WORDS = "We came together and found that it holds"


@pytest.fixture
def evening(fern: Person, nell: Person, quiet_group: Group, clock: Clock) -> Meeting:
    """A meeting with one reading, of a group in which newcomers' first messages wait; Nell has joined today."""
    clock.at("2026-11-20 12:00", "Europe/Berlin")
    fern.guards(quiet_group, holds=Holds.FIRST)
    nell.joins(quiet_group)
    meeting = fern.schedules(quiet_group, floor=FloorMode.CHAIRED)
    fern.writes_run_sheet(meeting, (READING,))
    return meeting


@pytest.fixture
def room(evening: Meeting, fern: Person, nell: Person, clock: Clock) -> Room:
    """Its room, in which Nell is called for the reading that she has taken on."""
    nell.takes_on(evening, TODAY, "r")
    clock.at("2026-11-20 18:50", "Europe/Berlin")
    found = fern.goes_to(evening).room
    fern.enters(found)
    nell.goes_to(evening)
    nell.enters(found)
    fern.wishes(found, wishes.BeginStep(1))
    return found


def read_out(room: Room) -> list[str | None]:
    """What stands in the log of a room."""
    db.session.rollback()
    said = select(LogEntry.body).where(LogEntry.room_id == room.id, LogEntry.kind == "message.said")
    return list(db.session.scalars(said.order_by(LogEntry.seq)))


def test_a_newcomer_takes_on_a_reading_and_is_called_for_it(
    evening: Meeting, room: Room, fern: Person, nell: Person
) -> None:
    assert queries.readers_on(evening.id, TODAY)["r"].name == "Nell"
    state = fern.sees(room)
    assert state.has_floor(nell.in_room(room))
    assert state.reads(nell.in_room(room))


def test_what_a_newcomer_reads_waits_and_is_let_through_while_they_have_the_floor(
    room: Room, fern: Person, nell: Person
) -> None:
    assert nell.says(room, WORDS).is_held
    assert read_out(room) == []
    fern.lets_through(room)
    assert read_out(room) == [WORDS]
    assert fern.sees(room).has_floor(nell.in_room(room))
    assert not nell.says(room, "and that is the end of it").is_held
