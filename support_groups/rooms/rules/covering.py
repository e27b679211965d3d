"""A message that is hidden while a report of it is looked at: its author and those who serve read it, nobody else."""

from dataclasses import replace

from ..events import Logged, MessageHidden, MessageRemoved, MessageSaid, MessageShown, QuestionDrawn
from . import basket
from .floor import Verdict
from .powers import may_moderate
from .state import RoomState


def hide(state: RoomState, message: int, author: str | None) -> Verdict:
    """What follows when a message is to be hidden; also in a room that is closed, as long as it is read."""
    return () if message in state.hidden else (MessageHidden(None, message, author),)


def end_hiding(state: RoomState, message: int, author: str | None, *, is_upheld: bool) -> Verdict:
    """What follows when it was looked at: it goes, or all may read it again; nothing if it was not hidden.

    A question goes in any case: nobody can be spoken to about it.
    """
    if message not in state.hidden and not (author is None and is_upheld):
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
    if logged.seq not in state.hidden or may_moderate(state, who):
        return logged
    match said:
        case MessageSaid() if said.by != who:
            return replace(logged, event=replace(said, body=None))
        case QuestionDrawn():
            # Whoever asked it reads it no more than others: their page would show whose it was.
            return replace(logged, event=replace(said, words=None))
    return logged


def state_as_read_by(who: str, state: RoomState) -> RoomState:
    """The room, as somebody may read it now."""
    question = state.question
    if question is None or question.seq not in state.hidden or may_moderate(state, who):
        return state
    return replace(state, question=basket.without_words(question, question.seq))
