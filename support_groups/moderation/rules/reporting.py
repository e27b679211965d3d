"""Who may look at a report, and what those are told who have made one."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from support_groups.core.errors import DomainError

from ..models import ReportKind

OPEN_MAX = 5
"""So many reports of one person wait at a time: nobody buries those of others under their own."""
LOOK_LASTS = timedelta(hours=1)
"""So long one look is open; whoever comes back later looks anew, and the others see it."""

REPORT_WORDS = {
    ReportKind.PRESSURE: "Presses or frightens someone, or does not stop",
    ReportKind.CONTACT: "Asks people for contact away from the group",
    ReportKind.DEALING: "Offers, sells or looks for something",
    ReportKind.HURTFUL: "Says something that hurts or shames",
    ReportKind.UNMASKING: "Tells who somebody is",
    ReportKind.OTHER: "Something else",
}
THANKS = "Thank you for telling us. Those who serve will look at it, and you are told what comes of it."
THANKS_FOR_QUESTION = (
    "Thank you for telling us. Those who serve will look at it; whoever asked it is never shown it, and nobody is told "
    "who that was. You are told what comes of it."
)
"""Also where nobody but whoever asked could look: to say so would name them."""
STRANDED = (
    "Thank you for telling us. Nobody but the person you name could read this here. Those who run this place see that "
    "there is such a report, and nothing of what it says. You need not stay: other groups are open to you."
)


class ReportIsAboutOneself(DomainError):
    """A report is about somebody else."""

    words = "This is your own. If you wish, you can take it back."


class AuthorHasLeft(DomainError):
    """Whoever has left the group is nobody there any more."""

    words = "They have left the group, and nothing of them can be looked at any more."


class MessageIsGone(DomainError):
    """What was taken out cannot be quoted."""

    words = "This message was taken out already. You can report the person instead."


class QuestionIsTakenOut(DomainError):
    """What was taken out cannot be quoted, and of a question there is nobody to report instead."""

    words = "This question was taken out already. Thank you for looking out for the others."


class ReportIsAnswered(DomainError):
    """Another who serves was quicker."""

    words = "Someone else has answered this in the meantime. Thank you for looking."


class TooManyReports(DomainError):
    """Those who serve read one after the other."""

    status = 429
    words = (
        "Thank you for telling so much. Those who serve are reading what you have reported, and you can report more "
        "once they have answered. If somebody is in danger, Help now leads to people at once."
    )


class LookFirst(DomainError):
    """A report is answered by whoever has read it."""

    words = "Please look at it first: the others see that you have."


def check_few_open(waiting: int) -> None:
    """Refuse one more report of somebody of whom enough wait."""
    if waiting >= OPEN_MAX:
        raise TooManyReports


def chosen_by(whom: int, given: Iterable[tuple[int | None, int]]) -> frozenset[int]:
    """Somebody and all who owe them a position, of those that were given (by whom, to whom), in their order.

    Nobody chooses who reads what was reported about them, and no second account of theirs does. Where it was
    forgotten who gave a position, it may have been them.
    """
    chosen = {whom}
    for by, to in given:
        if by is None or by in chosen:
            chosen.add(to)
    return frozenset(chosen)


def may_handle(by: int, *, reporter: int | None, others: Collection[int]) -> bool:
    """Whether somebody may look at a report and answer it; `others`: who could, the one it is about left out.

    Whoever made it leaves it to another, where there is one.
    """
    return by in others and (by != reporter or set(others) == {by})


def quoted(said: Sequence[tuple[int, str]], seq: int, before: int) -> dict[int, bool]:
    """Which messages a report of one quotes, of those (their place, by whom) up to it; and whether others wrote before.

    Nobody else's words leave the meeting with it.
    """
    who = next(by for place, by in said if place == seq)
    own = [number for number, (_, by) in enumerate(said) if by == who][-before - 1 :]
    return {said[number][0]: number > 0 and said[number - 1][1] != who for number in own}


def is_there_still(whom_public_id: str | None, public_id: str) -> bool:
    """Whether somebody who was reported is in the group as they were then: whoever comes back is someone new."""
    return whom_public_id == public_id


def is_looking(looked_at: Iterable[datetime], now: datetime) -> bool:
    """Whether somebody has a report open."""
    return any(now - at < LOOK_LASTS for at in looked_at)
