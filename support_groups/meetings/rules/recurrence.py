"""When a weekly meeting is held: the same local time the year round, whatever the clocks do."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

OPENS_BEFORE = timedelta(minutes=15)
WEEK = timedelta(days=7)
# No offset is further from UTC than 26 hours apart from another, and no meeting with its fellowship is longer than six.
_REACH = timedelta(days=3)


@dataclass(frozen=True)
class Schedule:
    """The recurrence of a meeting as plain values; `ended_on` is the first date on which it is not held."""

    zone: str
    weekday: int
    local_time: time
    minutes: int
    fellowship_minutes: int
    first_on: date
    ended_on: date | None = None


@dataclass(frozen=True)
class Times:
    """One date of a meeting: the day in the group's zone, and moments in UTC."""

    on: date
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime
    is_shifted: bool = False
    """The clocks skip the local time that night; it is held as much later as they jump."""

    @property
    def opens_at(self) -> datetime:
        """When the room opens."""
        return self.starts_at - OPENS_BEFORE


class Phase(enum.StrEnum):
    """Where an occurrence stands at a moment."""

    AHEAD = "ahead"
    GATHERING = "gathering"
    RUNNING = "running"
    FELLOWSHIP = "fellowship"
    OVER = "over"

    @property
    def is_open(self) -> bool:
        """Whether its room should be open."""
        return self in (Phase.GATHERING, Phase.RUNNING, Phase.FELLOWSHIP)


def phase_at(times: Times, now: datetime) -> Phase:
    """Where an occurrence stands."""
    if now < times.opens_at:
        return Phase.AHEAD
    if now < times.starts_at:
        return Phase.GATHERING
    if now < times.ends_at:
        return Phase.RUNNING
    return Phase.FELLOWSHIP if now < times.closes_at else Phase.OVER


def is_held_on(schedule: Schedule, on: date) -> bool:
    """Whether a day is one of the meeting's."""
    begun = on >= schedule.first_on
    return begun and on.weekday() == schedule.weekday and (schedule.ended_on is None or on < schedule.ended_on)


@lru_cache(maxsize=16_384)
def times_on(schedule: Schedule, on: date) -> Times:
    """The moments of one date.

    A local time that the clocks skip is held as much later as they jump; one that comes twice is held the first time.
    """
    local = datetime.combine(on, schedule.local_time, ZoneInfo(schedule.zone))
    starts_at = local.astimezone(UTC)
    seen = starts_at.astimezone(local.tzinfo)
    ends_at = starts_at + timedelta(minutes=schedule.minutes)
    return Times(
        on=on,
        starts_at=starts_at,
        ends_at=ends_at,
        closes_at=ends_at + timedelta(minutes=schedule.fellowship_minutes),
        is_shifted=seen.replace(tzinfo=None) != local.replace(tzinfo=None),
    )


def dates_from(schedule: Schedule, since: date) -> Iterator[date]:
    """The days of a meeting from a day on, without end unless it has one."""
    on = max(since, schedule.first_on)
    on += timedelta(days=(schedule.weekday - on.weekday()) % 7)
    while schedule.ended_on is None or on < schedule.ended_on:
        yield on
        on += WEEK


def times_from(schedule: Schedule, now: datetime) -> Iterator[Times]:
    """The occurrences that are not over at a moment, in order."""
    for on in dates_from(schedule, (now - _REACH).date()):
        times = times_on(schedule, on)
        if times.closes_at > now:
            yield times
