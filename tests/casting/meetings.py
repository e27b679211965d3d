"""What a person of the cast does in meetings."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from support_groups.core.database import db
from support_groups.groups import queries as groups
from support_groups.groups.models import Group, Membership
from support_groups.meetings import actions
from support_groups.meetings.models import Meeting
from support_groups.meetings.rules import STARTER, MeetingValues, Step
from support_groups.rooms.models import Knock, Participant

from .person import Acting

EVENING = MeetingValues(name="Friday evening", weekday=4, local_time=time(19, 0))


class InMeetings(Acting):
    """The verbs of meetings."""

    def schedules(self, group: Group, **values: Any) -> Meeting:
        """Let a group meet as in EVENING, but for what is said."""
        return actions.schedule_meeting(self._member_of(group), replace(EVENING, **values))

    def changes(self, meeting: Meeting, **values: Any) -> None:
        """Give a meeting other settings than it has."""
        kept = MeetingValues(
            name=meeting.name,
            weekday=meeting.weekday,
            local_time=meeting.local_time,
            minutes=meeting.minutes,
            fellowship_minutes=meeting.fellowship_minutes,
            formats=tuple(meeting.formats.split()),
            floor=meeting.floor,
            lobby=meeting.lobby,
        )
        actions.change_meeting(self._member_of(meeting.group), meeting, replace(kept, **values))

    def ends(self, meeting: Meeting) -> None:
        """Hold a meeting no more."""
        actions.end_meeting(self._member_of(meeting.group), meeting)

    def cancels(self, meeting: Meeting, on: date, note: str = "We rest today.") -> None:
        """Not hold a meeting on one date."""
        actions.cancel_occurrence(self._member_of(meeting.group), meeting, on, note)

    def restores(self, meeting: Meeting, on: date) -> None:
        """Hold a cancelled date after all."""
        actions.restore_occurrence(self._member_of(meeting.group), meeting, on)

    def writes_run_sheet(self, of: Group | Meeting, steps: Sequence[Step] = STARTER, *, made_from: int = 0) -> None:
        """Keep a run sheet of a group, or of a meeting."""
        meeting = of if isinstance(of, Meeting) else None
        group = of.group if isinstance(of, Meeting) else of
        actions.write_run_sheet(self._member_of(group), meeting, steps, made_from)

    def takes_on(self, meeting: Meeting, on: date, step: str) -> None:
        """Read at a step of one date."""
        actions.claim_reading(self.account, meeting, on, step)

    def gives_back(self, meeting: Meeting, on: date, step: str) -> None:
        """Let somebody else read there."""
        actions.give_reading_back(self.account, meeting, on, step)

    def goes_to(self, meeting: Meeting) -> Participant:
        """Take part in the meeting that is open now."""
        place = self.goes_to_door(meeting)
        assert isinstance(place, Participant)
        return place

    def goes_to_door(self, meeting: Meeting) -> Participant | Knock:
        """Take part in the meeting that is open now, or wait at its door."""
        return actions.enter(self.account, meeting)

    def _member_of(self, group: Group) -> Membership:
        # Whatever their standing: what the actions refuse must be refused there.
        member = groups.standing_of(self.account, group.id)
        assert member is not None
        db.session.refresh(member)
        return member
