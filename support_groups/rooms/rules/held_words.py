"""Words that wait until somebody who serves has read them."""

from datetime import datetime

from support_groups.core.errors import DomainError

from ..events import MessageSaid
from . import refusals
from .powers import check_moderates
from .state import RoomState, Standing

WAITING_MAX = 3
"""So many messages of one person may wait in a room: those who serve can read no flood."""
TAKEN_BACK_MAX = 20
"""So many may one take back there: each leaves its mark, and lets every worker look who has which place."""


class TooMuchWaits(DomainError):
    """One waits for an answer before one writes on and on."""

    status = 429
    words = (
        "What you wrote before is still waiting to be read. These words are still here, and you can send them a "
        "little later. If somebody is in danger, Help now leads to people at once."
    )


class TookBackMuch(DomainError):
    """Whoever takes back all they write lets nobody answer."""

    status = 429
    words = (
        "You have taken back much of what you wrote, so nothing more of yours can wait to be read in this meeting. "
        "These words are still here, and you can talk with one of those who serve. If somebody is in danger, Help now "
        "leads to people at once."
    )


class NoLongerWaits(DomainError):
    """Another who serves was quicker, or its author took it back."""

    words = "This waits no longer: somebody has answered it, or its author took it back."


class SomeoneElseShares(DomainError):
    """One voice at a time, also of those whose words have waited."""

    words = "Someone is sharing right now. Let this through when they have finished; it waits until then."


class AuthorIsGone(DomainError):
    """What somebody wrote goes with them."""

    words = "They are no longer in this meeting, and what they wrote has gone with them."


class AllAreStill(DomainError):
    """In a silence or a pause nobody says anything, by another's hand either."""

    words = "We are still for a moment. Let this through when we go on; it waits until then."


class AuthorListens(DomainError):
    """Whoever was asked to listen says nothing, by another's hand either."""

    words = "They were asked to listen for a while. Let them speak again first; this waits until then."


def may_wait(state: RoomState, who: str, now: datetime) -> bool:
    """Whether a newcomer's words may wait in a room in which only those who lead can write: while it is sheltered."""
    if state.shelter is None:
        return False
    return state.people[who].standing is Standing.IN and not state.is_muted(who, now) and not state.is_still(now)


def check_few_wait(waiting: int, taken_back: int) -> None:
    """Refuse more words of somebody of whom enough is waiting, or who takes back all they write."""
    if waiting >= WAITING_MAX:
        raise TooMuchWaits
    if taken_back >= TAKEN_BACK_MAX:
        raise TookBackMuch


def check_may_answer(state: RoomState, author: str, by: str) -> None:
    """Leave it to those who may act on the author, while the meeting lasts."""
    if not state.is_open:
        raise refusals.RoomIsClosed
    if state.people[by].standing is not Standing.IN:
        raise refusals.OutOfTheRoom
    check_moderates(state, by, author)


def let_through(state: RoomState, author: str, body: str, by: str, now: datetime) -> tuple[MessageSaid]:
    """What follows when somebody who serves lets words through; judged as things are now, not as they were."""
    check_may_answer(state, author, by)
    if state.people[author].standing is not Standing.IN:
        raise AuthorIsGone
    if state.is_muted(author, now):
        raise AuthorListens
    if state.is_still(now):
        raise AllAreStill
    if state.share and not state.has_floor(author):
        raise SomeoneElseShares
    return (MessageSaid(author, body),)
