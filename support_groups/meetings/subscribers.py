"""What meetings keep when something has happened below."""

from support_groups.core.transaction import on
from support_groups.groups.events import GroupClosed, MemberBanned, MemberLeft
from support_groups.rooms.actions import brings_run_sheets
from support_groups.rooms.events import Happened, RoomClosed
from support_groups.rooms.queries import floor_at_opening, turnout_in
from support_groups.rooms.rules import SheetStep

from . import queries, rules
from .actions import end_meetings_of, free_readings_of


@on(GroupClosed)
def end_with_the_group(event: GroupClosed) -> None:
    """A group that has ended meets no more."""
    end_meetings_of(event.group_id)


@on(Happened)
def count_at_the_end(happened: Happened) -> None:
    """What is left of a meeting is two numbers."""
    if not isinstance(happened.event, RoomClosed):
        return
    occurrence = queries.occurrence_in(happened.room_id)
    if occurrence is not None:
        counted = turnout_in(happened.room_id, happened.seq)
        occurrence.most_here, occurrence.spoke = counted.most_here, counted.spoke


@on(MemberLeft)
def free_after_leaving(event: MemberLeft) -> None:
    """Whoever has left the group reads nothing there any more."""
    free_readings_of(event.membership_id)


@on(MemberBanned)
def free_after_ban(event: MemberBanned) -> None:
    """Whoever was asked to stay away reads nothing there."""
    free_readings_of(event.membership_id)


@brings_run_sheets
def run_sheet_in(room_id: int) -> list[SheetStep]:
    """The run sheet by which a meeting began in a room, with who has claimed which reading."""
    occurrence = queries.occurrence_in(room_id)
    if occurrence is None or occurrence.run_sheet is None:
        return []
    meeting = occurrence.meeting
    readers = queries.readers_on(meeting.id, occurrence.on_date)
    # Whoever changes the meeting while it is held changes the next ones.
    own = floor_at_opening(room_id)
    return rules.in_room(rules.read(occurrence.run_sheet.steps), readers, own, occurrence.starts_at)
