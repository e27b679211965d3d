"""Setting, changing and ending meetings, and opening and closing their rooms."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from support_groups.accounts.models import Account
from support_groups.core.chores import chore, each
from support_groups.core.clock import now, today_in
from support_groups.core.errors import NotAllowed, NotFound
from support_groups.core.transaction import announce, transaction
from support_groups.groups import actions as group_actions
from support_groups.groups import queries as groups
from support_groups.groups import rules as group_rules
from support_groups.groups.models import Membership, Standing
from support_groups.groups.rules import Power
from support_groups.rooms import actions as rooms
from support_groups.rooms.models import Knock, Participant, Room, RoomKind

from .. import queries, rules
from ..events import (
    MeetingChanged,
    MeetingEnded,
    MeetingScheduled,
    OccurrenceCancelled,
    OccurrenceRestored,
    RoomOpenedForMeeting,
)
from ..models import MEETINGS_PER_GROUP, Meeting, Occurrence
from ..rules import MeetingValues, Times, turns_of


def schedule_meeting(by: Membership, values: MeetingValues) -> Meeting:
    """Let a group meet weekly from a day on."""
    group_id = by.group_id
    with transaction() as session:
        hold_group(session, group_id)
        check_manages(by, group_id)
        if len(queries.meetings_of(by.group_id)) >= MEETINGS_PER_GROUP:
            raise rules.TooManyMeetings
        today = today_in(by.group.zone)
        first_on = values.first_on or today
        rules.check_first_on(first_on, today)
        meeting = Meeting(group=by.group, first_on=first_on, **_kept(values))
        session.add(meeting)
        session.flush()
        announce(MeetingScheduled(by.group_id, meeting.id, by.id))
    return meeting


def change_meeting(by: Membership, meeting: Meeting, values: MeetingValues) -> None:
    """Give a meeting other settings from now on; a date whose room is open goes on as it is."""
    with transaction() as session:
        meeting = _held(by, locked(session, meeting.id))
        _open_if_due(session, meeting, now())
        for name, value in _kept(values).items():
            setattr(meeting, name, value)
        if values.first_on and values.first_on != meeting.first_on:
            rules.check_first_on(values.first_on, today_in(meeting.group.zone))
            meeting.first_on = values.first_on
        announce(MeetingChanged(meeting.group_id, meeting.id, by.id))


def end_meeting(by: Membership, meeting: Meeting) -> None:
    """Hold a meeting no more, from today on; a date whose room is open goes on as it is."""
    with transaction() as session:
        _end(session, _held(by, locked(session, meeting.id)), by.id)


def end_meetings_of(group_id: int) -> None:
    """Hold none of a group's meetings any more, because the group itself has ended."""
    with transaction() as session:
        for meeting in queries.meetings_of(group_id):
            _end(session, locked(session, meeting.id), None)


def cancel_occurrence(by: Membership, meeting: Meeting, on: date, note: str) -> Occurrence:
    """Not hold a meeting on one of its next dates, with words for those who would have come."""
    with transaction() as session:
        meeting = _held(by, locked(session, meeting.id))
        times = rules.check_may_cancel(rules.schedule_of(meeting), on, now())
        occurrence = _row(session, meeting, times)
        if occurrence.opened_at:
            raise rules.RoomIsAlreadyOpen
        occurrence.cancelled_at, occurrence.cancel_note = now(), note
        announce(OccurrenceCancelled(meeting.group_id, meeting.id, by.id, on, times.starts_at, note))
    return occurrence


def restore_occurrence(by: Membership, meeting: Meeting, on: date) -> None:
    """Hold a cancelled date after all; once it is not cancelled any more, nothing happens."""
    with transaction() as session:
        meeting = _held(by, locked(session, meeting.id))
        occurrence = queries.occurrence_on(meeting, on)
        if occurrence is None or occurrence.cancelled_at is None:
            return
        times = rules.times_on(rules.schedule_of(meeting), on)
        if times.closes_at <= now():
            raise rules.NoSuchDate
        session.delete(occurrence)
        announce(OccurrenceRestored(meeting.group_id, meeting.id, by.id, on, times.starts_at))


