"""What is read for someone who looks for a meeting."""

from collections.abc import Collection
from datetime import datetime

from support_groups.accounts.models import Account
from support_groups.meetings import queries as meetings
from support_groups.meetings.rules import Upcoming

from .rules import DOOR_MEETINGS

WEEK_DAYS = 7


def next_open_doors(now: datetime, besides: Collection[int] = ()) -> list[Upcoming]:
    """The few meetings to go to next in listed groups, those that are open first; some groups may be left out."""
    # Most often the next day has enough; a whole week is looked through only where it has not.
    found = _held_within(1, now, besides)
    if len(found) < DOOR_MEETINGS:
        found = _held_within(WEEK_DAYS, now, besides)
    return sorted(found, key=lambda one: (not one.is_open, one.starts_at))[:DOOR_MEETINGS]


def _held_within(days: int, now: datetime, besides: Collection[int]) -> list[Upcoming]:
    found = meetings.upcoming(None, now, days=days)
    return [one for one in found if not one.is_cancelled and one.group.id not in besides]


def own_week(viewer: Account, now: datetime) -> list[Upcoming]:
    """The meetings of the viewer's groups in the coming week, cancelled ones included."""
    return meetings.upcoming(viewer, now, days=WEEK_DAYS, listed=False)


def whole_week(viewer: Account | None, now: datetime) -> list[Upcoming]:
    """All meetings of the coming week that the viewer may see."""
    return meetings.upcoming(viewer, now, days=WEEK_DAYS)
