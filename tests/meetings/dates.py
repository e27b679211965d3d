"""The dates of a schedule between two moments."""

from datetime import datetime
from itertools import takewhile

from support_groups.meetings.rules import Schedule, Times, times_from


def times_within(schedule: Schedule, now: datetime, until: datetime) -> list[Times]:
    """The occurrences that are not over at `now` and begin before `until`."""
    return list(takewhile(lambda times: times.starts_at < until, times_from(schedule, now)))
