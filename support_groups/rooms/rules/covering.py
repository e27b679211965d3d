"""A message that is hidden while a report of it is looked at: its author and those who serve read it, nobody else."""

from dataclasses import replace

from ..events import Logged, MessageHidden, MessageRemoved, MessageSaid, MessageShown
from .floor import Verdict
from .powers import may_moderate
from .state import RoomState


def hide(state: RoomState, message: int, author: str) -> Verdict:
    """What follows when a message is to be hidden; also in a room that is closed, as long as it is read."""
    return () if message in state.hidden else (MessageHidden(None, message, author),)


def end_hiding(state: RoomState, message: int, author: str, *, is_upheld: bool) -> Verdict:
    """What follows when it was looked at: it goes, or all may read it again; nothing if it was not hidden."""
    if message not in state.hidden:
        return ()
    return (MessageRemoved(None, message, author) if is_upheld else MessageShown(None, message, author),)


def with_hidden(state: RoomState, message: int) -> tuple[int, ...]:
    """What is hidden once one more message is."""
    return (*without_hidden(state, message), message)


def without_hidden(state: RoomState, message: int) -> tuple[int, ...]:
    """What is hidden once a message is no longer."""
    return tuple(one for one in state.hidden if one != message)


def as_read_by(who: str, logged: Logged, state: RoomState) -> Logged:
    """What happened, as somebody may read it now."""
    said = logged.event
    if logged.seq not in state.hidden or not isinstance(said, MessageSaid):
        return logged
    return logged if said.by == who or may_moderate(state, who) else replace(logged, event=replace(said, body=None))
