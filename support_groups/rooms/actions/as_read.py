"""What happened, as somebody may read it now: by an answer, a snapshot, a replay or a page of the log."""

from collections.abc import Iterable

from orjson import Fragment

from ..events import Logged
from ..rules import RoomState, covering, roster


def as_read_by(who: str, events: Iterable[Logged], state: RoomState) -> list[Logged]:
    """Events as somebody may read them now."""
    read = [covering.as_read_by(who, event, state) for event in events] if state.hidden else list(events)
    return [roster.as_read_by(who, event, state) for event in read] if state.hides_roster else read


def wired(events: Iterable[Logged]) -> list[Fragment]:
    """Events as they go to browsers."""
    return [Fragment(event.wire) for event in events]
