"""The ask-it basket: questions that nobody signs, and that the one who leads draws one by one."""

from dataclasses import replace
from datetime import datetime

from support_groups.core.errors import DomainError, NotAllowed

from ..events import QuestionDone, QuestionDrawn
from ..models import Turns
from . import refusals
from .floor import Verdict, check_still
from .powers import may_lead
from .state import Drawn, RoomState

IN_BASKET_MAX = 3
"""So many questions of one person may lie in it: all get their turn."""


class BasketIsAway(DomainError):
    """Questions are gathered while the meeting answers questions."""

    words = "No questions are gathered just now. Your words are still here, and there may be another time for them."


class DrawnByWhoLeads(NotAllowed):
    """One person looks into the basket."""

    words = "Only the one who leads the meeting looks into the basket. Take the lead first."


class QuestionIsGone(DomainError):
    """Nothing is drawn twice."""

    words = "This question is not in the basket any more: it was drawn or passed over, or whoever asked took it back."


class EnoughAsked(DomainError):
    """All get their turn."""

    status = 429
    words = (
        f"{IN_BASKET_MAX} of your questions are in the basket already. Your words are still here: you can take one of "
        "the others back, or wait until one was drawn."
    )


class AskedOtherwise(DomainError):
    """Whoever asked what had to be taken out asks no more in this way."""

    words = (
        "A question of yours was taken out, so nothing more of yours goes into the basket in this meeting. "
        "You can raise your hand, or talk with one of those who serve. If somebody is in danger, Help now leads to "
        "people at once."
    )


def looks_in(state: RoomState, who: str) -> bool:
    """Whether someone sees what is in the basket: the one who leads at this moment."""
    return state.is_open and state.chair is not None and state.chair.who == who and may_lead(state, who)


def look_in(state: RoomState, by: str) -> Verdict:
    """What all see when the one who leads looks into the basket: nothing."""
    if not looks_in(state, by):
        raise DrawnByWhoLeads
    return ()


def check_room_for_one(waiting: int) -> None:
    """Refuse one more question of somebody who has enough of them in the basket."""
    if waiting >= IN_BASKET_MAX:
        raise EnoughAsked


def put(state: RoomState, by: str, now: datetime) -> Verdict:
    """What all see when someone puts a question into the basket: nothing."""
    _check_is_there(state)
    # What is drawn is read by all: whoever may not speak says nothing in this way either.
    if state.is_muted(by, now):
        raise refusals.Muted
    check_still(state, by, now)
    if state.shelter and not may_lead(state, by):
        raise refusals.FloorIsClosed
    return ()


def draw(state: RoomState, words: str, by: str) -> Verdict:
    """What follows when a question is drawn; nobody learns whose it is."""
    _check_is_there(state)
    return (*look_in(state, by), QuestionDrawn(by, words))


def done(state: RoomState, by: str) -> Verdict:
    """What follows when the question that was drawn has been answered."""
    return (QuestionDone(by),) if state.question else ()


def without_words(question: Drawn | None, seq: int) -> Drawn | None:
    """The question that people speak about, once what stands at a `seq` was taken out or is not theirs to read."""
    return replace(question, words=None) if question and question.seq == seq else question


def check_may_ask(*, was_taken_out: bool) -> None:
    """Refuse a question of somebody who has asked one that was taken out: the one way to stop them without a name."""
    if was_taken_out:
        raise AskedOtherwise


def _check_is_there(state: RoomState) -> None:
    if state.turns != Turns.BASKET:
        raise BasketIsAway