def enter(account: Account, meeting: Meeting) -> Participant | Knock:
    """Take part in the meeting that is open now, under the name of the membership, or wait at the door of its room.

    Opens the room if it is due.

    To someone who is not a member of the group the meeting is not found.
    """
    with transaction() as session:
        meeting = locked(session, meeting.id)
        # Under the lock: whoever was asked to stay away while this waited does not come in.
        membership = groups.membership_of(account, meeting.group_id)
        if membership is None:
            raise NotFound
        room = _open_if_due(session, meeting, now())
        if room is None:
            raise rules.RoomIsNotOpen
        return rooms.come_in(room, membership)


@chore("open the rooms that are due")
def open_due() -> int:
    """Open the rooms that are due; harmless when done by several at once. Returns how many were due."""
    return each(queries.due_to_open(now()), _open)


@chore("close the rooms that are over")
def close_due() -> int:
    """Close the rooms whose meeting and fellowship are over; harmless when done by several at once."""
    return each(queries.due_to_close(now()), rooms.close_room)


def _open(meeting_id: int) -> None:
    with transaction() as session:
        _open_if_due(session, locked(session, meeting_id), now())


def locked(session: Session, meeting_id: int) -> Meeting:
    """A meeting, held until the transaction ends; NotFound where it is gone."""
    # Whatever changes a meeting or one of its dates takes these locks first: who comes second sees what the first did.
    group_id = session.scalar(select(Meeting.group_id).where(Meeting.id == meeting_id))
    if group_id is None:
        raise NotFound
    hold_group(session, group_id)
    found = session.get(Meeting, meeting_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def hold_group(session: Session, group_id: int) -> None:
    """Let the group stay as it is until the transaction ends."""
    # Group, meeting, room: in this order here as where a group closes or someone is asked to stay away, both of which
    # wait for this.
    group_actions.hold_still(session, group_id)


def _held(by: Membership, meeting: Meeting) -> Meeting:
    check_manages(by, meeting.group_id)
    if meeting.ended_on:
        raise rules.MeetingHasEnded
    return meeting


def check_manages(by: Membership, group_id: int) -> None:
    """Refuse whoever does not manage the group any more."""
    if by.group_id != group_id or by.standing is not Standing.ACTIVE or by.group.closed_at:
        raise NotFound
    if not group_rules.may(by.role, Power.MANAGE):
        raise NotAllowed


def _kept(values: MeetingValues) -> dict[str, object]:
    return {
        "name": values.name,
        "weekday": values.weekday,
        "local_time": values.local_time,
        "minutes": values.minutes,
        "fellowship_minutes": values.fellowship_minutes,
        "formats": group_rules.joined_formats(values.formats),
        "floor": values.floor,
        "lobby": values.lobby,
    }


def _end(session: Session, meeting: Meeting, by_membership_id: int | None) -> None:
    if by_membership_id is not None:
        _open_if_due(session, meeting, now())
    meeting.ended_on = today_in(meeting.group.zone)
    announce(MeetingEnded(meeting.group_id, meeting.id, by_membership_id))


def _row(session: Session, meeting: Meeting, times: Times) -> Occurrence:
    """What is kept about a date, made where there is nothing yet."""
    occurrence = queries.occurrence_on(meeting, times.on) or Occurrence(meeting=meeting, on_date=times.on)
    occurrence.starts_at, occurrence.ends_at, occurrence.closes_at = times.starts_at, times.ends_at, times.closes_at
    session.add(occurrence)
    return occurrence


def _open_if_due(session: Session, meeting: Meeting, at: datetime) -> Room | None:
    """The room that should be open now, opened if it is not; the meeting must be locked."""
    current = None if meeting.group.closed_at else queries.open_now(meeting, at)
    if current is None or current.room:
        return current.room if current else None
    occurrence = _row(session, meeting, current.times)
    group = meeting.group
    occurrence.room = rooms.open_room(
        kind=RoomKind.MEETING,
        title=meeting.name,
        group_id=group.id,
        floor=meeting.floor,
        lobby=meeting.lobby,
        # Those of a wave are members when the next room opens: they wait there as they would in one that was open.
        is_guarded=group_rules.is_shut(group.shut_until, at),
        ends_at=current.times.ends_at,
        closes_at=current.times.closes_at,
        turns=turns_of(meeting.formats),
        share_minutes=group.share_minutes,
        hides_roster=group.hides_roster,
        retention_hours=group.retention_hours,
    )
    occurrence.opened_at = at
    occurrence.run_sheet = queries.held_run_sheet_of(meeting)
    session.flush()
    announce(RoomOpenedForMeeting(group.id, meeting.id, occurrence.id, occurrence.room.id, current.times.starts_at))
    return occurrence.room
