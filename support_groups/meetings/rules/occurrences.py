"""The dates of a meeting as people meet them: the rule, and what is kept about single dates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from support_groups.groups.models import Group
from support_groups.meetings.models import Meeting, Occurrence
from support_groups.rooms.models import Room

from .recurrence import Phase, Schedule, Times, phase_at, times_from


@dataclass(frozen=True)
class Upcoming:
    """One date of a meeting that is not over, with what is kept about it, as it stands at a moment."""

    meeting: Meeting
    times: Times
    phase: Phase
    kept: Occurrence | None = None
    is_mine: bool = False
    """The viewer is a member of the group."""

    @property
    def group(self) -> Group:
        """The group that meets."""
        return self.meeting.group

    @property
    def starts_at(self) -> datetime:
        """When it begins."""
        return self.times.starts_at

    @property
    def is_cancelled(self) -> bool:
        """Whether this date is not held."""
        return self.kept is not None and self.kept.cancelled_at is not None

    @property
    def cancel_note(self) -> str | None:
        """The words of whoever cancelled it."""
        return self.kept.cancel_note if self.kept else None

    @property
    def is_open(self) -> bool:
        """Whether people may enter at this moment; the room itself opens for the first of them at the latest."""
        return self.phase.is_open and not self.is_cancelled

    @property
    def room(self) -> Room | None:
        """The room, once it has been opened."""
        return self.kept.room if self.kept else None


def schedule_of(meeting: Meeting) -> Schedule:
    """The recurrence of a meeting in the zone its group has now."""
    return Schedule(
        zone=meeting.group.zone,
        weekday=meeting.weekday,
        local_time=meeting.local_time,
        minutes=meeting.minutes,
        fellowship_minutes=meeting.fellowship_minutes,
        first_on=meeting.first_on,
        ended_on=meeting.ended_on,
    )


def kept_times(occurrence: Occurrence) -> Times:
    """The times of a date whose room has opened; a later change of the meeting leaves them alone."""
    return Times(occurrence.on_date, occurrence.starts_at, occurrence.ends_at, occurrence.closes_at)


def is_finished(occurrence: Occurrence, now: datetime) -> bool:
    """Whether a date whose room has opened is over: by time, or because someone closed the room before."""
    room = occurrence.room
    return room is None or room.closed_at is not None or occurrence.closes_at <= now


def dates_of(
    meeting: Meeting, kept: Iterable[Occurrence], now: datetime, *, is_mine: bool = False
) -> Iterator[Upcoming]:
    """The dates of a meeting that are not over, those that are running first, the others in order without end."""
    by_date = {occurrence.on_date: occurrence for occurrence in kept}
    opened = [occurrence for occurrence in by_date.values() if occurrence.opened_at]
    for occurrence in sorted(opened, key=lambda one: one.starts_at):
        if not is_finished(occurrence, now):
            times = kept_times(occurrence)
            yield Upcoming(meeting, times, phase_at(times, now), occurrence, is_mine)
    for times in times_from(schedule_of(meeting), now):
        found = by_date.get(times.on)
        if found is None or not found.opened_at:
            yield Upcoming(meeting, times, phase_at(times, now), found, is_mine)
