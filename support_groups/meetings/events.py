"""What has happened to meetings."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class MeetingScheduled:
    """A group will meet weekly."""

    group_id: int
    meeting_id: int
    by_membership_id: int


@dataclass(frozen=True)
class MeetingChanged:
    """A meeting has another time, length, name or format from now on."""

    group_id: int
    meeting_id: int
    by_membership_id: int


@dataclass(frozen=True)
class MeetingEnded:
    """A meeting will not be held any more; `by_membership_id` is None where the whole group has ended."""

    group_id: int
    meeting_id: int
    by_membership_id: int | None


@dataclass(frozen=True)
class OccurrenceCancelled:
    """One date of a meeting will not be held; the note says why, kindly."""

    group_id: int
    meeting_id: int
    by_membership_id: int
    on_date: date
    starts_at: datetime
    note: str


@dataclass(frozen=True)
class OccurrenceRestored:
    """A date that was cancelled will be held after all."""

    group_id: int
    meeting_id: int
    by_membership_id: int
    on_date: date
    starts_at: datetime


@dataclass(frozen=True)
class RoomOpenedForMeeting:
    """The room of a meeting is open."""

    group_id: int
    meeting_id: int
    occurrence_id: int
    room_id: int
    starts_at: datetime
