"""When so many strangers come at once that it is a wave, and what becomes of the door then."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from support_groups.core.errors import DomainError
from support_groups.groups.models import Door

STEP_SECONDS = 10
"""Joins are counted by so many seconds: a wave may be seen so much early, and never late."""
QUIET = timedelta(minutes=15)
"""So long after the last of a wave the door opens by itself."""
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WAVE_LEAST, WAVE_MOST = 3, 1_000
"""What a group may choose: fewer would shut the door to friends who come together."""


class DoorIsShut(DomainError):
    """A wave of strangers came, and for a while only the invited come in."""

    status = 403
    words = (
        "A great many people came at once, so this group takes in only those with an invitation for a moment. "
        "Please come back in a quarter of an hour; other groups are open to you, and help is always one step away."
    )


def step_of(at: datetime) -> datetime:
    """The beginning of the few seconds in which a join is counted."""
    return at.replace(second=at.second - at.second % STEP_SECONDS, microsecond=0)


def is_wave(joins: Mapping[datetime, int], at: datetime, *, per_minute: int, per_hour: int) -> bool:
    """Whether more strangers came than a group takes for coincidence; `joins` by the beginning of their steps."""
    return _within(joins, at, MINUTE) > per_minute or _within(joins, at, HOUR) > per_hour


def _within(joins: Mapping[datetime, int], at: datetime, span: timedelta) -> int:
    since = at - span - timedelta(seconds=STEP_SECONDS)
    return sum(count for step, count in joins.items() if since < step <= at)


def is_shut(shut_until: datetime | None, at: datetime) -> bool:
    """Whether only the invited come in at a moment, because of a wave."""
    return shut_until is not None and at < shut_until


def door_at(door: Door, shut_until: datetime | None, at: datetime, *, is_stranger: bool = True) -> Door:
    """How one becomes a member at a moment; whoever was in the group before is no part of a wave."""
    return Door.BY_INVITATION if is_stranger and is_shut(shut_until, at) else door
