"""How much one person may say in a minute, and how often the same."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import takewhile

from .reading import plain, words

WINDOW = timedelta(minutes=1)
SAME_MAX = 2
"""So often the same may be said within the window: twice is a slip of the finger, or thanks to two people."""
PER_MINUTE_DEFAULT = 15
PER_MINUTE_OFFERED = (5, 10, 15, 30)

Own = Iterable[tuple[datetime, str]]
"""What the same person has said before, and when, the newest first."""


def flood_ends_at(at: datetime, own: Own, per_minute: int) -> datetime | None:
    """When somebody may go on who says too much at a time; None if they may now."""
    times = [said_at for said_at, _ in takewhile(lambda one: one[0] > at - WINDOW, own)]
    return times[per_minute - 1] + WINDOW if len(times) >= per_minute else None


def repeat_ends_at(at: datetime, own: Own, body: str) -> datetime | None:
    """When somebody may say the same again; None if they may now."""
    same = words(plain(body))
    recent = takewhile(lambda one: one[0] > at - WINDOW, own)
    times = [said_at for said_at, said in recent if words(plain(said)) == same]
    return times[SAME_MAX - 1] + WINDOW if len(times) >= SAME_MAX else None
