"""How long somebody was in a room, as its log tells it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from ..events import Logged, PersonEntered, PersonLeft, PersonRemoved, RoomClosed


def time_here(log: Iterable[Logged], who: str, until: datetime) -> timedelta:
    """How long a person was in a room until a moment; the log is exact to the minute in this."""
    here, since = timedelta(0), None
    for one in log:
        if since is None and isinstance(one.event, PersonEntered) and one.event.by == who:
            since = one.at
        elif since is not None and _ends(one, who):
            here, since = here + (one.at - since), None
    return here if since is None else here + (until - since)


def _ends(one: Logged, who: str) -> bool:
    match one.event:
        case PersonLeft(by):
            return by == who
        case PersonRemoved(who=gone):
            return gone == who
        case _:
            return isinstance(one.event, RoomClosed)
